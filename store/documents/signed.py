"""The paper's "Signed" on Summary and Action Plan: a row for each role, filled or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.documents.blocks import heading, table
from store.documents.context import Context
from store.paperwork import review
from store.paperwork.custody import SIGNED_DATE, SIGNED_NAME, Signatures
from store.paperwork.field import Field
from store.paperwork.rows import Row
from store.signatures import changed_since_signed
from store.stages import signed_rows

CHANGED = "changed since signed"


def signed(
    context: Context, signatures: Signatures, content: Sequence[Field[object]]
) -> tuple[str, str]:
    """The heading, and the table of the roles in the paper's order.

    A role nobody has signed for keeps an empty row (ruling 20); a further column says which
    signatures were given before the form's `content` was changed.
    """
    changed = changed_since_signed(context.review, context.history, content, signatures)
    head = [signatures.role.wording, SIGNED_NAME.wording, SIGNED_DATE.wording]
    rows = []
    for role, row in _roles(context, signatures):
        cells = [role, row.plain(SIGNED_NAME), row.plain(SIGNED_DATE)] if row else [role, "", ""]
        if changed:
            cells.append(CHANGED if row and row.id in changed else "")
        rows.append(cells)
    if changed:
        head.append("Note")
    return heading(2, signatures.field.wording), table(head, rows)


def _roles(context: Context, signatures: Signatures) -> Iterator[tuple[str, Row | None]]:
    given = signed_rows(signatures, context.review)
    for role in signatures.roles:
        words = context.headteacher if role == review.HEADTEACHER.wording else role
        those: list[Row | None] = [row for row in given if row[signatures.role] == role]
        yield from ((f"{words}:", row) for row in those or [None])
    yield from (("", row) for row in given if not row[signatures.role] and not row.empty)

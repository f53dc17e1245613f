"""The paper's "Signed" on Summary and Action Plan: a row for each role, filled or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.documents.page import Heading, PageRow, PageTable
from store.documents.scopes import ReviewScope
from store.field_values import Json
from store.paperwork import review
from store.paperwork import rows as stored
from store.paperwork.field import Field
from store.paperwork.sent_and_signed import SIGNED_DATE, SIGNED_NAME, Signatures
from store.progress.document_trail import changed_since_signed
from store.schedule.stage_progress import signed_rows

CHANGED = "changed since signed"


def signed(
    scope: ReviewScope, signatures: Signatures, content: Sequence[Field[object]]
) -> tuple[Heading, PageTable]:
    """The heading, and the table of the roles in the paper's order.

    A role nobody has signed for keeps an empty row (ruling 20); a further column says which
    signatures were given before the form's `content` was changed.
    """
    changed = changed_since_signed(scope.review, scope.history, content, signatures)
    head = (signatures.role.wording, SIGNED_NAME.wording, SIGNED_DATE.wording)
    columns = ("", SIGNED_NAME.path, SIGNED_DATE.path)
    note, printed = (("Note",), ("",)) if changed else ((), ())
    rows = []
    for words, role, row in _roles(scope, signatures):
        name, day = (row.plain(SIGNED_NAME), row.plain(SIGNED_DATE)) if row else ("", "")
        said = (CHANGED if row and row.id in changed else "",) if changed else ()
        made: dict[str, Json] = {signatures.role.path: role} if role else {}
        rows.append(
            PageRow((words, name, day, *said), (*columns, *printed), row.id if row else "", made)
        )
    return (
        Heading(2, signatures.field.wording),
        PageTable(
            (*head, *note),
            tuple(rows),
            signatures.field.path,
            (*columns, *printed),
            (3, 4, 3, *(3 for _ in note)),
        ),
    )


def _roles(
    scope: ReviewScope, signatures: Signatures
) -> Iterator[tuple[str, str, stored.Row | None]]:
    """Each row's printed words, its role, and the signature given, if one was."""
    given = signed_rows(signatures, scope.review)
    for role in signatures.roles:
        words = scope.headteacher if role == review.HEADTEACHER.wording else role
        those: list[stored.Row | None] = [row for row in given if row[signatures.role] == role]
        yield from ((f"{words}:", role, row) for row in those or [None])
    yield from (("", "", row) for row in given if not row[signatures.role] and not row.empty)

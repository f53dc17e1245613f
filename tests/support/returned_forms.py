"""Forms as somebody returns them: as files, or as they were read; unchanged, or edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from store.documents.all_documents import REVIEW_FORMS
from store.documents.formats.all_formats import FORMATS
from store.documents.page import Answer, Block, DocumentPage, Heading
from store.documents.scopes import review_scope
from store.records.record import Record
from store.register.register import Register
from store.returned.form import Piece, Prose, Returned, ReturnedGrid, as_returned


def sent_out(register: Register, found: Record, form: str) -> Returned:
    """A form of a review as it comes back when nobody has written on it."""
    return as_returned(sheet(register, found, form))


def sheet(register: Register, found: Record, form: str) -> DocumentPage:
    """A form of a review as it is sent out."""
    return REVIEW_FORMS[form].page(review_scope(register, found))


def file_of(page: DocumentPage, kind: str) -> bytes:
    """A form as the file it comes back as: `md` or `docx`."""
    return FORMATS[kind].write(page)


def filled_in(page: DocumentPage, answers: Mapping[str, str | tuple[str, ...]]) -> DocumentPage:
    """The form with the answers of some fields, by their paths, written by hand."""

    def of(block: Block) -> Block:
        if isinstance(block, Answer) and block.field in answers:
            return replace(block, content=answers[block.field])
        return block

    whole = replace(page, blocks=tuple(map(of, page.blocks)))
    assert whole != page
    return whole


def edited(returned: Returned, edit: Callable[[Piece], Piece | None]) -> Returned:
    """The form with each piece as `edit` makes it; None takes it out."""
    pieces = (edit(piece) for piece in returned.pieces)
    return replace(returned, pieces=tuple(piece for piece in pieces if piece is not None))


def rewritten(returned: Returned, old: str, new: str) -> Returned:
    """The form with a text exchanged wherever it stands."""

    def edit(piece: Piece) -> Piece:
        match piece:
            case Heading():
                return replace(piece, text=piece.text.replace(old, new))
            case Prose():
                entries = tuple(entry.replace(old, new) for entry in piece.entries)
                return Prose(piece.text.replace(old, new), entries)
            case ReturnedGrid():
                rows = (tuple(cell.replace(old, new) for cell in row) for row in piece.rows)
                return replace(piece, rows=tuple(rows))

    whole = edited(returned, edit)
    assert whole != returned, f"{old!r} does not stand on the form"
    return replace(whole, line=returned.line.replace(old, new))


def answered(returned: Returned, heading: str, *entries: str) -> Returned:
    """The form with what stands under a heading written by hand, a line each."""
    pieces: list[Piece] = []
    under = False
    for piece in returned.pieces:
        if isinstance(piece, Heading):
            under = piece.text == heading
            pieces.append(piece)
            if under:
                pieces.append(Prose("\n".join(entries), entries))
        elif not (under and isinstance(piece, Prose)):
            pieces.append(piece)
    return replace(returned, pieces=tuple(pieces))


def with_rows(
    returned: Returned, head: str, edit: Callable[[tuple[tuple[str, ...], ...]], object]
) -> Returned:
    """The form with the rows of the table whose head begins with `head` as `edit` makes them."""

    def of(piece: Piece) -> Piece:
        if isinstance(piece, ReturnedGrid) and head in piece.rows[0]:
            rows = edit(piece.rows)
            assert isinstance(rows, tuple)
            return ReturnedGrid(rows)
        return piece

    return edited(returned, of)

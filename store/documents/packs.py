"""A pack: the papers of one review together, in a folder of their own or in one zip."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from store.documents.all_documents import FORMS
from store.documents.exporting import coming_of, whose_name
from store.documents.files import Document, FileKind, PendingDocument
from store.documents.formats.all_formats import Format
from store.documents.scopes import Context, context_of, heads_only
from store.records.record import Record
from store.register.register import Register

PACK = ("summary", "action-plan", "audit", "schedule")
"""The forms in a pack, in its order."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack, and whether the forms in it have only their heads filled in."""

    key: str
    title: str
    only_heads: bool


PACKS: Mapping[str, Pack] = {
    pack.key: pack
    for pack in (
        Pack("pack", "Pack: the three forms and the schedule", only_heads=False),
        Pack("feedback-pack", "Feedback-day pack: the same, heads alone", only_heads=True),
    )
}
"""The packs by the name the command line and the screens know them by."""
_COMMENT = "Peer Review Register"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def pack_of(
    register: Register, record: Record, written: Format, *, heads_only: bool
) -> list[Document]:
    """The three forms of a review and its schedule.

    With `heads_only` the forms are as they go to a feedback day: their heads filled in, the rest
    blank; the schedule is as it is.

    Raises:
        Refused: when they cannot be had in that format.
    """
    context = context_of(register, record)
    return [one.made for one in papers_of(context, written, only_heads=heads_only)]


def one_pack(
    register: Register, record: Record, key: str, written: Format, *, as_zip: bool
) -> list[Document]:
    """A pack of a review in a folder of its own, or as one zip.

    Raises:
        Refused: when they cannot be had in that format.
    """
    context = context_of(register, record)
    made = [one.made for one in papers_of(context, written, only_heads=PACKS[key].only_heads)]
    if as_zip:
        name = pack_name(key, context, ZIP.suffix)
        return [Document(name, zipped(made, record.id), ZIP)]
    return [replace(one, folder=pack_name(key, context)) for one in made]


def papers_of(context: Context, written: Format, *, only_heads: bool) -> Iterator[PendingDocument]:
    """The same, each to be made when its turn has come.

    Raises:
        Refused: when they cannot be had in that format.
    """
    head = heads_only(context) if only_heads else context
    for key in PACK:
        form = FORMS[key]
        yield coming_of(form, head if form.returns else context, written)


def pack_name(key: str, context: Context, suffix: str = "") -> str:
    """The name of a pack's folder, or of its zip: id, school, which pack, date of the review."""
    return whose_name(key, context, suffix)


def zipped(documents: Iterable[Document], of: str = "") -> bytes:
    """The documents as one zip, the same bytes each time; `of` says within it whose they are."""
    going = zipping(documents, of)
    while True:
        try:
            next(going)
        except StopIteration as end:
            data: bytes = end.value
            return data


def zipping(documents: Iterable[Document], of: str = "") -> Generator[int, None, bytes]:
    """The same step by step: how many are in it, after each; at last the zip."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.comment = f"{_COMMENT}: {of}".encode() if of else _COMMENT.encode()
        for done, document in enumerate(documents, start=1):
            entry = ZipInfo("/".join(filter(None, (document.folder, document.name))), _EARLIEST)
            entry.create_system = 3  # a file's mode is read as Unix has it
            entry.external_attr = _READABLE
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, document.data)
            yield done
    return made.getvalue()


def _whose(data: bytes) -> tuple[str, ...]:
    """What a zip of ours says of itself."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return (archive.comment.decode("utf-8", "replace"),)
    except (BadZipFile, NotImplementedError):
        return ()


ZIP = FileKind(".zip", _whose)

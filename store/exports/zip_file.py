"""Several documents as one zip, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterable
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from store.documents.files import Document, FileKind

_COMMENT = "Peer Review Register"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def zipped(
    documents: Iterable[Document], of: str = "", tell: Callable[[int], None] = lambda _: None
) -> bytes:
    """The documents as one zip; `of` says within it whose they are, `tell` how many are in it."""
    going = zipping(documents, of)
    while True:
        try:
            tell(next(going))
        except StopIteration as end:
            data: bytes = end.value
            return data


def zipping(documents: Iterable[Document], of: str = "") -> Generator[int, None, bytes]:
    """The same, step by step: it yields how many are in so far, and returns the zip."""
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

"""Documents as files: names that every system takes, written whole, replacing only their own."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from store.documents.page import whose_line
from store.durable import closed, sync_file, sync_folder, written
from store.errors import Refused, RegisterError

NAME_LIMIT = 120
"""The most bytes (UTF-8) a name has before its suffix."""
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|\Z)", re.IGNORECASE)
_HEAD = 64 * 1024
_LARGEST = 32 * 1024 * 1024
"""More bytes than any document of ours has."""


class FileKind(Struct, frozen=True):
    """A kind of file: its suffix, and how to read from a file which document it is.

    A file may replace another when `whose` gives the same for both.
    """

    suffix: str
    whose: Callable[[bytes], tuple[str, ...]]


def text_in(data: bytes) -> str:
    """The beginning of a text file, far enough to say whose it is."""
    return data[:_HEAD].decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _titled(data: bytes) -> tuple[str, ...]:
    """The title of a Markdown file, after its front matter, and whose it is."""
    text = text_in(data)
    if text.startswith("---\n"):
        text = text.partition("\n---\n")[2].lstrip("\n")
    title, _, line = [*text.split("\n", 3)[:3], "", ""][:3]
    return title, whose_line(line)


MARKDOWN = FileKind(".md", _titled)


def file_name(*parts: str, shorten: int = 0, suffix: str = MARKDOWN.suffix) -> str:
    """A file name made of these parts, with ` - ` between them.

    It has at most 120 bytes before the suffix, taken from the part `shorten`, and is a name that
    every system accepts.
    """
    safe = [_safe(part) for part in parts]
    others = " - ".join(["", *(part for n, part in enumerate(safe) if n != shorten)])
    room = max(0, NAME_LIMIT - len(others.encode()))
    safe[shorten] = _cut(safe[shorten], room)
    name = _cut(_safe(" - ".join(part for part in safe if part)), NAME_LIMIT)
    return f"{f'_{name}' if _RESERVED.match(name) else name or 'document'}{suffix}"


class Document(Struct, frozen=True):
    """A finished document, ready to be a file: its name, its bytes, its kind.

    `folder` is a subfolder of the folder it is exported to.
    """

    name: str
    data: bytes
    kind: FileKind = MARKDOWN
    folder: str = ""


class PendingDocument(Struct, frozen=True):
    """A document that is still to be made: its name is known, `data` makes its bytes."""

    name: str
    kind: FileKind
    data: Callable[[], bytes]
    folder: str = ""

    @classmethod
    def of(cls, made: Document) -> PendingDocument:
        """A finished document, in the form of one still to be made."""
        return cls(made.name, made.kind, lambda: made.data, made.folder)

    @property
    def made(self) -> Document:
        """The finished document."""
        return Document(self.name, self.data(), self.kind, self.folder)

    @property
    def relative_path(self) -> Path:
        """Its path within the folder that is exported to."""
        return Path(self.folder, self.name)


def export_all(folder: Path, documents: Iterable[Document]) -> list[Path]:
    """Write documents into `folder`; the files' paths, once all are safe (see `exporting_to`)."""
    pending = [PendingDocument.of(document) for document in documents]
    return [path for path in exporting_to(folder, pending) if path]


def exporting_to(folder: Path, pending: Sequence[PendingDocument]) -> Generator[Path | None]:
    """Write documents one by one into `folder`, which is made when it is missing; their paths.

    A file of such a name is replaced only when it is the same document's, by its `kind`: all are
    looked at before the first is written, and None is given after each that stood there. Each is
    made as its turn comes, and its file is whole or not there. It can be left
    after any (`close`): what was written until then stays. At the end, also when it was left, all
    that was written is made durable, together.

    Raises:
        Refused: when something else stands where one would be; none is written.
        RegisterError: when the folder cannot be written to; it names what was written before
            that, and what was not.
    """
    done: list[Path] = []
    with _told(folder, pending, done):
        there = folder.expanduser()
        if not there.is_dir():
            there.mkdir(parents=True, exist_ok=True)
        within = {
            subfolder: there / subfolder for subfolder in {document.folder for document in pending}
        }
        new = {subfolder for subfolder, path in within.items() if _empty(path)}
    modes: dict[int, int | None] = {}
    for number, document in enumerate(pending):
        if document.folder not in new:
            with _told(folder, pending, done):
                modes[number] = _mode_of_own(within[document.folder] / document.name, document)
            if modes[number] is not None:
                yield None
    name = f".{os.urandom(4).hex()}.tmp"  # one name for all: each is gone before the next
    aside = {subfolder: path / name for subfolder, path in within.items()}
    try:
        for number, document in enumerate(pending):
            path, data = within[document.folder] / document.name, document.data()
            with _told(folder, pending, done):
                if document.folder:
                    path.parent.mkdir(exist_ok=True)
                _put(path, data, modes.get(number), aside[document.folder])
            done.append(path)
            yield path
    finally:
        _sync(folder, done)


@contextmanager
def _told(folder: Path, pending: Sequence[PendingDocument], done: Sequence[Path]) -> Iterator[None]:
    """Turn a failure to write into a sentence that says what is written (`done`), and what not."""
    try:
        yield
    except FileExistsError:
        raise RegisterError(f"{folder} is not a folder; choose another.") from None
    except OSError as error:
        raise _not_written(folder, error.strerror or str(error), pending, len(done)) from None
    except (RuntimeError, ValueError) as error:  # no such user's home; a name with a NUL in it
        raise _not_written(folder, str(error).rstrip("."), pending, len(done)) from None


def _sync(folder: Path, paths: Sequence[Path]) -> None:
    """Make what was written durable: each file, then the folders they are in.

    Many are flushed by one call for all that is written on the machine: one after the other takes
    fifty times as long. An export is a copy, which the register can write again.
    """
    try:
        if len(paths) > _EACH:
            os.sync()
        else:
            for path in paths:
                sync_file(path)
        for within in {path.parent for path in paths}:
            sync_folder(within)
    except OSError as error:
        raise RegisterError(
            f"{folder} has what was exported, but it may not last: {error.strerror}. Export it "
            "again, or ask whoever looks after this folder."
        ) from None


_EACH = 20
"""The most files that are made durable one by one."""
_NAMED = 20
"""The most documents that are named in a sentence, each."""


def _not_written(
    folder: Path, why: str, pending: Sequence[PendingDocument], done: int
) -> RegisterError:
    """What to say when all but the first `done` documents could not be written."""
    what = "The document was not exported"
    if done:
        names = [str(document.relative_path) for document in pending]
        what = f"Written: {_named(names[:done])}. Not written: {_named(names[done:])}"
    elif len(pending) > 1:
        what = "None of the documents was exported"
    return RegisterError(
        f"{folder} cannot be written to: {why}. {what}; choose another folder, or ask whoever "
        "looks after this one."
    )


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _safe(text: str) -> str:
    """`text` without what a file name cannot hold, at its ends too."""
    text = unicodedata.normalize("NFC", text)
    text = _NOT_IN_NAMES.sub(" ", text)
    if text.isascii() and text.isprintable():
        return " ".join(text.split()).lstrip(".- ").rstrip(". ")
    kept = (" " if mark.isspace() else mark for mark in text)
    shown = "".join(mark for mark in kept if unicodedata.category(mark)[0] != "C")
    return " ".join(shown.split()).lstrip(".- ").rstrip(". ")


def _cut(text: str, room: int) -> str:
    """`text` in at most `room` bytes, whole characters, no mark without its letter."""
    if len(text.encode()) <= room:
        return text
    end = len(text) - 1
    while end > 0 and (len(text[:end].encode()) > room or unicodedata.combining(text[end])):
        end -= 1
    return text[:end].rstrip(". -")


def _empty(folder: Path) -> bool:
    """Whether the folder is missing or empty."""
    try:
        return not any(folder.iterdir())
    except FileNotFoundError:
        return True
    except PermissionError:  # it may be written to all the same
        return False


def _mode_of_own(path: Path, pending: PendingDocument) -> int | None:
    """The mode of our earlier export at `path`; None when there is nothing.

    Raises:
        Refused: when what is there is not ours.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise _not_ours(path)
    with path.open("rb") as file:
        standing = file.read(_LARGEST)
    if pending.kind.whose(standing) != pending.kind.whose(pending.data()):
        raise _not_ours(path)
    return stat.S_IMODE(status.st_mode)


def _not_ours(path: Path) -> Refused:
    return Refused(
        f"{path} is there already and is not an earlier export of this document. It was left as "
        "it is, and nothing was exported; move it away, or choose another folder."
    )


def _put(path: Path, data: bytes, mode: int | None, aside: Path) -> None:
    """The file, whole or not at all, written at `aside` first, which is in the same folder.

    A new one has the mode any new file of the user's has.
    """
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    placed = False
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        written(descriptor, data)
        aside.replace(path)
        placed = True
    finally:
        closed(descriptor)
        if not placed:
            aside.unlink(missing_ok=True)

"""Drafts: what is being typed, valid or not, kept aside so that a broken line loses little of it.

Each session that has something to write has a file of its own (0600) in the user's own folder,
written at most every two seconds; it holds a lock on it while it lives. At the start the files of
sessions that are gone are taken over: they are removed once what they held is in ours. A file is
written anew and put in the place of the one before, so that what is on the disk is always whole.
Drafts are no history, and nobody else sees them.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from store.durable import closed, swept, written
from store.field_values import Address, Unacceptable
from store.paperwork.tables import TABLES

PAUSE = 2.0
"""Seconds between two writings of the file, at least."""


class Draft(msgspec.Struct, frozen=True):
    """What somebody typed into one field of one record, as it stood."""

    table: str
    key: int
    field: str
    text: str


class Drafts:
    """The drafts of one session on one register."""

    def __init__(self, folder: Path, register: str, session: str) -> None:
        """Read what dead sessions left in `folder`; what cannot be read there is left alone."""
        self._path = folder / f"{register}-{session}.drafts"
        self._descriptor = -1
        self._texts: dict[Address, str] = {}
        self._written: dict[Address, str] = {}
        self._taken_over: dict[Path, int] = {}
        for left in sorted(folder.glob(f"{register}-*.drafts"), key=_last_written):
            self._take_over(left)
        swept(folder.glob(f"{register}-*.new"))
        self._dirty = bool(self._taken_over)

    @property
    def folder(self) -> Path:
        """The folder of this account's drafts."""
        return self._path.parent

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The fields with typed text that is not saved."""
        return tuple(self._texts)

    def text(self, address: Address) -> str | None:
        """The text typed into a field and not saved; None when there is none."""
        return self._texts.get(address)

    def note(self, address: Address, text: str) -> None:
        """Remember the text of a field; the next `write` puts it on the disk."""
        if self._texts.get(address) != text:
            self._texts[address] = text
            self._dirty = True

    def forget(self, address: Address) -> None:
        """Forget a field whose text has been saved or given up."""
        if self._texts.pop(address, None) is not None:
            self._dirty = True

    def reread(self) -> None:
        """Reread our file after a person was forgotten in it; what was typed since then stays."""
        if self._descriptor < 0:
            return
        with suppress(OSError):
            for draft in _read(self._path):
                address = (draft.table, draft.key, draft.field)
                if address in self._texts and self._texts[address] == self._written.get(address):
                    self._texts[address] = self._written[address] = draft.text

    def write(self) -> None:
        """Put the drafts on the disk if they have changed.

        Raises:
            OSError: when that fails; they are still in memory, and the next `write` tries again.
        """
        if not self._dirty:
            return
        if self._descriptor < 0 and not self._texts and not self._taken_over:
            return
        self._replace(_lines(Draft(*address, text) for address, text in self._texts.items()))
        self._written = dict(self._texts)
        self._dirty = False
        while self._taken_over:
            path, descriptor = self._taken_over.popitem()
            with suppress(OSError):  # what it held is in ours: at worst it is taken over again
                path.unlink(missing_ok=True)
            closed(descriptor)

    def close(self) -> None:
        """Write what is left; a file with nothing in it is taken away.

        Raises:
            OSError: when it cannot be written.
        """
        self.write()
        if self._descriptor >= 0:
            if not self._texts:
                self._path.unlink(missing_ok=True)
            closed(self._descriptor)
            self._descriptor = -1

    def _replace(self, lines: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = self._path.with_suffix(".new")
        descriptor = os.open(made, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            # Locked before it has the name by which another session would take it over.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            written(descriptor, lines)
            os.fsync(descriptor)
            made.replace(self._path)
        except OSError:
            closed(descriptor)
            with suppress(OSError):
                made.unlink(missing_ok=True)
            raise
        if self._descriptor >= 0:
            closed(self._descriptor)
        self._descriptor = descriptor

    def _take_over(self, path: Path) -> None:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        except OSError:  # gone meanwhile, or not ours
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            drafts = list(_read(path))
            living = not os.path.samestat(os.fstat(descriptor), path.stat())
        except OSError:
            living = True
        if living:
            closed(descriptor)
            return
        self._taken_over[path] = descriptor
        for draft in drafts:
            if _names_a_field(draft):
                self._texts[draft.table, draft.key, draft.field] = draft.text


def all_drafts(folder: Path, register: str) -> Iterator[Draft]:
    """What every session of this account has typed into `register` and not saved."""
    for path in sorted(folder.glob(f"{register}-*.drafts")):
        with suppress(OSError):
            yield from _read(path)


def rewritten(folder: Path, register: str, rewrite: Callable[[str, int, str, str], str]) -> None:
    """Have `rewrite` (table, key, field, text) change what every session of `register` typed.

    In the files as they are: a session that lives holds its lock on its own. What is another
    account's is left alone.

    Raises:
        OSError: when a file could not be written; the next time does it over.
    """
    for path in sorted(folder.glob(f"{register}-*.drafts")):
        with suppress(FileNotFoundError, PermissionError):
            _rewrite(path, rewrite)


def _rewrite(path: Path, rewrite: Callable[[str, int, str, str], str]) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    try:
        drafts = [
            Draft(
                draft.table,
                draft.key,
                draft.field,
                rewrite(draft.table, draft.key, draft.field, draft.text),
            )
            for draft in _read(path)
        ]
        lines = _lines(drafts)
        if lines != path.read_bytes():
            written(descriptor, lines)
            os.ftruncate(descriptor, len(lines))
            os.fsync(descriptor)
    finally:
        closed(descriptor)


def _lines(drafts: Iterable[Draft]) -> bytes:
    return b"".join(msgspec.json.encode(draft) + b"\n" for draft in drafts)


def _read(path: Path) -> Iterator[Draft]:
    """The drafts of a file; a line that is damaged, or no UTF-8, is none."""
    for line in path.read_bytes().splitlines():
        with suppress(ValueError):
            yield msgspec.json.decode(line, type=Draft)


def _names_a_field(draft: Draft) -> bool:
    """Whether the paper still has the field: the draft may be of an older version, or damaged."""
    try:
        return draft.table in TABLES and bool(TABLES[draft.table].part(draft.field))
    except Unacceptable:
        return False


def _last_written(path: Path) -> tuple[float, str]:
    """The order in which files are taken over: what was typed last counts."""
    try:
        return path.stat().st_mtime, path.name
    except OSError:
        return 0.0, path.name

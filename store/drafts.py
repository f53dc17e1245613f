"""Drafts: what is being typed, valid or not, kept aside so that a broken line loses little of it.

Each session writes a file of its own (0600) in the user's own folder, at most every two seconds;
it holds a lock on it while it lives. At the start the files of sessions that are gone are taken
over. Drafts are no history, and nobody else sees them.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import msgspec

from store.durable import written

PAUSE = 2.0
"""Seconds between two writings of the file, at least."""

Address = tuple[str, int, str]
"""A field as a draft names it: table, key, address."""


class Draft(msgspec.Struct, frozen=True):
    """What somebody typed into one field of one record, as it stood."""

    table: str
    key: int
    field: str
    text: str


class Drafts:
    """The drafts of one session on one register."""

    def __init__(self, folder: Path, register: str, session: str) -> None:
        """Take over what dead sessions left in `folder`, and begin a file of our own.

        Raises:
            OSError: when the folder cannot be used.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._texts: dict[Address, str] = {}
        self._path = folder / f"{register}-{session}.drafts"
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in sorted(folder.glob(f"{register}-*.drafts"), key=lambda path: path.name):
            if left != self._path:
                self._take_over(left)
        self._dirty = bool(self._texts)
        self.write()

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The fields that hold something typed and not kept."""
        return tuple(self._texts)

    def text(self, address: Address) -> str | None:
        """What was typed into a field and not kept; None when nothing was."""
        return self._texts.get(address)

    def note(self, address: Address, text: str) -> None:
        """Remember what stands in a field; it is on the disk after the next `write`."""
        if self._texts.get(address) != text:
            self._texts[address] = text
            self._dirty = True

    def forget(self, address: Address) -> None:
        """Forget a field whose text has been kept, or given up."""
        if self._texts.pop(address, None) is not None:
            self._dirty = True

    def write(self) -> None:
        """Put the drafts on the disk if they have changed.

        Raises:
            OSError: when that fails; they are still in memory.
        """
        if not self._dirty:
            return
        drafts = [Draft(*address, text) for address, text in self._texts.items()]
        lines = b"".join(msgspec.json.encode(draft) + b"\n" for draft in drafts)
        # Written beyond its end first and cut afterwards: a crash between leaves whole lines.
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        written(self._descriptor, lines)
        os.ftruncate(self._descriptor, len(lines))
        os.fsync(self._descriptor)
        self._dirty = False

    def close(self) -> None:
        """Write what is left; a file with nothing in it is taken away."""
        self.write()
        if not self._texts:
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def _take_over(self, path: Path) -> None:
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return
        for line in path.read_bytes().splitlines():
            try:
                draft = msgspec.json.decode(line, type=Draft)
            except msgspec.MsgspecError:
                continue
            self._texts[draft.table, draft.key, draft.field] = draft.text
        path.unlink(missing_ok=True)
        os.close(descriptor)

"""Files that survive: written whole, flushed, with the rights of those they stand beside.

A temporary file is written beside the one it is to become, and swept when it is left over: its
writer holds a lock (`flock`) on it for as long as it lives, by which a sweep knows a file somebody
is still writing from one whose writer was killed.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

NEW_MODE = 0o600


def written(descriptor: int, whole: bytes | memoryview) -> None:
    """Write all of `whole`, however many calls it takes.

    Raises:
        OSError: when that fails; part of it may be written.
    """
    rest = memoryview(whole)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_file(path: Path) -> None:
    """Make durable what was written to a file and closed.

    Raises:
        OSError: when that fails.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        closed(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable.

    Raises:
        OSError: when that fails.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        closed(descriptor)


def closed(descriptor: int) -> None:
    """Close a descriptor whose bytes are flushed or given up: a failure here loses nothing."""
    with suppress(OSError):
        os.close(descriptor)


class Rights(Struct, frozen=True):
    """A file's mode and, where it is known, its group."""

    mode: int = NEW_MODE
    group: int | None = None

    def give(self, descriptor: int) -> None:
        """Give these rights to a file that was just made; a group we are not in is left out.

        Raises:
            OSError: when the mode cannot be set.
        """
        status = os.fstat(descriptor)
        mode = self._for(status)
        if self.group is not None and status.st_gid != self.group:
            # Without the group its members are not to have what it had.
            try:
                os.fchown(descriptor, -1, self.group)
            except PermissionError:
                os.fchmod(descriptor, mode & 0o700)
                return
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            os.fchmod(descriptor, mode)

    def align(self, path: Path) -> None:
        """Give these rights to a file or folder that is there, if it is ours and has others."""
        try:
            status = path.stat()
        except FileNotFoundError:
            return
        has_them = Rights(self._for(status), self.group) == _rights(status)
        if status.st_uid != os.geteuid() or has_them:
            return
        descriptor = os.open(path, os.O_RDONLY)
        try:
            self.give(descriptor)
        finally:
            closed(descriptor)

    @property
    def of_folder(self) -> int:
        """The mode of a folder whose files have these rights: who may read may also look in."""
        return self.mode | (self.mode & 0o444) >> 2 | 0o700

    def _for(self, status: os.stat_result) -> int:
        """The mode; a folder keeps its own setting for handing down its group."""
        if stat.S_ISDIR(status.st_mode):
            return self.of_folder | status.st_mode & stat.S_ISGID
        return self.mode


def rights_of(path: Path) -> Rights | None:
    """The rights of a file; None when it is not there."""
    try:
        return _rights(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _rights(status: os.stat_result) -> Rights:
    return Rights(stat.S_IMODE(status.st_mode), status.st_gid)


@contextmanager
def beside(path: Path, rights: Rights) -> Iterator[tuple[Path, int]]:
    """A new file beside `path`, with `rights`: its name and its descriptor.

    It is gone at the end of the `with`, unless it was given another name by then.

    Raises:
        OSError: when it cannot be made.
    """
    made, descriptor = _made(path)
    try:
        rights.give(descriptor)
        yield made, descriptor
    finally:
        closed(descriptor)
        with suppress(OSError):  # what cannot be taken away now is swept later
            made.unlink(missing_ok=True)


def swept(left: Iterable[Path]) -> None:
    """Take away those of the temporary files `left` whose writers are gone."""
    for path in left:
        with suppress(OSError):  # another account's, or gone already
            _sweep(path)


def _made(path: Path) -> tuple[Path, int]:
    while True:
        made = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
        descriptor = os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, NEW_MODE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink:
                return made, descriptor
        except OSError:
            closed(descriptor)
            made.unlink(missing_ok=True)
            raise
        closed(descriptor)  # a sweep came between making and locking it


def _sweep(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    finally:
        closed(descriptor)

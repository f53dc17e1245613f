"""Rights: whatever mode and group the register has, what stands beside it has too."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from msgspec import Struct

from store.durable import closed

NEW_MODE = 0o600


class Rights(Struct, frozen=True):
    """A file's mode and, where it is known, its group."""

    mode: int = NEW_MODE
    group: int | None = None

    def give(self, descriptor: int) -> None:
        """Give these rights to a file that was just made. A group that is not ours stays away.

        Raises:
            OSError: when the mode cannot be set.
        """
        found = os.fstat(descriptor)
        mode = self._for(found)
        if self.group is not None and found.st_gid != self.group:
            # Without the group its members are not to have what it had.
            try:
                os.fchown(descriptor, -1, self.group)
            except PermissionError:
                os.fchmod(descriptor, mode & 0o700)
                return
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            os.fchmod(descriptor, mode)

    def align(self, path: Path) -> None:
        """Give these rights to a file or a folder that is there, when it is ours and has others."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return
        has_them = Rights(self._for(found), self.group) == _rights(found)
        if found.st_uid != os.geteuid() or has_them:
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

    def _for(self, found: os.stat_result) -> int:
        """The mode; of a folder, with its own handing down of the group as it is."""
        if stat.S_ISDIR(found.st_mode):
            return self.of_folder | found.st_mode & stat.S_ISGID
        return self.mode


def rights_of(path: Path) -> Rights | None:
    """The rights of a file; None when it is not there."""
    try:
        return _rights(path.stat())
    except FileNotFoundError:
        return None


def _rights(found: os.stat_result) -> Rights:
    return Rights(stat.S_IMODE(found.st_mode), found.st_gid)

"""The files of one register: where they are, and the mode they share."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from store.register.errors import RegisterError

NEW_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Files:
    """A register's file (links followed) and those that stand beside it."""

    path: Path

    @classmethod
    def of(cls, path: Path) -> Files:
        """The files of the register at `path`.

        Raises:
            RegisterError: when it leads nowhere: a loop of links, a home folder nobody has.
        """
        try:
            return cls(path.expanduser().resolve())
        except (RuntimeError, ValueError) as error:
            raise RegisterError(f"There is no way to {str(path)!r}: {error}.") from None

    @property
    def journal(self) -> Path:
        """The journal."""
        return self.path.with_name(self.path.name + ".journal")

    @property
    def lock(self) -> Path:
        """The lock."""
        return self.path.with_name(self.path.name + ".lock")

    @property
    def mode(self) -> int:
        """The register's mode, which everything beside it has too; 0600 for a new one."""
        for path in (self.path, self.journal):
            if path.exists():
                return stat.S_IMODE(path.stat().st_mode)
        return NEW_MODE

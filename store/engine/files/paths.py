"""The files of one register: where they are, their rights, and where they may only be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from glob import escape as glob_escaped
from pathlib import Path

from msgspec import Struct

from store.durable import Rights, rights_of
from store.errors import RegisterError

_NETWORK = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "fuse.sshfs": "sshfs",
}
_OCTAL = re.compile(r"\\([0-7]{3})")
MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux says what is mounted."""


class Files(Struct, frozen=True, dict=True):
    """A register's file (links followed) and those that stand beside it.

    Every change looks at several of them, so that each path is made once.
    """

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

    @cached_property
    def journal(self) -> Path:
        """The journal."""
        return self._beside("journal")

    @cached_property
    def lock(self) -> Path:
        """The lock."""
        return self._beside("lock")

    @property
    def backups(self) -> Path:
        """The folder of the register's own backups."""
        return self._beside("backups")

    @cached_property
    def renewal(self) -> Path:
        """The folder in which a new generation of every file waits to be put in its place."""
        return self._beside("renewal")

    @cached_property
    def unfinished_renewal(self) -> Path:
        """The same folder until all of them are written."""
        return self._beside("renewal.unfinished")

    def _beside(self, what: str) -> Path:
        return Path(f"{self.path}.{what}")

    def kept(self) -> Iterator[Files]:
        """Every copy the register keeps of itself: backups, and files that were replaced."""
        copies = set(self.backups.glob("*.json"))
        name = glob_escaped(f"{self.path.stem}.replaced-") + "*" + glob_escaped(self.path.suffix)
        copies.update(self.path.parent.glob(name))
        copies.update(self.path.parent.glob(f"{name}.journal"))
        copies.update(self.backups.glob("*.json.journal"))
        names = {path.with_name(path.name.removesuffix(".journal")) for path in copies}
        yield from map(Files, sorted(names))

    @property
    def rights(self) -> Rights:
        """The register's mode and group, which everything beside it has too; 0600 when new."""
        return rights_of(self.path) or rights_of(self.journal) or Rights()

    def beside(self) -> Iterator[Path]:
        """What stands beside the register and shares its rights, whether it is there or not."""
        yield from (self.journal, self.lock, self.backups)
        yield from self.backups.glob("*.json*")

    def left_over(self) -> Iterator[Path]:
        """Temporary files that killed writers have left; to be asked only while nobody writes."""
        for name in (self.path.name, self.journal.name):
            yield from self.path.parent.glob(f".{glob_escaped(name)}.*.tmp")
        yield from self.backups.glob(".*.tmp")


def why_only_read(path: Path) -> str:
    """The sentence why a register at `path` is only read; empty where it can be written."""
    kind = network_kind(path)
    if kind is None:
        return ""
    return (
        f"{path.parent} is on {kind}, where a lock does not hold and a write may not last: the "
        "register is only read here. Work on the machine whose disk it is on."
    )


def network_kind(path: Path, mounts: Path | None = None) -> str | None:
    """The network file system that `path` is on (NFS, SMB or sshfs); None elsewhere, or unknown."""
    try:
        lines = (mounts or MOUNTS).read_text(errors="surrogateescape").splitlines()
    except OSError:
        return None
    deepest: tuple[int, str] = (-1, "")
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        point = Path(_OCTAL.sub(lambda match: chr(int(match[1], 8)), fields[4]))
        depth = len(point.parts)
        if depth >= deepest[0] and path.is_relative_to(point):
            deepest = (depth, kinds[0])
    return _NETWORK.get(deepest[1])

"""File systems on which a lock or a flush may mean nothing: there the register is only read."""

from __future__ import annotations

import re
from pathlib import Path

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
    """What `path` lies on, when that is NFS, SMB or sshfs; None elsewhere, and where unknown."""
    try:
        lines = (mounts or MOUNTS).read_text(errors="surrogateescape").splitlines()
    except OSError:
        return None
    found: tuple[int, str] = (-1, "")
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        point = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]))
        depth = len(point.parts)
        if depth >= found[0] and path.is_relative_to(point):
            found = (depth, kinds[0])
    return _NETWORK.get(found[1])

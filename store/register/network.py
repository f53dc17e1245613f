"""File systems on which a lock or a flush may mean nothing: there the register is only read."""

from __future__ import annotations

from pathlib import Path

_NETWORK = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "fuse.sshfs": "sshfs",
}
MOUNTS = Path("/proc/self/mountinfo")


def network_kind(path: Path, mounts: Path = MOUNTS) -> str | None:
    """What `path` lies on, when that is NFS, SMB or sshfs; None elsewhere, and where unknown."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return None
    found: tuple[int, str] = (-1, "")
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        point = Path(fields[4].replace("\\040", " "))
        depth = len(point.parts)
        if depth >= found[0] and path.is_relative_to(point):
            found = (depth, kinds[0])
    return _NETWORK.get(found[1])

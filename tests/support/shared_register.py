"""A register in a folder that the accounts of a group share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.a_register import begun, reopened


@contextmanager
def shared_register(group: int) -> Iterator[Path]:
    """Its path; every account may pass to its folder, and to what else is made beside that.

    Not in pytest's own folders: each run that begins closes those to all accounts but its own.
    """
    with TemporaryDirectory() as made:
        Path(made).chmod(0o711)
        shared = Path(made) / "shared"
        shared.mkdir()
        os.chown(shared, -1, group)
        shared.chmod(0o2770)
        path = shared / "register.json"
        begun(path).close()
        path.chmod(0o660)
        reopened(path).close()  # its owner's next opening shares the journal and the lock too
        yield path

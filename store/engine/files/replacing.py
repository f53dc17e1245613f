"""Putting another register in the place of one: what it replaces is kept, whatever happens.

The old files get a second name first. Then each step leaves files that open: the old register by
its journal alone, the new one by its journal alone, the new one whole. Sessions that have the old
one open notice that the journal is another file, and stop writing.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from store.durable import sync_folder
from store.engine.files.files import Files


def set_aside(files: Files, why: str, now: datetime | None = None) -> Files:
    """Give the register's files a second name that says `why`, and when; the names they got.

    Raises:
        OSError: when that fails; the files are as they were.
    """
    at = (now or datetime.now(UTC)).astimezone(UTC)
    for count in range(1000):
        more = f"-{count}" if count else ""
        aside = Files(files.path.with_stem(f"{files.path.stem}.{why}-{at:%Y%m%d-%H%M%S}{more}"))
        if not aside.path.exists() and not aside.journal.exists():
            break
    try:
        for old, kept in ((files.path, aside.path), (files.journal, aside.journal)):
            if old.exists():
                os.link(old, kept)
        sync_folder(files.path.parent)
    except OSError:
        aside.path.unlink(missing_ok=True)
        aside.journal.unlink(missing_ok=True)
        raise
    return aside


def put_in_place(files: Files, made: Path, made_journal: Path | None, aside: Files) -> None:
    """Replace the register's files by `made`, and its journal by `made_journal` or by none.

    Raises:
        OSError: when a step fails; what was `set_aside` is back in its place then.
    """
    try:
        if made_journal is not None:
            files.path.unlink(missing_ok=True)
            made_journal.replace(files.journal)
        else:
            files.journal.unlink(missing_ok=True)
        sync_folder(files.path.parent)
        made.replace(files.path)
        sync_folder(files.path.parent)
    except OSError:
        _put_back(files, aside)
        raise


def _put_back(files: Files, aside: Files) -> None:
    # A rename onto another name of the same file does nothing, and then the name goes here.
    for kept, place in ((aside.journal, files.journal), (aside.path, files.path)):
        if kept.exists():
            kept.replace(place)
            kept.unlink(missing_ok=True)
        else:
            place.unlink(missing_ok=True)

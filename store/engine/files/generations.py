"""A new generation of the register's files, put in the place of the old one, all or none.

The new files are written into a folder of their own, which is given its final name when they are
all whole: from that moment the new generation is the register's, and what is left is to give each
its place, which whoever opens the register next does if this process is killed. Before that
moment nothing has changed. Nothing of the old generation is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.durable import closed, sync_folder, written
from store.engine.files.files import Files
from store.engine.files.lock import Lock
from store.engine.files.rights import Rights
from store.errors import Damaged, Refused

if TYPE_CHECKING:
    from store.forgetting.marking import Words

_PLAN = "plan"


class NewFile(msgspec.Struct, frozen=True):
    """A file of the new generation: its place, its rights, and what writes it."""

    place: Path
    rights: Rights
    fill: Callable[[int], None]


class _Plan(msgspec.Struct, frozen=True):
    """Which file of the folder belongs where, beside the register; and what drafts lose.

    The words are gone with the folder, when all is in its place.
    """

    places: tuple[str, ...]
    register: str
    drafts: str
    mark: str
    names: tuple[str, ...]
    contacts: tuple[str, ...]
    key: int | None


def renewed(
    files: Files, register: str, made: Iterable[NewFile], words: Words, drafts: Path
) -> None:
    """Put the files `made` in their places, and take the words out of the `drafts` of `register`.

    The register's lock has to be held.

    Raises:
        OSError: when a file could not be written; nothing was changed then.
        Damaged: when all were written, and one could not be given its place: whoever opens the
            register next does that.
    """
    beginning = files.unfinished_renewal
    _cleared(beginning)
    places: list[str] = []
    try:
        beginning.mkdir(mode=0o700)
        for number, new in enumerate(made):
            _write(beginning / str(number), new.fill, new.rights)
            places.append(str(new.place.relative_to(files.path.parent)))
        plan = _Plan(
            tuple(places), register, str(drafts), words.mark, words.names, words.contacts,
            words.key,
        )  # fmt: skip
        _write(beginning / _PLAN, lambda to: written(to, msgspec.json.encode(plan)), Rights())
        sync_folder(beginning)
        beginning.rename(files.renewal)
    except OSError:
        _cleared(beginning)
        raise
    try:
        _finish(files)
    except OSError:
        try:
            _finish(files)
        except OSError as error:
            raise Damaged(
                f"The new files are all in {files.renewal}, and not all could be put in their "
                f"places: {error.strerror}. The next time the register is opened that is done."
            ) from None


def finish(files: Files) -> None:
    """Put in place what a killed process had written whole, or clear away what it had not.

    The register's lock has to be held.

    Raises:
        OSError: when that cannot be done.
    """
    if files.renewal.exists():
        _finish(files)
    if files.unfinished_renewal.exists():
        _cleared(files.unfinished_renewal)


def unfinished(files: Files) -> bool:
    """Whether there is something that `finish` has to do, or another process is just doing."""
    return files.renewal.exists() or files.unfinished_renewal.exists()


def finished(files: Files, lock: Lock | None) -> None:
    """`finish`, if there is need; without a lock nobody waits for it.

    Raises:
        Refused: when it is being done, or would have to be where one only reads.
    """
    if not unfinished(files):
        return
    whole = files.renewal.exists()
    if lock is not None and whole:
        with lock.held():
            finish(files)
    elif lock is not None:  # it changes nothing for a reader: nobody waits for it
        with suppress(Refused, OSError), lock.held(patience=0):
            finish(files)
    elif whole:
        raise Refused(
            f"{files.path} is just being written anew, or that was broken off: try again, and "
            "else open it once where it can be written."
        )


def _write(path: Path, fill: Callable[[int], None], rights: Rights) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        rights.give(descriptor)
        fill(descriptor)
        os.fsync(descriptor)
    finally:
        closed(descriptor)


def _finish(files: Files) -> None:
    """Each file to its place; one that is no longer in the folder has got there."""
    folder = files.path.parent
    sync_folder(folder)
    plan = _plan(files)
    if plan is not None:
        touched = {folder}
        for number, place in enumerate(plan.places):
            with suppress(FileNotFoundError):
                (files.renewal / str(number)).replace(folder / place)
            touched.add((folder / place).parent)
        for each in touched:
            sync_folder(each)
        from store.forgetting.marking import Words
        from store.session.drafts import rewritten

        words = Words(plan.mark, plan.names, plan.contacts, plan.key)
        rewritten(Path(plan.drafts), plan.register, words.of_draft)
        (files.renewal / _PLAN).unlink()
    files.renewal.rmdir()
    sync_folder(folder)


def _plan(files: Files) -> _Plan | None:
    try:
        return msgspec.json.decode((files.renewal / _PLAN).read_bytes(), type=_Plan)
    except FileNotFoundError:
        return None  # all is in its place


def _cleared(folder: Path) -> None:
    with suppress(OSError):  # what cannot be taken away now is when the register is opened
        for path in list(folder.iterdir()):
            path.unlink(missing_ok=True)
        folder.rmdir()

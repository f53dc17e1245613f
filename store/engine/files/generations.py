"""A new generation of the register's files, put in the place of the old one, all or none.

It is as if what was taken out had never stood there: the history keeps its entries, their numbers,
times and users, the chain of hashes is made anew, and the journal's first line says so.

The new files are written into a folder of their own, which is given its final name when they are
all whole: from that moment the new generation is the register's, and what is left is to give each
its place, which whoever opens the register next does if this process is killed. Before that
moment nothing has changed. Nothing of the old generation is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from store.durable import Rights, closed, sync_folder, written
from store.engine.engine import Elsewhere, Rewriting
from store.engine.files import checkpoint
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.journal import Journal
from store.engine.files.lock import Lock
from store.engine.files.paths import Files
from store.engine.files.source import InMemory, digest
from store.engine.lines import NewLines
from store.errors import Damaged, Refused
from store.field_values import Json
from store.records.change import Position
from store.records.state import State

_PLAN = "plan"


class Writer(msgspec.Struct, frozen=True):
    """Somebody who may write: by which lock, and what they do elsewhere (see `Elsewhere`)."""

    lock: Lock
    do_elsewhere: Elsewhere


class NewFile(msgspec.Struct, frozen=True):
    """A file of the new generation: its path, its rights, and what writes it."""

    path: Path
    rights: Rights
    fill: Callable[[int], None]


class _Plan(msgspec.Struct, frozen=True):
    """Which file of the folder goes where, beside the register.

    What is to be done elsewhere is written beside it, and goes with the folder once all is done.
    """

    places: tuple[str, ...]


def renew(
    files: Files, made: Sequence[NewFile], elsewhere: Mapping[str, object], do_elsewhere: Elsewhere
) -> None:
    """Put the files `made` in their places, and have done what is to be done `elsewhere`.

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
            places.append(str(new.path.relative_to(files.path.parent)))
        plan = {"places": places, **elsewhere}
        _write(beginning / _PLAN, lambda to: written(to, msgspec.json.encode(plan)), Rights())
        sync_folder(beginning)
        beginning.rename(files.renewal)
    except OSError:
        _cleared(beginning)
        raise
    try:
        _finish(files, do_elsewhere)
    except OSError:
        try:
            _finish(files, do_elsewhere)
        except OSError as error:
            raise Damaged(
                f"The new files are all in {files.renewal}, and not all could be put in their "
                f"places: {error.strerror}. The next time the register is opened that is done."
            ) from None


def finish(files: Files, do_elsewhere: Elsewhere) -> None:
    """Put in place what a killed process had written whole, or clear away what it had not.

    The register's lock has to be held.

    Raises:
        OSError: when that cannot be done.
    """
    if files.renewal.exists():
        _finish(files, do_elsewhere)
    if files.unfinished_renewal.exists():
        _cleared(files.unfinished_renewal)


def finish_if_begun(files: Files, writer: Writer | None) -> None:
    """`finish`, if there is need; somebody who only reads does not wait for it.

    Raises:
        Refused: when it is being done, or would have to be by somebody who only reads.
    """
    whole = files.renewal.exists()
    if not whole and not files.unfinished_renewal.exists():
        return
    if writer is not None and whole:
        with writer.lock.held():
            finish(files, writer.do_elsewhere)
    elif writer is not None:  # it changes nothing for a reader: readers never wait
        with suppress(Refused, OSError), writer.lock.held(patience=0):
            finish(files, writer.do_elsewhere)
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


def _finish(files: Files, do_elsewhere: Elsewhere) -> None:
    """Move each file to its place; one that is no longer in the folder is there already."""
    folder = files.path.parent
    sync_folder(folder)
    plan = _plan(files)
    if plan is not None:
        touched = {folder}
        for number, target in enumerate(msgspec.json.decode(plan, type=_Plan).places):
            with suppress(FileNotFoundError):
                (files.renewal / str(number)).replace(folder / target)
            touched.add((folder / target).parent)
        for each in touched:
            sync_folder(each)
        do_elsewhere(plan)
        (files.renewal / _PLAN).unlink()
    files.renewal.rmdir()
    sync_folder(folder)


def _plan(files: Files) -> bytes | None:
    try:
        return (files.renewal / _PLAN).read_bytes()
    except FileNotFoundError:
        return None  # all is in its place


def _cleared(folder: Path) -> None:
    with suppress(OSError):  # what cannot be taken away now is when the register is opened
        for path in list(folder.iterdir()):
            path.unlink(missing_ok=True)
        folder.rmdir()


class _Generation(msgspec.Struct, frozen=True):
    """One register of the new generation: its state, and its journal's lines."""

    checkpoint: Checkpoint | None
    lines: list[bytes] | None


def new_files(files: Files, state: State, rewriting: Rewriting, at: str) -> Iterator[NewFile]:
    """Every file the register keeps by itself, written anew at `at`; `state` is the newest.

    Raises:
        Refused: when a copy beside the register cannot be rewritten.
        Damaged: when the register is not as it was written.
    """
    yield from _files_of(files, _generation(files, state, rewriting, at))
    for kept in files.kept():
        try:
            copy = checkpoint.read(kept.path).state() if kept.path.exists() else None
            new = _generation(kept, copy, rewriting, at)
        except Damaged:
            if _is_of_another_program(kept):
                continue
            raise Refused(
                f"{kept.path} cannot be read as a register, and the name may stand in it. Delete "
                "it, or move it to another folder, and try again. Nothing was changed."
            ) from None
        yield from _files_of(kept, new)


def _is_of_another_program(kept: Files) -> bool:
    """Whether a file of this name was never a register's: not TinyDB's, and without a journal."""
    if kept.journal.exists():
        return False
    return not kept.path.read_bytes().lstrip().startswith(b'{"register"')


def _generation(files: Files, state: State | None, rewriting: Rewriting, at: str) -> _Generation:
    """A register of the new generation, from its files; `state` is its file's, or the newest."""
    journal = Journal(files.journal)
    if not journal.exists():
        alone = _rewritten(state, state.position, rewriting) if state else None
        return _Generation(alone, None)
    file = None
    if state is not None and files.path.exists():
        file = checkpoint.read(files.path).digest()
    beginning, old = journal.beginning()
    begins_with = state is not None and beginning.continues == file is not None
    rewritten = None
    if begins_with and state is not None and not journal.stands_at(state.position):
        rewritten = _rewritten(state, state.position, rewriting)
    lines = NewLines(beginning, _last(journal, old), rewriting, at, _digest(rewritten))
    places = {old: lines.position}
    for read in journal.after(old):
        places[read.position] = lines.add(read.entry)
    if state is not None and rewritten is None:
        if state.position not in places:
            raise Damaged(f"{files.path} is of another history than its journal.")
        rewritten = _rewritten(state, places[state.position], rewriting)
    return _Generation(rewritten, lines.whole)


def _last(journal: Journal, position: Position) -> str:
    for read in journal.after(position):
        position = read.position
    return position.hash


def _rewritten(state: State, position: Position, rewriting: Rewriting) -> Checkpoint:
    """A register's file, rewritten, standing at `position` of its new journal."""
    current = Checkpoint.of(state)
    at = msgspec.structs.replace(
        current.header,
        sum="",
        seq=position.seq,
        line=position.line,
        offset=position.offset,
        hash=position.hash,
    )
    tables: dict[str, dict[int, dict[str, Json]]] = {}
    for name in current.tables:
        tables[name] = {}
        for key in state.keys_of(name):
            if record := state.record(name, key):
                tables[name][key] = rewriting.of_document(record.table, key, record.document)
    return Checkpoint(at, tables, current.source)


def _digest(rewritten: Checkpoint | None) -> str | None:
    if rewritten is None:
        return None
    return digest(InMemory(checkpoint.whole(rewritten)))


def _files_of(files: Files, new: _Generation) -> Iterator[NewFile]:
    # The journal first: a file alone would pass for a copy without its history.
    rights = files.rights
    if new.lines is not None:
        yield NewFile(files.journal, rights, _filled(b"".join(new.lines)))
    if new.checkpoint is not None:
        yield NewFile(files.path, rights, _filled(checkpoint.whole(new.checkpoint)))


def _filled(data: bytes) -> Callable[[int], None]:
    return lambda descriptor: written(descriptor, data)

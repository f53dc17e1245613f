"""Opening: what each combination of files found means.

| found | is |
|---|---|
| neither | no register |
| the register's file, and a journal that continues it | the normal case |
| the file alone | a copy from elsewhere: opened with a notice; a journal is begun that names it |
| the journal alone | the register is built again from it, with a notice |
| a torn last line | dropped with a notice; it was never acknowledged |
| a new generation, whole, in a folder of its own | it is put in its place (`renewing.py`) |
| anything else | damage: reported with its place, nothing overwritten |
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct, field

from store.engine.files import checkpoint
from store.engine.files.checkpoint import SCHEMA, Checkpoint
from store.engine.files.files import Files
from store.engine.files.generations import finished
from store.engine.files.journal import Journal, OpenJournal
from store.engine.files.lock import Lock
from store.engine.files.temporary import swept
from store.errors import Damaged, NoRegister, Refused, RegisterError
from store.records.change import Beginning, Entry, Position
from store.records.state import State

_WHAT_TO_DO = (
    "Check the path; if it is the right one, put a backup in its place with peer-review restore "
    "FILE."
)


class Opened(Struct):
    """A register's state as its files give it, and what a person should be told of them."""

    state: State
    notices: list[str] = field(default_factory=list)
    checkpoint_seq: int = -1
    renewed: int = 0
    """How often its journal had been written anew."""


def opened(files: Files, lock: Lock | None) -> Opened:
    """Read the register. Without a lock nothing beside it is begun, swept or migrated.

    Raises:
        NoRegister: when there is neither file.
        RegisterError: when a folder is there.
        Damaged: when the files are not as they were written; nothing was overwritten.
    """
    finished(files, lock)
    try:
        found = _of_one_generation(files, lock)
    except checkpoint.OlderSchema as older:
        if lock is None:
            raise Damaged(f"{files.path} {older}") from None
        from store.engine.files.migrating import brought_up

        kept = brought_up(files, lock)
        found = _opened(files, lock)
        if kept is not None:
            found.notices = [
                f"{files.path.name} was brought up from schema {older.schema}; as it was, it is "
                f"kept as {kept.name}."
            ]
    if lock is not None:
        _sweep(files, lock)
    return found


def _of_one_generation(files: Files, lock: Lock | None) -> Opened:
    """The register, read again when all its files were written anew while it was read."""
    while True:
        before = generation(files)
        try:
            found = _opened(files, lock)
        except (Damaged, FileNotFoundError):
            finished(files, lock)
            if generation(files) == before:
                raise
            continue
        found.renewed = max(before, 0)
        return found


def generation(files: Files) -> int:
    """How often the journal has been written anew; -1 while that is not known."""
    try:
        return len(Journal(files.journal).beginning()[0].renewed)
    except (Damaged, OSError):
        return -1


def _sweep(files: Files, lock: Lock) -> None:
    """Take away what killed writers have left; not now, when somebody else is writing."""
    if left := list(files.left_over()):
        with suppress(Refused, OSError), lock.held(patience=0):
            swept(left)


def _opened(files: Files, lock: Lock | None) -> Opened:
    journal = Journal(files.journal)
    if not files.path.exists():
        if not journal.exists():
            raise NoRegister(f"There is no register at {files.path}.")
        return _from_journal_alone(files, journal, lock)
    if files.path.is_dir():
        raise RegisterError(
            f"{files.path} is a folder, not a register; give the path of the register's file in it."
        )
    try:
        # On a disk of this machine alone: from another one’s a file that is replaced goes away.
        found = checkpoint.read(files.path, in_file=lock is not None)
    except checkpoint.NotWhole as error:
        raise Damaged(f"{error} {_WHAT_TO_DO}") from None
    if not journal.exists():
        return _copied(files, journal, lock, found)
    return _continued(files, journal, found, lock)


def caught_up(
    state: State, journal: OpenJournal, heard: Callable[[Entry], object] = lambda _: None
) -> list[str]:
    """Bring `state` to the journal's last whole line; the notices that gave rise to.

    Each entry that was read is given to `heard` once it is applied.

    Raises:
        Damaged: at the first line that is not as it was written, or when the journal is not the
            one that was read before.
    """
    if not journal.stands_at(state.position):
        raise Damaged(
            f"{journal.path} is not what it was when it was last read: change "
            f"{state.position.seq:,} is not in it. Nothing was overwritten; open the register "
            "again."
        )
    for read in journal.after(state.position):
        try:
            state.apply(read.entry.changes, read.position)
        except Refused as error:
            raise Damaged(
                f"{journal.path} is damaged: change {read.entry.seq} cannot be applied ({error}) "
                "Nothing was overwritten."
            ) from None
        heard(read.entry)
    if left := journal.torn(state.position):
        return [
            f"The last line of the journal was cut off ({left:,} bytes) and is left out; it was "
            "never confirmed to anybody."
        ]
    return []


def _read_on(state: State, journal: Journal, lock: Lock | None) -> list[str]:
    """`caught_up`, but a line is only called cut off while nobody can be writing it."""
    with journal.open() as file:
        notices = caught_up(state, file)
    if not notices or lock is None:
        return notices
    try:
        with lock.held(patience=0), journal.open() as file:
            return caught_up(state, file)
    except Refused:
        return []  # whoever holds it is writing it


def _from_journal_alone(files: Files, journal: Journal, lock: Lock | None) -> Opened:
    beginning, position = journal.beginning()
    if beginning.continues is not None:
        raise Damaged(
            f"{files.path} is missing, and its journal continues an older copy of it. "
            "Put a backup in its place; nothing was changed."
        )
    state = State.empty(beginning.register, position)
    notices = _read_on(state, journal, lock)
    notices.append(
        f"{files.path.name} was missing; the register was built again from its journal, "
        f"{state.position.seq:,} changes."
    )
    return Opened(state, notices)


def _copied(files: Files, journal: Journal, lock: Lock | None, found: Checkpoint) -> Opened:
    if lock is None:
        return Opened(found.state(), [], found.header.seq)
    with lock.held():
        if journal.exists():
            return _continued(files, journal, found, None)
        beginning = Beginning(found.header.id, SCHEMA, found.header.seq, found.digest())
        position = journal.begin(beginning, files.rights)
    state = _placed(found.state(), position)
    return Opened(
        state,
        [
            f"{files.path.name} came without its journal, as a copy from elsewhere does. It was "
            "opened as it is; its history begins today."
        ],
    )


def _continued(files: Files, journal: Journal, found: Checkpoint, lock: Lock | None) -> Opened:
    state = found.state()
    beginning, first = journal.beginning()
    if beginning.register != found.header.id:
        raise Damaged(
            f"{files.journal.name} belongs to another register than {files.path.name}. "
            "Nothing was changed; put the two that belong together side by side."
        )
    if beginning.continues and beginning.continues == found.digest():
        state = _placed(state, first)
    elif not journal.stands_at(state.position):
        raise Damaged(
            f"{files.path.name} stands at change {found.header.seq:,}, byte "
            f"{found.header.offset:,} of its journal, and the journal has no such change there. "
            "One of the two is older or damaged. Nothing was overwritten."
        )
    return Opened(state, _read_on(state, journal, lock), found.header.seq)


def _placed(state: State, position: Position) -> State:
    state.position = position
    return state

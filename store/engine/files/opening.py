"""Opening: what each combination of files found means.

| found | is |
|---|---|
| neither | no register |
| the register's file, and a journal that continues it | the normal case |
| the file alone | a copy from elsewhere: opened with a notice; a journal is begun that names it |
| the journal alone | the register is built again from it, with a notice |
| a torn last line | dropped with a notice; it was never acknowledged |
| a new generation, whole, in a folder of its own | it is put in its place (`generations.py`) |
| anything else | damage: reported with its place, nothing overwritten |
"""

from __future__ import annotations

from contextlib import suppress

from store.durable import swept
from store.engine.engine import Heard, Opened
from store.engine.files import checkpoint
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.generations import Writer, finish_if_begun
from store.engine.files.journal import Journal, OpenJournal
from store.engine.files.lock import Lock
from store.engine.files.paths import Files
from store.engine.lines import SCHEMA
from store.errors import Damaged, NoRegister, Refused, RegisterError
from store.records.change import Beginning, Position
from store.records.state import State

_WHAT_TO_DO = (
    "Check the path; if it is the right one, put a backup in its place with peer-review restore "
    "FILE."
)


class OpenedFiles(Opened):
    """What was opened, with the change its file stands at and how often its journal was renewed.

    The change is -1 where there is no file.
    """

    checkpoint_seq: int = -1
    renewed: int = 0


def opened(files: Files, writer: Writer | None) -> OpenedFiles:
    """Read the register. Without a `writer` no journal is begun and nothing is swept.

    Raises:
        NoRegister: when there is neither file.
        RegisterError: when a folder is in its place.
        Damaged: when the files are not as they were written; nothing was overwritten.
    """
    finish_if_begun(files, writer)
    opened_files = _of_one_generation(files, writer)
    if writer is not None:
        _sweep(files, writer.lock)
    return opened_files


def _of_one_generation(files: Files, writer: Writer | None) -> OpenedFiles:
    """The register; read again if all its files were written anew meanwhile."""
    while True:
        before = generation(files)
        try:
            opened_files = _opened(files, writer.lock if writer else None)
        except (Damaged, FileNotFoundError):
            finish_if_begun(files, writer)
            if generation(files) == before:
                raise
            continue
        opened_files.renewed = max(before, 0)
        return opened_files


def generation(files: Files) -> int:
    """How often the journal has been written anew; -1 while that is not known."""
    try:
        return len(Journal(files.journal).beginning()[0].renewed)
    except (Damaged, OSError):
        return -1


def _sweep(files: Files, lock: Lock) -> None:
    """Remove what killed writers have left, unless somebody else is writing now."""
    if left := list(files.left_over()):
        with suppress(Refused, OSError), lock.held(patience=0):
            swept(left)


def _opened(files: Files, lock: Lock | None) -> OpenedFiles:
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
        register_file = checkpoint.read(files.path, in_file=lock is not None)
    except checkpoint.NotWhole as error:
        raise Damaged(f"{error} {_WHAT_TO_DO}") from None
    if not journal.exists():
        return _copied(files, journal, lock, register_file)
    return _continued(files, journal, register_file, lock)


def caught_up(state: State, journal: OpenJournal, heard: Heard = lambda _: None) -> list[str]:
    """Bring `state` to the journal's last whole line; gives the notices about it.

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
    """`caught_up`, but a line is only called cut off if nobody can be writing it."""
    with journal.open() as file:
        notices = caught_up(state, file)
    if not notices or lock is None:
        return notices
    try:
        with lock.held(patience=0), journal.open() as file:
            return caught_up(state, file)
    except Refused:
        return []  # whoever holds it is writing it


def _from_journal_alone(files: Files, journal: Journal, lock: Lock | None) -> OpenedFiles:
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
    return OpenedFiles(state, notices)


def _copied(
    files: Files, journal: Journal, lock: Lock | None, register_file: Checkpoint
) -> OpenedFiles:
    if lock is None:
        return OpenedFiles(register_file.state(), [], register_file.header.seq)
    with lock.held():
        if journal.exists():
            return _continued(files, journal, register_file, None)
        beginning = Beginning(
            register_file.header.id, SCHEMA, register_file.header.seq, register_file.digest()
        )
        position = journal.begin(beginning, files.rights)
    state = _placed(register_file.state(), position)
    return OpenedFiles(
        state,
        [
            f"{files.path.name} came without its journal, as a copy from elsewhere does. It was "
            "opened as it is; its history begins today."
        ],
    )


def _continued(
    files: Files, journal: Journal, register_file: Checkpoint, lock: Lock | None
) -> OpenedFiles:
    state = register_file.state()
    beginning, first = journal.beginning()
    if beginning.register != register_file.header.id:
        raise Damaged(
            f"{files.journal.name} belongs to another register than {files.path.name}. "
            "Nothing was changed; put the two that belong together side by side."
        )
    if beginning.continues and beginning.continues == register_file.digest():
        state = _placed(state, first)
    elif not journal.stands_at(state.position):
        raise Damaged(
            f"{files.path.name} stands at change {register_file.header.seq:,}, byte "
            f"{register_file.header.offset:,} of its journal, and the journal has no such change "
            "there. One of the two is older or damaged. Nothing was overwritten."
        )
    return OpenedFiles(state, _read_on(state, journal, lock), register_file.header.seq)


def _placed(state: State, position: Position) -> State:
    state.position = position
    return state

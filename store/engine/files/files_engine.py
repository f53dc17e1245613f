"""The engine of a register that is kept in files of this machine.

The register's file is a TinyDB file; its journal has a line for every applied list of changes, and
a change is durable when its line is there. The file is brought up now and then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Thread

from store.durable import swept
from store.engine.engine import Elsewhere, Engine, Heard, Rewriting, Turn
from store.engine.files.checkpoint import Checkpoint, write
from store.engine.files.generations import Writer, finish, finish_if_begun, new_files, renew
from store.engine.files.journal import Journal, OpenJournal
from store.engine.files.lock import Lock
from store.engine.files.opening import OpenedFiles, caught_up, generation, opened
from store.engine.files.paths import Files, why_only_read
from store.errors import Damaged, Refused, RegisterError
from store.field_values import Json
from store.records.change import Beginning, Entry, Position, now
from store.records.state import Outcome, State


class FilesEngine(Engine):
    """Keeps the register at `path`; on a network file system it is only read."""

    def __init__(
        self, path: Path, user: str, do_elsewhere: Elsewhere, *, read_only: bool = False
    ) -> None:
        """Find the files; nothing of them is read yet.

        Raises:
            RegisterError: when the path leads nowhere.
        """
        self._files = Files.of(path)
        self._user = user
        self.where = str(self._files.path)
        self.read_only = (
            "It was opened with --read-only." if read_only else why_only_read(self._files.path)
        )
        self.renewed = 0
        self._do_elsewhere = do_elsewhere
        self._journal = Journal(self._files.journal)
        with self._telling("{} cannot be opened"):
            self._lock = Lock(self._files.lock, self._files.rights, user)
        self._writer = None if self.read_only else Writer(self._lock, do_elsewhere)
        self._keeper = _Keeper(self._files, self._lock, -1)
        self._marks: tuple[int, int] | None = None

    def begin(self, beginning: Beginning, entry: Entry) -> None:
        files = self._files
        self._refuse_something()
        if self.read_only:
            raise Refused(f"A register cannot be made there. {self.read_only}")
        with self._telling("A register cannot be made at {}"):
            files.path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock.held():
                self._refuse_something()
                self._journal.begin(beginning, files.rights, entry)

    def _refuse_something(self) -> None:
        if self._files.path.exists() or self._journal.exists():
            raise Refused(f"There is something at {self.where} already; nothing was changed.")

    def opened(self) -> OpenedFiles:
        with self._telling("{} cannot be opened"):
            opened_files = opened(self._files, self._writer)
            self._has_read(opened_files)
            if not self.read_only:
                rights = self._files.rights
                for beside in self._files.beside():
                    rights.align(beside)
        return opened_files

    def _has_read(self, opened_files: OpenedFiles) -> None:
        self.renewed = opened_files.renewed
        self._keeper = _Keeper(self._files, self._lock, opened_files.checkpoint_seq)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        try:
            with self._lock.held():
                finish(self._files, self._do_elsewhere)
                with self._journal.open_to_append() as journal:
                    yield _FilesTurn(self, journal)
        except OSError as error:
            raise RegisterError(
                f"The change could not be written: {error.strerror}. Nothing was changed."
            ) from None

    def news(self, state: State, heard: Heard) -> State:
        if self.read_only and not self._journal.exists():
            return state
        with self._telling("{} cannot be read"):
            finish_if_begun(self._files, self._writer)
            if self._journal.marks == self._marks:
                return state
            with self._journal.open() as journal:
                return self.brought(state, journal, heard)

    def brought(self, state: State, journal: OpenJournal, heard: Heard) -> State:
        """`state` at the journal's last line; all anew where somebody was forgotten meanwhile."""
        marks = journal.marks
        try:
            caught_up(state, journal, heard)
        except Damaged:
            if not self._is_renewed():
                raise
            state = self._read_anew(state, heard)
        self._marks = marks
        return state

    def _is_renewed(self) -> bool:
        """Whether the files have been written anew since they were last read."""
        return generation(self._files) > self.renewed

    def _read_anew(self, before: State, heard: Heard) -> State:
        """Read the new generation.

        A file still being written in the background is of the old one, and is not put in place.
        """
        opened_files = opened(self._files, None)
        missed = list(self.missed(before, opened_files.state))
        self._has_read(opened_files)
        for entry in missed:
            heard(entry)
        return opened_files.state

    def entries(self, until: int) -> Iterator[Entry]:
        if not self._journal.exists():
            return  # a copy from elsewhere that is only read
        _, position = self._journal.beginning()
        for read in self._journal.after(position):
            if read.entry.seq > until:
                return
            yield read.entry

    def keep(self, state: State) -> None:
        with suppress(RegisterError):  # what was begun before may be of an earlier change
            self._finish()
        self.keep_in_background(state)
        self._finish()

    def keep_in_background(self, state: State) -> None:
        if self._keeper.busy:
            return
        self._finish()
        if self._keeper.kept == state.position.seq or self.read_only:
            return
        if not self._is_renewed():  # else its file is written; ours is of what was there before
            self._keeper.begin(Checkpoint.of(state))

    def _finish(self) -> None:
        try:
            self._keeper.finish()
        except RegisterError:
            if not self._is_renewed():
                raise

    def backup(self, state: State, folder: Path | None) -> Path:
        from store.engine.files.backups import backed_up  # not for a start

        return backed_up(self._files, Checkpoint.of(state), folder or self._files.backups)

    def daily_backup(self, state: State, day: date) -> Callable[[], Path | None]:
        if self.read_only:
            return lambda: None
        checkpoint = Checkpoint.of(state)

        def keep() -> Path | None:
            from store.engine.files.backups import kept_daily  # not for a start

            return kept_daily(self._files, checkpoint, day)

        return keep

    def forget(self, rewriting: Rewriting, elsewhere: Mapping[str, Json]) -> int:
        from store.engine.files.backups import writing_alone  # not for a start

        if self.read_only:
            raise Refused(f"Nobody can be forgotten here. {self.read_only}")
        files, rights = self._files, self._files.rights
        # The lock's file says who holds it.
        lock = Lock(files.lock, rights, rewriting.taken_out(self._user))
        try:
            with lock.held(), ExitStack() as alone:
                finish(files, self._do_elsewhere)
                if files.backups.is_dir():
                    alone.enter_context(writing_alone(files.backups, rights))
                swept(files.left_over())
                state = opened(files, None).state
                made = list(new_files(files, state, rewriting, now()))
                renew(files, made, {"register": state.register, **elsewhere}, self._do_elsewhere)
        except OSError as error:
            raise RegisterError(
                f"Nobody could be forgotten: {error.strerror}. Nothing was changed."
            ) from None
        return len(made)

    def texts(self) -> Iterator[str]:
        return _texts(self._files)

    def copies(self) -> Iterable[Iterator[str]]:
        return map(_texts, self._files.kept())

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        """Say what could not be done when a call of the system fails."""
        try:
            yield
        except OSError as error:
            raise RegisterError(f"{what.format(self.where)}: {error.strerror}.") from None


class _FilesTurn(Turn):
    """The lock held, and the journal open."""

    def __init__(self, engine: FilesEngine, journal: OpenJournal) -> None:
        self._engine = engine
        self._journal = journal

    def bring(self, state: State, heard: Heard) -> State:
        return self._engine.brought(state, self._journal, heard)

    def append(self, entry: Entry, made: Outcome, at: Position) -> Position:
        return self._journal.append(entry, at)


class _Keeper:
    """Writes a register's file in the background, and says afterwards how it went.

    `kept` is the sequence number of the last change that is in the file.
    """

    def __init__(self, files: Files, lock: Lock, kept: int) -> None:
        self.kept = kept
        self._files = files
        self._lock = lock
        self._being_kept = kept
        self._thread: Thread | None = None
        self._error: OSError | RegisterError | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, checkpoint: Checkpoint) -> None:
        """Begin to write; only when not busy."""
        self._error = None
        self._being_kept = checkpoint.header.seq

        def run() -> None:
            try:
                write(self._files.path, checkpoint, self._files.rights, self._lock)
            except (OSError, RegisterError) as error:
                self._error = error

        # Not a daemon: a file half written is left behind only by a kill.
        self._thread = Thread(target=run, name="checkpoint")
        self._thread.start()

    def finish(self) -> None:
        """Wait for what is being written.

        Raises:
            RegisterError: when it could not be; the file before it stands.
        """
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        error, self._error = self._error, None
        if error is None:
            self.kept = self._being_kept
            return
        self._being_kept = self.kept
        if isinstance(error, RegisterError):
            raise error
        raise RegisterError(
            f"{self._files.path} could not be written: {error.strerror}. "
            "Every change is safe in its journal."
        ) from None


def _texts(files: Files) -> Iterator[str]:
    for file in (files.path, files.journal):
        if file.exists():
            yield file.read_text(errors="replace")

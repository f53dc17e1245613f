"""The register: open it, read it, apply changes to it, hear of them. There is no other way in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from types import TracebackType

from store.dates.days import london_today
from store.engine.files.beginning import begin_named, now
from store.engine.files.checkpoint import Checkpoint
from store.engine.files.files import Files
from store.engine.files.generations import finish, finished
from store.engine.files.journal import Journal, OpenJournal
from store.engine.files.keeper import Keeper
from store.engine.files.lock import Lock
from store.engine.files.network import why_only_read
from store.engine.files.opening import Opened, caught_up, generation, opened
from store.errors import Damaged, Refused, RegisterError
from store.records.change import Change, Entry
from store.records.record import Record
from store.records.resolving import resolved
from store.records.state import differing
from store.register import history
from store.register.reading import Reading
from store.text import clean_line


class Register(Reading):
    """An open register. Records are read from it; lists of changes are applied to it.

    `today` is the day it works as if it were (Europe/London's, unless told otherwise); the times
    in the journal are the clock's. `notices` are sentences about the files, for the person;
    `read_only` is the sentence why nothing can be changed, empty where it can.
    """

    def __init__(
        self, files: Files, lock: Lock, found: Opened, user: str, today: Callable[[], date]
    ) -> None:
        super().__init__(found.state, today)
        self.path = files.path
        self.user = user
        self.session = os.urandom(4).hex()
        self.notices = found.notices
        self.read_only = ""
        self._files = files
        self._lock = lock
        self._journal = Journal(files.journal)
        self._marks: tuple[int, int] | None = None
        self._keeper = Keeper(files, lock, found.checkpoint_seq)
        self.renewed = found.renewed
        """How often its files had been written anew when they were last read."""
        self._listeners: list[Callable[[Entry], None]] = []

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        user: str | None = None,
        today: Callable[[], date] = london_today,
        read_only: bool = False,
    ) -> Register:
        """The register at `path`. On a network file system it is only read, wherever it is from.

        Raises:
            NoRegister: when there is none.
            Damaged: when its files are not as they were written.
            RegisterError: when they cannot be read.
        """
        user = clean_line(user or _account())
        try:
            files = Files.of(path)
            why = "It was opened with --read-only." if read_only else why_only_read(files.path)
            rights = files.rights
            lock = Lock(files.lock, rights, user)
            register = cls(files, lock, opened(files, None if why else lock), user, today)
            if why:
                register.read_only = why
                register.notices.append(why)
            else:
                for beside in files.beside():
                    rights.align(beside)
        except OSError as error:
            raise RegisterError(f"{path} cannot be opened: {error.strerror}.") from None
        return register

    @classmethod
    def create(
        cls,
        path: Path,
        consortium_name: str,
        *,
        user: str | None = None,
        today: Callable[[], date] = london_today,
    ) -> Register:
        """Make a register at `path`, 0600, with nothing in it but the consortium's name.

        Raises:
            Refused: when something is there already.
            RegisterError: when it cannot be written.
        """
        begin_named(path, consortium_name, clean_line(user or _account()), today())
        register = cls.open(path, user=user, today=today)
        register.notices.clear()
        try:
            register.checkpoint()
        except RegisterError as error:
            register.notices.append(str(error))
        return register

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write the checkpoint if anything has changed since it was last written.

        Raises:
            RegisterError: when it could not be written; every change is safe in the journal.
        """
        self.checkpoint()

    def apply(
        self, changes: Sequence[Change], *, undoes: int | None = None, source: str = ""
    ) -> Entry:
        """Apply a list of changes, all or none, durably; the entry it became.

        `source` says where the list came from, when it was not typed here.

        Raises:
            ChangedSince: when a change's "was" no longer holds.
            Refused: when a change is not valid, saying which field and why; or when somebody
                else is writing.
            Damaged: when the journal is not as it was written.
            RegisterError: when it could not be written (a full disk); nothing was changed.
        """
        if self.read_only:
            raise Refused(f"Nothing can be changed here. {self.read_only}")
        heard: list[Entry] = []
        try:
            with self._lock.held():
                finish(self._files)
                with self._journal.open_to_append() as journal:
                    self._catch_up(journal, heard)
                    entry = self._entry(changes, undoes, source)
                    made = self._state.after(entry.changes)
                    self._state.refuse_dangling(made)
                    self._state.take(made, journal.append(entry, self._state.position))
                heard.append(entry)
        except OSError as error:
            raise RegisterError(
                f"The change could not be written: {error.strerror}. Nothing was changed."
            ) from None
        finally:
            self._tell(heard)
        return entry

    def _entry(self, changes: Sequence[Change], undoes: int | None, source: str) -> Entry:
        """A list of changes as the journal's next line."""
        at, day = self._state.position, self.today
        settled = resolved(self._state, changes, at.seq + 1, day, undoing=undoes is not None)
        return Entry(
            at.seq + 1, now(), self.user, self.session, tuple(settled), at.hash, undoes,
            clean_line(source),
        )  # fmt: skip

    def undo(self, *, whole_user: bool = False) -> tuple[Entry, Entry]:
        """Take back this session's last list of changes (or this user's); again goes further back.

        Returns the entry taken back and the entry that did it.

        Raises:
            Refused: when there is nothing to undo, or a field has changed since.
        """
        self.refresh()

        session = "" if whole_user else self.session
        last = history.next_to_undo(self.history(), self.user, session)
        if last is None:
            raise Refused("There is nothing of yours to undo.")
        back = [change.back() for change in reversed(last.changes)]
        return last, self.apply(back, undoes=last.seq)

    def history(self, record: Record | None = None) -> Iterator[Entry]:
        """Every entry, oldest first; or those that touch `record`, its own changes alone."""
        found = history.entries(self._journal, self.seq)
        return history.of_record(found, record.table.name, record.key) if record else found

    def refresh(self) -> None:
        """Read what other sessions have written since, and tell the listeners.

        Raises:
            Damaged: when the journal is not as it was written.
            RegisterError: when it cannot be read.
        """
        heard: list[Entry] = []
        try:
            if not self._journal.exists() and self.read_only:
                return
            finished(self._files, None if self.read_only else self._lock)
            if self._journal.marks != self._marks:
                with self._journal.open() as journal:
                    self._catch_up(journal, heard)
        except OSError as error:
            raise RegisterError(f"{self.path} cannot be read: {error.strerror}.") from None
        finally:
            self._tell(heard)

    def _catch_up(self, journal: OpenJournal, heard: list[Entry]) -> None:
        """Read what others have written; all anew where somebody was forgotten meanwhile."""
        marks = journal.marks
        try:
            caught_up(self._state, journal, heard.append)
        except Damaged:
            if not self._is_renewed():
                raise
            heard.extend(self._read_anew())
        self._marks = marks

    def _is_renewed(self) -> bool:
        """Whether the files have been written anew since they were last read."""
        return generation(self._files) > self.renewed

    def _read_anew(self) -> Iterator[Entry]:
        """Read the new generation; the entries missed, and one of all that now reads otherwise.

        What the file being written in the background holds is of the old one: it refuses itself.
        """
        before, found = self._state, opened(self._files, None)
        self._state, self.renewed = found.state, found.renewed
        self._keeper = Keeper(self._files, self._lock, found.checkpoint_seq)
        for entry in self.history():
            if entry.seq > before.position.seq:
                yield entry
        at = self._state.position
        yield Entry(at.seq, now(), "", "", tuple(differing(before, self._state)), at.hash)

    def listen(self, listener: Callable[[Entry], None]) -> Callable[[], None]:
        """Have `listener` told of every entry applied from now on; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def checkpoint(self) -> None:
        """Write the TinyDB file, if anything has changed since it was last written.

        Raises:
            RegisterError: when it could not be written; the old one stands, and nothing is lost.
        """
        with suppress(RegisterError):  # what was begun before may be of an earlier change
            self._finish()
        self.checkpoint_in_background()
        self._finish()

    def checkpoint_in_background(self) -> None:
        """Begin to write the TinyDB file, off the person's way; nothing while one is written.

        Raises:
            RegisterError: when the one before could not be written.
        """
        if self._keeper.busy:
            return
        self._finish()
        if self._keeper.kept == self.seq or self.read_only:
            return
        if not self._is_renewed():  # else its file is written; ours is of what was there before
            self._keeper.begin(Checkpoint.of(self._state))

    def backup(self, folder: Path) -> Path:
        """A consistent copy in `folder`, the history with it, while others work.

        Raises:
            RegisterError: when it could not be written.
        """
        from store.engine.files.backups import backed_up

        self.refresh()
        return backed_up(self._files, Checkpoint.of(self._state), folder)

    def daily_backup(self, day: date) -> Callable[[], Path | None]:
        """The work of keeping the register's own backup of `day`, as it stands now.

        The work may be done in another thread. It gives the backup's file, or None where there
        is one of that day already or the register is only read; it raises RegisterError when
        the backup could not be written.
        """
        if self.read_only:
            return lambda: None
        found = Checkpoint.of(self._state)

        def keep() -> Path | None:
            from store.engine.files.backups import kept_daily

            return kept_daily(self._files, found, day)

        return keep

    def _finish(self) -> None:
        try:
            self._keeper.finish()
        except RegisterError:
            if not self._is_renewed():
                raise

    def _tell(self, heard: Sequence[Entry]) -> None:
        """Tell the listeners, the lock free again; each hears of it even if another one fails."""
        with ExitStack() as telling:
            for entry in reversed(heard):
                for listener in reversed(self._listeners):
                    telling.callback(listener, entry)


def _account() -> str:
    from getpass import getuser

    return getuser()

"""The register: open it, read it, apply changes to it, hear of them. There is no other way in."""

from __future__ import annotations

import getpass
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from store.dates.today import london_today
from store.paperwork import consortium
from store.paperwork.tables import REVIEWS, SETTINGS, Table
from store.records import Record
from store.register import backups, checkpoint, history
from store.register.beginning import begin, now
from store.register.change import MADE, Change, Entry, making
from store.register.errors import Refused, RegisterError
from store.register.files import Files
from store.register.journal import Journal
from store.register.keeper import Keeper
from store.register.lines import ReviewLine, line_of
from store.register.lock import Lock
from store.register.network import why_only_read
from store.register.opening import Opened, caught_up, opened
from store.register.resolving import resolved
from store.text import clean_line
from store.values import Unacceptable

CONSORTIUM = 1
"""The key of the one record of `settings`."""
HASH_SHOWN = 12
"""How many digits of a hash stand in a revision: enough for no two lines to share them."""


class Register:
    """An open register. Records are read from it; lists of changes are applied to it.

    `today` is the day it works as if it were (Europe/London's, unless told otherwise); the times
    in the journal are the clock's. `notices` are sentences about the files, for the person;
    `read_only` is the sentence why nothing can be changed, empty where it can.
    """

    def __init__(
        self, files: Files, lock: Lock, found: Opened, user: str, today: Callable[[], date]
    ) -> None:
        self.path = files.path
        self.user = user
        self.session = secrets.token_hex(4)
        self.notices = found.notices
        self.read_only = ""
        self._files = files
        self._lock = lock
        self._journal = Journal(files.journal)
        self._state = found.state
        self._today = today
        self._keeper = Keeper()
        self._kept_seq = found.checkpoint_seq
        self._being_kept = found.checkpoint_seq
        self._lines: dict[int, ReviewLine] = {}
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
        user = clean_line(user or getpass.getuser())
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
        try:
            name = consortium.CONSORTIUM_NAME.kind.accept(consortium_name)
        except Unacceptable as error:
            raise Refused(f"The consortium’s name: {error}.") from None
        try:
            named = making(SETTINGS.name, {consortium.CONSORTIUM_NAME.path: name}, CONSORTIUM)
            begin(Files.of(path), [named], clean_line(user or getpass.getuser()), today())
        except OSError as error:
            raise RegisterError(f"A register cannot be made at {path}: {error.strerror}.") from None
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

    @property
    def today(self) -> date:
        """The day the register works as if it were."""
        return self._today()

    @property
    def seq(self) -> int:
        """The sequence number of the last change."""
        return self._state.position.seq

    @property
    def revision(self) -> str:
        """The last change by its number and the beginning of its line's hash: `123-0a1b2c3d4e5f`.

        Two registers, or one before and after a restore, never have the same for other contents.
        """
        at = self._state.position
        return f"{at.seq}-{at.hash[:HASH_SHOWN]}"

    @property
    def id(self) -> str:
        """The register's own id, which never changes."""
        return self._state.register

    @property
    def restored(self) -> datetime | None:
        """When it was last put in another one's place; None while it never was."""
        return self._state.restored

    def keys(self, table: Table) -> Sequence[int]:
        """The keys of a table's records, in the order they were made."""
        return list(self._state.stored(table.name))

    def next_key(self, table: Table) -> int:
        """The key the next record of a table is given: no key is used again."""
        return self._state.keys.get(table.name, 0) + 1

    def record(self, table: Table, key: int) -> Record:
        """One record.

        Raises:
            Refused: when there is none.
        """
        record = self._state.record(table.name, key)
        if record is None:
            raise Refused(f"There is no {table.one} {key}.")
        return record

    def found(self, table: Table, key: int) -> Record | None:
        """One record, or None."""
        return self._state.record(table.name, key)

    def records(self, table: Table) -> Iterator[Record]:
        """Every record of a table, in the order they were made."""
        for key in self.keys(table):
            yield self.record(table, key)

    @property
    def consortium(self) -> Record:
        """The one record of settings."""
        return self.found(SETTINGS, CONSORTIUM) or Record(SETTINGS, CONSORTIUM, {})

    def lines(self) -> list[ReviewLine]:
        """The few columns of every review that lists need, without decoding the rest."""
        stored = self._state.stored(REVIEWS.name)
        for key, document in stored.items():
            if key not in self._lines:
                self._lines[key] = line_of(key, document)
        return [self._lines[key] for key in stored]

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
                caught_up(self._state, self._journal, heard.append)
                at = self._state.position
                settled = resolved(
                    self._state, changes, at.seq + 1, self.today, undoing=undoes is not None
                )
                self._state.refuse_dangling(settled)
                entry = Entry(
                    at.seq + 1, now(), self.user, self.session, tuple(settled), at.hash, undoes,
                    clean_line(source),
                )  # fmt: skip
                position = self._journal.append(entry, at)
                self._state.apply(entry.changes, position)
                heard.append(entry)
        except OSError as error:
            raise RegisterError(
                f"The change could not be written: {error.strerror}. Nothing was changed."
            ) from None
        finally:
            self._tell(heard)
        return entry

    def undo(self, *, whole_user: bool = False) -> tuple[Entry, Entry]:
        """Take back this session's last list of changes (or this user's); again goes further back.

        Returns the entry taken back and the entry that did it.

        Raises:
            Refused: when there is nothing to undo, or a field has changed since.
        """
        self.refresh()

        def mine(entry: Entry) -> bool:
            if any((c.table, c.field) == (SETTINGS.name, MADE) for c in entry.changes):
                return False  # making the register is nobody's to undo
            return entry.user == self.user and (whole_user or entry.session == self.session)

        last = history.next_to_undo(self.history(), mine)
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
            if self._journal.size() != self._state.position.offset:
                caught_up(self._state, self._journal, heard.append)
        except OSError as error:
            raise RegisterError(f"{self.path} cannot be read: {error.strerror}.") from None
        finally:
            self._tell(heard)

    def listen(self, listener: Callable[[Entry], None]) -> Callable[[], None]:
        """Have `listener` told of every entry applied from now on; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def checkpoint(self) -> None:
        """Write the TinyDB file, if anything has changed since it was last written.

        Raises:
            RegisterError: when it could not be written; the old one stands, and nothing is lost.
        """
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
        if self._kept_seq == self.seq or self.read_only:
            return
        found = self._state.checkpoint()

        def write() -> None:
            checkpoint.write(self._files.path, found, self._files.rights, self._lock)

        self._keeper.start(write)
        self._being_kept = found.header.seq

    def backup(self, folder: Path) -> Path:
        """A consistent copy in `folder`, the history with it, while others work.

        Raises:
            RegisterError: when it could not be written.
        """
        self.refresh()
        return backups.backed_up(self._files, self._state.checkpoint(), folder)

    def daily_backup(self, day: date) -> Callable[[], Path | None]:
        """The work of keeping the register's own backup of `day`, as it stands now.

        The work may be done in another thread. It gives the backup's file, or None where there
        is one of that day already or the register is only read; it raises RegisterError when
        the backup could not be written.
        """
        if self.read_only:
            return lambda: None
        found = self._state.checkpoint()
        return lambda: backups.kept_daily(self._files, found, day)

    def _finish(self) -> None:
        try:
            self._keeper.finish()
        except OSError as error:
            self._being_kept = self._kept_seq
            raise RegisterError(
                f"{self._files.path} could not be written: {error.strerror}. "
                "Every change is safe in its journal."
            ) from None
        except RegisterError:
            self._being_kept = self._kept_seq
            raise
        self._kept_seq = self._being_kept

    def _tell(self, heard: Sequence[Entry]) -> None:
        """Tell the listeners, the lock free again; each hears of it even if another one fails."""
        for entry in heard:
            for change in entry.changes:
                if change.table == REVIEWS.name:
                    self._lines.pop(change.key, None)
        with ExitStack() as telling:
            for entry in reversed(heard):
                for listener in reversed(self._listeners):
                    telling.callback(listener, entry)

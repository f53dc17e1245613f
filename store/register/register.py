"""The register: read it, apply changes to it, hear of them. There is no other way in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType

from store.engine.engine import Engine
from store.engine.lines import SCHEMA, after_beginning, encoded
from store.errors import Refused
from store.field_values import Unacceptable
from store.paperwork import consortium
from store.paperwork.tables import SETTINGS
from store.records.change import Beginning, Change, Entry, making, now
from store.records.invariants import refuse_unfit
from store.records.record import CONSORTIUM, Record
from store.records.resolving import resolved
from store.records.state import Outcome, State
from store.register import history
from store.register.reading import Reading
from store.text import clean_line


class Register(Reading):
    """An open register. Records are read from it; lists of changes are applied to it.

    `engine` keeps it; `today` is the day it works as if it were; the times in the journal are the
    clock's. `notices` are sentences about how it was kept, for the person; `read_only` is the
    sentence why nothing can be changed, empty where it can.
    """

    def __init__(self, engine: Engine, user: str, today: Callable[[], date]) -> None:
        """Open the register that `engine` keeps.

        Raises:
            NoRegister: when there is none.
            Damaged: when it is not as it was written.
            RegisterError: when it cannot be read.
        """
        opened = engine.opened()
        super().__init__(opened.state, today)
        self.engine = engine
        self.user = user
        self.session = os.urandom(4).hex()
        self.read_only = engine.read_only
        self.notices = [*opened.notices, *filter(None, [engine.read_only])]
        self._listeners: list[Callable[[Entry], None]] = []

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
            Damaged: when what is kept is not as it was written.
            RegisterError: when it could not be written (a full disk); nothing was changed.
        """
        if self.read_only:
            raise Refused(f"Nothing can be changed here. {self.read_only}")
        heard: list[Entry] = []
        try:
            with self.engine.turn() as turn:
                state = self._state = turn.bring(self._state, heard.append)
                entry = self._entry(changes, undoes, source)
                made = self._made(entry)
                state.take(made, turn.append(entry, made, state.position))
            heard.append(entry)
        finally:
            self._tell(heard)
        return entry

    def refuse(self, changes: Sequence[Change]) -> None:
        """Refuse what `apply` would refuse as the register stands; nothing is changed.

        Raises:
            Refused: when a change is not valid, saying which field and why.
        """
        self._made(self._entry(changes, None, ""))

    def _made(self, entry: Entry) -> Outcome:
        """The records an entry leaves."""
        made = self._state.after(entry.changes)
        self._state.refuse_dangling(made)
        refuse_unfit(self._state, made)
        return made

    def _entry(self, changes: Sequence[Change], undoes: int | None, source: str) -> Entry:
        """A list of changes as the journal's next line."""
        at, day = self._state.position, self.today
        settled = resolved(self._state, changes, at.seq + 1, day, undoing=undoes is not None)
        return Entry(
            seq=at.seq + 1,
            time=now(),
            user=self.user,
            session=self.session,
            changes=tuple(settled),
            before=at.hash,
            undoes=undoes,
            source=clean_line(source),
        )

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
        entries = self.engine.entries(self.seq)
        return history.of_record(entries, record.table.name, record.key) if record else entries

    def refresh(self) -> None:
        """Read what other sessions have written since, and tell the listeners.

        Raises:
            Damaged: when the journal is not as it was written.
            RegisterError: when it cannot be read.
        """
        heard: list[Entry] = []
        try:
            self._state = self.engine.news(self._state, heard.append)
        finally:
            self._tell(heard)

    def listen(self, listener: Callable[[Entry], None]) -> Callable[[], None]:
        """Have `listener` told of every entry applied from now on; calling the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def checkpoint(self) -> None:
        """Bring the documents up to date if they are not, and wait for it.

        Raises:
            RegisterError: when they could not be written; nothing is lost.
        """
        self.engine.keep(self._state)

    def checkpoint_in_background(self) -> None:
        """Begin to do so in the background, unless it has begun already.

        Raises:
            RegisterError: when it could not be done the time before.
        """
        self.engine.keep_in_background(self._state)

    def backup(self, folder: Path | None = None) -> Path:
        """A consistent copy in `folder` (else among its own), the history with it.

        Raises:
            RegisterError: when it could not be written.
        """
        self.refresh()
        return self.engine.backup(self._state, folder)

    def daily_backup(self, day: date) -> Callable[[], Path | None]:
        """The work of keeping the register's own backup of `day`, as it stands now.

        The work may be done in another thread. It gives the backup's file, or None where there
        is one of that day already or the register is only read; it raises RegisterError when
        the backup could not be written.
        """
        return self.engine.daily_backup(self._state, day)

    def _tell(self, heard: Sequence[Entry]) -> None:
        """Tell the listeners, once the lock is free; each is told even if another one fails."""
        with ExitStack() as telling:
            for entry in reversed(heard):
                for listener in reversed(self._listeners):
                    telling.callback(listener, entry)


def begin(engine: Engine, consortium_name: str, user: str, today: date) -> None:
    """Make a new register with nothing in it but the consortium's name.

    Raises:
        Refused: when the name cannot be one, or something is there already.
        RegisterError: when it cannot be written; there is no register then.
    """
    try:
        name = consortium.CONSORTIUM_NAME.kind.accept(consortium_name)
    except Unacceptable as error:
        raise Refused(f"The consortium’s name: {error}.") from None
    named = making(SETTINGS.name, {consortium.CONSORTIUM_NAME.path: name}, CONSORTIUM)
    beginning = Beginning(os.urandom(8).hex(), SCHEMA, 0, None)
    at = after_beginning(beginning, encoded(beginning))
    seq = at.seq + 1
    empty = State.empty(beginning.register, at)
    settled = resolved(empty, [named], seq, today)
    refuse_unfit(empty, empty.after(settled))
    session = os.urandom(4).hex()
    engine.begin(beginning, Entry(seq, now(), user, session, tuple(settled), at.hash))

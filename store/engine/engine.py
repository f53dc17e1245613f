"""What an engine promises: to keep one register for one session, whatever it keeps it in.

It keeps the register's lines (the journal's entries, byte for byte, so that the chain of hashes
goes along when a register moves) and the documents they come to. What a change means is none of
its business: that is the register's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from store.field_values import Json
from store.paperwork.tables import Table
from store.records.change import Beginning, Change, Entry, Position, now
from store.records.state import Outcome, State, differing

Elsewhere = Callable[[bytes], None]
"""Does what is to be done beside the register once a new generation counts (see `forget`)."""

Heard = Callable[[Entry], object]
"""Told of each entry that another session wrote, once it is applied."""


class Opened(Struct):
    """A register as its engine gives it, with notices about its files for the person."""

    state: State
    notices: list[str] = field(default_factory=list)


class Rewriting(Protocol):
    """How to rewrite everything so that a forgotten person is gone."""

    def taken_out(self, text: str) -> str:
        """A text."""

    def of_document(self, table: Table, key: int, document: Mapping[str, Json]) -> dict[str, Json]:
        """A record's stored form."""

    def of_change(self, change: Change) -> Change:
        """A change."""


class Turn(ABC):
    """Somebody's turn to write: nobody else does before it is over."""

    @abstractmethod
    def bring(self, state: State, heard: Heard) -> State:
        """`state` at the last line that is kept; a new one if everything was rewritten meanwhile.

        Raises:
            Damaged: when what is kept is not as it was written.
        """

    @abstractmethod
    def append(self, entry: Entry, made: Outcome, at: Position) -> Position:
        """Keep the line of `entry` after `at`, and what it leaves (`made`), durably.

        Raises:
            Damaged: when nobody can say whether it was kept.
            OSError: when it was not.
        """


class Engine(ABC):
    """Keeps one register for one session.

    `where` names it in sentences; `read_only` is the sentence why nothing can be changed, empty
    where it can; `renewed` is how often it had been written anew when it was last read.
    """

    where: str
    read_only: str
    renewed: int

    @abstractmethod
    def begin(self, beginning: Beginning, entry: Entry) -> None:
        """Make a register of these two lines, whole or not at all.

        Raises:
            Refused: when something is there already, or a register would only be read there.
            RegisterError: when it cannot be written.
        """

    @abstractmethod
    def opened(self) -> Opened:
        """The register as it stands.

        Raises:
            NoRegister: when there is none.
            Damaged: when it is not as it was written; nothing was overwritten.
            RegisterError: when it cannot be read.
        """

    @abstractmethod
    def turn(self) -> AbstractContextManager[Turn]:
        """Somebody's turn to write, for one list of changes.

        Raises:
            Refused: when somebody else has written for too long, naming them.
            RegisterError: when the change could not be written; nothing was changed.
        """

    @abstractmethod
    def news(self, state: State, heard: Heard) -> State:
        """As `Turn.bring`, without writing: asked every second or two, so it is cheap.

        Raises:
            Damaged: when what is kept is not as it was written.
            RegisterError: when it cannot be read.
        """

    @abstractmethod
    def entries(self, until: int) -> Iterator[Entry]:
        """Every entry up to the sequence number `until`, oldest first.

        Raises:
            Damaged: at a line that is not as it was written.
        """

    def missed(self, before: State, state: State) -> Iterator[Entry]:
        """Entries a session missed when the files were rewritten.

        It had `before` open and now reads `state`. Last comes one entry of all fields that differ.
        """
        for entry in self.entries(state.position.seq):
            if entry.seq > before.position.seq:
                yield entry
        at = state.position
        yield Entry(at.seq, now(), "", "", tuple(differing(before, state)), at.hash)

    @abstractmethod
    def keep(self, state: State) -> None:
        """Bring the documents up to `state` if they are not, and wait for it.

        Raises:
            RegisterError: when they could not be written; nothing is lost.
        """

    @abstractmethod
    def keep_in_background(self, state: State) -> None:
        """Begin to do so, unless it has begun already.

        Raises:
            RegisterError: when it could not be done the time before.
        """

    @abstractmethod
    def backup(self, state: State, folder: Path | None) -> Path:
        """A copy of the register as files, with its history, in `folder` or among its own backups.

        Raises:
            RegisterError: when it could not be written.
        """

    @abstractmethod
    def daily_backup(self, state: State, day: date) -> Callable[[], Path | None]:
        """The work of keeping its own backup of `day`, which another thread may do.

        It gives the backup's file, None where there is no need of one; it raises RegisterError
        when it could not be written.
        """

    @abstractmethod
    def forget(self, rewriting: Rewriting, elsewhere: Mapping[str, Json]) -> int:
        """Write everything anew as a new generation, all or none; how many files were.

        `elsewhere` says what is to be done beside the register as soon as the new generation
        counts. It is kept with it, and with the register's id, so that it is done even if this
        process is killed.

        Raises:
            Refused: when a copy that is kept cannot be rewritten; nothing was changed.
            RegisterError: when it could not be done; nothing was changed.
            Damaged: when the register is not as it was written.
        """

    @abstractmethod
    def texts(self) -> Iterator[str]:
        """All that is kept of the register and its history, as text."""

    @abstractmethod
    def copies(self) -> Iterable[Iterator[str]]:
        """The same of every copy that the engine keeps by itself."""

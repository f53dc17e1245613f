"""An engine that keeps a register in memory, as long as the program runs: for tests.

It is the shortest of the engines: what one has to do can be read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock

import msgspec

from store.engine.engine import Elsewhere, Engine, Heard, Opened, Rewriting, Turn
from store.engine.lines import NewLines, after_beginning, after_entry, encoded
from store.errors import NoRegister, Refused
from store.field_values import Json
from store.paperwork.tables import TABLES
from store.records.change import Beginning, Entry, Position, now
from store.records.state import Outcome, State
from store.records.tinydb_tables import RecordStorage


class KeptInMemory:
    """A register that several sessions share: its first line, its entries, its documents."""

    def __init__(self) -> None:
        self.beginning: Beginning | None = None
        self.entries: list[tuple[Entry, Position]] = []
        self.documents: dict[str, dict[int, Mapping[str, Json]]] = {name: {} for name in TABLES}
        self.lock = Lock()

    @property
    def lines(self) -> list[bytes]:
        """Every line, as any engine keeps it."""
        if self.beginning is None:
            return []
        return [encoded(self.beginning), *(encoded(entry) for entry, _ in self.entries)]


class MemoryEngine(Engine):
    """Keeps one register in memory for one session."""

    where = "memory"
    read_only = ""
    renewed = 0

    def __init__(self, kept: KeptInMemory, do_elsewhere: Elsewhere = lambda _: None) -> None:
        self._kept = kept
        self._do_elsewhere = do_elsewhere

    def begin(self, beginning: Beginning, entry: Entry) -> None:
        kept = self._kept
        if kept.beginning:
            raise Refused("There is a register already; nothing was changed.")
        kept.beginning = beginning
        at = after_beginning(beginning, encoded(beginning))
        state = State.empty(beginning.register, at)
        self.add(entry, state.after(entry.changes), at)

    def add(self, entry: Entry, made: Outcome, at: Position) -> Position:
        """Keep a line after `at`, and what it leaves; where one stands then."""
        at = after_entry(entry, encoded(entry), at)
        self._kept.entries.append((entry, at))
        for (table, key), record in made.items():
            if record is None:
                self._kept.documents[table].pop(key, None)
            else:
                self._kept.documents[table][key] = dict(record.document)
        return at

    def opened(self) -> Opened:
        kept = self._kept
        if kept.beginning is None:
            raise NoRegister("There is no register.")
        self.renewed = len(kept.beginning.renewed)
        keys: dict[str, int] = {}
        for entry, _ in kept.entries:
            for change in entry.changes:
                keys[change.table] = max(keys.get(change.table, 0), change.key)
        storage = RecordStorage(kept.documents)
        return Opened(State(kept.beginning.register, kept.entries[-1][1], storage, keys))

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        with self._kept.lock:
            yield _MemoryTurn(self)

    def news(self, state: State, heard: Heard) -> State:
        assert self._kept.beginning is not None
        if len(self._kept.beginning.renewed) > self.renewed:
            before, state = state, self.opened().state
            for entry in self.missed(before, state):
                heard(entry)
        for entry, at in self._kept.entries:
            if entry.seq > state.position.seq:
                state.apply(entry.changes, at)
                heard(entry)
        return state

    def entries(self, until: int) -> Iterator[Entry]:
        return iter([entry for entry, _ in self._kept.entries if entry.seq <= until])

    def keep(self, state: State) -> None:
        pass

    def keep_in_background(self, state: State) -> None:
        pass

    def backup(self, state: State, folder: Path | None) -> Path:
        raise Refused("What is in memory alone has no copy.")

    def daily_backup(self, state: State, day: date) -> Callable[[], Path | None]:
        return lambda: None

    def forget(self, rewriting: Rewriting, elsewhere: Mapping[str, Json]) -> int:
        kept = self._kept
        assert kept.beginning is not None
        with kept.lock:
            new = NewLines(kept.beginning, kept.entries[-1][1].hash, rewriting, now())
            for entry, _ in kept.entries:
                new.add(entry)
            kept.beginning, kept.entries = new.beginning, new.entries
            kept.documents = {
                name: {
                    key: rewriting.of_document(TABLES[name], key, document)
                    for key, document in table.items()
                }
                for name, table in kept.documents.items()
            }
            asked = {"register": new.beginning.register, **elsewhere}
            self._do_elsewhere(msgspec.json.encode(asked))
        return len(new.entries)

    def texts(self) -> Iterator[str]:
        return (line.decode() for line in self._kept.lines)

    def copies(self) -> Iterable[Iterator[str]]:
        return ()


class _MemoryTurn(Turn):
    """The lock held."""

    def __init__(self, engine: MemoryEngine) -> None:
        self._engine = engine

    def bring(self, state: State, heard: Heard) -> State:
        return self._engine.news(state, heard)

    def append(self, entry: Entry, made: Outcome, at: Position) -> Position:
        return self._engine.add(entry, made, at)

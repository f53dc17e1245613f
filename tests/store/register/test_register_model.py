"""The register against a plain dictionary: random changes, undos, reopenings and crashes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from store.engine.files.paths import Files
from store.engine.memory import KeptInMemory, MemoryEngine
from store.errors import Refused
from store.field_values import Json
from store.open_register import create_register, open_register
from store.paperwork import review
from store.paperwork.field import Field
from store.paperwork.forms import action_plan
from store.paperwork.stages import visit
from store.paperwork.tables import REVIEWS
from store.records.change import making
from store.records.editing import adding_row, moving_row, removing_row, setting, setting_cell
from store.register.history import as_it_was
from store.register.register import Register, begin
from tests.support.a_register import new_review
from tests.support.today import TODAY

ROWS = action_plan.ROWS
FIELDS: dict[str, Field[object]] = {
    field.path: field for field in (review.NOTE, visit.VISIT_DATE, review.THEMES, review.STATUS)
}
VALUES: dict[str, list[Json]] = {
    review.NOTE.path: ["", "one", "two\nlines", "“x”"],
    visit.VISIT_DATE.path: [None, "2026-11-12", "2026-11-13"],
    review.THEMES.path: [[], ["Phonics"], ["Phonics", "Reading"]],
    review.STATUS.path: ["open", "closed"],
}
BIRCH = making("schools", {"name": "Birch"})
CELLS = st.sampled_from(["", "a", "b", "c"])
PLACES = st.integers(0, 4)

SETTINGS = settings(
    max_examples=120,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

Shape = dict[str, Json]
"""A review without its id and its highest row ids."""


class AgainstADictionary(RuleBasedStateMachine):
    """Every review as a dictionary, and what it was before each change that can be undone."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        self.register = self.opened()
        self.model: dict[int, Shape] = {}
        self.before: list[dict[int, Shape]] = []
        self.after: dict[int, dict[int, Shape]] = {}
        self.highest = 0
        self.row_ids: dict[int, set[str]] = {}

    def begin(self) -> None:
        """Make a register with one school in it, which somebody else has made."""
        self.kept = KeptInMemory()
        begin(MemoryEngine(self.kept), "Tiptree", "b", TODAY)
        Register(MemoryEngine(self.kept), "b", lambda: TODAY).apply([BIRCH])

    def opened(self) -> Register:
        return Register(MemoryEngine(self.kept), "a", lambda: TODAY)

    @property
    def key(self) -> int:
        return max(self.model)

    def shape(self) -> Shape:
        return dict(self.model[self.key])

    def rows(self) -> list[dict[str, Json]]:
        stored = self.model[self.key].get(ROWS.path, [])
        assert isinstance(stored, list)
        return [dict(row) for row in stored if isinstance(row, dict)]

    def becomes(self, shape: Shape) -> None:
        self.before.append(dict(self.model))
        self.model[self.key] = shape
        self.after[self.register.seq] = dict(self.model)

    def rows_become(self, rows: list[dict[str, Json]]) -> None:
        shape = self.shape()
        shape.pop(ROWS.path, None)
        if rows:
            shape[ROWS.path] = list[Json](rows)
        self.becomes(shape)

    def new_id(self) -> str:
        """The id of the row that was added last; it has never been one before."""
        found = {row.id for row in self.register.record(REVIEWS, self.key)[ROWS]}
        [new] = found - {str(row["id"]) for row in self.rows()}
        assert new not in self.row_ids.setdefault(self.key, set())
        self.row_ids[self.key].add(new)
        return new

    @rule(note=st.sampled_from(VALUES[review.NOTE.path]))
    def make(self, note: Json) -> None:
        self.register.apply([new_review(note=note)])
        self.highest += 1
        self.before.append(dict(self.model))
        needed: Shape = {"school": 1, "school_name": "Birch", "status": "open"}
        self.model[self.highest] = needed | ({"note": note} if note else {})
        self.after[self.register.seq] = dict(self.model)

    @precondition(lambda self: self.model)
    @rule(path=st.sampled_from(sorted(FIELDS)), choice=PLACES)
    def set_field(self, path: str, choice: int) -> None:
        value: Json = VALUES[path][choice % len(VALUES[path])]
        record = self.register.record(REVIEWS, self.key)
        if not (changes := setting(record, FIELDS[path], value)):
            return
        self.register.apply(changes)
        shape = self.shape()
        shape.pop(path, None)
        if value:
            shape[path] = value
        self.becomes(shape)

    @precondition(lambda self: self.model)
    @rule(place=PLACES, who=CELLS)
    def add_row(self, place: int, who: str) -> None:
        rows = self.rows()
        place %= len(rows) + 1
        after = str(rows[place - 1]["id"]) if place else ""
        record = self.register.record(REVIEWS, self.key)
        self.register.apply([adding_row(record, ROWS, {"who": who}, after)])
        row: dict[str, Json] = {"id": self.new_id()}
        if who:
            row["who"] = who
        self.rows_become([*rows[:place], row, *rows[place:]])

    @precondition(lambda self: self.model and self.rows())
    @rule(place=PLACES, step=st.integers(-2, 2))
    def move_row(self, place: int, step: int) -> None:
        rows = self.rows()
        place %= len(rows)
        record = self.register.record(REVIEWS, self.key)
        changes = moving_row(record, ROWS, str(rows[place]["id"]), step)
        if not changes or not 0 <= place + step < len(rows):
            assert not changes or not step
            return
        self.register.apply(changes)
        rows.insert(place + step, rows.pop(place))
        self.rows_become(rows)

    @precondition(lambda self: self.model and self.rows())
    @rule(place=PLACES)
    def remove_row(self, place: int) -> None:
        rows = self.rows()
        gone = rows.pop(place % len(rows))
        record = self.register.record(REVIEWS, self.key)
        self.register.apply([removing_row(record, ROWS, str(gone["id"]))])
        self.rows_become(rows)

    @precondition(lambda self: self.model and self.rows())
    @rule(place=PLACES, who=CELLS)
    def set_cell(self, place: int, who: str) -> None:
        rows = self.rows()
        row = rows[place % len(rows)]
        record = self.register.record(REVIEWS, self.key)
        if changes := setting_cell(record, ROWS, str(row["id"]), "who", who):
            self.register.apply(changes)
            row.pop("who", None)
            if who:
                row["who"] = who
            self.rows_become(rows)

    @precondition(lambda self: self.model)
    @rule(order=st.permutations(range(4)), kept=PLACES, new=st.lists(PLACES, max_size=3))
    def set_rows(self, order: list[int], kept: int, new: list[int]) -> None:
        """Give the whole table: some rows by id in any order, and new ones between them."""
        rows = self.rows()
        wanted = [rows[place] for place in order if place < len(rows)][:kept]
        for place in sorted(new, reverse=True):
            wanted.insert(min(place, len(wanted)), {"who": f"new {place}"})
        # one without an id would take the place of a row that is there and not named: name them
        named = {row.get("id") for row in wanted}
        wanted += [row for row in rows if new and row["id"] not in named]
        given: list[Json] = list[Json](wanted)
        record = self.register.record(REVIEWS, self.key)
        if not (changes := setting(record, ROWS, given)):
            return
        self.register.apply(changes)
        found = self.register.record(REVIEWS, self.key).stored(ROWS)
        assert isinstance(found, list)
        shown = [{p: c for p, c in row.items() if p != "id"} for row in found
                 if isinstance(row, dict)]  # fmt: skip
        assert shown == [
            {p: c for p, c in row.items() if p != "id"} for row in given if isinstance(row, dict)
        ]
        there = {str(row["id"]) for row in rows}
        ids = [str(row["id"]) for row in found if isinstance(row, dict)]
        fresh = set(ids) - there
        assert not fresh & self.row_ids.setdefault(self.key, set())
        self.row_ids[self.key] |= fresh
        assert len(set(ids)) == len(ids)
        self.rows_become([dict(row) for row in found if isinstance(row, dict)])

    @rule()
    def undo(self) -> None:
        if not self.before:
            try:
                self.register.undo(whole_user=True)
            except Refused:
                return
            raise AssertionError("something was undone")
        self.register.undo(whole_user=True)
        self.model = self.before.pop()
        self.after[self.register.seq] = dict(self.model)

    @rule(closing=st.booleans())
    def reopen(self, closing: bool) -> None:
        if closing:
            self.register.close()
        self.register = self.opened()

    @precondition(lambda self: self.model)
    @rule()
    def look_back(self) -> None:
        record = self.register.record(REVIEWS, self.key)
        entries = list(self.register.history(record))
        for seq, model in self.after.items():
            was = as_it_was(record, entries, seq)
            shape = None if was is None else without_names(dict(was.document))
            assert shape == model.get(self.key), seq

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        found = {
            record.key: without_names(dict(record.document))
            for record in self.register.records(REVIEWS)
        }
        assert found == self.model
        assert [line.key for line in self.register.lines()] == list(self.model)


class InFiles(AgainstADictionary):
    """The same kept in files, which may be torn, older, or gone."""

    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "register.json"
        with create_register(self.path, "Tiptree", user="b") as made:
            made.apply([BIRCH])
        self.earlier = self.path.read_bytes()
        """The register's file as it was some time before."""

    def opened(self) -> Register:
        return open_register(self.path, user="a", today=lambda: TODAY)

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(again=st.booleans())
    def write_the_file(self, again: bool) -> None:
        self.register.checkpoint()
        if again:
            self.earlier = self.path.read_bytes()

    @rule(
        torn=st.integers(0, 400),
        behind=st.booleans(),
        gone=st.booleans(),
        left_over=st.binary(max_size=40),
    )
    def crash(self, torn: int, behind: bool, gone: bool, left_over: bytes) -> None:
        """The power fails: part of a line is written, the file an earlier one, or none yet."""
        files = Files(self.path)
        whole = files.journal.read_bytes()
        whole = whole[: whole.rindex(b"\n") + 1]  # what was torn before is cut off by what follows
        line = whole.splitlines(keepends=True)[-1]
        files.journal.write_bytes(whole + line[: min(torn, len(line) - 1)])
        (self.path.parent / f".{self.path.name}.1-dead.tmp").write_bytes(left_over)
        if gone:
            self.path.unlink(missing_ok=True)
        elif behind:
            self.path.write_bytes(self.earlier)
        self.register = self.opened()
        assert list(files.left_over()) == []


def without_names(document: Shape) -> Shape:
    return {path: value for path, value in document.items() if path not in ("id", "row_ids")}


TestInMemory = AgainstADictionary.TestCase
TestInMemory.settings = settings(SETTINGS, max_examples=60)
TestInFiles = InFiles.TestCase
TestInFiles.settings = SETTINGS

"""Every path of the paperwork, one by one: set, shown, in the record, edited on a screen."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from screens.base.session import Session
from screens.directory.consortium import ConsortiumSheet
from screens.directory.entry import EntrySheet, PersonEntry
from screens.forms.action_plan_form import ActionPlanForm
from screens.forms.audit_form import AuditForm
from screens.forms.summary_form import SummaryForm
from screens.reviews.details import Details
from screens.reviews.stages import STAGE_SHEETS, EvaluationSheet, StageSheet
from screens.sheets.row_sheet import RowSheet
from screens.sheets.sheet import Sheet
from screens.widgets.field_editor import FieldEditor
from screens.widgets.marks import ROUND
from screens.widgets.offer_list import Offer
from screens.widgets.rows_editor import RowsEditor
from store.drafts import Drafts
from store.field_values import Json
from store.open_register import create_register
from store.paperwork.field import Field, Item
from store.paperwork.field_kinds import (
    ChoiceKind,
    DateKind,
    Kind,
    NumberKind,
    PersonKind,
    RecordKind,
    YesNoKind,
)
from store.paperwork.list_kinds import LinesKind, ListKind, as_entries
from store.paperwork.rows import STAMP, RowsKind, as_row
from store.paperwork.tables import ITEMS, PEOPLE, REVIEWS, SCHOOLS, TABLES, YEARS, Table
from store.records.change import making
from store.register.register import Register
from tests.support.command_line import Shell
from tests.support.today import TODAY

TARGETS = {
    "settings": "consortium",
    "years": "2026-27",
    "schools": "school:Birch School",
    "people": "person:Joan Mason",
    "reviews": "PR-2026-001",
}
"""What `set` and `show` call the one record of each table."""
RENAMED = {"schools": "school:name", "people": "person:name"}
"""What `show` calls those whose name is among the fields that were set."""

SHEETS: Sequence[Callable[[Session], Sheet]] = (
    lambda session: Details(session, 1),
    *(lambda session, number=number: StageSheet(session, 1, number) for number in STAGE_SHEETS),
    lambda session: SummaryForm(session, 1),
    lambda session: ActionPlanForm(session, 1),
    lambda session: AuditForm(session, 1),
    lambda session: EntrySheet(session, SCHOOLS, 1),
    lambda session: PersonEntry(session, 1),
    lambda session: ConsortiumSheet(session),
    lambda session: EvaluationSheet(session, 2026),
)
"""Every screen that has fields of a record."""


def columns(kind: RowsKind) -> Iterator[tuple[str, Field[object]]]:
    """The columns somebody fills; the register stamps signatures by itself."""
    return ((path, column) for path, column in kind.columns.items() if path != STAMP)


def typed(kind: Kind[object], words: str) -> str:
    """What somebody types into a field of this kind; `words` where it holds text."""
    if isinstance(kind, LinesKind) and kind.options:
        return kind.options[0]
    if isinstance(kind, ChoiceKind):
        return list(kind.options)[1]
    if isinstance(kind, DateKind):
        return "12/11/26"
    if isinstance(kind, NumberKind):
        return str(max(7, kind.least))
    if isinstance(kind, YesNoKind):
        return "yes"
    if isinstance(kind, RecordKind):
        return "Second School"
    return words


def stored(kind: Kind[object], words: str) -> Json:
    """The same as the register keeps it."""
    if isinstance(kind, RowsKind):
        return [{path: stored(column.kind, path) for path, column in columns(kind)}]
    if isinstance(kind, ListKind):
        return [stored(kind.entry, typed(kind, words))]
    if isinstance(kind, PersonKind):
        return {"name": words, "person": None}
    if isinstance(kind, RecordKind):
        return 2
    return kind.parse(typed(kind, words), TODAY)


def argument(field: Field[object]) -> str:
    """FIELD=VALUE, as `set` takes it."""
    value = typed(field.kind, field.path)
    if isinstance(field.kind, RowsKind):
        value = json.dumps(stored(field.kind, field.path))
    return f"{field.path}={value}"


def holds(field: Field[object], value: Json) -> bool:
    """Whether a field holds what was set or typed, whatever ids its rows were given."""
    wanted = stored(field.kind, field.path)
    if not isinstance(field.kind, RowsKind):
        return value == wanted
    rows = [as_row(row).cells for row in as_entries(value) if isinstance(row, dict)]
    return [{p: c for p, c in row.items() if p != STAMP} for row in rows] == wanted


def a_register(folder: Path) -> Register:
    """One record of each table but the years, and a second school."""
    register = create_register(folder / "register.json", "Our consortium", today=lambda: TODAY)
    documents: list[tuple[Table, dict[str, Json]]] = [
        (SCHOOLS, {"name": "Birch School", "status": "open"}),
        (SCHOOLS, {"name": "Second School", "status": "open"}),
        (PEOPLE, {"name": "Joan Mason"}),
        (REVIEWS, {"school": 1, "school_name": "Birch School", "status": "open"}),
    ]
    for table, document in documents:
        register.apply([making(table.name, document)])
    return register


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    """The commands on that register."""
    a_register(tmp_path).close()
    return shell


def set_all(shell: Shell, table: Table) -> None:
    """Set every field of a table's record to what `stored` says."""
    shell.done("set", TARGETS[table.name], *(argument(field) for field in table.fields.values()))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_path_can_be_set_and_is_in_the_json_that_show_gives(
    table: Table, shell: Shell
) -> None:
    set_all(shell, table)
    shown = shell.done("show", RENAMED.get(table.name, TARGETS[table.name]), "--json").record()
    assert [path for path, field in table.fields.items() if not holds(field, shown[path])] == []


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_set_by_its_own_path_with_its_state_or_with_all_it_has(
    item: str, shell: Shell
) -> None:
    shell.done("set", "PR-2026-001", f"{item}=received")
    shell.done("set", "PR-2026-001", f'{item}={{"date": "2026-11-12", "note": "By post"}}')
    shown = shell.done("show", "PR-2026-001", "--json").record()
    assert [shown[f"{item}.{part}"] for part in ("state", "date", "note")] == [
        "received", "2026-11-12", "By post",
    ]  # fmt: skip


def test_every_path_of_a_review_and_its_year_stands_in_the_record_with_what_it_holds(
    shell: Shell,
) -> None:
    set_all(shell, REVIEWS)
    set_all(shell, YEARS)
    record = shell.done("export", "PR-2026-001", "--form", "record", "--to", "-").out
    for path, field in {**REVIEWS.fields, **YEARS.fields}.items():
        place = f"`{path}`" if f"`{path}`" in record else f"| {path} |"
        assert place in record, f"{path} does not stand in the record."
        if isinstance(field.kind, RowsKind):
            _, _, after = record.partition(place)
            for _, column in columns(field.kind):
                assert column.wording in after.split("\n#")[0], f"{path}: {column.wording}"
        else:
            held = field.kind.plain(stored(field.kind, path))
            line = next(line for line in record.split("\n") if place in line)
            assert held in (record if place.startswith("`") else line), f"{path}: {held}"


class Screens(App[None]):
    """An app for one screen at a time."""


async def opened(pilot: Pilot[None], sheet: Sheet) -> None:
    """Wait for the sheet, with all its fields on it."""
    await until(pilot, lambda: bool(sheet.editors) and all(e.is_mounted for e in sheet.editors))
    await until(pilot, lambda: sheet.here is not None)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds; the test's own time is the limit."""
    while not holds():
        await asyncio.sleep(0)


async def edit(pilot: Pilot[None], sheet: Sheet, editor: FieldEditor) -> None:
    """Put something into an editor as a person does, and keep it with F2."""
    editor.focus_inside()
    await until(pilot, lambda: sheet.here is editor)
    if isinstance(editor, RowsEditor):
        await pilot.press("f5")
        row = pilot.app.screen
        assert isinstance(row, RowSheet)
        await opened(pilot, row)
        for cell in row.editors:
            await edit(pilot, row, cell)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is sheet)
        return
    editor.put("")
    editor.take(Offer(typed(editor.field.kind, editor.field.path)))
    await pilot.press("f2")


STRETCH = 30
"""Paths that one walk through the screens edits: so many that no core is left with the last."""
STRETCHES: Sequence[tuple[Table, list[str]]] = [
    (table, list(table.fields)[start : start + STRETCH])
    for table in TABLES.values()
    for start in range(0, len(table.fields), STRETCH)
]


def stands_on(sheet: Sheet, table: Table, wanted: set[str]) -> bool:
    """Whether a sheet has a field of the table that is wanted."""
    fields = (
        field
        for part in sheet.parts()
        if part.table is table
        for one in part.section.parts
        for field in (one.fields if isinstance(one, Item) else [one])
    )
    return any(field.path in wanted for field in fields)


@pytest.mark.parametrize(
    ("table", "paths"), STRETCHES, ids=[f"{table.name}-{paths[0]}" for table, paths in STRETCHES]
)
async def test_every_path_has_an_editor_on_a_screen_and_an_edit_there_changes_the_record(
    table: Table, paths: list[str], tmp_path: Path
) -> None:
    left = set(paths)
    with a_register(tmp_path) as register:
        session = Session(register, Drafts(tmp_path / "drafts", register.id, "one"), ROUND)
        async with Screens().run_test(size=(80, 24)) as pilot:
            for make in SHEETS:
                sheet = make(session)
                if not stands_on(sheet, table, left):
                    continue
                await pilot.app.push_screen(sheet)
                await opened(pilot, sheet)
                for editor in sheet.editors:
                    name, key, path = editor.address
                    if name != table.name or path not in left:
                        continue
                    await edit(pilot, sheet, editor)
                    found = register.record(table, key)
                    assert holds(editor.field, found.stored(editor.field)), path
                    left.remove(path)
                await pilot.press("escape")
    assert left == set()

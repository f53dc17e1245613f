"""A sheet opens at once: what is seen is mounted first, and the rest moves and sends nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot

from screens.base.session import Session
from screens.forms.audit_form import AuditForm
from screens.sheets.field_column import Fields
from screens.sheets.sheet import Sheet
from screens.widgets.marks import ROUND
from store.drafts import Drafts
from store.open_register import open_register
from store.paperwork.forms import summary
from store.records.record import Record
from store.sample import make_sample
from tests.screens.sheets.test_every_path import SHEETS
from tests.support.a_register import begun_at, reopened, the_review
from tests.support.on_screen import SIZES
from tests.support.pty_app import key_bytes
from tests.support.sitting import sitting, to_the_review
from tests.support.today import TODAY

MOST_AT_FIRST = 24
MOST = 78
"""Widgets of the Audit Proforma, on 80×24."""
TO_GROUP = summary.CUSTODY.to_group
"""The last field of the Summary."""
ESCAPE = b"\x1b[27u"
"""The key as terminals send it that tell it apart from alt: nothing is waited for after it."""
CURSOR_ORDER = len(b"\x1b[24;80H")
"""Bytes of the order that puts the cursor to rest, the last of every painting."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample consortium: its texts are long, its tables and lists are filled."""
    path = tmp_path_factory.mktemp("sample") / "register.json"
    make_sample(path, TODAY)
    return path


class Screens(App[None]):
    """An app for one screen at a time."""


@dataclass
class Opening:
    """A sheet in the moment in which what is seen of it is there."""

    pilot: Pilot[None]
    sheet: Sheet

    @property
    def fields(self) -> Fields:
        return self.sheet.query_one(Fields)

    @property
    def widgets(self) -> int:
        return len(self.sheet.query("*"))

    async def meanwhile(self) -> list[Picture]:
        """What stands where, again and again until all of it is there and laid out."""
        seen: list[Picture] = []
        while not (self.fields.is_whole and all(each.size for each in self.sheet.editors)):
            if self.fields.virtual_size:
                seen.append(self.picture())
            await asyncio.sleep(0)
        return [*seen, self.picture()]

    def drawn(self) -> list[list[str]]:
        """What each field draws around its place."""
        return [[line.plain for line in each.drawn()] for each in self.sheet.editors]

    def picture(self) -> Picture:
        there = [each for each in self.sheet.editors if each.is_mounted and each.size]
        return Picture(
            self.fields.size.width,
            self.fields.virtual_size.height,
            self.fields.show_vertical_scrollbar,
            {each.address[2]: each.virtual_region for each in there},
        )


@dataclass(frozen=True)
class Picture:
    """How wide and how high the fields are, and where each stands."""

    width: int
    height: int
    has_bar: bool
    fields: dict[str, Region]


@asynccontextmanager
async def opening(
    path: Path, make: Callable[[Session], Sheet], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Opening]:
    with open_register(path, read_only=True, today=lambda: TODAY) as register:
        session = Session(register, Drafts(path.parent / "drafts", register.id, "one"), ROUND)
        async with Screens().run_test(size=size) as pilot:
            sheet = make(session)
            await pilot.app.push_screen(sheet)
            yield Opening(pilot, sheet)


async def test_a_form_mounts_what_is_seen_before_its_first_paint_and_few_widgets_in_all(
    sample: Path,
) -> None:
    async with opening(sample, lambda session: AuditForm(session, 1)) as form:
        assert len(form.sheet.editors) == 29
        assert form.widgets <= MOST_AT_FIRST
        await form.meanwhile()
        assert form.widgets <= MOST


@pytest.mark.parametrize("make", SHEETS)
async def test_a_sheet_that_had_another_size_for_a_while_is_drawn_as_before(
    sample: Path, make: Callable[[Session], Sheet]
) -> None:
    async with opening(sample, make) as sheet:
        await sheet.meanwhile()
        before = sheet.drawn()
        for size in ((120, 40), (40, 10), (66, 24)):
            await sheet.pilot.resize_terminal(*size)
            await sheet.pilot.pause()
            await sheet.pilot.resize_terminal(80, 24)
            await sheet.pilot.pause()
            assert sheet.drawn() == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", SHEETS)
async def test_nothing_moves_while_the_rest_of_a_sheet_comes(
    sample: Path, make: Callable[[Session], Sheet], size: tuple[int, int]
) -> None:
    async with opening(sample, make, size) as sheet:
        *before, last = await sheet.meanwhile()
        for each in before:
            if each.width == last.width:  # a preview comes beside it
                assert (each.height, each.has_bar) == (last.height, last.has_bar)
                assert each.fields.items() <= last.fields.items()


def test_nothing_is_sent_once_what_is_seen_of_a_form_is_painted(path: Path) -> None:
    with sitting(path) as terminal:
        to_the_review(terminal)
        terminal.settle()
        terminal.press("p")
        terminal.wait_until(lambda rows: "F1 help" in rows[-1] and "freeze" in rows[-1])
        sent = len(terminal.raw)
        terminal.sent_within(1.0)
        terminal.settle()
        assert len(terminal.raw) - sent <= CURSOR_ORDER
        assert any("Reviewed School" in row for row in terminal.screen())


def typed_at_once(folder: Path, keys: bytes, kept: str = "Kept ") -> Record:
    """The review after keys that come all at once, from the review's own screen on."""
    path = begun_at(folder)
    with sitting(path) as terminal:
        to_the_review(terminal)
        terminal.send(keys)
        terminal.wait_for(kept)
    with reopened(path) as register:
        return the_review(register)


def test_keys_typed_while_the_rest_is_on_its_way_are_kept(tmp_path: Path) -> None:
    typed = b"s" + b"Writing has improved." * 3 + key_bytes("tab")
    assert typed_at_once(tmp_path, typed)[summary.IMPACT] == "Writing has improved." * 3


def test_back_from_the_first_field_is_the_last_one_though_it_was_still_to_come(
    tmp_path: Path,
) -> None:
    typed = b"s" + key_bytes("shift+tab") + b"12 nov 26" + key_bytes("shift+tab")
    found = typed_at_once(tmp_path, typed)
    assert found.plain(TO_GROUP) == "Thu 12 Nov 2026"


@pytest.mark.parametrize("action", ["field(1)", "app.focus_next"])
async def test_the_next_field_is_gone_to_though_it_was_still_to_come(
    sample: Path, action: str
) -> None:
    async with opening(sample, lambda session: AuditForm(session, 1)) as form:
        while not form.fields.virtual_size:
            await asyncio.sleep(0)
        there = [each for each in form.sheet.editors if each.is_mounted and each.size]
        assert len(there) < len(form.sheet.editors)
        there[-1].focus_inside()
        await form.sheet.run_action(action)
        await form.pilot.pause()
        assert form.sheet.here is form.sheet.editors[len(there)]


def test_a_jump_to_the_last_field_goes_there_at_once(tmp_path: Path) -> None:
    typed = b"s" + key_bytes("ctrl+o") + b"j12 nov 26" + key_bytes("tab")
    found = typed_at_once(tmp_path, typed)
    assert found.plain(TO_GROUP) == "Thu 12 Nov 2026"


def test_a_form_that_is_left_before_all_of_it_is_there_is_left(path: Path) -> None:
    with sitting(path) as terminal:
        to_the_review(terminal)
        terminal.send((b"p" + ESCAPE) * 5)
        terminal.wait_for("1: Plan the review")
        terminal.settle()
        assert terminal.in_full_screen
        assert any("1: Plan the review" in row for row in terminal.screen())

"""The schools of a file: read in the background, searched, chosen, taken in as one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from screens.base.commands import (
    CHOOSE_ALL_SHOWN,
    CHOOSE_AS_MEMBER,
    CHOOSE_SCHOOL,
    FIND,
    IMPORT_CHOSEN,
    NEXT_NOTICE,
    UNDO,
    Command,
)
from screens.base.list_page import ListInFull
from screens.base.session import Session
from screens.widgets.columns import Column, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from screens.widgets.marks import NARROW
from store.errors import RegisterError, Unreadable
from store.imports.schools_file import SchoolFacts, read_schools
from store.imports.schools_taken_in import (
    LARGE,
    ImportEffect,
    Known,
    SchoolsSearched,
    SchoolTakenIn,
    changes_of,
    counted,
    searched,
    still_reviewed,
)
from store.paperwork import consortium
from store.paperwork.tables import SCHOOLS
from store.records.change import Entry
from store.text import cut

LOOKS_A_SECOND = 4
"""How often it is shown how far the reading is: few bytes, over a slow line too."""


class _Stopped(Exception):
    """The page was closed while the file was being read."""


class ImportSchools(ListInFull[int]):
    """What a file says of each school, and which of them are wanted.

    A row's key is the school's place: those the register has come first, each part by name.
    """

    commands: ClassVar[tuple[Command, ...]] = (
        IMPORT_CHOSEN,
        CHOOSE_SCHOOL,
        CHOOSE_AS_MEMBER,
        CHOOSE_ALL_SHOWN,
        FIND,
        NEXT_NOTICE,
    )
    about = (
        "The schools of a file. Space chooses the one under the cursor, m chooses it as a member "
        "of the consortium; below the list stands what taking it in would change. Enter says how "
        "many would be added, changed and closed, and enter again takes them in as one change. "
        f"Of a file with more than {LARGE} schools those the register has are chosen to begin "
        "with, of a smaller one all. Escape ends the reading, and leaves everything as it is."
    )
    empty = "Reading the file; escape stops it."
    DEFAULT_CSS = "ImportSchools { & > .below { height: 3; } }"

    def __init__(self, session: Session, path: Path, close: Callable[[str], None]) -> None:
        """`close` hears the sentence about what came of it, once the page is closed."""
        super().__init__(session)
        self._path = path
        self._close = close
        self.far = (0, 0)
        """How many bytes have been read, of how many; (0, 0) before."""
        self._watch: Timer | None = None
        self._reading: Worker[SchoolsSearched | str] | None = None
        self._read: SchoolsSearched | None = None
        self._known = Known(session.register.records(SCHOOLS))
        self._chosen: dict[int, bool] = {}
        """The places of the chosen schools, and whether each is to be a member."""
        self._notice = 0
        self._columns: tuple[Column[int], ...] = (
            Column("", self._mark, fixed(1)),
            Column("School", lambda at: self._school(at).name, RemainingWidth(8), gap=1),
            Column("Member", self._member, fixed(6)),
            Column("Town", lambda at: self._school(at).town, fixed(12), since=NARROW),
            Column("URN", lambda at: self._school(at).urn, fixed(6), since=NARROW),
            Column("Means", self._word, fixed(11), since=NARROW),
        )
        self._said_of: dict[int, bool] | None = None
        """What was chosen when it was last said what would change."""

    def compose_content(self) -> Iterable[Widget]:
        yield self.list
        yield self.below
        yield self.filter

    async def on_mount(self) -> None:
        self.list.focus()
        self._watch = self.set_interval(1 / LOOKS_A_SECOND, self.draw_title)
        self._reading = self.run_worker(self._read_file, thread=True)

    def heard(self, entry: Entry) -> None:
        if any(change.table == SCHOOLS.name for change in entry.changes):
            self._known = Known(self.session.register.records(SCHOOLS))
            self._said_of = None
            self.narrow()

    def title_line(self) -> Content:
        """How far the reading is; then how many schools there are, and how many are chosen."""
        name = cut(self._path.name, max(10, self.app.size.width - 40))
        if self._read is None:
            done, total = self.far
            percent = 100 * done // total if total else 0
            bar = "#" * (percent // 10)
            return Content(f" {name}   [{bar:<10}] {percent} %")
        return Content(f" {name}   {len(self._read.schools):,}   {len(self._chosen):,} chosen")

    def _read_file(self) -> SchoolsSearched | str:
        """Read the file, away from the screen; a sentence when it cannot be."""
        worker = get_current_worker()

        def tell(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise _Stopped
            self.far = (done, total)

        try:
            with self._path.open("rb") as file:
                file_read = read_schools(file, self.session.today, tell=tell)
        except _Stopped:
            return ""
        except OSError as error:
            return f"{self._path} cannot be read: {error.strerror}."
        except Unreadable as error:
            return str(error)
        return searched(file_read, self._known.has)

    @on(Worker.StateChanged)
    def _arrived(self, event: Worker.StateChanged) -> None:
        if event.worker is not self._reading or event.state is not WorkerState.SUCCESS:
            return
        if self._watch:
            self._watch.stop()
        result = self._reading.result
        if not isinstance(result, SchoolsSearched):
            self._end(result or "")
            return
        self._read = result
        small = len(result.schools) <= LARGE
        for at, school in enumerate(result.schools):
            if small or self._known.has(school):
                self._chosen[at] = False
        self._empty = "There is no school in this file."
        self.list.empty = self._empty
        self.narrow()
        count, notices = len(result.schools), len(result.notices)
        about = f" {notices:,} notice{'s' if notices != 1 else ''}: {NEXT_NOTICE.key} says them."
        self.say(f"{count:,} school{'s' if count != 1 else ''} read.{about if notices else ''}")

    def narrow(self) -> None:
        if self._read:
            self.list.show(self._read.places(self.needle))
        self.draw_title()
        self.tell()

    def in_full(self, at: int) -> str:
        """What taking in the school would change."""
        try:
            return "; ".join(self._taken_in(at).details)
        except RegisterError as error:
            return str(error)

    def _taken_in(self, at: int) -> SchoolTakenIn:
        return self._known.coming(self._school(at), self._chosen.get(at, False))

    def draw(self, at: int, width: int) -> Content:
        return laid_out(self._columns, at, width)

    def _school(self, at: int) -> SchoolFacts:
        assert self._read is not None
        return self._read.schools[at]

    def _mark(self, at: int) -> str:
        marks = self.session.marks
        return marks.done if at in self._chosen else marks.not_begun

    def _member(self, at: int) -> str:
        known = self._known.school(self._school(at))
        is_one = known is not None and known[consortium.MEMBER]
        return "member" if is_one or self._chosen.get(at) else ""

    def _word(self, at: int) -> str:
        """What taking a school in means, in a word or two."""
        try:
            effect = self._taken_in(at).effect
        except RegisterError:
            return "impossible"
        if effect is ImportEffect.ADDED:
            return "new" if self._school(at).open else "new, closed"
        return str(effect)

    def action_choose(self) -> None:
        """Choose the school under the cursor, or unchoose it."""
        at = self.list.cursor_key
        if at is None:
            return
        if at in self._chosen:
            del self._chosen[at]
        else:
            self._chosen[at] = False
        self._redraw()

    def action_member(self) -> None:
        """Choose whether it is to become a member."""
        at = self.list.cursor_key
        if at is None:
            return
        self._chosen[at] = not self._chosen.get(at, False)
        self._redraw()

    def action_all(self) -> None:
        """Choose all that are shown, or none of them when all are chosen."""
        if self._read is None:
            return
        shown = self._read.places(self.needle)
        if len(shown) > LARGE:
            self.say(f"{len(shown):,} schools are shown; / narrows them to {LARGE} or fewer first.")
            return
        if all(at in self._chosen for at in shown):
            for at in shown:
                del self._chosen[at]
        else:
            self._chosen |= {at: False for at in shown if at not in self._chosen}
        self._redraw(step=0)

    def action_notice(self) -> None:
        """Say the next notice about the file, one after the other."""
        notices = self._read.notices if self._read else ()
        if not notices:
            self.say("All of the file was read as it stands.")
            return
        at = self._notice % len(notices)
        self._notice = at + 1
        self.say(f"{at + 1} of {len(notices):,}: {notices[at]}")

    def _redraw(self, step: int = 1) -> None:
        self.narrow()
        self.list.action_move(step)

    @on(LineList.Chosen)
    def _entered(self) -> None:
        """Say what would change; the second time, take it in."""
        if self._read is None:
            return
        try:
            taken_in = [self._taken_in(at) for at in sorted(self._chosen)]
        except RegisterError as error:
            self.say(str(error))
            return
        changes = changes_of(taken_in)
        if not changes:
            self.say(f"Nothing to take in: {counted(taken_in)}. Space chooses a school.")
            return
        if self._said_of != self._chosen:
            self._said_of = dict(self._chosen)
            reviewed = still_reviewed(taken_in, self.session.register.lines())
            self.say(" ".join((f"{counted(taken_in)}: enter takes them in.", *reviewed)))
            return
        if self.apply(changes):
            self._end(f"{counted(taken_in)}; {UNDO.key} takes it back, m marks a member.")

    def action_back(self) -> None:
        """Close the filter; else stop reading, and close the page."""
        if self._reading and not self.filter.is_open:
            self._reading.cancel()
        super().action_back()

    def _end(self, sentence: str) -> None:
        self.dismiss()
        self._close(sentence)

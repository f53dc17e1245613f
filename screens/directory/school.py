"""A school's page: its details, its reviews over the years, its people, its open actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.content import Content
from textual.widget import Widget

from screens.base.commands import OPEN_OF_SCHOOL, UNDO, Command
from screens.base.page import Page
from screens.base.session import Session
from screens.directory.entry import EntrySheet
from screens.directory.person import PersonPage
from screens.reviews.destinations import form_screen
from screens.reviews.review_page import ReviewPage
from screens.reviews.review_rows import stage_signs
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from store.dates.school_years import year_name
from store.dates.typed_dates import short
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.forms import action_plan
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS
from store.progress.school_overview import (
    OpenAction,
    has_left,
    open_actions,
    people_of_school,
    reviews_of,
)
from store.records.record import Record
from store.records.review_line import ReviewLine
from store.schedule.stage_progress import stage_states
from store.text import cut

DETAILS: tuple[Column[tuple[str, str]], ...] = (
    Column("Field", itemgetter(0), fixed(12), until=61, gap=2),
    Column("Field", itemgetter(0), fixed(24), since=61, gap=2),
    Column("Value", itemgetter(1), RemainingWidth()),
)
"""A field's label and its value."""


class SchoolLine(Struct, frozen=True):
    """A line of the page: a heading alone, or what is under it."""

    heading: str
    field: str = ""
    review: int = 0
    person: int = 0
    row: str = ""
    nothing: str = ""
    """What is said where nothing is under a heading."""


class SchoolPage(Page):
    """One school: its details, reviews, people and open actions."""

    commands: ClassVar[tuple[Command, ...]] = (OPEN_OF_SCHOOL, UNDO)
    about = (
        "One school: its details, its reviews, the people of the directory who belong to it, and "
        "the actions of its latest Action Plan that have come to no end yet. Enter opens what the "
        "cursor is on: a detail is edited, the heading Details opens all of them."
    )
    DEFAULT_CSS = "SchoolPage { & > LineList { height: 1fr; } }"

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the school's."""
        super().__init__(session)
        self.key = key
        self._review_columns: tuple[Column[ReviewLine], ...] = (
            Column("Year", self._year, NaturalWidth(), since=60, gap=2),
            Column("Review", lambda line: line.id, NaturalWidth(), since=60),
            Column(
                "Date", lambda line: short(line.date) if line.date else "no date", fixed(10), gap=2
            ),
            Column("Stages", self._stages, NaturalWidth()),
            Column("Lead Reviewer", _lead_and_status, NaturalWidth(), since=60),
            Column("Status", lambda line: _status(line) or line.id, NaturalWidth(), until=60),
        )
        self._person_columns: tuple[Column[Record], ...] = (
            Column("Name", _name, NaturalWidth(0, 24), until=61, gap=2),
            Column("Name", _name, fixed(24), since=61, gap=2),
            Column("Roles", _roles, NaturalWidth()),
            Column("Left", self._left, NaturalWidth()),
        )
        self._action_columns: tuple[Column[OpenAction], ...] = (
            Column("", self._late, fixed(1)),
            Column("Action", _words, RemainingWidth(8), gap=1),
            Column("Outcome", _outcome_and_deadline, NaturalWidth()),
        )
        self._reviews: dict[int, ReviewLine] = {}
        self._actions: dict[tuple[int, str], OpenAction] = {}

    @property
    def school(self) -> Record:
        """The school as it stands now."""
        return self.session.register.find(SCHOOLS, self.key) or Record(SCHOOLS, self.key, {})

    def compose_content(self) -> Iterable[Widget]:
        self._list: LineList[SchoolLine] = LineList(self._draw, marker=self.session.marks.cursor)
        yield self._list

    async def on_mount(self) -> None:
        self.look()
        self._list.focus()

    def title_line(self) -> Content:
        school = self.school
        rest = [
            school[consortium.URN],
            "member" if school[consortium.MEMBER] else "",
            "closed" if school[consortium.SCHOOL_STATUS] == "closed" else "",
        ]
        tail = "".join(f"   {part}" for part in rest if part)
        name = cut(school[consortium.SCHOOL_NAME], max(8, self.app.size.width - len(tail) - 2))
        return Content(f" {name}{tail}")

    def look(self) -> None:
        register = self.session.register
        self._reviews = {line.key: line for line in reviews_of(register, self.key)}
        self._actions = {
            (action.review.key, action.row.id): action
            for action in open_actions(register, self.key)
        }
        self.draw_title()
        self._list.show(list(self._lines()))

    def _lines(self) -> Iterator[SchoolLine]:
        school = self.school
        details = [
            SchoolLine("Details", field=path)
            for path, field in SCHOOLS.fields.items()
            if school.plain(field)
        ]
        reviews = [SchoolLine("Reviews", review=key) for key in self._reviews]
        people = [
            SchoolLine("People", person=person.key)
            for person in people_of_school(self.session.register, self.key)
        ]
        actions = [
            SchoolLine("Open actions", review=review, row=row) for review, row in self._actions
        ]
        for heading, lines, nothing in (
            ("Details", details, ""),
            ("Reviews", reviews, "No review of the school yet."),
            ("People", people, "Nobody of the directory belongs to it."),
            ("Open actions", actions, "No action of a plan is open."),
        ):
            yield SchoolLine(heading)
            yield from lines or (SchoolLine(heading, nothing=nothing),)

    def _draw(self, line: SchoolLine, width: int) -> Content:
        if line.nothing:
            return Content.styled(f"  {line.nothing}", "dim")
        if line.field:
            return self._detail(SCHOOLS.field(line.field), width)
        if line.row:
            return laid_out(self._action_columns, self._actions[line.review, line.row], width - 2)
        if line.review:
            return laid_out(self._review_columns, self._reviews[line.review], width)
        if line.person:
            person = self.session.register.record(PEOPLE, line.person)
            return laid_out(self._person_columns, person, width)
        return Content.styled(line.heading, "bold")

    def _detail(self, field: Field[object], width: int) -> Content:
        value = " ".join(self.school.plain(field).split())
        return laid_out(DETAILS, (field.label, value), width)

    def _year(self, line: ReviewLine) -> str:
        return year_name(self.session.year_of(self.session.register.record(REVIEWS, line.key)))

    def _stages(self, line: ReviewLine) -> str:
        states = stage_states(self.session.school_review_of_key(line.key))
        return stage_signs(self.session.marks, states)

    def _left(self, person: Record) -> str:
        return "has left" if has_left(person, self.session.today) else ""

    def _late(self, action: OpenAction) -> str:
        deadline = action.row[action_plan.DEADLINE]
        return "!" if deadline and deadline < self.session.today else ""

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[SchoolLine]) -> None:
        line = event.key
        if line.row:
            rows = action_plan.ROWS.path
            self.app.push_screen(form_screen(self.session, line.review, "action-plan", rows))
        elif line.review:
            self.app.push_screen(ReviewPage(self.session, line.review))
        elif line.person:
            self.app.push_screen(PersonPage(self.session, line.person))
        elif line.heading == "Details":
            self.app.push_screen(EntrySheet(self.session, SCHOOLS, self.key, line.field))

    def action_open(self) -> None:
        """Open what is under the cursor."""
        self._list.action_choose()


def _status(line: ReviewLine) -> str:
    return "" if line.status == "open" else line.status


def _lead_and_status(line: ReviewLine) -> str:
    lead = line.lead_reviewer.name if line.lead_reviewer else ""
    return "  ".join(filter(None, (lead, _status(line))))


def _name(person: Record) -> str:
    return person[consortium.PERSON_NAME]


def _roles(person: Record) -> str:
    return ", ".join(person.plain(consortium.ROLES).split("\n"))


def _words(action: OpenAction) -> str:
    return " ".join(action.row[action_plan.ACTION].split()) or "(no words yet)"


def _outcome_and_deadline(action: OpenAction) -> str:
    deadline = action.row[action_plan.DEADLINE]
    when = short(deadline) if deadline else ""
    return "  ".join(filter(None, (action.row.plain(action_plan.OUTCOME), when)))

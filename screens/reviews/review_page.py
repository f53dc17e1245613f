"""One review: its five stages with their steps, its documents, and the way to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.content import Content
from textual.widget import Widget

from screens.base.commands import (
    EXPORT_REVIEW,
    MOVE_REVIEW,
    OPEN_ACTION_PLAN,
    OPEN_AUDIT,
    OPEN_DATES,
    OPEN_DETAILS,
    OPEN_RECORD,
    OPEN_RETURNED,
    OPEN_STAGE,
    OPEN_SUMMARY,
    REVIEW_HISTORY,
    STAGE_BY_NUMBER,
    UNDO,
    Command,
)
from screens.base.page import Page
from screens.base.session import Session
from screens.reviews.dates import Dates, state_words
from screens.reviews.destinations import field_screen, form_screen, step_screen
from screens.reviews.details import Details
from screens.reviews.reschedule import move
from screens.reviews.review_rows import stage_sign
from screens.reviews.stages import StageSheet
from screens.widgets.line_list import LineList
from store.dates.typed_dates import short
from store.paperwork import review
from store.paperwork.steps import STAGES, TBC, Step
from store.paperwork.tables import REVIEWS
from store.progress.document_trail import DocumentTrail, document_trails
from store.progress.school_overview import shortened
from store.records.record import Record, SchoolReview
from store.schedule.stage_progress import Mark, StageState, stage_states
from store.schedule.step_standing import (
    Standing,
    StepState,
    late_in_brief,
    late_words,
    standings,
    when_agreed,
)
from store.schedule.why_due import schedule_of
from store.text import cut
from store.warnings.warning import Warning

TITLES = 16
"""Columns that the titles of the documents have, and a space to what stands beside them."""
DONE = (StepState.DONE, StepState.DONE_LATE)


class PageLine(Struct, frozen=True):
    """A line of the page: a stage's heading, one of its steps, or what it lacks beside them.

    Of stage 0 are what does not fit together, the heading over it, and where a document is.
    """

    stage: int
    step: Step | None = None
    lacks: str = ""
    warning: Warning | None = None
    trail: DocumentTrail | None = None


class ReviewPage(Page):
    """One review: what to check, its documents, its stages with their steps."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN_STAGE, OPEN_SUMMARY, OPEN_ACTION_PLAN, OPEN_AUDIT, OPEN_DETAILS, OPEN_DATES,
        MOVE_REVIEW, REVIEW_HISTORY, EXPORT_REVIEW, OPEN_RECORD, UNDO, OPEN_RETURNED,
        *STAGE_BY_NUMBER,
    )  # fmt: skip
    about = (
        "One review: what does not fit together, where its documents are, its five stages and what "
        "each still lacks. Enter "
        "opens the screen at what the cursor is on; 1 to 5 open a stage, s, a and p a form. m "
        "moves the review to another day, and shows what moves with it first."
    )
    DEFAULT_CSS = "ReviewPage { & > LineList { height: 1fr; } }"

    def __init__(self, session: Session, key: int) -> None:
        """`key` is the review's."""
        super().__init__(session)
        self.key = key
        self._last_shown = ""

    @property
    def review(self) -> Record:
        """The review as it stands now."""
        return self.session.review(self.key)

    def compose_content(self) -> Iterable[Widget]:
        self._list: LineList[PageLine] = LineList(self._draw, marker=self.session.marks.cursor)
        yield self._list

    async def on_mount(self) -> None:
        self.look()
        self._list.move_to(PageLine(1))
        self._list.focus()

    def title_line(self) -> Content:
        """School, id, date and Lead Reviewer; then the five stages with their marks."""
        record = self.review
        lead = record.plain(review.LEAD_REVIEWER)
        name = record[review.SCHOOL_NAME] or "No school yet"
        rest = [
            record.id,
            record.plain(review.DATE_OF_REVIEW) or "no date yet",
            *([record.plain(review.STATUS)] if record[review.STATUS] != "open" else []),
            *([f"Lead Reviewer {lead}"] if lead else []),
        ]
        first = f" {'   '.join((name, *rest))}"
        if len(first) > self.app.size.width:
            first = cut(f" {'   '.join((shortened(name), *rest))}", self.app.size.width)
        states = stage_states(self.session.school_review(record))
        marks = self.session.marks
        stages = "   ".join(
            f"{stage_sign(marks, state)} {state.number} {stage.short}"
            for state, stage in zip(states, STAGES, strict=True)
        )
        if len(stages) >= self.app.size.width:
            stages = "  ".join(f"{stage_sign(marks, state)} {state.number}" for state in states)
        count = len(self.session.warnings(record))
        check = f"   ? {count} to check" if count else ""
        return Content(f"{first}\n {stages}{check}")

    def look(self) -> None:
        self._whole: SchoolReview = self.session.school_review(self.review)
        self._states: tuple[StageState, ...] = stage_states(self._whole)
        schedule = schedule_of(self.session.register.consortium)
        in_order = standings(self._whole, schedule, self.session.today)
        self._standings = {standing.step.key: standing for standing in in_order}
        self.draw_title()
        self._list.show(list(self._lines()))

    def _lines(self) -> Iterator[PageLine]:
        if warnings := self.session.warnings(self._whole.review):
            yield PageLine(0)
            yield from (PageLine(0, warning=warning) for warning in warnings)
        yield from (PageLine(0, trail=trail) for trail in document_trails(self._whole.review))
        for stage, state in zip(STAGES, self._states, strict=True):
            yield PageLine(stage.number)
            steps = {step.words for step in stage.steps}
            for step in stage.steps:
                yield PageLine(stage.number, step)
            for lacks in state.missing:
                if lacks not in steps:
                    yield PageLine(stage.number, lacks=lacks)

    def _draw(self, line: PageLine, width: int) -> Content:
        if line.warning:
            return Content(f"  ? {line.warning.sentence}")
        if line.trail:
            title = f"{line.trail.title}  ".ljust(TITLES)
            return Content.assemble((title, "bold"), line.trail.words(width - len(title)))
        if not line.stage:
            return Content.styled("To check", "bold")
        state = self._states[line.stage - 1]
        marks = self.session.marks
        if line.lacks:
            return Content.styled(f"    {marks.not_begun} {line.lacks}", "dim")
        if line.step is None:
            words = f"complete: {state.overruled}" if state.overruled else _words(state)
            title = f"{STAGES[line.stage - 1].title.removeprefix('Stage ')}"
            return Content.styled(_apart(title, words, width), "bold")
        standing = self._standings[line.step.key]
        mark = marks.done if standing.done_on or standing.state in DONE else marks.not_begun
        if standing.state is StepState.LATE:
            mark = "!"
        left, when = f"  {mark} {line.step.words}", self._when(standing)
        rights = [f"{line.step.owner} · {when}", when]
        if standing.state is StepState.LATE:
            rights.append(late_in_brief(standing))
        fitting = (right for right in rights if len(left + right) < width - 1)
        return Content(_apart(left, next(fitting, ""), width))

    def _when(self, standing: Standing) -> str:
        """When a step was done, or is due, or how late it is."""
        if standing.state in (*DONE, StepState.TBC, StepState.ONGOING, StepState.NOT_APPLICABLE):
            return state_words(standing)
        if standing.due.day is None:
            return "no date yet" if standing.state is StepState.NOT_YET_POSSIBLE else "no date set"
        if standing.state is StepState.DUE_TODAY:
            return str(standing.state)
        due = f"{'agreed for' if when_agreed(standing) else 'due'} {short(standing.due.day)}"
        return f"{due}, {late_words(standing)}" if standing.state is StepState.LATE else due

    @on(LineList.Moved)
    def _moved(self, event: LineList.Moved[PageLine]) -> None:
        """A warning is longer than a line: say it in full, as long as the cursor is on it."""
        here = event.key.warning.sentence if event.key and event.key.warning else ""
        if here or self._last_shown:
            self.say(here)
        self._last_shown = here

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[PageLine]) -> None:
        line = event.key
        if line.warning:
            field = REVIEWS.part(line.warning.address).field
            self.app.push_screen(field_screen(self.session, self.key, field))
        elif line.trail:
            self.action_form(line.trail.form)
        elif line.step:
            self.app.push_screen(step_screen(self.session, self.key, line.step))
        elif line.stage:
            self.app.push_screen(StageSheet(self.session, self.key, line.stage))

    def action_stage(self, number: int) -> None:
        """Open a stage; 0 is the one under the cursor."""
        under = self._list.cursor_key
        number = number or (under.stage if under else 0) or 1
        self.app.push_screen(StageSheet(self.session, self.key, number))

    def action_form(self, form: str) -> None:
        """Open a form."""
        self.app.push_screen(form_screen(self.session, self.key, form))

    def action_details(self) -> None:
        """Open the review's own fields."""
        self.app.push_screen(Details(self.session, self.key))

    def action_dates(self) -> None:
        """Open the dates."""
        self.app.push_screen(Dates(self.session, self.key))

    def action_move_review(self) -> None:
        """Ask for another day, and show what moves."""
        move(self, self.key)

    def action_history(self) -> None:
        """Open the history."""
        # Here and below: a review opens before what leads on from it is loaded.
        from screens.reviews.history import History

        self.app.push_screen(History(self.session, self.review))

    def action_export(self) -> None:
        """Open the export."""
        from screens.exports.export_page import ReviewExport

        self.app.push_screen(ReviewExport(self.session, self.review))

    def action_returned(self) -> None:
        """Ask for a form that has come back, and show what is in it."""
        from screens.forms.open_returned import take_form

        take_form(self, self.review.id)

    def action_record(self) -> None:
        """Open the record."""
        from screens.reviews.record_page import RecordPage

        self.app.push_screen(RecordPage(self.session, self.key))


def _words(state: StageState) -> str:
    if state.tbc:
        return TBC
    return {Mark.DONE: "done", Mark.BEGUN: "in progress", Mark.NOT_BEGUN: "not begun"}[state.mark]


def _apart(left: str, right: str, width: int) -> str:
    """Two texts at the two ends of a line; the right one is left out where there is no room."""
    room = width - len(left) - len(right)
    return f"{left}{' ' * room}{right}" if room > 1 else left

"""Owed: everything due or late, by the person who owes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.content import Content

from screens.base.commands import FIND, GO_TO_MESSAGE, OPEN_REVIEW, UNDO, Command
from screens.base.list_page import ListInFull
from screens.base.session import Session
from screens.reviews.destinations import step_screen
from screens.reviews.review_page import ReviewPage
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, Share, fixed, laid_out
from screens.widgets.line_list import LineList
from screens.widgets.marks import NARROW
from screens.year.chase_message import ChaseMessage
from store.dates.typed_dates import short
from store.matching import matches
from store.progress.owed import Debtor, Owing, by_person, chased_words, owing
from store.progress.school_overview import short_name
from store.records.change import Entry
from store.schedule.step_standing import StepState, late_in_brief, when_due
from store.text import capital


class OwedStep(Struct, frozen=True):
    """One thing that somebody owes, and what each column says about it."""

    debtor: Debtor
    owing: Owing

    def whose(self) -> str:
        """The school, or the school year, as a row has room for it."""
        debt = self.owing
        return debt.title if debt.of_the_year else short_name(debt.school_review)

    def step(self) -> str:
        return self.owing.standing.step.words

    def day(self) -> str:
        day = self.owing.standing.due.day
        return short(day) if day else ""

    def state(self) -> str:
        """How it stands, with its mark."""
        standing = self.owing.standing
        late = standing.state is StepState.LATE
        return f"! {late_in_brief(standing)}" if late else str(standing.state)

    def chased(self) -> str:
        return chased_words(self.debtor.chased_for(self.owing))


COLUMNS: tuple[Column[OwedStep], ...] = (
    Column("Step", OwedStep.step, RemainingWidth(), until=NARROW, gap=2),
    Column("State", OwedStep.state, NaturalWidth(), until=NARROW),
    Column("Whose", OwedStep.whose, Share(45), since=NARROW, gap=2),
    Column("Step", OwedStep.step, Share(55, 26, 26), since=NARROW),
    Column("Due", OwedStep.day, fixed(9), since=NARROW),
    Column("State", OwedStep.state, fixed(16), since=NARROW),
    Column("Chased", OwedStep.chased, RemainingWidth(), since=100, gap=0),
)


class OwedRow(Struct, frozen=True):
    """A person, or one thing they owe: of which review or school year, which step."""

    who: int | str
    record: int = 0
    step: str = ""


class Owed(ListInFull[OwedRow]):
    """Who owes what, across all reviews."""

    commands: ClassVar[tuple[Command, ...]] = (OPEN_REVIEW, FIND, GO_TO_MESSAGE, UNDO)
    about = (
        "Everything that is due or late, by the person who owes it, the most urgent first. The "
        "lines at the bottom say why the one under the cursor is due. Enter opens the review, m "
        "the message to that person, / finds by person, school, id or step."
    )
    empty = "Nobody here owes anything."
    DEFAULT_CSS = """
    Owed {
        & > .below { height: 3; }
        &.-low > .below { height: 2; }
    }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._debtors: dict[int | str, Debtor] = {}
        self._changed_since = False

    def came_back(self) -> None:
        """Look again only when something has changed: it takes a look at every review."""
        if self._changed_since:
            self.look()

    def heard(self, entry: Entry) -> None:
        self._changed_since = True
        super().heard(entry)

    def title_line(self) -> Content:
        owed = {id(debt): debt for each in self._debtors.values() for debt in each.owes}.values()
        late = sum(debt.standing.state is StepState.LATE for debt in owed)
        people = len(self._debtors)
        counts = f"{late} late · {len(owed) - late} due"
        return Content.assemble(
            f" Owed by {people} {'person' if people == 1 else 'people'}   ", (counts, "not bold")
        )

    def look(self) -> None:
        self._changed_since = False
        debtors = by_person(self.session.register, owing(self.session.register))
        self._debtors = {debtor.who: debtor for debtor in debtors}
        self.narrow()
        self.draw_title()

    def narrow(self) -> None:
        self.list.show(list(self._rows()))
        self.tell()

    def _rows(self) -> Iterator[OwedRow]:
        """The people, each with what they owe, as far as the filter matches."""
        for debtor in self._debtors.values():
            rows = [
                OwedRow(debtor.who, debt.record.key, debt.standing.step.key)
                for debt in debtor.owes
                if matches(self.needle, debtor.name, *_texts(debt))
            ]
            if rows:
                yield OwedRow(debtor.who)
                yield from rows

    def _owing(self, row: OwedRow) -> Owing | None:
        """What is owed on a row; None on a row of a person."""
        return next(
            (
                debt
                for debt in self._debtors[row.who].owes
                if (debt.record.key, debt.standing.step.key) == (row.record, row.step)
            ),
            None,
        )

    def draw(self, row: OwedRow, width: int) -> Content:
        debtor = self._debtors[row.who]
        debt = self._owing(row)
        if debt is None:
            chased = chased_words(debtor.chased)
            return Content.assemble(
                (debtor.name, "bold"),
                (f"   {_counts(debtor)}", "dim"),
                (f"   {chased}" if chased else "", "dim"),
            )
        return laid_out(COLUMNS, OwedStep(debtor, debt), width)

    def in_full(self, row: OwedRow) -> str:
        """Why it is due; for a person, their address and what they owe."""
        debtor = self._debtors[row.who]
        debt = self._owing(row)
        if debt is None:
            email = debtor.email or "no e-mail address in the directory"
            words = [f"{debtor.name}, {email}", _counts(debtor), chased_words(debtor.chased)]
            return f"{'; '.join(filter(None, words))}."
        standing = debt.standing
        mark = "! " if standing.state is StepState.LATE else ""
        of = debt.title if debt.of_the_year else f"{debt.title} ({debt.id})"
        chased = chased_words(debtor.chased_for(debt))
        return (
            f"{mark}{standing.step.words}, {of}: {when_due(standing)}; "
            f"{standing.due.sentence}.{f' {capital(chased)}.' if chased else ''}"
        )

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[OwedRow]) -> None:
        debt = self._owing(event.key) or self._debtors[event.key.who].owes[0]
        if not debt.of_the_year:
            self.app.push_screen(ReviewPage(self.session, debt.record.key))
            return
        year = debt.record.key
        key = self.session.a_review_of(year)
        if key is None:
            self.say(
                f"{debt.title} has no review to open it on: peer-review set {debt.id} keeps it."
            )
        else:
            self.app.push_screen(step_screen(self.session, key, debt.standing.step))

    def action_message(self) -> None:
        """Show the message to the person under the cursor."""
        row = self.list.cursor_key
        if row is None:
            self.say("Nobody owes anything: there is nothing to ask for.")
        else:
            self.app.push_screen(ChaseMessage(self.session, self._debtors[row.who]))


def _texts(debt: Owing) -> tuple[str, ...]:
    """The texts the filter searches."""
    return (debt.title, debt.id, debt.standing.step.words)


def _counts(debtor: Debtor) -> str:
    owes = len(debtor.owes)
    return f"{debtor.late} late, {owes - debtor.late} due"

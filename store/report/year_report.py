"""The report of a school year for the management group: pure, from the reviews of the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from store.dates.typed_dates import echo
from store.errors import Refused
from store.matching import folded, matches
from store.paperwork import review
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import visit
from store.paperwork.steps import STEPS, Ongoing, Step
from store.records.record import Record, SchoolReview
from store.records.review_line import ReviewLine
from store.report.figures import Counted, Figure, ReportPart, by_count
from store.schedule.step_standing import StepState, standings
from store.schedule.why_due import Schedule
from store.text import count_of

NO_OUTCOME = "no outcome yet"
NO_THEME = "no theme chosen"
_WAYS = ("on time", "late", "still to be done, and late")
STEPS_TITLE = "Each step"


class Timeliness(Struct, frozen=True):
    """One step over all reviews: done on time, done late, still open and late."""

    step: Step
    on_time: Figure
    late: Figure
    still_late: Figure

    @property
    def figures(self) -> tuple[Figure, Figure, Figure]:
        """The three of them."""
        return self.on_time, self.late, self.still_late


class YearReport(Struct, frozen=True):
    """What a school year came to."""

    year: int
    reviews: ReportPart
    steps: tuple[Timeliness, ...]
    outcomes: ReportPart
    themes: ReportPart
    areas: ReportPart
    tbc: ReportPart

    @property
    def all_steps(self) -> ReportPart:
        """The steps taken together: on time, late, still to be done and late."""
        return ReportPart(
            "Steps of all reviews",
            tuple(
                Figure(words, tuple(c for step in self.steps for c in step.figures[at].counted))
                for at, words in enumerate(_WAYS)
            ),
        )

    @property
    def parts(self) -> tuple[ReportPart, ...]:
        """Every figure of it, in parts that each have a title."""
        steps = (figure for timeliness in self.steps for figure in timeliness.figures)
        return (
            self.reviews,
            self.all_steps,
            ReportPart(STEPS_TITLE, tuple(steps)),
            self.outcomes,
            self.themes,
            self.areas,
            self.tbc,
        )


def report_of(
    year: int, school_reviews: Sequence[SchoolReview], schedule: Schedule, today: date
) -> YearReport:
    """The report of a school year (that of its September) from its reviews.

    A cancelled review counts as cancelled and nowhere else.
    """
    held = [
        school_review
        for school_review in school_reviews
        if not _is(school_review.review, "cancelled")
    ]
    return YearReport(
        year,
        ReportPart("Reviews", tuple(_reviews(school_reviews, today))),
        tuple(_steps(held, schedule, today)),
        ReportPart("Actions of the Action Plans, by outcome", tuple(_outcomes(held))),
        ReportPart("Reviews by theme", by_count(_themes(held))),
        ReportPart("Areas for development by theme", by_count(_areas(held))),
        ReportPart("Still TBC", tuple(_tbc(held, schedule, today))),
    )


def _reviews(school_reviews: Sequence[SchoolReview], today: date) -> Iterator[Figure]:
    records = [school_review.review for school_review in school_reviews]
    there = [record for record in records if not _is(record, "cancelled")]
    yield _figure("in the register for the year", there)
    yield _figure("held", [record for record in there if record[visit.VISIT_DATE]])
    yield _figure("still to be held", [record for record in there if not record[visit.VISIT_DATE]])
    yield _figure(
        "without a date", [record for record in there if not record[review.DATE_OF_REVIEW]]
    )
    yield _figure("closed", [record for record in there if _is(record, "closed")])
    yield _figure("cancelled", [record for record in records if _is(record, "cancelled")])


def _steps(held: Sequence[SchoolReview], schedule: Schedule, today: date) -> Iterator[Timeliness]:
    """Each step that has a deadline, without those of the school year.

    What was done on an unknown day, or had no day to be done by, is left out too: nobody can say
    whether it was on time.
    """
    counted: dict[str, dict[StepState, list[Counted]]] = {step.key: {} for step in STEPS}
    for school_review in held:
        for standing in standings(school_review, schedule, today):
            this = Counted(school_review.review.key, standing.step.words, standing.days_late)
            if standing.state is not StepState.DONE or (standing.due.day and standing.done_on):
                counted[standing.step.key].setdefault(standing.state, []).append(this)
    for step in STEPS:
        if step.of_the_year or isinstance(step.rule, Ongoing):
            continue
        by_state = counted[step.key]
        on_time, late, still = (
            Figure(f"{step.words}: {words}", tuple(by_state.get(state, ())))
            for state, words in zip(
                (StepState.DONE, StepState.DONE_LATE, StepState.LATE), _WAYS, strict=True
            )
        )
        if on_time.count or late.count or still.count:
            yield Timeliness(step, on_time, late, still)


def _tbc(held: Sequence[SchoolReview], schedule: Schedule, today: date) -> Iterator[Figure]:
    """Each of a review's own steps that the paper leaves open, and nobody has dated yet."""
    undated: dict[str, list[Counted]] = {}
    for school_review in held:
        for standing in standings(school_review, schedule, today):
            if standing.state is StepState.TBC and not standing.step.of_the_year:
                undated.setdefault(standing.step.words, []).append(
                    Counted(school_review.review.key)
                )
    for words, those in undated.items():
        yield Figure(words, tuple(those))


def _outcomes(held: Sequence[SchoolReview]) -> Iterator[Figure]:
    """Each outcome, in the order they are chosen from, then actions that have none yet."""
    by_outcome: dict[str, list[Counted]] = {words: [] for words in summary.OUTCOMES.options}
    by_outcome[NO_OUTCOME] = []
    for school_review in held:
        for row in school_review.review[action_plan.ROWS]:
            if not row.empty:
                words = row[action_plan.OUTCOME] or NO_OUTCOME
                action = " ".join(row[action_plan.ACTION].split())
                by_outcome[words].append(
                    Counted(school_review.review.key, action or f"row {row.id}")
                )
    for words, counted in by_outcome.items():
        yield Figure(words, tuple(counted))


def _themes(held: Sequence[SchoolReview]) -> Iterator[Figure]:
    return _by_theme(held, lambda school_review: (Counted(school_review.review.key),))


def _areas(held: Sequence[SchoolReview]) -> Iterator[Figure]:
    return _by_theme(
        held,
        lambda school_review: tuple(
            Counted(school_review.review.key, area)
            for area in school_review.review[summary.DEVELOPMENT]
        ),
    )


def _by_theme(
    held: Sequence[SchoolReview], counted: Callable[[SchoolReview], tuple[Counted, ...]]
) -> Iterator[Figure]:
    """What is counted of each review under each of its themes, whatever their case."""
    by_theme: dict[str, tuple[str, list[Counted]]] = {}
    for school_review in held:
        for theme in dict.fromkeys(school_review.review[review.THEMES]) or (NO_THEME,):
            words, those = by_theme.setdefault(folded(theme), (theme, []))
            those += counted(school_review)
    for words, those in by_theme.values():
        yield Figure(words, tuple(those))


def _figure(words: str, records: Sequence[Record]) -> Figure:
    return Figure(words, tuple(Counted(record.key) for record in records))


def _is(record: Record, status: str) -> bool:
    return record[review.STATUS] == status


_NEAR = 6
"""How many figures a refusal names, at most."""


class NamedFigure(Struct, frozen=True):
    """A figure with the name it can be asked for by: its part's title, then its own words."""

    name: str
    figure: Figure


class CountedLine(Struct, frozen=True):
    """One thing that is counted, in words: the review, and what of it."""

    review: int
    id: str
    school: str
    day: str
    what: str


def named_figures(report: YearReport) -> list[NamedFigure]:
    """Every figure of a report, in its order."""
    return [
        NamedFigure(f"{part.title}: {figure.words}", figure)
        for part in report.parts
        for figure in part.figures
    ]


def figure_called(report: YearReport, text: str) -> NamedFigure:
    """The figure that `text` names: by its full name, its own words, or a part only it has.

    Raises:
        Refused: when there is none, or several; naming them.
    """
    figures = named_figures(report)
    wanted = folded(text.strip())
    fits: tuple[Callable[[NamedFigure], bool], ...] = (
        lambda named: folded(named.name) == wanted,
        lambda named: folded(named.figure.words) == wanted,
        lambda named: bool(wanted) and matches(wanted, named.name),
    )
    for fit in fits:
        those = [named for named in figures if fit(named)]
        if len(those) == 1:
            return those[0]
        if those:
            raise Refused(f"“{text}” can be {len(those)} figures: {_names(those)}.")
    raise Refused(f"The report has no figure “{text}”. It has: {_names(figures)}.")


def _names(figures: list[NamedFigure]) -> str:
    more = f"; and {len(figures) - _NEAR} more" if len(figures) > _NEAR else ""
    return "; ".join(f"“{named.name}”" for named in figures[:_NEAR]) + more


def counted_lines(figure: Figure, line_of: Callable[[int], ReviewLine]) -> list[CountedLine]:
    """Each thing that a figure counts, in its order; `line_of` gives the line of a review."""
    return [_in_words(counted, line_of(counted.review)) for counted in figure.counted]


def _in_words(counted: Counted, line: ReviewLine) -> CountedLine:
    late = f"{count_of(counted.days, 'working day')} late" if counted.days else ""
    day = echo(line.date) if line.date else "no date yet"
    what = " · ".join(part for part in (counted.words, late) if part)
    return CountedLine(counted.review, line.id, line.school_name, day, what)

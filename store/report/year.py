"""The report of a school year for the management group: pure, from the reviews of the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from store.dates.due import Schedule
from store.dates.standing import State, standings
from store.matching import folded
from store.paperwork import action_plan, review, summary, visit
from store.paperwork.steps import STEPS, Ongoing, Step
from store.records import Record
from store.report.figures import Counted, Figure, Part, by_count
from store.stages import Whole

NO_OUTCOME = "no outcome yet"
NO_THEME = "no theme chosen"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One step over all reviews: done on time, done late, still open and late."""

    step: Step
    on_time: Figure
    late: Figure
    still_late: Figure


@dataclass(frozen=True, slots=True)
class YearReport:
    """What a school year came to."""

    year: int
    reviews: Part
    steps: tuple[Timeliness, ...]
    outcomes: Part
    themes: Part
    areas: Part


def report_of(year: int, wholes: Sequence[Whole], schedule: Schedule, today: date) -> YearReport:
    """The report of a school year (that of its September) from its reviews.

    A cancelled review is counted as that and in nothing else.
    """
    held = [whole for whole in wholes if not _is(whole.review, "cancelled")]
    return YearReport(
        year,
        Part("Reviews", tuple(_reviews(wholes, today))),
        tuple(_steps(held, schedule, today)),
        Part("Actions of the Action Plans, by outcome", tuple(_outcomes(held))),
        Part("Reviews by theme", by_count(_themes(held))),
        Part("Areas for development by theme", by_count(_areas(held))),
    )


def _reviews(wholes: Sequence[Whole], today: date) -> Iterator[Figure]:
    records = [whole.review for whole in wholes]
    there = [found for found in records if not _is(found, "cancelled")]
    yield _figure("in the register for the year", there)
    yield _figure("held", [found for found in there if found[visit.VISIT_DATE]])
    yield _figure("still to be held", [f for f in there if not f[visit.VISIT_DATE]])
    yield _figure("without a date", [f for f in there if not f[review.DATE_OF_REVIEW]])
    yield _figure("closed", [found for found in there if _is(found, "closed")])
    yield _figure("cancelled", [found for found in records if _is(found, "cancelled")])


def _steps(held: Sequence[Whole], schedule: Schedule, today: date) -> Iterator[Timeliness]:
    """Each step that has a date: one that is the year's own, or has no deadline, is left out."""
    counted: dict[str, dict[State, list[Counted]]] = {step.key: {} for step in STEPS}
    for whole in held:
        for one in standings(whole, schedule, today):
            behind = Counted(whole.review.key, one.step.words, one.days_late)
            if one.state is not State.DONE or one.due.day is not None:
                counted[one.step.key].setdefault(one.state, []).append(behind)
    for step in STEPS:
        if step.of_the_year or isinstance(step.rule, Ongoing):
            continue
        found = counted[step.key]
        on_time, late, still = (
            Figure(f"{step.words}: {words}", tuple(found.get(state, ())))
            for state, words in (
                (State.DONE, "on time"),
                (State.DONE_LATE, "late"),
                (State.LATE, "still to be done, and late"),
            )
        )
        if on_time.count or late.count or still.count:
            yield Timeliness(step, on_time, late, still)


def _outcomes(held: Sequence[Whole]) -> Iterator[Figure]:
    """Each outcome, in the order they are chosen from, then actions that have none yet."""
    found: dict[str, list[Counted]] = {words: [] for words in summary.OUTCOMES.options}
    found[NO_OUTCOME] = []
    for whole in held:
        for row in whole.review[action_plan.ROWS]:
            if not row.empty:
                words = row[action_plan.OUTCOME] or NO_OUTCOME
                action = " ".join(row[action_plan.ACTION].split())
                found[words].append(Counted(whole.review.key, action or f"row {row.id}"))
    for words, counted in found.items():
        yield Figure(words, tuple(counted))


def _themes(held: Sequence[Whole]) -> Iterator[Figure]:
    return _by_theme(held, lambda whole: (Counted(whole.review.key),))


def _areas(held: Sequence[Whole]) -> Iterator[Figure]:
    return _by_theme(
        held,
        lambda whole: tuple(
            Counted(whole.review.key, area) for area in whole.review[summary.DEVELOPMENT]
        ),
    )


def _by_theme(
    held: Sequence[Whole], counted: Callable[[Whole], tuple[Counted, ...]]
) -> Iterator[Figure]:
    """What is counted of each review under each of its themes, whatever their case."""
    found: dict[str, tuple[str, list[Counted]]] = {}
    for whole in held:
        for theme in dict.fromkeys(whole.review[review.THEMES]) or (NO_THEME,):
            words, behind = found.setdefault(folded(theme), (theme, []))
            behind += counted(whole)
    for words, behind in found.values():
        yield Figure(words, tuple(behind))


def _figure(words: str, records: Sequence[Record]) -> Figure:
    return Figure(words, tuple(Counted(found.key) for found in records))


def _is(found: Record, status: str) -> bool:
    return found[review.STATUS] == status

"""A review along the weeks: a line for each stage, today marked, done and late told by signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from screens.widgets.marks import Marks
from store.dates.days import MONTHS, ONE_DAY, monday_of
from store.paperwork.steps import STAGES
from store.schedule.step_standing import Standing, StepState

LABEL = 12
"""Columns before the weeks: the number and the short name of a stage."""
TODAY = "|"

_URGENCY = (
    StepState.LATE,
    StepState.DUE_TODAY,
    StepState.DUE,
    StepState.TO_COME,
    StepState.DONE_LATE,
    StepState.DONE,
)
"""Which of several steps in one week is drawn: the first of these."""


def timeline(standings: Sequence[Standing], today: date, width: int, marks: Marks) -> list[str]:
    """The months, then a line for each stage: seven lines at most, each `width` columns wide.

    A column is as many days as it takes for all to fit. A step stands where it was done, or is
    due; those without a day are not drawn. Nothing at all when no step has one.
    """
    days = [day for standing in standings if (day := _day(standing))]
    columns = width - LABEL
    if not days or columns < 8:
        return []
    first, last = monday_of(min(*days, today)), max(*days, today)
    step = max(1, -(-((last - first).days + 1) // columns)) * ONE_DAY
    count = (last - first) // step + 1
    now = (today - first) // step
    lines = [" " * LABEL + _months(first, step, count)]
    for stage in STAGES:
        signs = [TODAY if column == now else "·" for column in range(count)]
        placed: dict[int, Standing] = {}
        for standing in standings:
            if standing.step.stage == stage.number and (day := _day(standing)):
                column = (day - first) // step
                if column not in placed or _order(standing) < _order(placed[column]):
                    placed[column] = standing
        for column, standing in placed.items():
            signs[column] = _sign(standing, marks)
        lines.append(f" {stage.number} {stage.short:<{LABEL - 4}} {''.join(signs)}")
    return lines


def legend(marks: Marks) -> str:
    """What the signs mean."""
    return (
        f" {marks.done} done   {marks.begun} done late   ! late   {marks.not_begun} to come   "
        f"{TODAY} today"
    )


def _day(standing: Standing) -> date | None:
    if standing.state not in _URGENCY:
        return None
    return standing.done_on or standing.due.day


def _order(standing: Standing) -> int:
    return _URGENCY.index(standing.state)


def _sign(standing: Standing, marks: Marks) -> str:
    if standing.state is StepState.LATE:
        return "!"
    if standing.state is StepState.DONE:
        return marks.done
    return marks.begun if standing.state is StepState.DONE_LATE else marks.not_begun


def _months(first: date, step: timedelta, count: int) -> str:
    """The names of the months, each over its first column."""
    line = [" "] * count
    named = 0
    for column in range(count):
        day = first + column * step
        if day.month != named and (column == 0 or line[column - 1] == " "):
            name = MONTHS[day.month - 1][:3]
            if column + len(name) <= count or column == 0:
                line[column : column + len(name)] = name
                named = day.month
    return "".join(line)[:count]

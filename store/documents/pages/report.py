"""The report of a school year for the management group: its figures, with bars that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.dates.school_years import year_name
from store.dates.typed_dates import echo
from store.documents.page import Block, DocumentPage, Heading, PageRow, PageTable, Words
from store.documents.pages.head import joined
from store.documents.scopes import YearScope
from store.paperwork.stages import impact
from store.paperwork.tables import YEARS
from store.records.record import Record
from store.register.finding import year_record
from store.report.figures import Figure, ReportPart, bars
from store.report.year_report import Timeliness, YearReport, report_of
from store.schedule.step_standing import year_standings
from store.schedule.why_due import schedule_of

TITLE = "Report of the year"
_BAR = "Bar"
_STEPS = (
    "Step",
    "On time",
    "Late",
    "Working days late: half at most",
    "the most",
    "Still to be done, and late",
)
_SAID = (
    "A step is late by the working days after the day it was due on. One that was due on no day, "
    "or done on a day that is not known, is counted in none of these columns."
)
_BY_THEME = (
    "A review with several themes counts under each of them, and so does each of its areas for "
    "development."
)


def year_report(scope: YearScope) -> YearReport:
    """The figures that the report of a school year is written from."""
    register = scope.register
    schedule = schedule_of(register.consortium)
    return report_of(scope.year, scope.school_reviews, schedule, register.today)


def page(scope: YearScope) -> DocumentPage:
    """The report."""
    report = year_report(scope)
    line = joined(scope.name, f"as of {echo(scope.register.today)}", year_name(report.year))
    blocks = [
        *_part(report.reviews, scope.bar),
        *_timeliness(report, scope.bar),
        *_part(report.outcomes, scope.bar),
        *_part(report.themes, scope.bar),
        *_part(report.areas, scope.bar, _BY_THEME),
        *_part(report.tbc, scope.bar),
        *_evaluation(scope),
    ]
    return DocumentPage(f"{TITLE} {year_name(report.year)}", line, tuple(blocks))


def _part(part: ReportPart, bar: str, remark: str = "") -> Iterator[Block]:
    yield Heading(2, part.title)
    if not any(figure.count for figure in part.figures):
        yield Words("None.")
        return
    if remark:
        yield Words(remark)
    yield _counts(part.figures, bar)


def _counts(figures: Sequence[Figure], bar: str) -> PageTable:
    drawn = bars([figure.count for figure in figures], bar)
    rows = (
        PageRow((figure.words, str(figure.count), drawn_bar))
        for figure, drawn_bar in zip(figures, drawn, strict=True)
    )
    return PageTable(("What", "Number", _BAR), tuple(rows), weights=(5, 2, 5))


def _timeliness(report: YearReport, bar: str) -> Iterator[Block]:
    yield from _part(report.all_steps, bar, _SAID)
    if not report.steps:
        return
    yield PageTable(_STEPS, tuple(map(_row, report.steps)), weights=(5, 2, 2, 3, 2, 3))


def _row(timeliness: Timeliness) -> PageRow:
    days = (
        (timeliness.late.middle_days, timeliness.late.most_days)
        if timeliness.late.count
        else ("", "")
    )
    counts = (timeliness.on_time.count, timeliness.late.count, *days, timeliness.still_late.count)
    return PageRow((timeliness.step.words, *map(str, counts)))


def _evaluation(scope: YearScope) -> Iterator[Block]:
    """The partnership's evaluation: how it stands, and what was found."""
    yield Heading(2, impact.EVALUATION.heading)
    register = scope.register
    year = year_record(register, scope.year) or Record(YEARS, scope.year, {})
    for standing in year_standings(year, schedule_of(register.consortium), register.today):
        when = standing.done_on or standing.due.day
        yield Words(f"{standing.step.words}: {standing.state}{f', {echo(when)}' if when else ''}.")
    if who := year.plain(impact.SPP_ASSOCIATE):
        yield Words(f"{impact.SPP_ASSOCIATE.wording}: {who}")
    if text := year[impact.EVALUATION_TEXT]:
        yield Words(text)

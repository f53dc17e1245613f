"""What an option or an argument can be: a day, a school year, several, a stage."""

from __future__ import annotations

from datetime import date

import click

from store.dates.days import london_today
from store.dates.typed_dates import NotADate, read_date
from store.paperwork.steps import STAGES
from store.register.finding import read_year
from tui.printing import one_line

MOST_YEARS = 20
"""School years that are taken together, at most."""


class Day(click.ParamType[date]):
    """A day as people write it."""

    name = "date"

    def convert(
        self, value: date | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return read_date(value, london_today())
        except NotADate as error:
            self.fail(str(error), param, ctx)


class Year(click.ParamType[int]):
    """A school year: 2026 or 2026-27."""

    name = "year"

    def convert(
        self, value: int | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        year = value if isinstance(value, int) else read_year(value)
        if year is None:
            self.fail(
                f"“{one_line(str(value), 40)}” is no school year; 2026 is 2026-27.", param, ctx
            )
        return year


class Years(click.ParamType[range]):
    """School years in a row: 2024-2026 is 2024-25 to 2026-27."""

    name = "years"

    def convert(
        self, value: str | range, param: click.Parameter | None, ctx: click.Context | None
    ) -> range:
        if isinstance(value, range):
            return value
        first, _, last = value.replace("–", "-").partition("-")
        begins, ends = read_year(first), read_year(last or first)
        if begins is None or ends is None or not begins <= ends < begins + MOST_YEARS:
            self.fail(
                f"“{one_line(value, 40)}” are no school years; 2024-2026 is 2024-25 to 2026-27, "
                f"and there are at most {MOST_YEARS}.",
                param,
                ctx,
            )
        return range(begins, ends + 1)


class StageNumber(click.ParamType[int]):
    """The number of a stage."""

    name = "stage"

    def convert(
        self, value: int | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        text = str(value).strip()
        if text not in {str(number) for number in range(1, len(STAGES) + 1)}:
            self.fail(f"“{one_line(text, 40)}” is no stage; a stage is 1 to 5.", param, ctx)
        return int(text)

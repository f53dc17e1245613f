"""`list`: the reviews, and where each stands."""

from __future__ import annotations

from datetime import date

import click

from store.dates.typed import echo
from store.paperwork.steps import STAGES
from store.paperwork.tables import REVIEWS
from store.records.review_line import ReviewLine
from store.register.finding import read_year, whole_of
from store.register.register import Register
from store.schedule.stages import first_incomplete, stage_states
from store.values import Json
from tui.commands.options import Options
from tui.commands.speaking import one_line, say, say_json, tell

MOST_YEARS = 20
"""School years that are taken together, at most."""


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


class Stage(click.ParamType[int]):
    """The number of a stage."""

    name = "stage"

    def convert(
        self, value: int | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        said = str(value).strip()
        if said not in {str(number) for number in range(1, len(STAGES) + 1)}:
            self.fail(f"“{one_line(said, 40)}” is no stage; a stage is 1 to 5.", param, ctx)
        return int(said)


@click.command("list")
@click.option("--year", type=Year(), help="Those of one school year: 2026 is 2026-27.")
@click.option("--stage", type=Stage(), help="Those whose first open stage it is.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def list_reviews(options: Options, year: int | None, stage: int | None, as_json: bool) -> None:
    """List the reviews by date, those without one last."""
    register = options.reading()
    found: list[dict[str, Json]] = []
    lines = [line for line in register.lines() if year in (None, line.year(register.today))]
    for line in sorted(lines, key=lambda line: (line.date or date.max, line.id)):
        facts = _facts(register, line)
        if stage in (None, facts["stage"]):
            found.append(facts)
    if as_json:
        say_json([*found])
        return
    for facts in found:
        say(_in_words(facts))
    if not found:
        tell("There are none.")


def _facts(register: Register, line: ReviewLine) -> dict[str, Json]:
    states = stage_states(whole_of(register, register.record(REVIEWS, line.key)))
    return {
        "id": line.id,
        "school": line.school,
        "school_name": line.school_name,
        "date": line.date.isoformat() if line.date else None,
        "lead_reviewer": (
            {"name": line.lead_reviewer.name, "person": line.lead_reviewer.person}
            if line.lead_reviewer
            else None
        ),
        "status": line.status,
        "stage": first_incomplete(states),
        "stages": [str(state.mark) for state in states],
    }


def _in_words(facts: dict[str, Json]) -> str:
    day = facts["date"]
    when = echo(date.fromisoformat(day)) if isinstance(day, str) else "no date yet"
    stage = facts["stage"]
    where = f"{stage} {STAGES[stage - 1].short}" if isinstance(stage, int) else "complete"
    status = "" if facts["status"] == "open" else f"  {facts['status']}"
    school = one_line(str(facts["school_name"]), 40)
    return f"{facts['id']}  {when:<15}  {school:<40}  {where}{status}"

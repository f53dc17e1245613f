"""`list`: the reviews, and where each stands."""

from __future__ import annotations

from datetime import date

import click

from store.dates.typed_dates import echo
from store.field_values import Json
from store.paperwork.steps import STAGES
from store.paperwork.tables import REVIEWS
from store.records.review_line import ReviewLine
from store.register.finding import school_review_of
from store.register.register import Register
from store.schedule.stage_progress import first_incomplete, stage_states
from tui.commands.parameters import StageNumber, Year
from tui.options import Options
from tui.printing import one_line, say, say_json, tell


@click.command("list")
@click.option("--year", type=Year(), help="Those of one school year: 2026 is 2026-27.")
@click.option("--stage", type=StageNumber(), help="Those whose first open stage it is.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.pass_obj
def list_reviews(options: Options, year: int | None, stage: int | None, as_json: bool) -> None:
    """List the reviews by date, those without one last."""
    register = options.reading()
    reviews: list[dict[str, Json]] = []
    lines = [line for line in register.lines() if year in (None, line.year(register.today))]
    for line in sorted(lines, key=lambda line: (line.date or date.max, line.id)):
        facts = _facts(register, line)
        if stage in (None, facts["stage"]):
            reviews.append(facts)
    if as_json:
        say_json([*reviews])
        return
    for facts in reviews:
        say(_in_words(facts))
    if not reviews:
        tell("There are none.")


def _facts(register: Register, line: ReviewLine) -> dict[str, Json]:
    states = stage_states(school_review_of(register, register.record(REVIEWS, line.key)))
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

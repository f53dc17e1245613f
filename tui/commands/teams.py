"""`teams`: what speaks against them, and teams proposed for a school year."""

from __future__ import annotations

import click

from store.dates.school_years import school_year, year_name
from store.paperwork import review
from store.records.record import Record
from store.register.finding import review_by_id
from store.register.register import Register
from store.teams.proposal import CHAMPION, LEAD, REVIEWER, Allocation, Team, taking
from store.teams.search import allocated
from store.teams.situation import situation_of
from store.teams.who_reviewed_whom import reviews_in
from store.warnings.team import team_warnings
from tui.commands.parameters import Year
from tui.options import Options
from tui.printing import say, tell

_NOBODY = "nobody"


@click.group()
def teams() -> None:
    """Who reviews whom."""


@teams.command()
@click.argument("reviews", metavar="[REVIEW]...", nargs=-1)
@click.option("--year", type=Year(), help="Every review of a school year; else of today's.")
@click.pass_context
def check(ctx: click.Context, reviews: tuple[str, ...], year: int | None) -> None:
    """List what speaks against the people of reviews; exit status 1 when anything does."""
    if reviews and year is not None:
        raise click.UsageError("Give a REVIEW or --year, not both.")
    options: Options = ctx.obj
    register = options.reading()
    checked = [review_by_id(register, review_id) for review_id in reviews] or reviews_in(
        register, (school_year(register.today) if year is None else year,)
    )
    objections = [words for record in checked for words in _against(register, record)]
    for words in objections:
        say(words)
    if not objections:
        tell("Nothing speaks against anybody.")
    ctx.exit(1 if objections else 0)


@teams.command()
@click.option("--year", type=Year(), help="The school year; else the one that is next.")
@click.option("--yes", is_flag=True, help="Put the teams on their reviews, as one change.")
@click.pass_obj
def propose(options: Options, year: int | None, yes: bool) -> None:
    """Propose a team for each member school; without --yes nothing is changed.

    Whoever is on a review already stays. What a rule had to be broken for is told.
    """
    if not yes:
        register = options.reading()
        _show(register, _year(register, year))
        return
    with options.writing() as register:
        of = _year(register, year)
        allocation = _show(register, of)
        if changes := taking(register, allocation.filled, of):
            register.apply(changes)
            tell("The teams are on their reviews; peer-review undo takes them back.")
        else:
            tell("Nothing was changed: nobody is proposed who is not on the review already.")


def _year(register: Register, year: int | None) -> int:
    return school_year(register.today) + 1 if year is None else year


def _show(register: Register, year: int) -> Allocation:
    situation = situation_of(register, year)
    allocation = allocated(situation)
    for team in allocation.teams:
        parts = (
            f"{words}: {', '.join(_names(team, role))}"
            for role, words in ((LEAD, "lead"), (REVIEWER, "with"), (CHAMPION, "champions"))
        )
        say(f"{team.host.name}: {'; '.join(parts)}")
    for words in situation.lacking if allocation.teams else ():
        tell(f"! {words}")
    for school, words in allocation.broken:
        tell(f"! {school}: {words}")
    if not allocation.teams:
        tell("There is no member school to find a team for.")
    elif not allocation.broken:
        tell(f"No rule is broken in {year_name(year)}.")
    return allocation


def _names(team: Team, role: str) -> list[str]:
    names = [seat.name.name for seat in team.seats if seat.role == role and seat.name]
    return names or [_NOBODY]


def _against(register: Register, record: Record) -> list[str]:
    whose = f"{record.id} {record[review.SCHOOL_NAME]}"
    return [f"{whose}: {warning.sentence}" for warning in team_warnings(register, record)]

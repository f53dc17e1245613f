"""`report`: the figures of a school year, and the reviews behind each of them."""

from __future__ import annotations

import click

from store.dates.school_years import school_year, year_name
from store.documents.pages.report import year_report
from store.documents.scopes import year_scope
from store.report.figures import bars
from store.report.year_report import counted_lines, figure_called
from tui.commands.parameters import Year
from tui.options import Options
from tui.printing import bar_here, one_line, say, tell

_WORDS, _LONGEST = 56, 12


@click.command()
@click.option("--year", type=Year(), help="The school year; else today's.")
@click.option(
    "--behind",
    "words",
    metavar="FIGURE",
    help="What one figure counts, for example held, or “Summary sent: late”.",
)
@click.pass_obj
def report(options: Options, year: int | None, words: str | None) -> None:
    """Show the figures of a school year, or what is behind one of them.

    The report as a document is export --form report.
    """
    register = options.reading()
    scope = year_scope(register, school_year(register.today) if year is None else year)
    figures_of_year = year_report(scope)
    if words is not None:
        called = figure_called(figures_of_year, words)
        lines = {line.key: line for line in register.lines()}
        for each in counted_lines(called.figure, lines.__getitem__):
            school = one_line(each.school, 40)
            say(f"{each.id}  {each.day:<15}  {school:<40}  {one_line(each.what, 120)}".rstrip())
        tell(f"{called.name}, {year_name(figures_of_year.year)}: {called.figure.count}")
        return
    for part in figures_of_year.parts:
        say(part.title)
        drawn = bars([figure.count for figure in part.figures], bar_here(), _LONGEST)
        for figure, bar in zip(part.figures, drawn, strict=True):
            label = one_line(figure.words, _WORDS)
            say(f"  {label:<{_WORDS}} {figure.count:>4}  {bar}".rstrip())
        if not part.figures:
            say("  none")

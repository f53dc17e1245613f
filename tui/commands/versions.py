"""`versions`: the frozen copies of a review's Audit Proforma, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable

import click

from store.register.finding import review_by_id
from tui.options import Options
from tui.printing import say


@click.command()
@click.argument("review")
@click.option("--freeze", is_flag=True, help="Keep the form as it is now as its next version.")
@click.option(
    "--compare",
    type=click.IntRange(1, 999),
    metavar="NUMBER",
    help="What differs from that version to the form as it is now, or to --with.",
)
@click.option(
    "--with", "other", type=click.IntRange(1, 999), metavar="NUMBER", help="The later version."
)
@click.pass_obj
def versions(
    options: Options, review: str, freeze: bool, compare: int | None, other: int | None
) -> None:
    """List the frozen copies of a review's Audit Proforma, compare them, freeze the next.

    A copy is exported by `export REVIEW --form audit --version NUMBER`.
    """
    from store.versions.comparing import differences_between, differences_since
    from store.versions.freezing import freezing
    from store.versions.version import version_numbered, versions_of

    if other is not None and compare is None:
        raise click.UsageError("--with needs --compare.")
    if freeze and compare is not None:
        raise click.UsageError("Give --freeze or --compare, not both.")
    if freeze:
        with options.writing() as register:
            record = review_by_id(register, review)
            register.apply([freezing(register, record)])
            last = versions_of(register.record(record.table, record.key))[-1]
            say(f"{last.title}, is frozen.")
        return
    register = options.reading()
    record = review_by_id(register, review)
    if compare is None:
        titles = [version.title for version in versions_of(record)]
        for title in titles or [f"{record.id} has no frozen copy of its Audit Proforma yet."]:
            say(title)
        return
    before = version_numbered(record, compare)
    if other is None:
        differing = differences_since(before, register, record)
    else:
        differing = differences_between(before, version_numbered(record, other), register.today)
    if not differing:
        say("Nothing differs.")
    for difference in differing:
        say(difference.wording)
        _say_side("was", difference.was)
        _say_side("is", difference.is_)


def _say_side(name: str, text: str) -> None:
    first, *others = _lines(text)
    say(f"  {name}: {first}")
    for line in others:
        say(f"    {line}")


def _lines(text: str) -> Iterable[str]:
    return text.split("\n") if text else ["nothing"]

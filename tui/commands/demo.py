"""`demo`: a sample consortium, opened in the terminal app."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec.structs import replace

from store.open_register import is_register
from tui.options import Options


@click.command()
@click.option(
    "--keep",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the sample's register at this path; one that is there already is opened again.",
)
@click.pass_context
def demo(ctx: click.Context, keep: Path | None) -> None:
    """Open a sample consortium: 24 schools, two years of reviews, people made up."""
    from tui.app import run, run_sample

    options: Options = ctx.obj
    if keep is None:
        ctx.exit(run_sample(options))
    if not is_register(keep):
        from store.sample import make_sample

        make_sample(keep, options.today())
    ctx.exit(run(replace(options, path=keep)))

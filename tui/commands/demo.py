"""`demo`: a sample consortium, opened in the terminal app."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from store.register.files import Files
from tui.commands.options import Options


@click.command()
@click.option(
    "--keep",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the sample's register at this path; one that is there already is opened again.",
)
@click.pass_context
def demo(ctx: click.Context, keep: Path | None) -> None:
    """Open a sample consortium: 24 schools, two years of reviews, people made up."""
    options: Options = ctx.obj
    if keep is not None:
        ctx.exit(_opened(options, keep))
    with tempfile.TemporaryDirectory(prefix="peer-review-demo-") as folder:
        status = _opened(options, Path(folder) / "register.json")
    ctx.exit(status)


def _opened(options: Options, path: Path) -> int:
    from tui.app import run

    files = Files.of(path)
    if not files.path.exists() and not files.journal.exists():
        from store.sample import make_sample

        make_sample(path, options.today())
    return run(path, user=options.user, today=options.today)

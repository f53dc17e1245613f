"""`docs/performance.md`: the table, what bears on it, and why a figure is not reached."""

from __future__ import annotations

import os
from collections.abc import Sequence

from benchmarks.measure import Measured, rows

HEAD = """# How fast it is

```sh
.venv/bin/pip install -c constraints.txt -e '.[test,bench]'
.venv/bin/python -m benchmarks            # all of it, and this page is written anew
.venv/bin/python -m benchmarks paint due  # some of it, by name
.venv/bin/python -m benchmarks --quick    # three rounds instead of ten
```

Each figure is measured as a user feels it: the app runs in a real pseudo-terminal of 80×24, its
bytes are drawn on an emulated screen, and a paint is there when the dashboard's rows stand on it; a
screen is quiet when no byte has come for a quarter of a second, which is not counted. A register
has a review of about 5 KB for each school, all of one school year. Times depend on the machine and
on what else it does, so that only ratios are kept to: in each round the register's case and the
other are run one after the other. The median is that of the rounds' ratios (of the values, where
there is nothing to hold them against), beside the least and the most. Nothing here is a timed test.

A slow line has 2 Mbit/s and 150 ms of delay: the bytes are read no faster than that, and the first
of each answer that much later.

The reviews of these registers are much alike, which flatters the bytes of a cursor down: under the
list stands what is known of a review, and only what differs is sent.
"""


NOT_YET = "measured, and not worked on yet."
"""What is said of a figure that is not reached and of which the reason is not known."""


def page(results: Sequence[Measured], rounds: int, load: float) -> str:
    """The whole page; `load` is the machine's when it was begun."""
    head, *others = rows(list(results))
    lines = [_row(head), "|" + "---|" * len(head), *map(_row, others)]
    missed = [result for result in results if result.reached is False]
    remarks = [
        f"- **{result.measure.name}**: {result.measure.remark or NOT_YET}" for result in missed
    ]
    reached = sum(result.reached is True for result in results)
    summary = f"Of the {reached + len(missed)} figures with a target {reached} are reached."
    parts = [
        HEAD,
        f"{rounds} rounds, begun at a load of {load:.1f} on {os.cpu_count()} cores.",
        "\n".join(lines),
        summary,
    ]
    if missed:
        parts.append("## What is not reached\n\n" + "\n".join(remarks))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

"""Each promise of docs/promises.md names tests, and they are there; so are documents.md’s."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
PROMISES = (DOCS / "promises.md").read_text()
DOCUMENTS = (DOCS / "documents.md").read_text()
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def names_in(file: str) -> set[str]:
    """What a file of tests defines at its top."""
    found = ast.parse((TESTS / file).read_text()).body
    return {one.name for one in found if isinstance(one, ast.FunctionDef | ast.ClassDef)} | {
        one.name for one in found if isinstance(one, ast.AsyncFunctionDef)
    }


def test_every_test_that_a_promise_names_is_there() -> None:
    named = set(NAMED.findall(PROMISES + DOCUMENTS))
    assert len(named) > 50
    there = {file: names_in(file) for file in {file for file, _ in named}}
    assert [f"{file}::{name}" for file, name in named if name not in there[file]] == []


def test_every_promise_names_a_test() -> None:
    proof, _, _ = PROMISES.partition("## The long runs")
    rows = [
        row for row in proof.splitlines() if row.startswith("| ") and row != "| promise | test |"
    ]
    assert len(rows) > 40
    assert [row for row in rows if not NAMED.search(row.rpartition(" | ")[2])] == []

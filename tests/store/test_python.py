"""A register asked from Python: the very scripts of docs/python.md."""

from __future__ import annotations

import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from tinydb import where
from tinydb.operations import delete

from store.errors import NoRegister, Refused
from store.open_register import read_tables
from store.paperwork import review
from store.records.change import making
from tests.support.a_register import begun, change, files, reopened, the_review
from tests.support.places import ROOT

SCRIPTS = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(), re.DOTALL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with two reviews, of which one is in the journal alone."""
    path = tmp_path / "register.json"
    with begun(path) as register:
        register.apply([change("visit.date", None, "2026-11-12")])
        register.apply([change("lead_reviewer", None, {"name": "Joan Mason", "person": None})])
    reopened(path).apply(
        [making("reviews", {"school": 1, "school_name": "Birch", "status": "open"})]
    )
    return path


def run(script: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{script}"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


def test_the_script_of_the_document_asks_a_register_and_changes_nothing(path: Path) -> None:
    before = files(path)
    assert run(SCRIPTS[0], path.parent).splitlines() == [
        "PR-2026-001 Birch 2026-11-12",
        "2 reviews, 1",
    ]
    assert files(path) == before


def test_the_other_one_changes_a_field_as_the_program_would(path: Path) -> None:
    run(SCRIPTS[1], path.parent)
    register = reopened(path)
    assert the_review(register)[review.NOTE] == "Looked at by a script."
    assert list(register.history())[-1].user == "A script"


def test_what_would_write_is_refused_and_leaves_all_as_it_is(path: Path) -> None:
    before = files(path)
    with read_tables(path) as register:
        reviews = register.table("reviews")
        read = deepcopy([dict(review) for review in reviews])
        for write in (
            lambda: reviews.insert({"note": "x"}),
            lambda: reviews.update({"note": "x"}),
            lambda: reviews.update({"note": "x"}, doc_ids=[2]),
            lambda: reviews.update(delete("school_name")),
            lambda: reviews.update_multiple([({"note": "x"}, where("id").exists())]),
            lambda: reviews.upsert({"note": "x"}, where("id") == "PR-2026-001"),
            lambda: reviews.remove(doc_ids=[1]),
            reviews.truncate,
            register.drop_tables,
            lambda: register.drop_table("reviews"),
        ):
            with pytest.raises(Refused, match="here it can only be read"):
                write()
        assert [dict(review) for review in reviews] == read
        assert register.tables() == {"settings", "years", "schools", "people", "reviews"}
    assert files(path) == before


def test_what_is_done_to_a_document_that_was_handed_out_reaches_nothing(path: Path) -> None:
    with read_tables(path) as register:
        reviews = register.table("reviews")
        for doc_id in (1, 2):
            asked = where("id") == f"PR-2026-00{doc_id}"
            [review] = reviews.search(asked)
            name, team = review["school_name"], review.get("lead_reviewer")
            review["school_name"] = "Elsewhere"
            if team:
                team["name"] = "Somebody else"
            assert [again["school_name"] for again in reviews.search(asked)] == [name]
            assert reviews.count(where("lead_reviewer")["name"] == "Somebody else") == 0


def test_where_there_is_no_register_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoRegister):
        read_tables(tmp_path / "register.json")
    assert list(tmp_path.iterdir()) == []

"""The whole way: from no register to three documents, by keys in a real terminal and by `set`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from store.field_values import Json
from tests.support.a_review import FILLED, YEAR
from tests.support.command_line import Shell
from tests.support.one_document import after_front
from tests.support.places import GOLDEN, ROOT
from tests.support.pty_app import Terminal
from tests.support.today import TODAY
from tests.support.walk import BY_KEYS, exporting
from tests.support.walker import Walker

EXPECTED = GOLDEN / "whole_way"
FORMS = ("summary", "action-plan", "audit")
ID = "PR-2026-001"

_PHONICS: dict[str, Json] = {
    "action": "One phonics scheme in every class",
    "timing": "From January;\nreviewed at Easter",
    "deadline": "2027-03-26",
    "who": "English lead\nYear 1 teachers",
    "comments": "Visit to a partner school",
    "source": "b",
}
_BOOKS: dict[str, Json] = {
    "action": "Sort the reading books | by sound",
    "who": "Librarian",
    "comments": "Parents will help",
}
_SIGNED: list[dict[str, Json]] = [
    {"role": "Improvement Champions", "name": "Priya Nair", "date": "2026-11-12"},
    {"role": "Improvement Champions", "name": "Sam Cole", "date": "2026-11-12"},
    {"role": "Headteacher", "name": "Grace Lowe", "date": "2026-11-12"},
    {"role": "Governor", "name": "Peter Finch", "date": "2026-11-16"},
]
SAME: dict[str, Json] = {
    **FILLED,
    "plan.paperwork.ht_report.date": "2026-10-13",
    "summary.strengths": [
        "Pupils read widely & talk about books",
        "Adults know every child",
        "Calm, orderly lessons",
        "An *inviting* library",
    ],
    "action_plan.rows": [_PHONICS, {**_BOOKS, "comments": ""}],
    "action_plan.signed": list[Json](_SIGNED[:3]),
    "support": [
        {
            "action": "r1",
            "source": "b",
            "who": "A partner",
            "from": "2027-01-11",
            "state": "under way",
            "note": "Two afternoons",
        }
    ],
}
"""What the walk types, as `set` is told it; three have signed, and nothing is changed yet."""


def fill_by_keys(folder: Path) -> None:
    """Type a whole register into `folder`, and export its review's documents to `out` there."""
    argv = [sys.executable, "-m", "tui.command_line", "--register", str(folder / "register.json")]
    homes = {name: str(folder / name) for name in ("XDG_STATE_HOME", "XDG_DATA_HOME")}
    with Terminal([*argv, "--today", str(TODAY)], env=homes, cwd=ROOT) as terminal:
        Walker(terminal).take(*BY_KEYS, exporting(folder / "out"))
        terminal.press("escape")
        terminal.wait_for("1 review")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def documents(folder: Path) -> dict[str, str]:
    """What is in the files of a folder, by their names."""
    return {path.name: after_front(path.read_text(encoding="utf-8")) for path in folder.iterdir()}


def as_they_should_be() -> dict[str, str]:
    """The golden files, by the names they are exported under."""
    return {
        f"{ID} Birch CofE VA Primary School - {form} - 2026-10-29.md": text
        for form in FORMS
        for text in [(EXPECTED / f"{form}.md").read_text(encoding="utf-8")]
    }


def as_argument(path: str, value: Json) -> str:
    return f"{path}={value if isinstance(value, str) else json.dumps(value)}"


def set_all(shell: Shell) -> None:
    """The same consortium and the same review, by commands alone."""
    file = str(ROOT / "tests" / "data" / "essex-schools.csv")
    shell.done(
        "schools", "import", file, "--urn", "115138", "--yes",
        "--consortium", "Tiptree and Stanway Consortium",
    )  # fmt: skip
    shell.done("set", "school:115138", "religious_character=Church of England")
    shell.done("people", "add", "Joan Mason")
    shell.done("set", "person:Joan Mason", 'roles=["lead reviewer", "headteacher"]')
    shell.done("people", "add", "Ravi Patel")
    assert shell.done("new", "--school", "115138").out == f"{ID}\n"
    shell.done("set", ID, *(as_argument(path, value) for path, value in SAME.items()))
    shell.done("set", "2026-27", *(as_argument(path, value) for path, value in YEAR.items()))
    turned: list[Json] = [{"id": "r2", **_BOOKS}, {"id": "r1", **_PHONICS}]
    shell.done("set", ID, as_argument("action_plan.rows", turned))
    shell.done("set", ID, as_argument("action_plan.signed", list[Json](_SIGNED)))


@pytest.mark.first
def test_a_whole_review_filled_by_keys_exports_its_documents_and_holds_what_set_would_make_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_by_keys(tmp_path)
    assert documents(tmp_path / "out") == as_they_should_be()
    typed = Shell(tmp_path / "register.json", capsys, monkeypatch)
    by_set = Shell(tmp_path / "set.json", capsys, monkeypatch)
    set_all(by_set)
    for target in (ID, "2026-27", "school:115138", "person:Joan Mason", "person:Ravi Patel"):
        ours, theirs = (one.done("show", target, "--json").record() for one in (typed, by_set))
        assert rows_alike(ours) == rows_alike(theirs)


def test_the_same_review_made_with_set_exports_the_same_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_set = Shell(tmp_path / "register.json", capsys, monkeypatch)
    set_all(by_set)
    for form in FORMS:
        by_set.done("export", ID, "--form", form, "--to", str(tmp_path / "out"))
    assert documents(tmp_path / "out") == as_they_should_be()


def rows_alike(record: dict[str, Json]) -> dict[str, Json]:
    """A record without what differs by how often it was changed: rows' ids, and the change a
    signature was given at."""
    return {
        path: [
            {column: cell for column, cell in row.items() if column not in ("id", "at")}
            if isinstance(row, dict)
            else row
            for row in value
        ]
        if isinstance(value, list)
        else value
        for path, value in record.items()
    }

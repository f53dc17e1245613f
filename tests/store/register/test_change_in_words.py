"""A change in words: the same in the shell, on the screen, and wherever else it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.tables import SCHOOLS
from store.records.change import Change, making
from store.register.change_in_words import described, value_in_words
from store.register.register import Register
from tests.support.a_register import begun, change, reopened
from tests.support.command_line import Shell


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.json"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Birch, with a review; Oak; somebody who was at both."""
    with begun(path) as made:
        posts: Json = [{"role": "deputy", "school": 1}, {"role": "teacher"}]
        joan: dict[str, Json] = {"name": "Joan Mason", "school": 1, "earlier": posts}
        made.apply([making("schools", {"name": "Oak"}), making("people", joan)])
        yield made


@pytest.mark.parametrize(
    ("made", "was", "now"),
    [
        (change("school", 1, 2), "Birch", "Oak"),
        (change("school", 1, None, "people"), "Birch", ""),
        (change("earlier.r1.school", 1, 2, "people"), "Birch", "Oak"),
        (
            change("earlier.+", None, {"role": "governor", "school": 2}, "people"),
            "",
            "governor · Oak",
        ),
        (change("earlier.r2.after", "r1", "", "people"), "after r1", "first"),
        (change("date", None, "2026-11-26"), "", "Thu 26 Nov 2026"),
    ],
)
def test_a_record_that_is_pointed_at_has_its_name_wherever_it_stands(
    register: Register, made: Change, was: str, now: str
) -> None:
    words = described(register, register.apply([made]).changes[0])
    assert (words.was, words.is_) == (was, now)
    back = described(register, register.undo()[1].changes[0])
    assert (back.was, back.is_) == (now, was)


def test_a_record_that_is_gone_has_its_number(register: Register) -> None:
    kind = review.SCHOOL.kind
    assert value_in_words(register, kind, 2) == "Oak"
    assert register.record(SCHOOLS, 2)[consortium.SCHOOL_NAME] == "Oak"
    assert value_in_words(register, kind, 7) == "school 7"


def test_the_shell_tells_a_change_as_the_screen_does(
    register: Register,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register.apply([change("school", 1, 2), change("earlier.r1.school", 1, 2, "people")])
    register.close()
    with reopened(path) as again:
        told = [described(again, one) for one in [*again.history()][-1].changes]
    assert [(one.was, one.is_) for one in told] == [("Birch", "Oak")] * 2
    history = Shell(path, capsys, monkeypatch).done("history").out.splitlines()
    assert history[-2].endswith("  PR-2026-001  school: Birch -> Oak")
    assert history[-1].endswith("  person 1  earlier.r1.school: Birch -> Oak")
    undone = Shell(path, capsys, monkeypatch)
    assert "school: Oak -> Birch" in undone.run("undo", user="office").err

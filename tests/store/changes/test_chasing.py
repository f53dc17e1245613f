"""A chase is noted on each review it was for, once, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.changes.chase_and_forward import noting_chase
from store.field_values import Json
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.progress.owed import Debtor, by_person, chased_before, owing
from store.records.change import making
from store.records.editing import setting
from store.register.register import Register
from tests.support.a_review import HALF, filled, register_at
from tests.support.command_line import Shell
from tests.support.today import TODAY


def joan(register: Register) -> Debtor:
    [found] = by_person(register, owing(register), "Joan Mason")
    return found


def chases(register: Register, key: int) -> list[tuple[date | None, str, str]]:
    columns = (review.CHASED_DATE, review.CHASED_PERSON, review.CHASED_ITEMS)
    rows = register.record(REVIEWS, key)[review.CHASED]
    return [(row[columns[0]], row[columns[1]], row[columns[2]]) for row in rows]


def test_each_review_concerned_says_who_was_asked_for_what_and_when(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        first = filled(register, HALF)
        second = filled(register, {**HALF, "date": "2026-11-20"})
        other = filled(register, {**HALF, "lead_reviewer": {"name": "Ravi Patel"}})
        register.apply(noting_chase(register, joan(register), TODAY))
        assert chases(register, first.key) == [
            (
                TODAY,
                "Joan Mason",
                "Pre-Review Meeting, due Thu 19 Nov 2026\n"
                "Review Carried out, due Thu 26 Nov 2026\n"
                "Summary completed, due Thu 26 Nov 2026\n"
                "Feedback Given, due Thu 26 Nov 2026",
            )
        ]
        assert len(chases(register, second.key)) == 1
        assert chases(register, other.key) == []
        assert chased_before(register.record(REVIEWS, first.key), "Joan Mason") == (TODAY,)
        register.undo()
        assert chases(register, first.key) == chases(register, second.key) == []


def test_the_same_chase_of_one_day_is_noted_once(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, HALF)
        register.apply(noting_chase(register, joan(register), TODAY))
        assert noting_chase(register, joan(register), TODAY) == []
        register.apply(noting_chase(register, joan(register), date(2026, 11, 30)))
        assert [day for day, _, _ in chases(register, found.key)] == [TODAY, date(2026, 11, 30)]


def test_the_command_notes_the_chase_and_owed_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with register_at(tmp_path) as register:
        found = filled(register, HALF)
    shell = Shell(tmp_path / "register.json", capsys, monkeypatch)
    assert shell.done("owed", "--by", "joan mason", "--chased").out == (
        f"Joan Mason was asked on 23 Nov 26: noted on {found.id}.\n"
    )
    assert "chased 23 Nov" in shell.done("owed", "--by", "joan").out
    again = shell.done("owed", "--by", "joan mason", "--chased")
    assert (again.out, again.err) == ("", "Nothing was changed; it was so already.\n")
    assert shell.run("owed", "--chased").status == 2
    shell.refused("owed", "--by", "Nobody", "--chased")


def named(name: str, key: int | None = 1) -> Json:
    return {"name": name, "person": key}


@pytest.fixture
def spelt(tmp_path: Path) -> Iterator[Register]:
    """Joan Mason of the directory leads two reviews, and each calls her something else."""
    with register_at(tmp_path) as register:
        register.apply([making("people", {"name": "Joan Mason"})])
        filled(register, {**HALF, "date": "2026-11-20", "lead_reviewer": named("Joanie Mason")})
        filled(register, {**HALF, "lead_reviewer": named("J. Mason")})
        yield register


def mason(register: Register) -> Debtor:
    [found] = by_person(register, owing(register), "mason")
    return found


def test_a_chase_is_noted_by_the_name_the_review_has_and_found_whatever_others_have(
    spelt: Register,
) -> None:
    register = spelt
    register.apply(noting_chase(register, mason(register), TODAY))
    assert [chases(register, key)[0][1] for key in (1, 2)] == ["Joanie Mason", "J. Mason"]
    assert noting_chase(register, mason(register), TODAY) == []
    first = register.record(REVIEWS, 1)
    register.apply(setting(first, review.STATUS_REASON, "x"))
    register.apply(setting(register.record(REVIEWS, 1), review.STATUS, "closed"))
    assert {one.id for one in mason(register).owes} == {"PR-2026-002"}
    assert mason(register).chased == (TODAY,)


@pytest.mark.parametrize("asked", ["Joan Mason", "joanie mason", "J. MASON", "Jo Mason"])
def test_a_chase_is_found_by_any_name_that_leads_to_the_person(spelt: Register, asked: str) -> None:
    register = spelt
    second = register.record(REVIEWS, 2)
    rows: Json = [{"date": "2026-11-02", "person": asked}]
    register.apply(setting(second, review.CHASED, rows))
    champions: Json = [named("Jo Mason"), named("Priya Nair", None)]
    register.apply(setting(register.record(REVIEWS, 2), review.IMPROVEMENT_CHAMPIONS, champions))
    assert mason(register).chased == (date(2026, 11, 2),)


def test_a_chase_of_somebody_else_is_not_theirs(spelt: Register) -> None:
    rows: Json = [{"date": "2026-11-02", "person": "Mason Jones"}]
    spelt.apply(setting(spelt.record(REVIEWS, 2), review.CHASED, rows))
    assert mason(spelt).chased == ()


def test_a_chase_stands_beside_what_it_asked_for_alone(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        agreed: Json = [{"date": "2026-11-02", "person": "Priya Nair", "items": "Workshop agreed"}]
        filled(register, {**HALF, "date": "2026-10-29", "chased": agreed})
        filled(register, {**HALF, "date": "2026-10-29"})
        [priya] = by_person(register, owing(register), "Priya Nair")
        asked = {
            (one.id, one.standing.step.key): priya.chased_for(one)
            for one in priya.owes
            if priya.chased_for(one)
        }
        assert asked == {("PR-2026-001", "workshop_agreed"): (date(2026, 11, 2),)}
        assert priya.chased == (date(2026, 11, 2),)
        register.apply(noting_chase(register, priya, TODAY))
        [priya] = by_person(register, owing(register), "Priya Nair")
        assert all(TODAY in priya.chased_for(one) for one in priya.owes)

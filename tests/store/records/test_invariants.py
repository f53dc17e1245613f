"""What must hold of a record, whoever changes it and whichever way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from store.errors import Refused, Unfit
from store.field_values import Json
from store.paperwork import consortium, review
from store.paperwork.tables import SCHOOLS
from store.records.change import MADE, NEXT_KEY, Change, making
from store.records.record import CONSORTIUM
from store.register.register import Register
from tests.support.a_register import (
    as_formerly,
    begun,
    change,
    files,
    path_of,
    reopened,
    the_review,
)

OAK: dict[str, Json] = {"name": "Oak", "urn": "100002"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.json"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with begun(path) as made:
        yield made


def refused(register: Register, changes: Sequence[Change], sentence: str) -> Unfit:
    """Why a list is refused, whole: no file is changed."""
    before, seq = files(path_of(register)), register.seq
    with pytest.raises(Unfit) as raised:
        register.apply(changes)
    assert str(raised.value) == sentence
    assert (files(path_of(register)), register.seq) == (before, seq)
    return raised.value


def urn_of(register: Register, school: int) -> str:
    return register.record(SCHOOLS, school)[consortium.URN]


def test_undo_makes_no_two_schools_of_one_urn(register: Register, path: Path) -> None:
    register.apply([change("urn", "", "100001", "schools"), making("schools", {"name": "Oak"})])
    register.apply([change("urn", "100001", "", "schools")])
    with reopened(path, "other") as other:
        other.apply([change("urn", "", "100001", "schools", 2)])
    sentence = r"^URN \(urn\): 100001 is the URN of Oak already; check the number\.$"
    with pytest.raises(Refused, match=sentence):
        register.undo()
    assert (urn_of(register, 1), urn_of(register, 2)) == ("", "100001")
    register.apply([change("urn", "100001", "100009", "schools", 2)])
    register.apply([change("urn", "", "100001", "schools")])


def test_two_schools_of_one_list_do_not_share_a_urn_and_can_exchange_theirs(
    register: Register,
) -> None:
    told = "URN (urn): 100002 is the URN of Oak already; check the number."
    refused(register, [making("schools", OAK), making("schools", {**OAK, "name": "Elm"})], told)
    register.apply([making("schools", OAK), change("urn", "", "100001", "schools")])
    refused(register, [change("urn", "100001", "100002", "schools")], told)
    register.apply(
        [
            change("urn", "100001", "100002", "schools"),
            change("urn", "100002", "100001", "schools", 2),
        ]
    )
    assert (urn_of(register, 1), urn_of(register, 2)) == ("100002", "100001")
    register.undo()
    assert (urn_of(register, 1), urn_of(register, 2)) == ("100001", "100002")


def test_a_review_is_cancelled_with_its_reason_or_after_it(register: Register) -> None:
    status, reason = change("status", "open", "cancelled"), change("status_reason", "", "Flood")
    told = (
        "A cancelled review needs a reason; give Reason for the status (status_reason) too, or "
        "first."
    )
    why = refused(register, [status], told)
    said = "A cancelled review needs a reason: it is kept with that."
    assert (why.address, why.words) == ("status", said)
    refused(register, [status, change("status_reason", "", "\u200b")], told)
    for both in ([status, reason], [reason, status]):
        register.apply(both)
        refused(register, [change("status_reason", "Flood", "")], told)
        register.undo()
    register.apply([reason])
    register.apply([status])
    assert the_review(register)[review.STATUS] == "cancelled"


def test_undo_takes_no_cancelled_reviews_reason(register: Register, path: Path) -> None:
    register.apply([change("status_reason", "", "Flood")])
    with reopened(path, "other") as other:
        other.apply([change("status", "open", "cancelled")])
    with pytest.raises(Refused, match=r"^A cancelled review needs a reason; give"):
        register.undo()
    assert the_review(register)[review.STATUS_REASON] == "Flood"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([change("name", "Birch", "", "schools")], "Name (name)"),
        ([making("schools", {"urn": "100003"})], "Name (name)"),
        ([making("schools", {"name": "\u200b"})], "Name (name)"),
        ([change("name", "Birch", "\u2060 \u200b", "schools")], "Name (name)"),
        ([making("people", {"note": "Retired"})], "Name (name)"),
        ([change("name", "Tiptree", "", "settings")], "The consortium’s name (name)"),
        ([change("school", 1, None)], "Reviewed School (school)"),
        ([change("school_name", "Birch", "")], "Reviewed School: Name at the time (school_name)"),
        ([change("status", "open", "")], "Status of the review (status)"),
        (
            [making("reviews", {"school": 1, "school_name": "Birch"})],
            "Status of the review (status)",
        ),
        ([making("reviews", {"school": 1, "status": "open"})], "Reviewed School: Name at the time"),
    ],
)  # fmt: skip
def test_what_a_record_is_not_without_is_neither_emptied_nor_left_out(
    register: Register, changes: Sequence[Change], told: str
) -> None:
    with pytest.raises(Unfit) as raised:
        register.apply(changes)
    assert str(raised.value).startswith(told)
    assert raised.value.words == "It cannot be empty."


def test_a_period_that_runs_backwards_is_neither_made_nor_undone_to(
    register: Register, path: Path
) -> None:
    backwards: Json = {"from": "2027-01-01", "until": "2026-12-21"}
    told = (
        "The range runs backwards, from Fri 1 Jan 2027 until Mon 21 Dec 2026; exchange the two, "
        "or check the years."
    )
    why = refused(register, [change("closures.+", None, backwards, "settings")], told)
    assert (why.address, why.words) == ("closures.r1.until", told)
    first: Json = {"from": "2026-12-01", "until": "2026-12-21"}
    register.apply([change("closures.+", None, first, "settings")])
    register.apply([change("closures.r1.until", "2026-12-21", "2027-01-08", "settings")])
    with reopened(path, "other") as other:
        other.apply([change("closures.r1.from", "2026-12-01", "2027-01-01", "settings")])
    with pytest.raises(Refused, match=r"^The range runs backwards, from Fri 1 Jan 2027 until Mon"):
        register.undo()


def test_a_register_keeps_the_record_of_its_one_consortium_and_has_no_second(
    register: Register, path: Path
) -> None:
    kept = dict(register.consortium.document)
    told = "A register is of one consortium, and its record stays."
    refused(register, [Change("settings", CONSORTIUM, MADE, kept, None)], told)
    told = "A register is of one consortium, and has its record already."
    for key in (NEXT_KEY, 2):
        refused(register, [making("settings", {"name": "x"}, key)], told)
    with reopened(path) as again:
        undoings = (again.undo(whole_user=True) for _ in again.history())
        with pytest.raises(Refused, match=r"^There is nothing of yours to undo\.$"):
            list(undoings)
        assert again.consortium[consortium.CONSORTIUM_NAME] == kept["name"]


@pytest.mark.parametrize("key", [NEXT_KEY, 1989, 2101, 99999])
def test_a_year_is_one_that_a_date_can_be_of(register: Register, key: int) -> None:
    told = " is no school year that can be kept; they are 1990–91 to 2100–01."
    refused(register, [making("years", {}, key)], f"{key or 1}{told}")
    for year in (1990, 2100):
        register.apply([making("years", {}, year)])


def test_a_record_that_was_odd_before_is_read_and_can_be_worked_on(
    register: Register, path: Path
) -> None:
    closure: Json = {"from": "2027-01-01", "until": "2026-12-21"}
    as_formerly(
        register,
        [
            change("closures.+", None, closure, "settings"),
            change("name", "Tiptree", "", "settings"),
            making("schools", OAK),
            making("schools", {**OAK, "name": "\u200b"}),
            making("years", {}, 99999),
            making("settings", {"name": "x"}, 2),
            change("status", "open", "cancelled"),
            change("school_name", "Birch", ""),
        ],
    )
    with reopened(path) as again:
        again.apply(
            [
                change("office.name", "", "Office", "settings"),
                change("closures.r1.name", "", "Christmas", "settings"),
                change("closures.+", None, {"from": "2027-02-15"}, "settings"),
                change("town", "", "Tiptree", "schools", 2),
                change("town", "", "Maldon", "schools", 3),
                change("note", "", "Read."),
                change("evaluation.text", "", "Read.", "years", 99999),
            ]
        )
        again.undo()
        refused(
            again,
            [change("closures.r1.from", "2027-01-01", "2027-01-02", "settings")],
            "The range runs backwards, from Sat 2 Jan 2027 until Mon 21 Dec 2026; exchange the "
            "two, or check the years.",
        )
        refused(
            again,
            [making("schools", {**OAK, "name": "Elm"})],
            "URN (urn): 100002 is the URN of Oak already; check the number.",
        )
        again.apply([change("status_reason", "", "Flood"), change("name", "", "T", "settings")])

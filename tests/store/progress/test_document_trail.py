"""Where each document of a review is, in a line; and what forwarding it changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from store.changes.chase_and_forward import noting_forwarded
from store.field_values import Json
from store.paperwork.forms import summary
from store.paperwork.tables import REVIEWS
from store.progress.document_trail import Recipient, document_trails
from store.records.record import Record
from tests.support.a_register import begun, reopened, the_review
from tests.support.today import TODAY

GONE: dict[str, Json] = {
    "summary.custody.completed": "2026-10-29",
    "summary.custody.sent": "2026-10-30",
    "summary.custody.received": "2026-11-02",
    "summary.custody.to_school": "2026-11-03",
    "summary.custody.to_group": "2026-11-04",
}


def lines(document: dict[str, Json], width: int = 200) -> list[str]:
    return [way.words(width) for way in document_trails(Record(REVIEWS, 1, document))]


def test_a_document_that_has_not_set_out_says_so() -> None:
    assert lines({}) == ["not completed yet", "not completed yet", "not returned yet"]
    assert [way.title for way in document_trails(Record(REVIEWS, 1, {}))] == [
        "Summary",
        "Action Plan",
        "Audit Proforma",
    ]


def test_a_way_names_each_place_with_its_day_and_a_year_once() -> None:
    assert lines(GONE)[0] == (
        "completed 29 Oct · sent 30 Oct · at the office 2 Nov · to the school 3 Nov · "
        "to the group 4 Nov 26"
    )
    audit: dict[str, Json] = {
        "audit.chase": "2026-12-14",
        "audit.returned": "2026-12-18",
        "audit.updated": "2027-06-01",
    }
    assert lines(audit)[2] == "asked for by 14 Dec · returned 18 Dec 26 · updated 1 Jun 27"


def test_where_there_is_little_room_the_latest_places_stay() -> None:
    assert lines(GONE, 62)[0] == "… to the school 3 Nov · to the group 4 Nov 26"
    assert lines(GONE, 24)[0] == "… to the group 4 Nov 26"
    assert lines(GONE, 22)[0] == "to the group 4 Nov 26"


def test_forwarding_notes_the_day_where_there_is_none_and_is_one_change_to_undo(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    with reopened(path) as register:
        forms = ("summary", "action-plan", "audit", "record")
        register.apply(noting_forwarded(the_review(register), ("summary",), Recipient.GROUP, TODAY))
        later = date(2026, 11, 24)
        changes = noting_forwarded(the_review(register), forms, Recipient.GROUP, later)
        assert [one.field for one in changes] == ["action_plan.custody.to_group"]
        register.apply(changes)
        assert the_review(register)[summary.CUSTODY.to_group] == TODAY
        assert the_review(register)[summary.CUSTODY.to_school] is None
        assert noting_forwarded(the_review(register), forms, Recipient.GROUP, later) == []
        register.undo()
        assert not the_review(register).has(summary.CUSTODY.to_school)
        assert the_review(register)[summary.CUSTODY.to_group] == TODAY

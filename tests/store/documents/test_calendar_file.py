"""The calendar: read back with the library, moved and not doubled, and replacing only its own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from store.documents.all_documents import FORMS
from store.documents.calendar.last_changes import LastChanges, facts_of_review
from store.documents.scopes import CalendarScope
from store.engine.files import restoring
from store.engine.files.restoring import restored
from store.errors import Refused
from store.exports.export_request import ExportRequest
from store.field_values import Json
from store.open_register import open_register
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.forms import summary
from store.paperwork.stages import feedback, impact, support
from store.paperwork.tables import REVIEWS, YEARS
from store.records.change import Change, Entry, making
from store.records.editing import setting
from store.records.record import Record, SchoolReview
from store.register import register as opened
from store.register.finding import school_review_of, school_reviews_of_year
from store.register.register import Register
from tests.support.a_register import path_of
from tests.support.a_review import HALF, filled, made, person, register_at, with_year
from tests.support.command_line import Shell
from tests.support.one_document import as_markdown, exported, pending
from tests.support.today import TODAY

CALENDAR = FORMS["calendar"]
OF_THE_YEAR = ExportRequest(forms=(CALENDAR,), year=2026)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by a minute each time the register looks at it."""
    minutes = itertools.count()

    def now() -> str:
        moment = datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(minutes=next(minutes))
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    for module in (opened, restoring):
        monkeypatch.setattr(module, "now", now)


def text_of(register: Register, record: Record | None = None, year: int = 2026) -> str:
    return as_markdown(CALENDAR, scope_of(register, record, year))


def scope_of(register: Register, record: Record | None = None, year: int = 2026) -> CalendarScope:
    """The calendar of a review, or of a year."""
    if record is None:
        return CalendarScope(register, school_reviews_of_year(register, year), year)
    now = school_review_of(register, register.record(REVIEWS, record.key))
    return CalendarScope(register, (now,))


@dataclass(frozen=True)
class Event:
    """An event as a calendar reads it."""

    uid: str
    first: date
    end: date
    stamp: datetime
    modified: datetime
    sequence: int
    summary: str
    description: str
    status: str
    transp: str


def events(text: str) -> dict[str, Event]:
    """The events by what stands in the UID after the register's id: `PR-2026-001-review`."""
    calendar = icalendar.Calendar.from_ical(text.encode())
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.errors == []
    listed = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in listed)
    read = [
        Event(
            str(event["UID"]), event.decoded("DTSTART"), event.decoded("DTEND"),
            event.decoded("DTSTAMP"), event.decoded("LAST-MODIFIED"), event.decoded("SEQUENCE"),
            str(event["SUMMARY"]), str(event["DESCRIPTION"]), str(event["STATUS"]),
            str(event["TRANSP"]),
        )
        for event in listed
    ]  # fmt: skip
    by_uid = {event.uid.partition("-")[2].partition("@")[0]: event for event in read}
    assert len(by_uid) == len(listed)
    return by_uid


def put(register: Register, record: Record, field: Field[object], value: Json) -> None:
    register.apply(setting(register.record(record.table, record.key), field, value))


def days(event: Event) -> tuple[date, date]:
    return event.first, event.end


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, {**HALF, "end_date": "2026-11-27"})
        read = events(text_of(register, record))
        event = read[f"{record.id}-review"]
        assert days(event) == (date(2026, 11, 26), date(2026, 11, 28))  # the end is exclusive
        assert event.summary == "Peer review: Heath Primary School"
        assert event.status == "CONFIRMED"
        assert event.description == (
            "Lead Reviewer: Joan Mason\nOther reviewers: Ravi Patel\n"
            f"Improvement Champions: Priya Nair\n{record.id}"
        )
        assert event.uid == f"{register.id}-{record.id}-review@peer-review-register"
        sent = read[f"{record.id}-summary_sent"]
        assert days(sent) == (date(2026, 12, 4), date(2026, 12, 5))
        assert sent.summary == "Due: Summary sent, Heath Primary School"
        assert (
            "5 working days after the feedback, which is due on Fri 27 Nov 2026" in sent.description
        )
        assert "Lead Reviewer: Joan Mason" in sent.description


def test_it_says_what_outlook_google_and_apple_ask_for(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        text = text_of(register)
        head = text.partition("BEGIN:VEVENT")[0].split("\r\n")
        assert {"VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"} <= set(head)
        assert "X-WR-CALNAME:Peer reviews: 2026–27" in head
        assert f"X-WR-RELCALID:{register.id}-2026@peer-review-register" in head
        assert "DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261127" in text
        assert text.endswith("END:VCALENDAR\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert text == text_of(register)
        of_year, of_review = (
            pending(CALENDAR, scope_of(register, scoped)) for scoped in (None, record)
        )
        assert of_year.name == "calendar - 2026-27.ics"
        assert of_review.name.endswith("- calendar - 2026-11-26.ics")


def test_what_a_person_wrote_is_escaped_and_folded_and_comes_back(tmp_path: Path) -> None:
    nasty = "St. Ann’s; “A, B” \\n C\\, \N{BOOKS}" + "é" * 300 + " END:VEVENT"
    with register_at(tmp_path) as register:
        record = filled(
            register, {**HALF, "school_name": nasty, "lead_reviewer": person("A;B,C:D")}
        )
        read = events(text_of(register, record))
        assert read[f"{record.id}-review"].summary == f"Peer review: {nasty}"
        assert "Lead Reviewer: A;B,C:D\n" in read[f"{record.id}-review"].description


def test_a_change_keeps_the_uid_and_raises_the_sequence(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        before = events(text_of(register))
        put(register, record, review.DATE_OF_REVIEW, "2026-12-03")
        after = events(text_of(register))
        assert after.keys() == before.keys()
        for key, event in after.items():
            assert event.uid == before[key].uid
            assert before[key].sequence < event.sequence
            moved = days(event) != days(before[key])
            assert moved == (event.status != "CANCELLED" or key.endswith("data_sharing"))


def test_the_sequence_is_that_of_the_last_change_to_what_the_event_says(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        before = events(text_of(register))
        put(register, record, review.NOTE, "Ring before nine.")
        assert events(text_of(register)) == before
        put(register, record, feedback.WORKSHOP_AGREED_DATE, "2026-12-08")
        after = events(text_of(register))
        assert after[f"{record.id}-workshop"].sequence > before[f"{record.id}-workshop"].sequence
        assert after[f"{record.id}-review"] == before[f"{record.id}-review"]
        closed: Json = [{"from": "2026-11-30", "until": "2026-12-01", "name": "Flood"}]
        put(register, register.consortium, consortium.CLOSURES, closed)
        sent = events(text_of(register))[f"{record.id}-summary_sent"]
        assert sent.sequence > after[f"{record.id}-workshop"].sequence
        assert "skipped Flood" in sent.description
        register.undo()
        undone = events(text_of(register))[f"{record.id}-summary_sent"]
        assert undone.sequence > sent.sequence
        assert days(undone) == days(after[f"{record.id}-summary_sent"])


def test_the_stamp_is_the_moment_of_the_change(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        last = list(register.history())[-1]
        event = events(text_of(register))[f"{record.id}-review"]
        moment = datetime.fromisoformat(last.time).replace(microsecond=0)
        assert event.stamp == event.modified == moment
        assert moment.tzinfo is UTC or moment.utcoffset() == datetime.now(UTC).utcoffset()


def test_the_workshop_is_one_event_from_due_to_agreed_to_held(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        key = f"{record.id}-workshop"
        due = events(text_of(register))[key]
        assert (due.status, due.transp) == ("TENTATIVE", "TRANSPARENT")
        assert due.summary == "Workshop due: Heath Primary School"
        assert days(due)[0] == date(2026, 12, 10)
        put(register, record, feedback.WORKSHOP_AGREED_DATE, "2026-12-08")
        agreed = events(text_of(register))[key]
        assert (agreed.status, agreed.transp) == ("CONFIRMED", "OPAQUE")
        assert days(agreed)[0] == date(2026, 12, 8)
        put(register, record, feedback.WORKSHOP_DATE, "2026-12-09")
        held = events(text_of(register))[key]
        assert (days(held)[0], held.summary) == (
            date(2026, 12, 9),
            "Workshop: Heath Primary School",
        )
        assert held.uid == due.uid


def test_a_deadline_that_is_done_is_cancelled_and_not_left_standing(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        done = events(text_of(register))[f"{record.id}-data_sharing"]
        assert done.status == "CANCELLED"
        assert done.summary == "Done: Data Shared, Heath Primary School"
        assert events(text_of(register))[f"{record.id}-meeting"].status == "CONFIRMED"


def test_a_cancelled_review_takes_its_events_with_it(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        changes = setting(record, review.STATUS, "cancelled")
        register.apply([*changes, *setting(record, review.STATUS_REASON, "The head is ill")])
        read = events(text_of(register))
        assert {event.status for event in read.values()} == {"CANCELLED"}
        event = read[f"{record.id}-review"]
        assert event.summary == "Peer review cancelled: Heath Primary School"
        assert event.description.startswith("Cancelled: The head is ill\n")
        assert read[f"{record.id}-meeting"].summary.startswith("No longer due: ")


def test_the_years_evaluation_is_there_once(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        first, second = filled(register, HALF), filled(register, HALF)
        with_year(register)
        register.apply(setting(register.record(YEARS, 2026), YEARS.field("evaluation.date"), None))
        read = events(text_of(register))
        assert days(read["2026-evaluation"])[0] == date(2027, 7, 1)
        assert "evaluation" not in {key.rpartition("-")[2] for key in read if first.id in key}
        assert f"{second.id}-review" in read


def test_what_has_no_day_any_more_is_cancelled_on_its_last_one(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        put(register, record, support.FOLLOW_UP_DUE, "2027-02-25")
        put(register, record, support.FOLLOW_UP_DUE, "2027-03-04")
        put(register, record, summary.CUSTODY.received, "2026-11-30")
        before = events(text_of(register))
        put(register, record, support.FOLLOW_UP_DUE, None)
        put(register, record, summary.CUSTODY.received, None)
        put(register, record, review.NOTE, "Ring before nine.")
        gone = {f"{record.id}-follow_up", f"{record.id}-summary_forwarded"}
        for text in (text_of(register), text_of(register, record)):
            after = events(text)
            assert after.keys() == before.keys()
            for key in gone:
                assert days(after[key]) == days(before[key])
                assert after[key].uid == before[key].uid
                assert after[key].status == "CANCELLED"
                assert after[key].sequence > before[key].sequence
                assert after[key].summary == f"No longer on this day: {before[key].summary}"
            assert after[f"{record.id}-meeting"].status == "CONFIRMED"
        put(register, record, support.FOLLOW_UP_DUE, "2027-03-11")
        again = events(text_of(register))[f"{record.id}-follow_up"]
        assert (again.status, days(again)[0]) == ("CONFIRMED", date(2027, 3, 11))
        assert again.sequence > after[f"{record.id}-follow_up"].sequence


def test_a_review_without_its_date_takes_all_its_events_back(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        before = events(text_of(register))
        put(register, record, review.DATE_OF_REVIEW, None)
        for text in (text_of(register), text_of(register, record)):
            after = events(text)
            assert {key: days(event) for key, event in after.items()} == {
                key: days(event) for key, event in before.items()
            }
            assert {event.status for event in after.values()} == {"CANCELLED"}


def test_a_review_that_was_taken_back_takes_its_events_with_it(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        filled(register, HALF)
        made(register, date="2026-12-01")
        before = events(text_of(register))
        register.undo()
        after = events(text_of(register))
        assert after.keys() == before.keys()
        gone = [event for key, event in after.items() if key.startswith("PR-2026-002-")]
        assert {event.status for event in gone} == {"CANCELLED"}
        assert after["PR-2026-001-review"] == before["PR-2026-001-review"]


def test_a_review_that_left_the_year_is_moved_in_its_calendar_as_in_the_new_years(
    tmp_path: Path,
) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        before = events(text_of(register))
        put(register, record, review.DATE_OF_REVIEW, "2027-09-30")
        old, new = events(text_of(register)), events(text_of(register, year=2027))
        assert old == new
        assert old.keys() == before.keys()
        assert days(old[f"{record.id}-review"])[0] == date(2027, 9, 30)
        assert old[f"{record.id}-review"].status == "CONFIRMED"
        assert old[f"{record.id}-review"].sequence > before[f"{record.id}-review"].sequence
        with pytest.raises(Refused):
            text_of(register, year=2025)


def test_an_evaluation_without_its_day_is_cancelled(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        filled(register, HALF)
        with_year(register)
        register.apply(setting(register.record(YEARS, 2026), impact.EVALUATION_DUE, None))
        event = events(text_of(register))["2026-evaluation"]
        assert (days(event)[0], event.status) == (date(2027, 7, 1), "CANCELLED")


def test_two_registers_never_share_a_uid(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with register_at(tmp_path / "a") as first, register_at(tmp_path / "b") as second:
        mine = text_of(first, filled(first, HALF))
        theirs = text_of(second, filled(second, HALF))
        uids = [
            {line for line in text.split("\r\n") if line.startswith("UID:")}
            for text in (mine, theirs)
        ]
        assert uids[0]
        assert not uids[0] & uids[1]


def test_a_calendar_of_nothing_is_refused(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        with pytest.raises(Refused, match="Nothing of 2026–27 has a date"):
            text_of(register)
        undated = made(register)
        with pytest.raises(Refused, match=f"{undated.id} has a date"):
            text_of(register, undated)


def test_an_export_replaces_its_own_calendar_and_no_other(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        path = exported(register, OF_THE_YEAR, out)
        put(register, record, review.DATE_OF_REVIEW, "2026-12-03")
        assert exported(register, OF_THE_YEAR, out) == path
        assert path.read_bytes() == text_of(register).encode()
        of_review = exported(register, ExportRequest(forms=(CALENDAR,), reviews=(record.id,)), out)
        assert of_review != path
        for foreign in (
            "BEGIN:VCALENDAR\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n",
            text_of(register).replace(register.id, "0" * 16),
            text_of(register, record),
            "",
        ):
            path.write_bytes(foreign.encode())
            with pytest.raises(Refused, match="is there already and is not an earlier export"):
                exported(register, OF_THE_YEAR, out)
            assert path.read_bytes() == foreign.encode()


def test_a_register_without_its_journal_still_counts_no_event_backwards(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        before = events(text_of(register, record))
    path = path_of(register)
    path.with_name(f"{path.name}.journal").unlink()
    with open_register(path, user="office", today=lambda: TODAY) as begun_late:
        begun_late.apply([making("schools", {"name": "Elm"})])
        assert len(list(begun_late.history())) == 1
        for key, event in events(text_of(begun_late, record)).items():
            assert event.sequence >= before[key].sequence


def test_after_a_restore_every_event_still_counts_upwards(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
        key = f"{record.id}-review"
        backup = register.backup(tmp_path / "copies")
        for day in ("2026-12-03", "2026-12-10", "2026-12-17"):
            put(register, record, review.DATE_OF_REVIEW, day)
        lost = events(text_of(register))
    restored(path_of(register), backup, "office")
    for _ in range(2):  # opened from its file, and from what it wrote itself
        with open_register(path_of(register), today=lambda: TODAY) as again:
            back = events(text_of(again))
            assert all(event.sequence > lost[key].sequence for event in back.values())
            assert all(event.stamp > lost[key].stamp for event in back.values())
            assert days(back[key])[0] == date(2026, 11, 26)
            put(again, record, review.NOTE, "Ring before nine.")
    with open_register(path_of(register), today=lambda: TODAY) as again:
        put(again, record, review.DATE_OF_REVIEW, "2026-12-04")
        assert events(text_of(again))[key].sequence > back[key].sequence


def test_a_clock_that_is_put_back_counts_no_event_backwards() -> None:
    def entry(seq: int, time: str) -> Entry:
        was = (Change(REVIEWS.name, seq, review.DATE_OF_REVIEW.path, None, "2026-12-03"),)
        return Entry(seq, time, "office", "", was, "")

    touched = LastChanges.by(
        [
            entry(1, "2026-11-02T10:00:00.000Z"),
            entry(2, "2026-11-02T09:00:00.000Z"),
            entry(3, "2026-11-02T09:00:00.500Z"),
        ]
    )
    school_reviews = [SchoolReview(Record(REVIEWS, key, {})) for key in (1, 2, 3)]
    first, second, third = (
        touched.last(facts_of_review(school_review)).sequence for school_review in school_reviews
    )
    assert first < second < third < 2**31


def test_the_command_writes_clean_bytes_and_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, HALF)
    shell = Shell(tmp_path / "register.json", capsys, monkeypatch)
    said = shell.done("export", "--form", "calendar", "--to", "-").out
    assert said.startswith("BEGIN:VCALENDAR")
    assert f"{record.id}-review" in events(said.replace("\r\n", "\n"))
    out = str(tmp_path / "out")
    written = shell.done("export", record.id, "--form", "calendar", "--to", out).out
    assert Path(written.strip()).suffix == ".ics"
    assert Path(written.strip()).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    answer = shell.run("export", record.id, "--form", "calendar", "--year", "2026", "--to", "-")
    assert answer.status == 2
    assert "Give a REVIEW or --year, not both." in answer.err
    assert "2024–25" in shell.refused("export", "--form", "calendar", "--year", "2024", "--to", "-")

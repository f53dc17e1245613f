"""Closures and school holidays from a file: all of it or none, and a sentence when it is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.changes.consortium_settings import adding_periods
from store.errors import Unreadable
from store.imports.closures_file import SIZE_LIMIT, read_periods
from store.paperwork import consortium
from store.schedule.working_days import Period
from tests.support.a_register import begun
from tests.support.command_line import Shell
from tests.support.today import TODAY

CHRISTMAS = Period(date(2026, 12, 21), date(2027, 1, 1), "Christmas")
INSET = Period(date(2027, 1, 4), date(2027, 1, 4), "Inset")


def ics(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}END:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//c//\r\n{body}END:VCALENDAR\r\n".encode()


def event(start: str, end: str, name: str = "Half term", *more: str) -> str:
    lines = [f"DTSTART{start}", *([f"DTEND{end}"] if end else []), f"SUMMARY:{name}", *more]
    return "".join(f"{line}\r\n" for line in lines)


def ranges(raw: bytes) -> list[tuple[str, str, str]]:
    periods = read_periods(raw, TODAY).periods
    return [(period.first.isoformat(), period.last.isoformat(), period.name) for period in periods]


@pytest.mark.parametrize(
    "text",
    [
        "21/12/2026,1/1/2027,Christmas\n4/1/27,,Inset\n",
        "from,until,name\n21 dec 2026,1 jan 2027,Christmas\n4 jan,4 jan,Inset\n",
        "\ufeffName;Start date;End date\r\nChristmas;21.12.2026;1.1.2027\r\nInset;2027-01-04;\r\n",
        'What\tBegins\tTo\n"Christmas"\t21/12/26\t1/1/27\n\n\t\t\nInset\t4/1/27\t\n',
        "21/12/2026,1/1/2027,Christmas\n4/1/27,,Inset\n21/12/2026,1/1/2027,Christmas\n",
    ],
)
def test_a_csv_is_read_by_its_headings_or_by_its_order(text: str) -> None:
    assert read_periods(text.encode(), TODAY).periods == (CHRISTMAS, INSET)


def test_a_csv_of_a_spreadsheet_in_windows_has_its_letters() -> None:
    assert ranges("4/1/2027,,Café – shut\n".encode("cp1252"))[0][2] == "Café – shut"


def test_the_end_of_an_event_is_the_day_after_its_last() -> None:
    assert ranges(ics(event(";VALUE=DATE:20270215", ";VALUE=DATE:20270220"))) == [
        ("2027-02-15", "2027-02-19", "Half term")
    ]
    assert ranges(ics(event(";VALUE=DATE:20270215", ""))) == [
        ("2027-02-15", "2027-02-15", "Half term")
    ]
    assert ranges(ics(event(";VALUE=DATE:20270215", "", "Half term", "DURATION:P5D"))) == [
        ("2027-02-15", "2027-02-19", "Half term")
    ]


def test_an_event_with_hours_is_the_days_it_has_in_london() -> None:
    # 23:30 UTC on 31 May is half past midnight on 1 June in London.
    timed = event(":20270531T233000Z", ":20270602T150000Z")
    assert ranges(ics(timed)) == [("2027-06-01", "2027-06-02", "Half term")]


def test_what_is_not_taken_as_it_stands_is_told() -> None:
    first, last = ";VALUE=DATE:20270215", ";VALUE=DATE:20270220"
    file = read_periods(
        ics(
            event(first, last),
            event(first, last, "Off", "STATUS:CANCELLED"),
            event(last, "", "Weekly", "RRULE:FREQ=WEEKLY"),
        ),
        TODAY,
    )
    assert [period.name for period in file.periods] == ["Half term", "Weekly"]
    assert file.notices == (
        "Event 2 (Off) was left out: it is cancelled.",
        "Event 3 (Weekly) repeats; only its first time was taken.",
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "This file is empty; it needs from, until, name"),
        (b"from,until,name\n", "No days were found in this file"),
        (b"1/1/2027,24/12/2026,X\n", "Line 1: the range runs backwards, from Fri 1 Jan 2027"),
        (b"4/1/2027,,A\n31/2/2027,,B\n", "Line 2: There is no 31 February: February has 28 days."),
        (b"soon,,A\n", "Line 1: 'soon' is not a date"),
        (b'4/1/2027,,"never closed\n', "quotation mark"),
        (b"4/1/2027,," + b"x" * 501, "the name has 501 characters"),
        (b"PK\x03\x04zip", "This is an Excel workbook or a zip file, not CSV; open it in a"),
        (b"\x81\x8d", "neither in UTF-8 nor in Windows-1252"),
        (b"x" * (SIZE_LIMIT + 1), "bytes; at most 5,000,000 are read"),
        (ics(), "No days were found"),
        (b"BEGIN:VCALENDAR\r\nnonsense", "This calendar cannot be read"),
        (ics(event(";VALUE=DATE:20270220", ";VALUE=DATE:20270215")), "runs backwards"),
        (ics("SUMMARY:Nothing\r\n"), "Event 1 (Nothing) has no day it begins on."),
        (ics(event(";VALUE=DATE:19010101", "")), "the year 1901 is not between 1990 and 2100"),
        (ics(event(";VALUE=DATE:20270215", "", "A", "DURATION:P9999999D")), "beyond the year"),
    ],
)
def test_what_cannot_be_read_is_none_of_it_and_says_where_and_why(raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_periods(raw, TODAY)
    assert said in str(told.value)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(
    st.binary(max_size=200)
    | st.lists(cells, max_size=12).map(lambda parts: ",".join(parts).encode())
    | st.lists(cells, max_size=4).map(lambda parts: ics(*(f"{part}\r\n" for part in parts)))
)
def test_any_file_is_read_or_refused_in_a_sentence(raw: bytes) -> None:
    said = ""
    try:
        file = read_periods(raw, TODAY)
    except Unreadable as error:
        said = str(error)
    else:
        assert all(period.first <= period.last for period in file.periods)
    assert not said or said.endswith((".", "?"))


def test_what_stands_there_is_not_added_again_and_one_undo_takes_all_back(tmp_path: Path) -> None:
    field = consortium.SCHOOL_HOLIDAYS
    with begun(tmp_path / "register.json") as register:
        register.apply(adding_periods(register.consortium, field, [INSET]))
        changes = adding_periods(register.consortium, field, [CHRISTMAS, INSET, CHRISTMAS])
        assert len(changes) == 1
        register.apply(changes)
        assert [row[consortium.PERIOD_NAME] for row in register.consortium[field]] == [
            "Inset", "Christmas",
        ]  # fmt: skip
        register.undo()
        assert len(register.consortium[field]) == 1
        assert register.consortium[consortium.CLOSURES] == ()


def test_the_command_adds_the_days_of_a_file_or_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(tmp_path / "register.json").close()
    shell = Shell(tmp_path / "register.json", capsys, monkeypatch)
    file = tmp_path / "terms.ics"
    file.write_bytes(ics(event(";VALUE=DATE:20270215", ";VALUE=DATE:20270220")))
    done = shell.done("closures", "import", str(file), "--school-holidays")
    assert done.out == "School holidays: 1 added, 0 there already.\n"
    again = shell.done("closures", "import", str(file), "--school-holidays")
    assert again.out == "School holidays: 0 added, 1 there already.\n"
    file.write_text("1/1/2027,24/12/2026,X\n")
    assert "runs backwards" in shell.refused("closures", "import", str(file))
    assert "cannot be read" in shell.refused("closures", "import", str(tmp_path / "none.csv"))

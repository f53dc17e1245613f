"""Schools come from the Department's extract, or from whatever somebody saved as CSV."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import Unreadable
from store.imports.schools_file import SchoolFacts, SchoolsFile, read_schools
from tests.support.places import DATA
from tests.support.today import TODAY

ESSEX = DATA / "essex-schools.csv"


def read(text: str, encoding: str = "utf-8") -> SchoolsFile:
    return read_schools(io.BytesIO(text.encode(encoding)), TODAY)


def refusal(raw: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_schools(io.BytesIO(raw), TODAY)
    return str(refused.value)


def test_all_248_schools_of_essex_are_read() -> None:
    file = read_schools(io.BytesIO(ESSEX.read_bytes()), TODAY)
    assert len(file.schools) == 248
    assert file.notices == ()
    by_urn = {school.urn: school for school in file.schools}
    assert by_urn["133312"] == SchoolFacts(
        name="Abacus Primary School", urn="133312", phase="Primary"
    )
    assert by_urn["115141"].name == (
        "All Saints Church of England Voluntary Aided Primary School, Great Oakley"
    )


EXTRACT = (
    "URN,EstablishmentName,EstablishmentStatus (name),CloseDate,PhaseOfEducation (name),"
    "ReligiousCharacter (name),NumberOfPupils,Town,Postcode,TelephoneNum,HeadTitle (name),"
    "HeadFirstName,HeadLastName,SchoolWebsite,MainEmail\n"
)


def test_every_fact_of_the_extract_is_read() -> None:
    row = (
        "115000,Milldene Primary School,Open,,Primary,Church of England,210,Tiptree,CO5 0EF,"
        "01621810000,Mrs,Ada,Byron,www.example.org,office@milldene.example\n"
    )
    assert read(EXTRACT + row).schools == (
        SchoolFacts(
            name="Milldene Primary School",
            urn="115000",
            phase="Primary",
            religious_character="Church of England",
            pupils=210,
            town="Tiptree",
            postcode="CO5 0EF",
            telephone="01621810000",
            headteacher="Mrs Ada Byron",
            email="office@milldene.example",
        ),
    )


@pytest.mark.parametrize("nothing", ["Does not apply", "None", "none", ""])
def test_a_school_without_a_religious_character_has_none(nothing: str) -> None:
    file = read(f"name,ReligiousCharacter (name)\nA,{nothing}\n")
    assert file.schools[0].religious_character == ""


def test_a_missing_part_of_the_headteachers_name_leaves_no_gap() -> None:
    file = read("HeadLastName,name,HeadTitle (name)\nByron,A,\nByron,B,Dr\n")
    assert [school.headteacher for school in file.schools] == ["Byron", "Dr Byron"]


@pytest.mark.parametrize(
    "header", ["EstablishmentName", "ESTABLISHMENT NAME", " establishmentname ", "Name", "School"]
)
def test_the_column_of_names_is_found_however_it_is_spaced_or_capitalised(header: str) -> None:
    assert read(f"Extra,{header}\nx,Milldene\n").schools == (SchoolFacts(name="Milldene"),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_heading_says_what_parts_the_columns(delimiter: str) -> None:
    file = read(f"URN{delimiter}name\n1{delimiter}Milldene\n")
    assert file.schools == (SchoolFacts(name="Milldene", urn="1"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_curly_apostrophe_is_read_in_each_encoding(encoding: str) -> None:
    assert read("name\nSt Mary\u2019s\n", encoding).schools[0].name == "St Mary\u2019s"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_be_blank(ending: str) -> None:
    file = read(ending.join(["", "name,town", "A,X", "", ",", "B,", ""]))
    assert [school.name for school in file.schools] == ["A", "B"]
    assert file.notices == ()


def test_the_first_school_of_a_urn_is_kept() -> None:
    file = read("URN,name\n1,First\n,No URN\n,No URN either\n1,Second\n")
    assert [school.name for school in file.schools] == ["First", "No URN", "No URN either"]
    assert file.notices == ("Line 5 was left out: its URN, 1, is that of line 2 already.",)


def test_a_school_is_closed_by_its_status_or_by_a_day_that_has_passed() -> None:
    file = read(
        "name,EstablishmentStatus (name),CloseDate\n"
        "A,Open,\nB,Closed,\nC,Open,22-11-2026\nD,Open,23-11-2026\nE,,01-09-1985\n"
        'F,"Open, but proposed to close",31-08-2027\n'
    )
    assert [school.name for school in file.schools if not school.open] == ["B", "C", "E"]
    assert file.notices == ("3 of 6 schools are closed.",)


def test_a_row_without_a_name_is_left_out_and_said() -> None:
    file = read("URN,name\n1,\n2,B\n")
    assert [school.name for school in file.schools] == ["B"]
    assert file.notices == ("Line 2 was left out: it names no school.",)


def test_a_name_over_500_characters_is_left_out_and_said() -> None:
    file = read(f"name\n{'x' * 501}\n{'x' * 500}\n")
    assert len(file.schools) == 1
    assert file.notices == (
        "Line 2 was left out: its 'EstablishmentName' has 501 characters, more than 500; "
        "is a quotation mark never closed?",
    )


def test_a_line_is_named_by_where_its_row_begins() -> None:
    file = read('name,pupils\n"Milldene\nPrimary",x\nB,y\n')
    assert file.schools[0].name == "Milldene Primary"
    assert [notice[:7] for notice in file.notices] == ["Line 2:", "Line 4:"]


def test_cells_without_a_heading_are_said_and_so_are_missing_ones() -> None:
    file = read("name,town\nOakley, Great,Harwich,\nB\n")
    assert [(school.name, school.town) for school in file.schools] == [
        ("Oakley", "Great"),
        ("B", ""),
    ]
    assert file.notices == (
        "Line 2: 1 cell too many; is a comma in a name without quotation marks round the name?",
        "Line 3: 1 cell too few; what would stand there is not changed.",
    )


@pytest.mark.parametrize(
    ("written", "pupils"), [("210", 210), ("1,210", 1210), ("0", 0), ("", None)]
)
def test_pupils_are_a_number(written: str, pupils: int | None) -> None:
    file = read(f'name,pupils\nA,"{written}"\n')
    assert file.schools[0].pupils == pupils
    assert file.notices == ()


@pytest.mark.parametrize("written", ["many", "-1", "1.5", "9" * 9, "\u0662"])
def test_pupils_that_are_no_number_are_not_taken_and_said(written: str) -> None:
    file = read(f"name,pupils\nA,{written}\n")
    assert file.schools[0].pupils is None
    assert file.notices == (
        f"Line 2: the number of pupils, '{written}', is not a number and was not taken.",
    )


def test_a_closing_date_that_is_none_is_said() -> None:
    file = read("name,CloseDate\nA,31-02-2020\n")
    assert file.schools[0].open
    assert "'31-02-2020'" in file.notices[0]


def test_values_are_cleaned() -> None:
    assert read("name\n\x1b[31m St\u2028John \x07\n").schools[0].name == "[31m St John"


def test_headings_without_schools_are_said() -> None:
    file = read("name\n")
    assert (file.schools, file.notices, file.rows) == (
        (), ("No school was found below the headings.",), 0,
    )  # fmt: skip


def test_a_missing_column_is_named_with_those_found() -> None:
    sentence = refusal(b"URN;Schule;Ort\n1;2;3\n")
    assert "'EstablishmentName'" in sentence
    assert "'URN', 'Schule', 'Ort'" in sentence


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\n \r\n", b",,\n"])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    assert refusal(raw) == "This file is empty; choose the CSV file with the schools."


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel workbook"),
        ("name\nA\n".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7", "PDF"),
        (b"name\nA\x00\n", "not text"),
        (b"name\nA\x81\n", "neither in UTF-8 nor in Windows-1252"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_with_what_to_do(raw: bytes, what: str) -> None:
    sentence = refusal(raw)
    assert what in sentence
    assert "CSV" in sentence


def test_a_urn_that_is_no_number_is_left_out_and_said_and_the_school_stays() -> None:
    file = read("URN,name\nxx,A\nxx,B\n100001,C\n")
    assert [(school.name, school.urn) for school in file.schools] == [
        ("A", ""),
        ("B", ""),
        ("C", "100001"),
    ]
    assert file.notices == (
        "Line 2: its URN, 'xx', is not a number and was not taken.",
        "Line 3: its URN, 'xx', is not a number and was not taken.",
    )


@pytest.mark.parametrize(
    "rows",
    [
        'A,Open,1\n"unclosed,Open,1\nB,Open,2\n',
        'A,Open,1\n"unclosed,Open,1\nB,"Open",2\n',
    ],
)
def test_a_quotation_mark_never_closed_makes_no_school_of_two_lines(rows: str) -> None:
    assert refusal(f"name,EstablishmentStatus,URN\n{rows}".encode()) == (
        "The row that begins on line 3 cannot be read; look for a quotation mark that is never "
        "closed."
    )


def test_quoted_headings_are_read_whatever_parts_them() -> None:
    assert read('"URN";"name"\n"1";"A"\n').schools == (SchoolFacts(name="A", urn="1"),)


def test_a_quotation_mark_never_closed_is_refused_with_its_line() -> None:
    assert "line 2 " in refusal(b'name\n"A' + b"\nx" * 100_000)


def test_a_renamed_column_of_names_is_answered_with_the_nearest_heading() -> None:
    sentence = refusal(b"URN,Establishment_Name,EstablishmentNumber\n1,A,2001\n")
    assert "rename 'Establishment_Name' if that is it" in sentence
    assert "'EstablishmentNumber'" in refusal(b"URN,EstablishmentNumber\n1,2001\n")
    assert "rename" not in refusal(b"URN,EstablishmentNumber\n1,2001\n")


def test_any_other_renamed_column_is_named_beside_the_nearest_and_the_rest_is_read() -> None:
    file = read("name,URN,EstablishmentStatus_name,LA (name),Locality\nA,1,Closed,Essex,X\n")
    assert file.schools == (SchoolFacts(name="A", urn="1"),)
    assert file.notices == (
        "No column is called 'EstablishmentStatus (name)', so it was not read; is it "
        "'EstablishmentStatus_name'? Then name that column 'EstablishmentStatus (name)'.",
    )
    assert file.lacking[:2] == ("PhaseOfEducation (name)", "ReligiousCharacter (name)")
    assert "EstablishmentStatus (name)" not in file.lacking


def test_a_school_closed_in_the_middle_of_a_year_has_its_day() -> None:
    file = read("name,EstablishmentStatus (name),CloseDate\nA,Closed,31-10-2026\n")
    assert file.schools == (SchoolFacts(name="A", open=False, close_date=date(2026, 10, 31)),)


def test_quotation_marks_within_a_name_stay_and_odd_ones_are_refused_with_their_line() -> None:
    file = read('name,URN\nThe "Old" School,1\n"The ""Old"" School",2\n')
    assert {school.name for school in file.schools} == {'The "Old" School'}
    assert "line 3 " in refusal(b'name,URN\nA,1\n"The "Old" School",2\nC,3\n')


def test_a_line_without_an_end_is_no_csv() -> None:
    assert "more than 1,000,000 characters" in refusal(b"name\n" + b"x" * 1_000_001)


COLUMNS = 60
"""Of an extract that is made here; the true one has some 150."""
PART = 52_000
HEADINGS = [*EXTRACT.strip().split(","), *(f"Other{n} (name)" for n in range(COLUMNS))]


def extract(rows: int, ending: str, encoding: str) -> bytes:
    """An extract of so many schools, its columns in another order than the Department's."""
    other = ",".join(["Not applicable"] * COLUMNS)
    lines = [",".join(reversed(HEADINGS))]
    for number in range(rows):
        cells = [
            str(100_000 + number), f'"St Mary’s, No. {number}"', "Open", "", "Primary", "None",
            "210", "Tiptree", "CO5 0EF", "01621810000", "Mrs", "Ada", "Byron", "", "",
        ]  # fmt: skip
        lines.append(f"{other},{','.join(reversed(cells))}")
    return (ending.join(lines) + ending).encode(encoding)


@pytest.mark.parametrize(
    ("encoding", "ending"), [("utf-8-sig", "\n"), ("cp1252", "\r\n")], ids=["UTF-8 LF", "1252 CRLF"]
)
def test_an_extract_of_52_000_schools_is_read_whole(encoding: str, ending: str) -> None:
    raw = extract(PART, ending, encoding)
    told: list[tuple[int, int]] = []
    file = read_schools(io.BytesIO(raw), TODAY, tell=lambda *far: told.append(far))
    assert (len(file.schools), file.rows) == (PART, PART)
    assert file.schools[-1].name == "St Mary’s, No. 51999"
    assert file.schools[-1].headteacher == "Mrs Ada Byron"
    assert file.notices == ()
    assert told == sorted(told)
    assert told[-1] == (len(raw), len(raw))
    assert 50 < len(told) < 200


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_lines_end_either_way_in_every_encoding(encoding: str, ending: str) -> None:
    file = read_schools(io.BytesIO(extract(500, ending, encoding)), TODAY)
    assert (len(file.schools), file.rows) == (500, 500)
    assert file.schools[-1].name == "St Mary’s, No. 499"
    assert file.schools[-1].headteacher == "Mrs Ada Byron"
    assert file.notices == ()


def test_reading_holds_what_is_wanted_and_little_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "edubasealldata.csv"
    path.write_bytes(extract(5_000, "\r\n", "cp1252"))
    with path.open("rb") as file:
        tracemalloc.start()
        wanted = read_schools(file, TODAY, wanted=lambda school: school.urn == "104999")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert [school.urn for school in wanted.schools] == ["104999"]
    assert wanted.rows == 5_000
    assert path.stat().st_size > 4_900_000
    assert most < 2_500_000


def test_reading_is_ended_by_what_the_listener_raises() -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Stopped

    with pytest.raises(Stopped):
        read_schools(io.BytesIO(extract(4_000, "\n", "utf-8")), TODAY, tell=stop)


@given(st.one_of(st.binary(), st.text().map(lambda text: b"name,URN,pupils\n" + text.encode())))
@example(b'name\n"')
def test_any_bytes_are_read_or_refused_with_a_sentence(raw: bytes) -> None:
    try:
        file = read_schools(io.BytesIO(raw), TODAY)
    except Unreadable as refused:
        said = [str(refused)]
    else:
        said = list(file.notices)
        assert all(school.name for school in file.schools)
    assert all(sentence.endswith((".", "?")) for sentence in said)

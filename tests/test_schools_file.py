"""Schools come from the Department's extract, or from whatever somebody saved as CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.csv_text import Unreadable
from store.schools_file import SchoolFacts, SchoolsFile, read_schools

TODAY = date(2026, 11, 23)
ESSEX = Path(__file__).parent / "data" / "essex-schools.csv"


def read(text: str, encoding: str = "utf-8") -> SchoolsFile:
    return read_schools(text.encode(encoding), TODAY)


def refusal(raw: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_schools(raw, TODAY)
    return str(refused.value)


def test_all_248_schools_of_essex_are_read() -> None:
    file = read_schools(ESSEX.read_bytes(), TODAY)
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
    "HeadFirstName,HeadLastName,SchoolWebsite\n"
)


def test_every_fact_of_the_extract_is_read() -> None:
    row = (
        "115000,Milldene Primary School,Open,,Primary,Church of England,210,Tiptree,CO5 0EF,"
        "01621810000,Mrs,Ada,Byron,www.example.org\n"
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
    file = read(ending.join(["", "name,town", "A,X", "", ",", "B", ""]))
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


def test_cells_without_a_heading_are_said_and_missing_ones_are_empty() -> None:
    file = read("name,town\nOakley, Great,Harwich,\nB\n")
    assert [(school.name, school.town) for school in file.schools] == [
        ("Oakley", "Great"),
        ("B", ""),
    ]
    assert file.notices == (
        "Line 2: 1 cell too many; is a comma in a name without quotation marks round the name?",
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
    assert read("name\n") == SchoolsFile((), ("No school was found below the headings.",))


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


@given(st.one_of(st.binary(), st.text().map(lambda text: b"name,URN,pupils\n" + text.encode())))
@example(b'name\n"')
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(raw: bytes) -> None:
    try:
        file = read_schools(raw, TODAY)
    except Unreadable as refused:
        said = [str(refused)]
    else:
        said = list(file.notices)
        assert all(school.name for school in file.schools)
    assert all(sentence.endswith((".", "?")) for sentence in said)

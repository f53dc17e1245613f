"""What each kind of field holds, refuses and gives back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.field_values import Json, Name, Unacceptable
from store.paperwork import consortium, review
from store.paperwork.field_kinds import (
    DATE,
    LINE,
    PERSON,
    TEXT,
    YES_NO,
    Kind,
    NumberKind,
    RecordKind,
)
from store.paperwork.forms import action_plan, summary
from store.paperwork.list_kinds import BULLETS, LINES, PEOPLE
from store.paperwork.stages import plan, support
from store.text import LINE_LIMIT, LIST_LIMIT, TEXT_LIMIT
from tests.support.today import TODAY

NUMBER = NumberKind(0, 366)
SCHOOL = RecordKind("schools")
KINDS: dict[str, Kind[object]] = {
    "line": LINE,
    "text": TEXT,
    "date": DATE,
    "number": NUMBER,
    "choice": support.SOURCES,
    "yes/no": YES_NO,
    "person": PERSON,
    "record": SCHOOL,
    "people": PEOPLE,
    "bullets": BULLETS,
    "lines": LINES,
    "roles": consortium.ROLES.kind,
    "rows": action_plan.ROWS.kind,
    "signatures": summary.SIGNATURES.field.kind,
}
ANY_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("\ud800\0\r\n\t\v\u2028\u0301"))
)
LIKELY_TEXT = st.sampled_from(
    ["2026-11-12", "20261112", "2026-W46-4", "2026-1-2", "1", " 7 ", "yes", "a", "governor", "[]"]
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(0, 400), ANY_TEXT, LIKELY_TEXT
)
COLUMNS = st.sampled_from(
    ["id", "name", "person", "action", "deadline", "source", "role", "date", "at", "other"]
)
ANY_JSON: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(COLUMNS, inner, max_size=4),
    max_leaves=8,
)


def refusal(kind: Kind[object], value: Json) -> str:
    with pytest.raises(Unacceptable) as raised:
        kind.accept(value)
    return str(raised.value)


@pytest.mark.parametrize("name", KINDS)
@given(value=ANY_JSON)
def test_what_is_accepted_is_accepted_again_as_it_is(name: str, value: Json) -> None:
    kind = KINDS[name]
    try:
        stored = kind.accept(value)
    except Unacceptable:
        return
    assert json.dumps(kind.accept(stored)) == json.dumps(stored)  # also 1, 1.0 and true apart
    json.dumps(stored, ensure_ascii=False).encode()
    kind.decode(stored)
    kind.plain(stored)
    list(kind.references(stored))


@pytest.mark.parametrize("name", KINDS)
@given(value=ANY_JSON)
def test_what_stands_in_an_editor_is_read_back_as_it_was(name: str, value: Json) -> None:
    kind = KINDS[name]
    try:
        stored = kind.accept(value)
    except Unacceptable:
        return
    back = kind.parse(kind.typed(stored), TODAY)
    if name in ("person", "people"):  # a name is typed; the directory's key is not
        assert kind.plain(back) == kind.plain(stored)
    else:
        assert back == stored


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_accepted_as_empty(name: str) -> None:
    kind = KINDS[name]
    assert kind.accept(None) == kind.empty
    assert kind.accept(kind.empty) == kind.empty
    assert kind.accept("") == kind.empty


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), 10**5000, 2**70, True, "[" * 100_000, "9" * 5000, {"x": {}}, [[]]],
    ids=["float", "nan", "huge", "2**70", "true", "nested", "digits", "object", "list in list"],
)
def test_a_value_of_a_strange_kind_is_refused_with_a_sentence_or_kept(
    name: str, value: Json
) -> None:
    kind = KINDS[name]
    try:
        stored = kind.accept(value)
    except Unacceptable as error:
        said = str(error)
    else:
        assert kind.accept(stored) == stored
        assert not isinstance(stored, float)
        return
    assert 0 < len(said) < 400


def test_a_deeply_nested_value_is_refused_with_a_sentence() -> None:
    deep: Json = []
    for _ in range(100_000):
        deep = [deep]
    assert refusal(LINE, deep) == "“…” is not text"


def test_a_line_is_one_line_without_what_cannot_be_shown() -> None:
    assert LINE.accept(" J.\nMason\0\ud800 ") == "J. Mason"
    assert refusal(LINE, 7) == "“7” is not text"


def test_a_line_and_a_text_stop_at_their_limits() -> None:
    assert LINE.accept("x" * LINE_LIMIT) == "x" * LINE_LIMIT
    assert refusal(LINE, "x" * 501) == "it has 501 characters; at most 500 can be kept"
    assert TEXT.accept("x" * TEXT_LIMIT) == "x" * TEXT_LIMIT
    assert refusal(TEXT, "x" * 20_001) == "it has 20,001 characters; at most 20,000 can be kept"


def test_a_text_keeps_its_lines_but_not_the_empty_ones_around_it() -> None:
    assert TEXT.accept("\r\nPhonics\r\n\r\nReading\n\n") == "Phonics\n\nReading"


@pytest.mark.parametrize("given", ["2026-11-12", "20261112", "2026-W46-4"])
def test_a_date_in_another_standard_form_is_stored_in_the_one(given: str) -> None:
    assert DATE.accept(given) == "2026-11-12"


@pytest.mark.parametrize(
    "given", ["2026-1-2", "12/11/2026", "2026-02-30", "2026-11-12T00:00", "soon", " "]
)
def test_what_is_no_date_is_refused_with_the_form_to_write(given: str) -> None:
    assert refusal(DATE, given).endswith("is not a date; write it as 2026-11-12")


def test_a_date_out_of_the_register_s_years_is_refused() -> None:
    assert refusal(DATE, "1989-12-31") == "the year 1989 is not between 1990 and 2100"
    assert refusal(DATE, 20261112) == "“20261112” is not a date"


def test_a_typed_date_is_read_day_first_or_from_today() -> None:
    assert DATE.parse("12/11/26", TODAY) == "2026-11-12"
    assert DATE.parse("+14", TODAY) == "2026-12-07"
    with pytest.raises(Unacceptable, match="has month 31"):
        DATE.parse("12/31/26", TODAY)


def test_a_number_is_whole_and_within_its_bounds() -> None:
    assert NUMBER.accept(" 14 ") == 14
    assert refusal(NUMBER, 367) == "“367” is not between 0 and 366"
    assert refusal(NUMBER, True) == "“true” is not a whole number"
    assert refusal(NUMBER, "two") == "“two” is not a whole number"
    assert refusal(NUMBER, json.loads("1.0")) == "“1.0” is not a whole number"


def test_a_choice_is_taken_by_its_word_or_the_papers_words_in_any_case() -> None:
    assert support.SOURCES.accept("Within the Partnership") == "b"
    assert support.SOURCES.plain("b") == "within the partnership"
    assert summary.SIGNATURES.role.kind.accept("Lead reviewer:") == "Lead reviewer"
    assert plan.PLANNING_FORM.kind.accept("Not used") == "not used"
    assert refusal(review.STATUS.kind, "done") == "“done” is not one of: open, closed, cancelled"
    assert "a (within the reviewed school itself)" in refusal(support.SOURCES, "d")


def test_yes_and_no_are_words_or_true_and_false() -> None:
    assert [YES_NO.accept(given) for given in ("Yes", "y", True, "no", False)] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert refusal(YES_NO, 1) == "“1” is neither yes nor no"


def test_a_bare_name_is_a_person_without_a_key() -> None:
    assert PERSON.accept("J. Mason ") == {"name": "J. Mason", "person": None}
    assert PERSON.accept({"name": "J. Mason"}) == {"name": "J. Mason", "person": None}
    assert PERSON.decode({"name": "J. Mason", "person": 12}) == Name("J. Mason", 12)
    assert list(PERSON.references({"name": "J. Mason", "person": 12})) == [("people", 12)]


def test_a_person_of_other_parts_is_refused() -> None:
    assert refusal(PERSON, {"nom": "x"}) == "a person has a name and a person, not “nom”"
    assert refusal(PERSON, {"person": 12}).endswith("is not a person; give a name")
    assert refusal(PERSON, {"name": "", "person": 12}) == "a person needs a name"
    assert refusal(PERSON, {"name": "x", "person": True}).startswith("“true” is not the key")


def test_the_key_of_a_record_is_a_number_from_one() -> None:
    assert SCHOOL.accept("12") == 12
    for wrong in (0, -1, True, "Birch", "9" * 5000):
        assert refusal(SCHOOL, wrong).endswith("is not the number of a record in schools")


def test_a_list_is_given_as_json_or_as_lines_and_keeps_no_empty_entry() -> None:
    assert BULLETS.accept('["Phonics", "", "Reading"]') == ["Phonics", "Reading"]
    assert BULLETS.accept("Phonics\n\n [x] done") == ["Phonics", "[x] done"]
    assert BULLETS.accept("[x] done") == ["[x] done"]
    assert PEOPLE.accept(["A", {"name": "B", "person": 1}]) == [
        {"name": "A", "person": None},
        {"name": "B", "person": 1},
    ]


def test_a_list_names_the_entry_it_cannot_hold() -> None:
    assert refusal(BULLETS, ["Phonics", 7]) == "entry 2: “7” is not text"
    assert refusal(PEOPLE, 7) == "“7” is not a list"
    too_many: list[Json] = ["x"] * (LIST_LIMIT + 1)
    assert refusal(BULLETS, too_many) == "it has 101 entries; at most 100 can be kept"
    assert BULLETS.accept(too_many[1:]) == too_many[1:]


def test_roles_are_chosen_from_the_consortiums_and_once_each() -> None:
    roles = consortium.ROLES.kind
    assert roles.accept(["improvement champion", "Governor", "governor"]) == [
        "Improvement Champion", "governor",
    ]  # fmt: skip
    assert refusal(roles, ["caretaker"]).startswith("“caretaker” is not one of: headteacher,")


def test_a_table_keeps_the_cells_that_hold_something() -> None:
    rows = action_plan.ROWS.kind.accept([{"action": "Read", "who": "", "deadline": "20270108"}])
    assert rows == [{"action": "Read", "deadline": "2027-01-08"}]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"deadline": "soon"}], "row 1: deadline: “soon” is not a date; write it as 2026-11-12"),
        ([{}, {"what": 1}], "row 2: there is no column “what”, only action, timing, deadline, "
         "who, comments, source, outcome, from"),
        ([{"id": "r1"}, {"id": "r1"}], "row 2: there are two rows r1"),
        ([{"id": "r0"}], "row 1: “r0” is not the id of a row (r1, r2, …)"),
        ([{"id": 1}], "row 1: “1” is not the id of a row (r1, r2, …)"),
        (["Read"], "row 1: “Read” is not a row; a row is an object with action, timing, "
         "deadline, who, comments, source, outcome, from"),
        ([{}] * 101, "it has 101 rows; at most 100 can be kept"),
        ({}, "“{}” is not a list of rows"),
    ],
)  # fmt: skip
def test_a_table_says_which_row_and_column_it_cannot_hold(rows: Json, sentence: str) -> None:
    assert refusal(action_plan.ROWS.kind, rows) == sentence


def test_a_table_in_plain_text_is_its_rows_with_a_dot_between_cells() -> None:
    stored: Json = [{"id": "r1", "action": "Read", "source": "b"}, {"id": "r2", "who": "AM"}]
    assert action_plan.ROWS.kind.plain(stored) == "Read · within the partnership; AM"

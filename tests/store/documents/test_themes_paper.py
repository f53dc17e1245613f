"""The themes paper: nobody can be recognised in it, whatever the register holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.documents.all_documents import FORMS
from store.documents.formats.all_formats import FORMATS
from store.documents.page import PageRow
from store.documents.pages.themes import page
from store.documents.scopes import year_scope
from store.field_values import Json
from store.matching import folded
from store.open_register import create_register
from store.paperwork import consortium
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, YEARS
from store.records.change import Change, making
from store.records.editing import setting
from store.register.register import Register
from store.report.themes import names_in
from tests.support.a_team import Consortium
from tests.support.one_document import document_of
from tests.support.today import TODAY

THREE = ("Birch", "Copford", "Heath")
FREE = "Mrs Quillfeather said so"
"""What somebody has written in every place for free text."""


def with_list(register: Register, *themes: str) -> None:
    register.apply(setting(register.consortium, consortium.THEME_LIST, [*themes]))


def table(register: Register) -> list[tuple[str, ...]]:
    """The rows of the paper of 2026–27, without their bars."""
    grid = next(page(year_scope(register, 2026)).tables)
    rows = [row.cells for row in grid.rows if isinstance(row, PageRow)]
    return [(theme, schools, *actions) for theme, schools, _, *actions in rows]


def text(register: Register, key: str = "txt") -> str:
    return document_of(FORMS["themes"], year_scope(register, 2026), FORMATS[key]).data.decode()


PLAN: Json = [{"action": "a", "outcome": "achieved"}, {"action": "b", "outcome": "dropped"}]


def consortium_of(tmp_path: Path, themes: dict[str, Sequence[str]]) -> Register:
    """A review of each of these schools in 2026–27, with its themes and a plan of two actions."""
    made = Consortium(tmp_path)
    for school, chosen in themes.items():
        record = made.review(school, "2026-11-12", themes=[*chosen])
        made.register.apply(setting(record, REVIEWS.field("action_plan.rows"), PLAN))
    return made.register


def test_themes_of_three_schools_stand_there_and_smaller_ones_are_merged(tmp_path: Path) -> None:
    with consortium_of(
        tmp_path,
        {
            "Birch": ["Reading", "Maths"], "Copford": ["reading"], "Heath": ["READING"],
            "Layer": ["Maths"], "Monkwick": ["Writing"], "Stanway": [],
        },
    ) as register:  # fmt: skip
        with_list(register, "Reading", "Maths", "Writing")
        # Maths has two schools, Writing one: three together, Birch, Layer and Monkwick.
        assert table(register) == [("Reading", "3", "6", "3"), ("Other themes", "3", "6", "3")]
        assert "left out" not in text(register)
        assert "Schools with a review in the year: 6." in " ".join(text(register).split())


def test_small_themes_that_are_fewer_than_three_schools_together_are_left_out(
    tmp_path: Path,
) -> None:
    with consortium_of(
        tmp_path,
        {"Birch": ["Reading"], "Copford": ["Reading"], "Heath": ["Reading", "Writing"],
         "Layer": ["Maths"]},
    ) as register:  # fmt: skip
        with_list(register, "Reading", "Maths", "Writing")
        assert table(register) == [("Reading", "3", "6", "3")]
        assert "are left out." in text(register)


def test_a_theme_that_is_not_listed_or_holds_a_name_is_among_the_others(tmp_path: Path) -> None:
    chosen = ["Joan’s plan", "The Layer way", "Joan Mason"]
    with consortium_of(tmp_path, dict.fromkeys(THREE, chosen)) as register:
        with_list(register, "The Layer way", "Joan Mason")
        assert table(register) == [("Other themes", "3", "6", "3")]


def test_two_reviews_of_a_school_are_one_school_and_a_cancelled_one_is_none(
    tmp_path: Path,
) -> None:
    made = Consortium(tmp_path)
    for school, status in (("Birch", "open"), ("Birch", "open"), ("Heath", "open"),
                           ("Layer", "cancelled")):  # fmt: skip
        made.review(school, "2026-11-12", themes=["Maths"], status=status, status_reason="Flood")
    with made.register as register:
        with_list(register, "Maths")
        assert table(register) == []
        assert "Fewer than three schools had a review in the year" in text(register)
        made.review("Copford", "2026-11-12", themes=["Maths"])
        assert table(register) == [("Maths", "3", "0", "0")]


def test_the_consortiums_name_is_left_out_where_it_holds_that_of_a_school(tmp_path: Path) -> None:
    with consortium_of(tmp_path, {"Birch": [], "Copford": [], "Heath": []}) as register:
        name = consortium.CONSORTIUM_NAME
        register.apply(setting(register.consortium, name, "The Essex Consortium"))
        assert "The Essex Consortium · 2026–27" in text(register)
        register.apply(setting(register.consortium, name, "Birch and Stanway Consortium"))
        assert "Consortium ·" not in text(register)
        assert "Birch" not in text(register)


@pytest.mark.parametrize("key", list(FORMATS))
def test_it_is_written_in_every_format(tmp_path: Path, key: str) -> None:
    with consortium_of(tmp_path, {name: ["Maths"] for name in THREE}) as made:
        with_list(made, "Maths")
        document = document_of(FORMS["themes"], year_scope(made, 2026), FORMATS[key])
        again = document_of(FORMS["themes"], year_scope(made, 2026), FORMATS[key])
    assert document.name == f"themes - 2026-27.{key}"
    assert document.data == again.data
    if key != "docx":
        assert "Maths" in document.data.decode("utf-8-sig")


WORDS = ("Maths", "Reading", "Layer", "Birch", "Joan", "Mason", "Élan", "St", "Mary", "Zoe", "Y3")
name = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(" ".join)
anything = st.text(st.characters(exclude_categories=("N", "Cs")), max_size=12) | name
"""No numbers: those of the paper are its own."""
REAL = ("Curriculum", "Maths", "Reading", "Joan Mason’s plan")


@settings(max_examples=60)
@given(
    schools=st.lists(st.tuples(name, anything), min_size=1, max_size=6),
    people=st.lists(name, max_size=4),
    listed=st.lists(st.sampled_from(REAL) | anything, max_size=5),
    typed=st.lists(name, min_size=3, max_size=3),
    chosen=st.lists(st.lists(st.sampled_from(REAL) | anything, max_size=3), max_size=8),
)
def test_no_name_of_any_register_stands_in_it(
    schools: list[tuple[str, str]],
    people: list[str],
    listed: list[str],
    typed: list[str],
    chosen: list[list[str]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        create_register(Path(folder) / "r.json", typed[0], today=lambda: TODAY) as register,
    ):
        changes: list[Change] = [
            making(SCHOOLS.name, {"name": long, "short_name": _line(short), "member": True})
            for long, short in schools
        ]
        changes += [making(PEOPLE.name, {"name": name, "school": 1}) for name in people]
        changes.append(making(YEARS.name, {"spp_associate": _person(typed[1])}, 2026))
        for number, themes in enumerate([*chosen, *(listed[:2] for _ in schools)]):
            changes.append(making(REVIEWS.name, _review(number % len(schools) + 1, themes, typed)))
        register.apply(changes)
        with_list(register, *(_line(name) for name in listed))
        said = _words(text(register)) + _words(text(register, "csv"))
        names = {tuple(_words(name)) for name in names_in(register.records)}
        mine = {tuple(_words(name)) for name in (*people, *typed, *(long for long, _ in schools))}
        assert mine <= names | {()}
        assert not [name for name in names - OWN if name and _holds(said, name)]
        assert not _holds(said, tuple(_words(FREE)))


def _review(school: int, themes: list[str], typed: list[str]) -> dict[str, Json]:
    lead, other, third = typed
    kept = [theme for words in themes if (theme := _line(words))]
    return {
        "school": school, "school_name": other, "date": "2026-11-12", "status": "open",
        "lead_reviewer": _person(lead), "other_reviewers": [_person(other)], "themes": [*kept],
        "note": FREE, "visit.key_areas": FREE, "summary.development": [FREE],
        "summary.signed": [{"id": "r1", "role": "Governor", "name": third}],
        "action_plan.rows": [{"id": "r1", "action": FREE, "who": third}],
    }  # fmt: skip


def _person(name: str) -> Json:
    return {"name": name, "person": None}


def _line(value: str) -> str:
    line = consortium.SHORT_NAME.kind.accept(value)
    assert isinstance(line, str)
    return line


def _words(value: str) -> list[str]:
    return re.findall(r"\w+", folded(value))


def _holds(said: list[str], name: tuple[str, ...]) -> bool:
    width = len(name)
    return any(tuple(said[at : at + width]) == name for at in range(len(said) - width + 1))


def _printed() -> set[tuple[str, ...]]:
    """Names that are a single word or number which the paper prints of itself."""
    with (
        TemporaryDirectory() as folder,
        create_register(Path(folder) / "r.json", "x", today=lambda: TODAY) as register,
    ):
        own = [*_words(text(register)), *_words(text(register, "csv"))]
    more = "fewer than three schools others left out other themes no theme was chosen for or more"
    sentence = (
        "Schools with a review in the year This paper has counts alone A theme of stands with "
        "under and so does one that is not on the consortium s list A school several counts each "
        "them Bar Theme Actions planned achieved"
    )
    return {(word,) for word in (*own, *_words(more), *_words(sentence))} | {
        (str(number),) for number in range(40)
    }


OWN = _printed()

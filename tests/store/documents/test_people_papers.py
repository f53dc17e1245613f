"""The expertise directory and who reviewed whom: each as it is in its golden file, by format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.documents.all_documents import FORMS, YearsForm
from store.documents.formats.all_formats import FORMATS
from store.exports.export_request import ExportRequest
from store.field_values import Json
from store.paperwork.tables import SETTINGS
from store.records.editing import setting
from store.register.register import Register
from tests.support.a_team import Consortium
from tests.support.one_document import asked_for
from tests.support.places import GOLDEN

KEYS = ("expertise", "matrix", "load", "release")
YEARS = range(2025, 2027)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    ours = Consortium(tmp_path)
    ours.tell("Joan Mason", expertise=["Phonics", "Forest school"], listed=True)
    ours.tell("Joan Mason", telephone="01206 000001", email="joan@example.org")
    ours.tell("Ravi Patel", expertise=["Phonics | in Year 1"], listed=True, email="=1+1")
    ours.tell("Grace Lowe", expertise=["Never shown"])
    ours.tell("Ellen Reed", expertise=["Has left"], listed=True, until="2026-07-20")
    ours.review("Birch", "2026-03-12")
    ours.review("Birch", "2026-11-26", ["Joan Mason", "Ravi Patel", "A. Stranger"])
    release: Json = [{"champion": "Priya Nair", "date": "2027-01-20", "cover": True}]
    ours.review(
        "Heath", "2027-01-14",
        ["Ellen Reed", "Joan Mason", "A. Stranger"], ["Priya Nair", "B. New"],
        **{"workshop.release": release},
    )  # fmt: skip
    settings = ours.register.consortium
    said = {"office.name": "The Office", "office.address": "1 High Street\nTiptree",
            "office.telephone": "01206 000000", "office.email": "office@example.org"}  # fmt: skip
    ours.register.apply(
        [c for path, v in said.items() for c in setting(settings, SETTINGS.field(path), v)]
    )
    yield ours.register
    ours.register.close()


def paper(register: Register, form: str, key: str) -> bytes:
    years = YEARS if isinstance(FORMS[form], YearsForm) else ()
    request = ExportRequest(forms=(FORMS[form],), years=tuple(years), written=FORMATS[key])
    (document,) = asked_for(register, request)
    return document.data


@pytest.mark.parametrize("key", ["html", "txt", "csv", "md"])
@pytest.mark.parametrize("form", KEYS)
def test_each_paper_is_the_golden_one(form: str, key: str, register: Register) -> None:
    assert paper(register, form, key) == (GOLDEN / key / f"people-{form}.{key}").read_bytes()


def test_the_matrix_counts_pairs_by_number_and_names_whose_school_is_not_known(
    register: Register,
) -> None:
    rows = list(csv.reader(io.StringIO(paper(register, "matrix", "csv").decode("utf-8-sig"))))
    by_school = {row[1]: row[2:] for row in rows[1:]}
    assert rows[0] == ["No.", "School", "1", "2", "3", "4", "5", "6"]
    assert by_school["Copford"] == ["2", "", "1", "", "", ""]
    assert by_school["Heath"] == ["2", "", "", "", "", ""]
    text = paper(register, "matrix", "txt").decode()
    assert "A. Stranger: PR-2026-002, PR-2026-003" in text


def test_the_release_counts_half_days_days_and_cover(register: Register) -> None:
    rows = list(csv.reader(io.StringIO(paper(register, "release", "csv").decode("utf-8-sig"))))
    assert ["Monkwick", "3", "1", "2"] in rows
    assert ["School not known", "1", "0", "1"] in rows


def test_the_expertise_directory_ends_with_whom_to_ask(register: Register) -> None:
    text = paper(register, "expertise", "md").decode()
    assert text.rstrip().endswith("office@example.org")
    assert "Never shown" not in text
    assert "Has left" not in text


def test_the_name_of_the_file_says_which_years(register: Register) -> None:
    names = [
        asked_for(register, ExportRequest(forms=(FORMS["load"],), years=tuple(years)))[0].name
        for years in ((), range(2026, 2027), YEARS)
    ]
    assert names == ["load - 2026-27.md", "load - 2026-27.md", "load - 2025-26 to 2026-27.md"]

"""Packs: the papers of one review together, finished or for the feedback day."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from store.documents.all_documents import FORMS, PACKS
from store.documents.files import Document, export_all
from store.documents.formats.all_formats import FORMATS, Format
from store.documents.scopes import HEAD, heads_only, review_scope
from store.errors import Refused, RegisterError
from store.exports.export_request import ExportRequest
from store.exports.zip_file import ZIP, zipped
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register
from tests.support.a_review import FILLED, filled, register_at, with_year
from tests.support.one_document import asked_for, document_of

MD = FORMATS["md"]
FOUR = [form.key for form in PACKS["pack"].forms]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made_register:
        with_year(made_register)
        yield made_register


def pack_of(
    register: Register, record: Record, written: Format = MD, key: str = "pack"
) -> list[Document]:
    """The papers of a pack of a review, without the folder they are in."""
    pack = PACKS[key]
    request = ExportRequest(forms=pack.forms, pack=pack, reviews=(record.id,), written=written)
    return [replace(document, folder="") for document in asked_for(register, request)]


def bodies(documents: list[Document]) -> dict[str, str]:
    """The text of each document of a pack, by its form."""
    return {key: document.data.decode() for key, document in zip(FOUR, documents, strict=True)}


@pytest.mark.parametrize("key", ["md", "html", "txt"])
def test_a_pack_is_the_three_forms_and_the_schedule_as_each_is_alone(
    key: str, register: Register
) -> None:
    record = filled(register, FILLED)
    alone = [document_of(FORMS[f], review_scope(register, record), FORMATS[key]) for f in FOUR]
    assert pack_of(register, record, FORMATS[key]) == alone


def test_a_pack_has_no_csv(register: Register) -> None:
    with pytest.raises(Refused, match="is no list: it has no CSV"):
        pack_of(register, filled(register, FILLED), FORMATS["csv"])


def test_for_a_feedback_day_the_heads_are_filled_in_and_the_rest_is_blank(
    register: Register,
) -> None:
    record = filled(register, FILLED)
    texts = bodies(pack_of(register, record, key="feedback-pack"))
    for key in ("summary", "action-plan"):
        assert (
            "Reviewed School: Birch CofE VA Primary School · Date of Review: Thu 29" in texts[key]
        )
        assert "Lead Reviewer: Joan Mason" in texts[key]
        assert "filled: head\n" in texts[key]
        assert "| Head of school: |  |  |" in texts[key]
    assert texts["summary"].count("\n-\n-\n-\n-\n") == 2
    assert "Pupils read widely" not in texts["summary"]
    assert "| 5 |  |  |  |  |" in texts["action-plan"]
    assert "phonics" not in texts["action-plan"]
    assert (
        "| Other reviewers | 1. Ravi Patel<br>2. Ellen O’Brien<br>3. Tom Reed |" in texts["audit"]
    )
    assert "| Data Shared |  |  |" in texts["audit"]
    assert "Learning walk" not in texts["audit"]


def test_for_a_feedback_day_the_schedule_is_as_it_is(register: Register) -> None:
    record = filled(register, FILLED)
    as_it_is = document_of(FORMS["schedule"], review_scope(register, record), MD)
    assert pack_of(register, record, key="feedback-pack")[-1] == as_it_is


def test_of_a_review_nothing_is_kept_but_what_the_heads_say(register: Register) -> None:
    school_review = review_scope(register, filled(register, FILLED))
    head = heads_only(school_review)
    assert head.heads_only
    assert head.history == ()
    assert head.review.id == school_review.review.id
    kept = {field.path for field in HEAD}
    for path, field in REVIEWS.fields.items():
        expected = school_review.review.stored(field) if path in kept else field.kind.empty
        assert head.review.stored(field) == expected, path


def test_a_zip_has_the_documents_and_is_the_same_each_time(register: Register) -> None:
    documents = pack_of(register, filled(register, FILLED))
    data = zipped(documents, "PR-2026-001")
    assert zipped(documents, "PR-2026-001") == data
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [document.name for document in documents]
        assert [archive.read(document.name) for document in documents] == [
            document.data for document in documents
        ]


def test_the_documents_of_several_reviews_stand_in_folders_in_a_zip() -> None:
    two = [Document("a.md", b"# a\n", folder=folder) for folder in ("One", "Zwölf")]
    with ZipFile(io.BytesIO(zipped(two))) as archive:
        assert archive.namelist() == ["One/a.md", "Zwölf/a.md"]


def test_a_zip_replaces_only_one_of_the_same_reviews(register: Register, tmp_path: Path) -> None:
    record = filled(register, FILLED)

    def pack(of: str) -> Document:
        current = register.record(REVIEWS, record.key)
        return Document("x.zip", zipped(pack_of(register, current), of), ZIP)

    [path] = export_all(tmp_path / "out", [pack("PR-2026-001")])
    register.apply(setting(record, review.DATE_OF_REVIEW, "2026-10-28"))
    again = pack("PR-2026-001")
    assert export_all(tmp_path / "out", [again]) == [path]
    assert path.read_bytes() == again.data
    for standing in (b"PK\x03\x04mine", b"", pack("PR-2026-002").data):
        path.write_bytes(standing)
        with pytest.raises(Refused, match="is not an earlier export"):
            export_all(tmp_path / "out", [again])
        assert path.read_bytes() == standing


def test_documents_go_into_folders_of_their_own(tmp_path: Path) -> None:
    document = Document("a.md", b"# a\n\nOurs\n", folder="PR-2026-001 Birch - pack")
    assert export_all(tmp_path / "out", [document]) == [tmp_path / "out" / document.folder / "a.md"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / document.folder).write_text("mine")
    with pytest.raises(RegisterError, match="cannot be written to: Not a directory"):
        export_all(tmp_path / "mine", [document])
    assert (tmp_path / "mine" / document.folder).read_text() == "mine"

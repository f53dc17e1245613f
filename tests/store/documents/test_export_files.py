"""Exports as files: safe names, whole files, and nothing replaced but an export's own."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.documents.all_documents import FORMS, REVIEW_FORMS
from store.documents.files import Document, export_all, file_name
from store.documents.formats import markdown
from store.documents.scopes import review_scope
from store.errors import Refused, RegisterError
from store.exports.export_request import ExportRequest
from store.exports.pending_documents import blank_document
from store.paperwork import review
from store.paperwork.forms import summary
from store.records.editing import setting
from store.records.record import Record
from tests.support.a_review import FILLED, filled, made, register_at
from tests.support.failing_calls import calls
from tests.support.one_document import as_markdown, export, exported, pending

SUMMARY, PLAN = REVIEW_FORMS["summary"], REVIEW_FORMS["action-plan"]


def summary_of(record: Record) -> ExportRequest:
    return ExportRequest(forms=(SUMMARY,), reviews=(record.id,))


def test_a_name_says_id_school_form_and_date(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, FILLED)
        name = pending(SUMMARY, review_scope(register, record)).name
        undated = made(register, school_name="St John’s / Green: <Upper>")
        assert name == f"{record.id} Birch CofE VA Primary School - summary - 2026-10-29.md"
        assert pending(PLAN, review_scope(register, undated)).name == (
            f"{undated.id} St John’s Green Upper - action-plan - undated.md"
        )


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_name_is_one_that_every_system_takes(parts: list[str]) -> None:
    name = file_name(*parts)
    stem = name.removesuffix(".md")
    assert stem
    assert len(stem.encode()) <= 121  # one more for the line before a reserved name
    assert not set(name) & set('/\\:*?"<>|')
    assert name.isprintable()
    assert stem[0] not in ".- "
    assert stem[-1] not in ". "


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9.x", "aux .y"])
def test_a_name_that_windows_keeps_for_itself_is_not_used(name: str) -> None:
    assert file_name(name).startswith("_")
    assert file_name(f"{name}stone" if "." not in name else "Conway")[0] != "_"


def test_a_long_school_gives_way_and_form_and_date_stay() -> None:
    name = file_name("PR-2026-014 " + "é" * 500, "action-plan", "2026-10-29")
    assert name.startswith("PR-2026-014 éé")
    assert name.endswith("é - action-plan - 2026-10-29.md")
    assert len(name.removesuffix(".md").encode()) in (119, 120)


def test_an_export_is_in_the_folder_which_is_made_when_it_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with register_at(tmp_path) as register:
        record = filled(register, FILLED)
        path = exported(register, summary_of(record), folder)
        assert path.parent == folder
        assert (
            path.read_bytes()
            == markdown.write(SUMMARY.page(review_scope(register, record))).encode()
        )
        assert list(folder.iterdir()) == [path]


def test_an_export_replaces_its_own_and_keeps_its_mode(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, FILLED)
        path = exported(register, summary_of(record), tmp_path / "out")
        path.chmod(0o640)
        changes = setting(record, summary.IMPACT, "Other words")
        changes += setting(record, review.STATUS, "cancelled")
        changes += setting(record, review.LEAD_REVIEWER, {"name": "Ravi · Patel"})
        register.apply(changes)
        again = exported(register, summary_of(record), tmp_path / "out")
        assert again == path
        assert "Other words" in path.read_text(encoding="utf-8")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_an_export_that_was_saved_with_other_line_ends_is_still_its_own(tmp_path: Path) -> None:
    text = as_markdown(SUMMARY)
    path = export(tmp_path, "x.md", text)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    export(tmp_path, "x.md", text)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "standing",
    [
        "",
        "My own notes\n",
        "# PEER REVIEW SUMMARY TEMPLATE\n\nmine\n",
        "# PEER REVIEW SUMMARY TEMPLATE\n\nReviewed School: Birch · PR-2026-002\n",
        "# PEER REVIEW ACTION PLAN TEMPLATE\n\nReviewed School: Birch · PR-2026-001\n",
    ],
)
def test_a_file_that_is_no_earlier_export_of_the_document_is_left(
    standing: str, tmp_path: Path
) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, FILLED)
        text = as_markdown(SUMMARY, review_scope(register, record))
        ours = record.id
        path = tmp_path / "x.md"
        path.write_text(standing.replace("PR-2026-001", ours), encoding="utf-8")
        before = path.read_bytes()
        with pytest.raises(Refused, match=r"x\.md is there already and is not an earlier export"):
            export(tmp_path, "x.md", text)
        assert path.read_bytes() == before


def test_a_link_where_the_export_would_be_is_left_and_not_followed(tmp_path: Path) -> None:
    text = as_markdown(SUMMARY)
    elsewhere = export(tmp_path, "elsewhere.md", text)
    link = tmp_path / "x.md"
    link.symlink_to(elsewhere)
    with pytest.raises(Refused, match="left as it is"):
        export(tmp_path, "x.md", text + "more")
    assert link.is_symlink()
    assert elsewhere.read_text(encoding="utf-8") == text


def test_a_pipe_or_a_folder_where_the_export_would_be_is_left(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    for name in ("pipe.md", "folder.md"):
        with pytest.raises(Refused, match="left as it is"):
            export(tmp_path, name, "# x\n")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(RegisterError, match="file is not a folder; choose another"):
        export(tmp_path / "file", "x.md", "# x\n")
    with pytest.raises(RegisterError, match="cannot be written to"):
        export(tmp_path / "file" / "within", "x.md", "# x\n")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/x", "a\0b", "x" * 300])
def test_a_folder_that_cannot_be_is_refused_in_a_sentence(folder: str) -> None:
    with pytest.raises(RegisterError, match=r"cannot be written to: .*\. The document was not"):
        export(Path(folder), "x.md", "# x\n")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody can write")
def test_a_folder_that_cannot_be_written_is_named_in_a_sentence() -> None:
    folder = Path("/proc/self")
    with pytest.raises(RegisterError, match=r"/proc/self cannot be written to: .* choose another"):
        export(folder, "x.md", "# x\n")


def test_the_empty_form_and_the_year_have_names_of_their_own(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, FILLED)
        of_year = ExportRequest(forms=(FORMS["register"],), year=2026)
        year = exported(register, of_year, tmp_path / "out")
        assert year.name == "register - 2026-27.md"
        assert record.id in year.read_text(encoding="utf-8")
        with pytest.raises(Refused, match="Say of which REVIEW"):
            exported(register, ExportRequest(forms=(SUMMARY,)), tmp_path / "out")
    assert blank_document(SUMMARY).name == "summary - blank.md"
    with pytest.raises(Refused, match="no empty form of record; there is one of summary, "):
        blank_document(REVIEW_FORMS["record"])


THREE = [Document(f"{letter}.md", f"# {letter}\n\nOurs\n".encode()) for letter in "abc"]


def test_of_several_none_is_written_when_a_foreign_file_is_in_the_way_of_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "b.md").write_text("mine")
    with pytest.raises(Refused, match=r"b\.md is there already.* nothing was exported; move it"):
        export_all(tmp_path, THREE)
    assert [path.name for path in tmp_path.iterdir()] == ["b.md"]
    assert (tmp_path / "b.md").read_text() == "mine"


def test_where_writing_fails_half_way_it_is_said_what_is_written_and_what_is_not(
    tmp_path: Path,
) -> None:
    with calls() as of_all:
        export_all(tmp_path, THREE)
    in_the_second = [n for n, name in enumerate(of_all.made) if name == "write"][1]
    for path in tmp_path.iterdir():
        path.unlink()
    said = r"No space left on device\. Written: a\.md\. Not written: b\.md, c\.md; choose"
    with calls(errno.ENOSPC, in_the_second), pytest.raises(RegisterError, match=said):
        export_all(tmp_path, THREE)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_where_none_of_several_can_be_written_it_is_said_of_all(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="None of the documents was exported; choose"):
        export_all(tmp_path / ("x" * 300), THREE)

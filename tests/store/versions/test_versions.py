"""The proforma's versions: frozen as they were returned, shown, compared, exported (ruling 30)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.documents.all_documents import REVIEW_FORMS
from store.documents.formats.all_formats import FORMATS
from store.documents.formats.markdown import body
from store.documents.scopes import review_scope
from store.errors import Refused
from store.exports.export_request import ExportRequest
from store.field_values import Json
from store.forgetting.forgetting import forget
from store.forgetting.marking import ForgottenWords, mark
from store.forgetting.mentions import subject_of
from store.open_register import engine_of, open_register
from store.paperwork import review
from store.paperwork.forms import audit
from store.paperwork.stages import impact, support, visit
from store.paperwork.tables import REVIEWS
from store.records.change import Change
from store.records.editing import removing_row, setting, setting_cell
from store.records.record import Record
from store.register.register import Register
from store.versions.comparing import differences_between, differences_since
from store.versions.freezing import freezing
from store.versions.version import page_of, values_of, version_numbered, versions_of
from tests.support.a_register import path_of
from tests.support.a_review import FILLED, filled, register_at
from tests.support.command_line import Shell
from tests.support.one_document import asked_for, document_of
from tests.support.today import TODAY

BEFORE: dict[str, Json] = {
    path: value
    for path, value in FILLED.items()
    if path not in ("audit.versions", "audit.improvement", "audit.updated")
}
IMPROVED = "Phonics screening: 84% (76% before)."


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made:
        filled(made, BEFORE)
        yield made


def the_review(register: Register) -> Record:
    return register.record(REVIEWS, 1)


def freeze(register: Register) -> None:
    register.apply([freezing(register, the_review(register))])


def put(register: Register, path: str, value: Json) -> None:
    register.apply(setting(the_review(register), REVIEWS.field(path), value))


def now(register: Register) -> str:
    """The proforma as it is now, without what it carries for its way back."""
    return body(REVIEW_FORMS["audit"].page(review_scope(register, the_review(register))))


def improved(register: Register) -> None:
    put(register, impact.IMPROVEMENT.path, IMPROVED)
    put(register, impact.AUDIT_UPDATED.path, "2027-06-17")


def test_the_first_return_is_kept_as_it_was(register: Register) -> None:
    was = now(register)
    freeze(register)
    [row] = the_review(register)[audit.VERSIONS]
    assert row[audit.VERSION_NUMBER] == 1
    assert row.plain(audit.VERSION_DATE) == "Thu 4 Mar 2027"
    assert row[audit.VERSION_GRID] == was.strip()
    assert "Learning walk" in row[audit.VERSION_GRID]


def test_a_version_without_a_day_of_return_has_todays(register: Register) -> None:
    put(register, support.AUDIT_RETURNED.path, None)
    freeze(register)
    assert versions_of(the_review(register))[0].day == TODAY


def test_a_frozen_version_is_the_same_whatever_happens_to_the_review(register: Register) -> None:
    was = now(register)
    freeze(register)
    put(register, visit.ACTIVITIES.path, "Nothing of the kind")
    put(register, review.SCHOOL_NAME.path, "Another name")
    put(register, review.OTHER_REVIEWERS.path, [])
    put(register, "status", "open")
    record = the_review(register)
    page = page_of(version_numbered(record, 1), record, TODAY)
    shown = body(page).replace("Version 1, Thu 4 Mar 2027 · ", "", 1)
    assert shown == was
    assert now(register) != was


def test_the_improvement_makes_a_second_version(register: Register) -> None:
    freeze(register)
    improved(register)
    freeze(register)
    first, second = versions_of(the_review(register))
    assert [first.title, second.title] == [
        "Version 1, Thu 4 Mar 2027",
        "Version 2, Thu 17 Jun 2027",
    ]
    [differing] = differences_between(first, second, TODAY)
    assert (differing.wording, differing.was, differing.is_) == (
        "School Improvement Achieved", "", IMPROVED,
    )  # fmt: skip
    assert differences_since(second, register, the_review(register)) == ()


def test_every_field_of_the_form_is_compared(register: Register) -> None:
    freeze(register)
    said: tuple[tuple[str, Json], ...] = (
        ("date", "2026-10-28"),
        ("other_reviewers", [{"name": "Ravi Patel", "person": None}]),
        ("feedback.present", []),
        ("audit.priorities", "Other ones"),
    )
    for path, value in said:
        put(register, path, value)
    [version] = versions_of(the_review(register))
    differing = {
        difference.wording: difference.is_
        for difference in differences_since(version, register, the_review(register))
    }
    assert differing == {
        "Date of Review": "Wed 28 Oct 2026",
        "Other reviewers": "Ravi Patel",
        "Feedback Given: Present": "",
        "Action Plan priorities": "Other ones",
    }


def test_nothing_is_frozen_twice_and_freezing_is_undone(register: Register) -> None:
    freeze(register)
    with pytest.raises(Refused, match="Nothing on the proforma has changed since version 1"):
        freeze(register)
    register.undo()
    assert versions_of(the_review(register)) == ()


def test_a_frozen_version_is_neither_changed_nor_removed(register: Register) -> None:
    freeze(register)
    record = the_review(register)
    changes: list[list[Change]] = [
        setting_cell(record, audit.VERSIONS, "r1", column, value)
        for column, value in (("grid", "else"), ("date", "2026-01-01"), ("version", 7))
    ]
    for each in (*changes, [removing_row(record, audit.VERSIONS, "r1")]):
        with pytest.raises(Refused, match="a frozen copy stays as it was"):
            register.apply(each)
    assert the_review(register).document == record.document


def test_a_copy_that_was_typed_by_hand_is_shown_as_it_was_typed(register: Register) -> None:
    rows: list[Json] = [{"version": 1, "date": "2027-03-04", "grid": "As it was in *March*."}]
    put(register, audit.VERSIONS.path, rows)
    record = the_review(register)
    [version] = versions_of(record)
    assert "As it was in \\*March\\*." in body(page_of(version, record, TODAY))
    [differing] = differences_since(version, register, record)
    assert differing.was == "As it was in *March*."


@pytest.mark.parametrize("key", ["md", "docx", "html", "txt"])
def test_a_version_is_exported_in_every_format_of_the_form(key: str, register: Register) -> None:
    freeze(register)
    record, form = the_review(register), REVIEW_FORMS["audit"]
    request = ExportRequest(forms=(form,), reviews=(record.id,), version=1, written=FORMATS[key])
    [document] = asked_for(register, request)
    assert "audit version 1" in document.name
    assert document.name != document_of(form, review_scope(register, record), FORMATS[key]).name
    assert len(document.data) > 500
    with pytest.raises(Refused, match="has no version 2 of the Audit Proforma; there is 1"):
        asked_for(register, replace(request, version=2))
    with pytest.raises(Refused, match="is no list"):
        asked_for(register, replace(request, written=FORMATS["csv"]))


def test_the_longest_proforma_can_be_frozen(register: Register) -> None:
    for path in ("visit.key_areas", "visit.activities", "audit.priorities", "audit.improvement"):
        put(register, path, "a b*" * 5000)
    freeze(register)
    record = the_review(register)
    assert differences_since(version_numbered(record, 1), register, record) == ()


def test_a_person_who_is_forgotten_is_in_no_frozen_copy(tmp_path: Path, register: Register) -> None:
    freeze(register)
    path = path_of(register)
    register.close()
    forget(engine_of(path, "office"), ForgottenWords(mark(1), ("Joan Mason",)), tmp_path / "drafts")
    with open_register(path, today=lambda: TODAY) as opened:
        record = the_review(opened)
        text = record[audit.VERSIONS][0][audit.VERSION_GRID]
        assert "Joan Mason" not in text
        values = values_of(version_numbered(record, 1), TODAY)
        assert values is not None
        assert values["lead_reviewer"] == {"name": mark(1), "person": None}


@pytest.mark.parametrize(
    "name",
    ["Jean*", r"O\'Brien_2", "_Jo_ | [Deputy]", "J$n <Bo> Lee", "R&amp;D xn--Smith", "#Ann 5. Lee"],
)
def test_a_name_that_stands_escaped_on_a_frozen_page_is_forgotten_too(
    tmp_path: Path, register: Register, name: str
) -> None:
    said = f"{name}\n{name}: tomorrow. By {name}(lead), _j*o_@birch.example, {name}"
    put(register, review.LEAD_REVIEWER.path, name)
    put(register, "audit.improvement", said)
    freeze(register)
    put(register, review.LEAD_REVIEWER.path, "Bob Hay")
    put(register, "audit.improvement", "Nothing.")
    path = path_of(register)
    register.close()
    words = ForgottenWords(mark(1), (name,), ("_j*o_@birch.example",))
    forget(engine_of(path, "office"), words, tmp_path / "drafts")
    with open_register(path, today=lambda: TODAY) as opened:
        version = version_numbered(the_review(opened), 1)
        values = values_of(version, TODAY)
        assert values is not None
        assert values[review.LEAD_REVIEWER.path] == {"name": mark(1), "person": None}
        assert values["audit.improvement"] == words.taken_out(said)
        assert values["audit.improvement"].count(mark(1)) == 5
        assert subject_of(opened, "Bob Hay").words.mark == mark(2)


def test_a_short_name_in_a_long_page_gives_way_to_the_whole_mark(register: Register) -> None:
    put(register, "audit.improvement", "Bo Li. " + "a b " * 4990)
    freeze(register)
    text = the_review(register)[audit.VERSIONS][0][audit.VERSION_GRID]
    assert len(text) > 20_000
    made = ForgottenWords(mark(1), ("Bo Li",)).of_value(audit.FROZEN, text)
    assert made == text.replace("Bo Li", r"\[forgotten person 1\]")


def test_versions_are_frozen_listed_compared_and_exported_by_commands(
    tmp_path: Path,
    register: Register,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register.close()
    shell = Shell(tmp_path / "register.json", capsys, monkeypatch)
    shell.done("set", "PR-2026-001", "audit.returned=")
    came = shell.done("set", "PR-2026-001", "audit.returned=2027-03-04").err
    assert came.endswith(
        "versions PR-2026-001 --freeze keeps the proforma as it is now, as version 1.\n"
    )
    assert "no frozen copy" in shell.done("versions", "PR-2026-001").out
    shell.done("versions", "PR-2026-001", "--freeze")
    assert shell.done("versions", "PR-2026-001").out == "Version 1, Thu 4 Mar 2027\n"
    shell.done("set", "PR-2026-001", f"audit.improvement={IMPROVED}")
    said = shell.done("versions", "PR-2026-001", "--compare", "1").out
    assert said == f"School Improvement Achieved\n  was: nothing\n  is: {IMPROVED}\n"
    out = shell.done(
        "export", "PR-2026-001", "--form", "audit", "--version", "1", "--to", "-"
    ).out  # fmt: skip
    assert "Version 1, Thu 4 Mar 2027" in out
    assert IMPROVED not in out

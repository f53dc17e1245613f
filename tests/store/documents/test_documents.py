"""The documents: the paper's order and words, and everything in them as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from store.documents.all_documents import FORMS, REVIEW_FORMS, ConsortiumForm, Form, YearsForm
from store.documents.pages.record import fields
from store.documents.scopes import (
    ConsortiumScope,
    YearScope,
    YearsScope,
    review_scope,
    review_scopes,
    year_scope,
)
from store.documents.wording_check import BULLET, differences, printed
from store.field_values import Json
from store.impact.plans import NO_PLANS
from store.paperwork import consortium, deadlines, review
from store.paperwork.field import Field
from store.paperwork.field_kinds import (
    ChoiceKind,
    DateKind,
    LineKind,
    NumberKind,
    PersonKind,
    RecordKind,
    TextKind,
    YesNoKind,
)
from store.paperwork.forms import action_plan, audit, summary
from store.paperwork.list_kinds import PeopleKind
from store.paperwork.official_text import official_text
from store.paperwork.rows import RowsKind
from store.paperwork.stages import support
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.records.record import Record, SchoolReview
from store.register.register import Register
from store.text import clean_text
from tests.support.a_review import FILLED, HALF, filled, made, register_at, with_year
from tests.support.one_document import Scope, as_markdown
from tests.support.places import GOLDEN

GFM = MarkdownIt("gfm-like")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made_register:
        yield made_register


def lines_shown(markdown: str) -> list[str]:
    """Every run of text of a document as a reader sees it, a break as a newline."""
    shown = []
    for block in GFM.parse(markdown):
        text = ""
        for token in block.children or []:
            if token.type == "hardbreak" or (token.type, token.content) == ("html_inline", "<br>"):
                text += "\n"
            else:
                assert token.type in ("text", "code_inline", "link_open", "link_close"), token
                text += token.content
        shown.append(text)
    return shown


def golden(name: str) -> str:
    return (GOLDEN / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "schedule", "record"])
def test_a_filled_review_makes_the_golden_document(form: str, register: Register) -> None:
    with_year(register)
    scope = review_scope(register, filled(register, FILLED))
    assert as_markdown(FORMS[form], scope) == golden(f"{form}-filled")


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "schedule", "record"])
def test_a_half_filled_review_makes_the_golden_document(form: str, register: Register) -> None:
    scope = review_scope(register, filled(register, HALF))
    assert as_markdown(FORMS[form], scope) == golden(f"{form}-half")


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "schedule"])
def test_the_empty_form_is_the_golden_one(form: str) -> None:
    assert as_markdown(FORMS[form]) == golden(f"{form}-blank")


def test_the_register_of_a_year_is_the_golden_one(register: Register) -> None:
    with_year(register)
    made(register, school_name="Not yet dated")
    filled(register, HALF)
    filled(register, FILLED)
    made(register, school_name="Another year", date="2025-10-09")
    assert as_markdown(FORMS["register"], year_scope(register, 2026)) == golden("register")


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "schedule"])
def test_an_empty_form_has_the_papers_words_letter_for_letter_in_its_order(form: str) -> None:
    assert differences(form, REVIEW_FORMS[form].blank, official_text()) == []


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "schedule"])
def test_a_written_form_shows_what_is_held_against_the_paper(form: str) -> None:
    shown = " ".join(" ".join(lines_shown(as_markdown(FORMS[form]))).split())
    for sentence in printed(REVIEW_FORMS[form].blank):
        assert sentence == BULLET or sentence in shown


def of_no_year(register: Register, record: Record) -> Iterator[tuple[Form, Scope]]:
    """Every document but those of a school year, with what it is of."""
    for form in FORMS.values():
        if form.key in REVIEW_FORMS:
            yield form, review_scope(register, record)
        elif isinstance(form, ConsortiumForm):
            yield form, ConsortiumScope(register)
        elif isinstance(form, YearsForm):
            yield form, YearsScope(register, (2026,))


def test_every_document_ends_with_one_newline_and_has_no_other_line_ends(
    register: Register,
) -> None:
    for form, scope in of_no_year(register, filled(register, FILLED)):
        written = as_markdown(form, scope)
        assert written.endswith("\n")
        assert not written.endswith("\n\n")
        assert "\r" not in written


NASTY = ("[/x]", "| a", "# h", "<b>", "*", "- x", "1. y", "&amp;", "`c`", "\\", "<br>", "---")


def nasty(kind: object, number: int) -> Json:
    """A value of a kind, of pieces that Markdown would make something of, its own `number` in."""
    pieces = [*NASTY[number % len(NASTY) :], *NASTY[: number % len(NASTY)]]
    line = f"{' '.join(pieces)} no. {number} *"
    if isinstance(kind, TextKind):
        return clean_text("\n".join([*pieces, "", "", line]))
    if isinstance(kind, LineKind):
        return line
    if isinstance(kind, PersonKind):
        return {"name": line, "person": None}
    if isinstance(kind, DateKind):
        return f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    if isinstance(kind, NumberKind):
        return max(number % 900 + 1, kind.least)
    if isinstance(kind, YesNoKind):
        return True
    if isinstance(kind, ChoiceKind):
        return list(kind.options)[number % len(kind.options)]
    if isinstance(kind, RecordKind):
        return 1
    if isinstance(kind, RowsKind):
        return [
            {path: nasty(column.kind, number + n) for path, column in kind.columns.items()}
            for n in range(3)
        ]
    entries: list[Json] = [nasty(LineKind(), number + n) for n in range(3)]
    return (
        [{"name": name, "person": None} for name in entries]
        if isinstance(kind, PeopleKind)
        else entries
    )


def nasty_review(register: Register) -> Record:
    record = made(register)
    values = {path: nasty(f.kind, n * 7) for n, (path, f) in enumerate(REVIEWS.fields.items())}
    values["status"] = "cancelled"
    changes = [
        change
        for path, value in values.items()
        for change in setting(record, REVIEWS.field(path), value)
    ]
    register.apply(changes)
    return register.record(REVIEWS, record.key)


def pieces_of(field: Field[object], record: Record) -> Iterator[str]:
    """What a reader has to find of a field: its text, or that of each entry, of each cell."""
    stored = record.stored(field)
    kind = field.kind
    if isinstance(kind, RowsKind):
        for row in kind.decode(stored):
            for column in kind.columns.values():
                yield row.plain(column)
    elif isinstance(stored, list):
        for entry in stored:
            yield str(entry["name"] if isinstance(entry, dict) else entry)
    else:
        yield kind.plain(stored)


FORM_FIELDS: dict[str, tuple[Field[object], ...]] = {
    "summary": (review.SCHOOL_NAME, review.LEAD_REVIEWER, *summary.CONTENT),
    "action-plan": (review.SCHOOL_NAME, review.LEAD_REVIEWER, action_plan.ROWS),
    "audit": (*audit.HEAD[:1], *audit.HEAD[2:], *audit.SECTIONS[1].fields),
    "record": tuple(REVIEWS.fields.values()),
}


@pytest.mark.parametrize("form", FORM_FIELDS)
def test_every_field_reads_in_its_form_as_it_was_typed(form: str, register: Register) -> None:
    record = nasty_review(register)
    written = as_markdown(FORMS[form], review_scope(register, record))
    # A text of several paragraphs is several blocks; in a table it is one.
    shown = "\n\n".join(lines_shown(written))
    for field in FORM_FIELDS[form]:
        for piece in pieces_of(field, record):
            for part in piece.split("\n\n\n"):
                assert part.strip("\n") in shown, field.path


def test_the_record_has_every_field_of_a_review_once_with_its_path(register: Register) -> None:
    paths = [field.path for field in fields()]
    assert sorted(paths) == sorted(REVIEWS.fields)
    record = nasty_review(register)
    shown = lines_shown(as_markdown(FORMS["record"], review_scope(register, record)))
    for path in paths:
        assert any(text == path or text.endswith(f" {path}") for text in shown), path


def test_the_office_note_is_on_no_document_but_the_record(register: Register) -> None:
    for form, scope in of_no_year(register, filled(register, FILLED)):
        assert ("Ring before nine" in as_markdown(form, scope)) is (form.key == "record")


def test_a_form_to_be_filled_keeps_the_papers_bullets_and_rows(register: Register) -> None:
    record = filled(register, HALF)
    plan = as_markdown(FORMS["action-plan"], review_scope(register, record))
    assert as_markdown(FORMS["summary"], review_scope(register, record)).count("\n-") == 2 * 4
    assert "\n| 5 |" in plan
    changes = setting(record, summary.CUSTODY.completed, "2026-11-26")
    changes += setting(record, action_plan.CUSTODY.completed, "2026-11-26")
    register.apply(changes)
    completed = review_scope(register, register.record(REVIEWS, record.key))
    assert as_markdown(FORMS["summary"], completed).count("\n-") == 1
    assert "\n| 2 |" in as_markdown(FORMS["action-plan"], completed)
    assert "\n| 3 |" not in as_markdown(FORMS["action-plan"], completed)


def test_a_form_changed_after_a_signature_says_so_beside_it(register: Register) -> None:
    record = filled(register, FILLED)
    assert "changed since signed" not in as_markdown(
        FORMS["summary"], review_scope(register, record)
    )
    register.apply(setting(record, summary.IMPACT, "Other words"))
    written = as_markdown(
        FORMS["summary"], review_scope(register, register.record(REVIEWS, record.key))
    )
    assert "| Lead reviewer: | Joan Mason | Fri 30 Oct 2026 | changed since signed |" in written
    assert "| Governor: |  |  |  |" in written


def test_several_reviews_written_together_are_as_written_one_by_one(register: Register) -> None:
    filled(register, FILLED)
    filled(register, HALF)
    first = register.record(REVIEWS, 1)
    register.apply(setting(first, summary.IMPACT, "Other words"))
    together = review_scopes(register, register.records(REVIEWS))
    for scope, record in zip(together, list(register.records(REVIEWS)), strict=True):
        alone = review_scope(register, record)
        assert replace(scope, plans=NO_PLANS) == replace(alone, plans=NO_PLANS)


def test_a_change_made_while_several_are_written_is_not_what_the_later_ones_say_they_are_of(
    register: Register,
) -> None:
    filled(register, FILLED)
    filled(register, HALF)
    began, reviews = register.revision, list(register.records(REVIEWS))
    together = review_scopes(register, reviews)
    first = next(together)
    register.apply(setting(reviews[1], summary.IMPACT, "Other words"))
    assert register.revision != began
    for scope in (first, *together):
        assert scope.revision == began
        assert "Other words" not in as_markdown(FORMS["summary"], scope)


def test_a_cancelled_review_says_so_under_the_title_without_the_reason(
    register: Register,
) -> None:
    record = made(register, status_reason="Illness")
    reason = setting(record, review.STATUS_REASON, "Flood")
    register.apply([*setting(record, review.STATUS, "cancelled"), *reason])
    scope = review_scope(register, register.record(REVIEWS, record.key))
    for form in ("summary", "action-plan", "audit", "schedule"):
        written = as_markdown(FORMS[form], scope)
        assert f"Status: cancelled · {record.id}" in written.splitlines()[2]
        assert "Illness" not in written


def test_a_review_of_no_name_of_its_own_has_its_schools(register: Register) -> None:
    written = as_markdown(FORMS["summary"], review_scope(register, made(register)))
    assert "Reviewed School: Birch Church of England Primary School ·" in written
    assert "Date of Review: …………… · Lead Reviewer: …………… · PR-" in written


def test_a_day_given_for_a_step_stands_in_the_place_of_tbc(register: Register) -> None:
    record = made(register)
    schedule = FORMS["schedule"]
    before = as_markdown(schedule, review_scope(register, record))
    assert "| Impact reviewed by the school | Headteacher | TBC | TBC | not yet |" in before
    changes = setting(record, REVIEWS.field("impact.reviewed.due"), "2027-06-11")
    changes += setting(record, support.FOLLOW_UP_DUE, "2027-02-25")
    register.apply(changes)
    after = as_markdown(schedule, review_scope(register, register.record(REVIEWS, record.key)))
    assert "| Headteacher | TBC | Fri 11 Jun 2027 | not yet |" in after
    assert "| Improvement Champions |  | Thu 25 Feb 2027 | not yet |" in after


def test_the_schedule_has_the_day_each_step_is_due_by_the_consortiums_own_timings(
    register: Register,
) -> None:
    record = filled(register, HALF)
    schedule = FORMS["schedule"]
    meeting = "| Pre-Review Meeting | Lead Reviewer | 1 week before the review | {} | not yet |"
    written = as_markdown(schedule, review_scope(register, record))
    assert meeting.format("Thu 19 Nov 2026") in written
    assert "| Office |  |  | not yet |" in written  # nothing has come that could be forwarded
    register.apply(setting(register.consortium, deadlines.MEETING.field, 10))
    written = as_markdown(schedule, review_scope(register, record))
    assert meeting.format("Mon 16 Nov 2026") in written
    reason = setting(record, review.STATUS_REASON, "Flood")
    register.apply([*setting(record, review.STATUS, "cancelled"), *reason])
    written = as_markdown(schedule, review_scope(register, register.record(REVIEWS, record.key)))
    assert meeting.format("not applicable") in written


def test_a_year_without_reviews_says_so(register: Register) -> None:
    register.apply(setting(register.consortium, consortium.CONSORTIUM_NAME, "Ours"))
    written = as_markdown(FORMS["register"], year_scope(register, 2030))
    assert written == "# Register of peer reviews 2030–31\n\nOurs · 2030–31\n\nNo reviews.\n"


def test_a_record_in_the_table_of_a_year_reads_as_it_was_typed(register: Register) -> None:
    record = nasty_review(register)
    register.apply(setting(register.consortium, consortium.CONSORTIUM_NAME, "A | *b*"))
    scope = YearScope(register, 2026, (SchoolReview(record),))
    shown = lines_shown(as_markdown(FORMS["register"], scope))
    assert "A | *b* · 2026–27" in shown
    assert record[review.SCHOOL_NAME] in shown

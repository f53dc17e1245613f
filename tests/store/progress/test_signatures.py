"""A signature is for what stood in the form when it was given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork import review
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.tables import REVIEWS
from store.progress.document_trail import changed_since_signed
from store.records.editing import setting, setting_cell
from store.register.register import Register
from tests.support.a_review import made, register_at

SIGNED = summary.SIGNATURES.field
LEAD: Json = {"role": "Lead reviewer", "name": "Joan Mason", "date": "2026-10-29"}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as found:
        made(found)
        put(found, summary.STRENGTHS, ["Reading"])
        yield found


def put(register: Register, field: Field[object], value: Json) -> None:
    register.apply(setting(register.record(REVIEWS, 1), field, value))


def changed(register: Register) -> set[str]:
    record = register.record(REVIEWS, 1)
    entries = list(register.history(record))
    return set(changed_since_signed(record, entries, summary.CONTENT, summary.SIGNATURES))


def test_a_form_that_stands_as_it_was_signed_is_not_changed(register: Register) -> None:
    put(register, SIGNED, [LEAD])
    assert changed(register) == set()


def test_a_form_changed_after_a_signature_is_changed_since(register: Register) -> None:
    put(register, SIGNED, [LEAD])
    put(register, summary.STRENGTHS, ["Reading", "Maths"])
    assert changed(register) == {"r1"}


def test_a_form_changed_and_changed_back_is_what_was_signed(register: Register) -> None:
    put(register, SIGNED, [LEAD])
    put(register, summary.STRENGTHS, [])
    put(register, summary.STRENGTHS, ["Reading"])
    assert changed(register) == set()


def test_a_change_taken_back_leaves_what_was_signed(register: Register) -> None:
    put(register, SIGNED, [LEAD])
    put(register, summary.STRENGTHS, [])
    register.undo()
    assert changed(register) == set()


def test_only_the_signatures_given_before_a_change_are_touched_by_it(register: Register) -> None:
    put(register, SIGNED, [LEAD])
    put(register, summary.IMPACT, "Writing has improved.")
    rows = register.record(REVIEWS, 1).stored(SIGNED)
    governor: Json = {"role": "Governor", "name": "Peter Finch", "date": "2026-11-02"}
    put(register, SIGNED, [*(rows if isinstance(rows, list) else []), governor])
    assert changed(register) == {"r1"}


def test_a_signature_given_again_is_for_the_form_as_it_is(register: Register) -> None:
    put(register, SIGNED, [LEAD])
    put(register, summary.IMPACT, "Writing has improved.")
    record = register.record(REVIEWS, 1)
    register.apply(setting_cell(record, SIGNED, "r1", "date", "2026-11-03"))
    assert changed(register) == set()


def test_content_and_signature_set_at_once_belong_together(register: Register) -> None:
    record = register.record(REVIEWS, 1)
    signing = setting(record, SIGNED, [LEAD])
    register.apply([*signing, *setting(record, summary.IMPACT, "Writing has improved.")])
    assert changed(register) == set()


def test_what_is_no_content_of_the_form_changes_no_signature(register: Register) -> None:
    put(register, SIGNED, [LEAD])
    put(register, review.NOTE, "Ring before nine.")
    put(register, action_plan.ROWS, [{"action": "Sort the books"}])
    put(register, summary.CUSTODY.sent, "2026-11-03")
    assert changed(register) == set()


def test_a_name_without_a_day_is_no_signature_yet(register: Register) -> None:
    put(register, SIGNED, [{"role": "Lead reviewer", "name": "Joan Mason"}])
    put(register, summary.IMPACT, "Writing has improved.")
    assert changed(register) == set()

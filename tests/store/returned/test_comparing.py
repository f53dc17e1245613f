"""A returned form is compared three ways; what is taken in is one list that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.documents.all_documents import REVIEW_FORMS
from store.documents.page import Heading
from store.documents.scopes import heads_only, review_scope
from store.errors import Refused
from store.field_values import Json
from store.paperwork import review
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS, YEARS
from store.records.change import making
from store.records.editing import adding_row, setting, setting_cell
from store.records.record import Record
from store.register.register import Register
from store.returned.accepting import Take, accepted, said_by, take_in, unopposed
from store.returned.as_exported import WhichReview
from store.returned.comparing import Compared, compared
from store.returned.difference import DifferenceState
from store.returned.form import Prose, Returned, as_returned
from tests.support.a_register import path_of
from tests.support.a_review import FILLED, filled, person, register_at
from tests.support.returned_forms import answered, rewritten, sent_out, with_rows

ROWS = action_plan.ROWS
REVIEWERS = "1. Ravi Patel\n2. Ellen O’Brien\n3. Tom Reed"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made:
        filled(made, {**FILLED, "status": "open"})
        yield made


def now(register: Register) -> Record:
    return register.record(REVIEWS, 1)


def change(register: Register, field: Field[object], value: Json) -> None:
    register.apply(setting(now(register), field, value))


def impact(register: Register, text: str) -> Returned:
    form = sent_out(register, now(register), "summary")
    return answered(form, summary.IMPACT.wording, text)


def states(comparison: Compared) -> dict[str, str]:
    return {difference.address: difference.state.value for difference in comparison.differences}


@pytest.mark.parametrize("form", ["summary", "action-plan", "audit", "record"])
def test_an_unchanged_form_says_nothing_new_whatever_has_changed_since(
    form: str, register: Register
) -> None:
    sent = sent_out(register, now(register), form)
    change(register, summary.IMPACT, "Written here since")
    change(register, review.LEAD_REVIEWER, person("Ann Wood"))
    comparison = compared(register, sent)
    assert comparison.differences == ()
    assert comparison.unplaced == ()
    assert comparison.notices == ()


def test_a_field_changed_on_the_form_alone_is_unopposed_and_taken_in_with_its_source(
    register: Register,
) -> None:
    sent = impact(register, "Better still.")
    change(register, review.NOTE, "")
    comparison = compared(register, sent)
    [difference] = comparison.differences
    assert (difference.base, difference.returned, difference.now) == (
        FILLED["summary.impact"], "Better still.", FILLED["summary.impact"]
    )  # fmt: skip
    assert difference.state is DifferenceState.UNOPPOSED
    entry = take_in(register, comparison, unopposed(comparison))
    assert entry is not None
    assert entry.source == "returned form from Joan Mason"
    assert now(register)[summary.IMPACT] == "Better still."
    again = compared(register, sent)
    assert states(again) == {"summary.impact": "already there"}
    assert again.new == ()
    assert take_in(register, again, unopposed(again)) is None
    register.undo()
    assert now(register)[summary.IMPACT] == FILLED["summary.impact"]


def test_a_field_changed_on_both_sides_is_opposed_and_left_unless_somebody_chooses(
    register: Register,
) -> None:
    sent = impact(register, "The form’s.")
    change(register, summary.IMPACT, "The register’s.")
    comparison = compared(register, sent)
    assert states(comparison) == {"summary.impact": "opposed"}
    assert accepted(register, comparison, unopposed(comparison)) == []
    assert take_in(register, comparison, {0: Take.BOTH}) is not None
    assert now(register)[summary.IMPACT] == "The register’s.\n\nThe form’s."
    register.undo()
    take_in(register, compared(register, sent), {0: Take.RETURNED})
    assert now(register)[summary.IMPACT] == "The form’s."


def test_two_people_on_two_rows_do_not_oppose_each_other_and_on_one_cell_they_do(
    register: Register,
) -> None:
    sent = rewritten(
        sent_out(register, now(register), "action-plan"), "Sort the reading books", "Sort them all"
    )
    register.apply(setting_cell(now(register), ROWS, "r1", "who", "Everybody"))
    assert states(compared(register, sent)) == {"action_plan.rows.r2.action": "unopposed"}
    register.apply(setting_cell(now(register), ROWS, "r2", "action", "Sell the books"))
    assert states(compared(register, sent)) == {"action_plan.rows.r2.action": "opposed"}


def test_rows_added_and_taken_out_on_the_form_come_and_go_where_they_stood(
    register: Register,
) -> None:
    def edit(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        blank = ("",) * (len(rows[0]) - 2)
        return (rows[0], rows[1], ("2", "Between", *blank), ("3", "Further", *blank), rows[2])

    form = sent_out(register, now(register), "action-plan")
    added = with_rows(form, "Action required", edit)
    comparison = compared(register, added)
    take_in(register, comparison, unopposed(comparison))
    assert actions(register) == [
        "One phonics scheme in every class", "Between", "Further", "Sort the reading books"
    ]  # fmt: skip
    assert compared(register, added).new == ()
    register.undo()

    fewer = with_rows(form, "Action required", lambda rows: (rows[0], rows[2]))
    comparison = compared(register, fewer)
    assert states(comparison) == {"action_plan.rows.r1": "unopposed"}
    take_in(register, comparison, unopposed(comparison))
    assert actions(register) == ["Sort the reading books"]
    register.undo()
    register.apply(setting_cell(now(register), ROWS, "r1", "who", "Everybody"))
    assert states(compared(register, fewer)) == {"action_plan.rows.r1": "opposed"}


def test_a_row_taken_out_of_the_register_since_is_opposed_and_can_come_back(
    register: Register,
) -> None:
    sent = rewritten(
        sent_out(register, now(register), "action-plan"), "Sort the reading books", "Sort them all"
    )
    change(register, ROWS, [{"id": "r1", "action": "One phonics scheme in every class"}])
    comparison = compared(register, sent)
    [difference] = comparison.differences
    assert difference.state is DifferenceState.OPPOSED
    assert difference.wording.endswith("row r2, taken out of the register since")
    take_in(register, comparison, unopposed(comparison, opposed_too=True))
    assert actions(register)[-1] == "Sort them all"


def actions(register: Register) -> list[str]:
    return [row[action_plan.ACTION] for row in now(register)[ROWS]]


def test_names_keep_their_links_and_new_ones_are_linked_where_the_directory_knows_them(
    register: Register,
) -> None:
    register.apply([making(PEOPLE.name, {"name": "Ravi Patel"})])
    register.apply([making(PEOPLE.name, {"name": "Ann Wood"})])
    linked: Json = [{"name": "Ravi Patel", "person": 1}]
    change(register, review.OTHER_REVIEWERS, linked)
    sent = sent_out(register, now(register), "audit")
    assert compared(register, sent).differences == ()
    longer = rewritten(sent, "1. Ravi Patel\n2.", "1. Ravi Patel\n2. Ann Wood\n3. Bo Stranger")
    comparison = compared(register, longer)
    take_in(register, comparison, unopposed(comparison))
    assert now(register).stored(review.OTHER_REVIEWERS) == [
        {"name": "Ravi Patel", "person": 1},
        {"name": "Ann Wood", "person": 2},
        {"name": "Bo Stranger", "person": None},
    ]


def test_a_form_with_only_its_head_filled_in_takes_nothing_away_that_it_did_not_show(
    register: Register,
) -> None:
    scope = heads_only(review_scope(register, now(register)))
    sent = as_returned(REVIEW_FORMS["summary"].page(scope))
    assert compared(register, sent).differences == ()
    filled_in = answered(sent, summary.STRENGTHS.wording, "Calm", "Kind")
    comparison = compared(register, filled_in)
    assert states(comparison) == {"summary.strengths": "opposed"}
    change(register, summary.STRENGTHS, [])
    assert states(compared(register, filled_in)) == {"summary.strengths": "unopposed"}


def test_a_form_without_its_front_asks_for_its_review_and_names_the_one_that_stands_on_it(
    register: Register,
) -> None:
    sent = replace(impact(register, "Written by hand."), identity=None)
    with pytest.raises(WhichReview) as asked:
        compared(register, sent)
    assert asked.value.likely == "PR-2026-001"
    comparison = compared(register, sent, "pr-2026-001")
    assert states(comparison)["summary.impact"] == "opposed"
    assert len(comparison.differences) == 1
    assert comparison.unplaced == ()
    assert comparison.notices[0].startswith("What this form carried for its way back is gone")


def test_a_plan_without_its_front_is_held_against_the_review_as_it_is_now_row_by_row(
    register: Register,
) -> None:
    sent = replace(sent_out(register, now(register), "action-plan"), identity=None)
    sent = rewritten(sent, "Sort the reading books", "Sort all of the books")
    row = adding_row(now(register), ROWS, {"action": "Added here."})
    register.apply([row])
    comparison = compared(register, sent, "PR-2026-001")
    assert states(comparison) == {
        "action_plan.rows.r2.action": "opposed",
        "action_plan.rows.r3": "opposed",  # not on the form, as if it were taken out
    }
    assert [difference.base for difference in comparison.differences] == ["", ""]
    assert unopposed(comparison) == {}


def test_a_blank_form_without_its_front_fills_what_is_empty_and_takes_nothing_away(
    register: Register,
) -> None:
    change(register, summary.STRENGTHS, [])
    form = replace(as_returned(REVIEW_FORMS["summary"].blank), identity=None)
    form = answered(form, summary.STRENGTHS.wording, "Calm")
    form = answered(form, summary.DEVELOPMENT.wording, "Maths")
    comparison = compared(register, form, "PR-2026-001")
    assert states(comparison) == {
        "summary.strengths": "unopposed",
        "summary.development": "opposed",
    }


@pytest.mark.parametrize(
    "typed",
    [
        "Sam Cole, Ann Wood",
        "Sam Cole and ANN WOOD",
        "Sam Cole & Ann Wood (2)",
        "Sam Cole; Ann Wood",
    ],
)
def test_names_on_one_line_are_told_apart_where_each_is_known(
    typed: str, register: Register
) -> None:
    register.apply([making(PEOPLE.name, {"name": "Ann Wood"})])
    form = sent_out(register, now(register), "audit")
    comparison = compared(register, rewritten(form, REVIEWERS, typed))
    [difference] = comparison.differences
    linked: Json = {"name": "Ann Wood", "person": 1}
    assert difference.value == [person("Sam Cole"), linked]


def test_names_on_one_line_of_whom_one_is_unknown_stay_as_they_were_typed(
    register: Register,
) -> None:
    form = sent_out(register, now(register), "audit")
    typed = "Sam Cole and the Year 2 team"
    comparison = compared(register, rewritten(form, REVIEWERS, typed))
    assert [difference.value for difference in comparison.differences] == [[person(typed)]]


def test_known_names_that_were_only_put_on_one_line_say_nothing_new(register: Register) -> None:
    form = sent_out(register, now(register), "audit")
    joined = rewritten(form, REVIEWERS, "Ravi Patel, Ellen O'Brien and Tom Reed")
    change(register, review.OTHER_REVIEWERS, [person("Sam Cole")])
    assert compared(register, joined).differences == ()


def test_rows_that_two_people_add_stand_in_the_order_they_came_and_both_champions_sign(
    register: Register,
) -> None:
    change(register, action_plan.SIGNATURES.field, [])
    sent = sent_out(register, now(register), "action-plan")
    for number, name in enumerate(("Priya Nair", "Sam Cole")):
        signed = ("Improvement Champions:", name, f"{12 + number} Nov 2026")
        form = with_rows(sent, "No.", partial(with_one_more, ("", f"From {name}")))
        form = with_rows(form, "Role", partial(with_one_more, signed))
        comparison = compared(register, form)
        assert {difference.state for difference in comparison.differences} == {
            DifferenceState.UNOPPOSED
        }
        take_in(register, comparison, unopposed(comparison))
        assert actions(register)[2 + number] == f"From {name}"
    kind = action_plan.SIGNATURES.field.kind
    assert isinstance(kind, RowsKind)
    rows = kind.decode(now(register).stored(action_plan.SIGNATURES.field))
    assert [row.cells["name"] for row in rows] == ["Priya Nair", "Sam Cole"]


def test_a_role_signed_here_meanwhile_and_on_the_form_is_opposed_and_never_signed_twice(
    register: Register,
) -> None:
    signatures = action_plan.SIGNATURES.field
    change(register, signatures, [])
    sent = sent_out(register, now(register), "action-plan")
    lead: dict[str, Json] = {"role": "Governor", "name": "Ann Wood", "date": "2026-11-14"}
    register.apply([adding_row(now(register), signatures, lead)])
    signed = ("Governor:", "Joan Mason", "12 Nov 2026")
    comparison = compared(register, with_rows(sent, "Role", partial(with_one_more, signed)))
    [difference] = comparison.differences
    assert difference.state is DifferenceState.OPPOSED
    take_in(register, comparison, unopposed(comparison))
    kind = signatures.kind
    assert isinstance(kind, RowsKind)
    rows = kind.decode(now(register).stored(signatures))
    assert [(row.cells["role"], row.cells["name"]) for row in rows] == [("Governor", "Ann Wood")]


def with_one_more(
    typed: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, and one that somebody has typed below them."""
    return (*rows, (*typed, *("" for _ in rows[0][len(typed) :])))


def test_two_forms_of_one_review_that_went_out_together_each_come_in(register: Register) -> None:
    first = impact(register, "Better.")
    sent = sent_out(register, now(register), "summary")
    second = answered(sent, summary.STRENGTHS.wording, "Calm")
    for form in (first, second, first):
        comparison = compared(register, form)
        take_in(register, comparison, unopposed(comparison))
    assert now(register)[summary.IMPACT] == "Better."
    assert now(register)[summary.STRENGTHS] == ("Calm",)
    third = compared(register, answered(sent, summary.IMPACT.wording, "Worse."))
    assert states(third) == {"summary.impact": "opposed"}


def test_a_form_with_a_misspelt_title_is_known_and_another_document_is_refused(
    register: Register,
) -> None:
    blank = as_returned(REVIEW_FORMS["summary"].blank)
    blank = replace(blank, identity=None, title="Peer review sumary")
    assert compared(register, blank, "PR-2026-001").form.key == "summary"
    with pytest.raises(Refused, match="none of the register’s forms: its title is “Shopping”"):
        compared(register, replace(blank, title="Shopping"), "PR-2026-001")
    with pytest.raises(Refused, match="none of the register’s forms: it has no title"):
        compared(register, replace(blank, title=""), "PR-2026-001")


def test_forms_of_another_register_of_another_review_and_of_none_are_refused(
    register: Register,
) -> None:
    sent = impact(register, "x")
    assert sent.identity is not None
    other = replace(sent, identity=replace(sent.identity, register="another"))
    with pytest.raises(Refused, match=f"“another”.*“{register.id[:30]}"):
        compared(register, other)
    with pytest.raises(Refused, match="is of PR-2026-001, not of “PR-2026-002”"):
        compared(register, sent, "PR-2026-002")
    never = replace(sent, identity=replace(sent.identity, review="PR-2020-999"))
    with pytest.raises(Refused, match="There is no review “PR-2020-999”"):
        compared(register, never)


def test_the_form_of_a_review_that_was_taken_back_is_refused_and_a_cancelled_one_noticed(
    register: Register,
) -> None:
    register.apply([making(REVIEWS.name, {"school": 1, "school_name": "B", "status": "open"})])
    taken_back = sent_out(register, register.record(REVIEWS, 2), "summary")
    register.undo()
    with pytest.raises(Refused, match="PR-2026-002 was taken back"):
        compared(register, taken_back)
    sent = impact(register, "x")
    change(register, review.STATUS_REASON, "Snow")
    change(register, review.STATUS, "cancelled")
    assert "PR-2026-001 is cancelled." in compared(register, sent).notices


@pytest.mark.parametrize("revision", ["", "nonsense", "3-000000000000", "999999-0a1b2c3d4e5f"])
def test_a_revision_the_register_does_not_know_is_compared_two_ways_with_a_notice(
    revision: str, register: Register
) -> None:
    sent = impact(register, "Better.")
    assert sent.identity is not None
    sent = replace(sent, identity=replace(sent.identity, revision=revision))
    change(register, summary.IMPACT, "Changed here.")
    comparison = compared(register, sent)
    assert comparison.notices[0].startswith("The register does not know the change")
    [difference] = comparison.differences
    assert (difference.base, difference.returned, difference.now) == (
        "",
        "Better.",
        "Changed here.",
    )
    assert difference.state is DifferenceState.OPPOSED
    assert not comparison.base_known
    change(register, summary.IMPACT, "")
    assert states(compared(register, sent)) == {"summary.impact": "unopposed"}


def with_thanks(form: Returned, words: str) -> Returned:
    return replace(form, pieces=(*form.pieces, Heading(2, "Thanks"), Prose(words)))


def test_what_has_no_place_is_kept_in_the_note_once_and_never_too_much_of_it(
    register: Register,
) -> None:
    sent = with_thanks(impact(register, "Better."), "To everybody.\nReally.")
    comparison = compared(register, sent)
    take_in(register, comparison, {}, "B. Fox")
    note = now(register)[review.NOTE]
    assert note.startswith("Ring before nine.")
    assert "Mon 23 Nov 2026, Summary returned by B. Fox" in note
    assert note.endswith("- Under the heading “Thanks”: To everybody.\nReally.")
    assert now(register)[summary.IMPACT] == FILLED["summary.impact"]
    again = compared(register, sent)
    assert again.unplaced == ()
    long = compared(register, with_thanks(impact(register, "x"), "Thanks. " * 2_490))
    with pytest.raises(Refused, match="at most 20,000 can be kept"):
        take_in(register, long, unopposed(long))
    assert now(register)[summary.IMPACT] == FILLED["summary.impact"]


def test_a_form_is_from_whom_somebody_says_or_who_saved_it_or_who_fills_it_in(
    register: Register,
) -> None:
    whose = {
        key: said_by(compared(register, sent_out(register, now(register), key)))
        for key in ("summary", "action-plan", "audit")
    }
    assert whose == {
        "summary": "Joan Mason",
        "action-plan": "Priya Nair and Sam Cole",
        "audit": "Grace Lowe",
    }
    saved = compared(register, replace(impact(register, "x"), by="J. Mason’s laptop"))
    assert said_by(saved) == "J. Mason’s laptop"
    assert said_by(saved, "Ann Wood") == "Ann Wood"


def test_what_may_not_be_empty_or_stand_together_is_refused_whole(register: Register) -> None:
    form = sent_out(register, now(register), "record")
    comparison = compared(register, rewritten(form, "open", "cancelled"))
    assert states(comparison)["status"] == "unopposed"
    change(register, review.STATUS_REASON, "")
    comparison = compared(register, rewritten(form, "open", "cancelled"))
    with pytest.raises(Refused, match="cancelled review needs a reason"):
        take_in(register, comparison, unopposed(comparison))
    assert now(register)[review.STATUS] == "open"


def test_a_change_that_came_from_no_form_is_written_as_it_always_was(register: Register) -> None:
    change(register, summary.IMPACT, "Typed here.")
    lines = Path(f"{path_of(register)}.journal").read_bytes().splitlines()
    assert b'"source"' not in lines[-1]
    comparison = compared(register, impact(register, "From a form."))
    take_in(register, comparison, unopposed(comparison))
    lines = Path(f"{path_of(register)}.journal").read_bytes().splitlines()
    assert b'"source":"returned form from Joan Mason"' in lines[-1]
    assert [entry.source for entry in register.history(now(register))][-2:] == [
        "", "returned form from Joan Mason"
    ]  # fmt: skip


def test_the_record_takes_in_signatures_stamps_and_a_years_evaluation_unchanged(
    register: Register,
) -> None:
    form = sent_out(register, now(register), "record")
    comparison = compared(register, form)
    assert (comparison.differences, comparison.unplaced) == ((), ())
    evaluation = (Heading(4, "Partnership", "evaluation.text"), Prose("It went well."))
    comparison = compared(register, replace(form, pieces=(*form.pieces, *evaluation)))
    assert states(comparison) == {"evaluation.text": "unopposed"}
    take_in(register, comparison, unopposed(comparison))
    [kept] = register.records(YEARS)
    assert (kept.key, kept.document["evaluation.text"]) == (2026, "It went well.")

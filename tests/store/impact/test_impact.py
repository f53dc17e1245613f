"""What came of a plan, over three years of one school: planned, carried, achieved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.documents.all_documents import REVIEW_FORMS
from store.documents.formats import markdown, word
from store.documents.page import PageRow, Words
from store.documents.scopes import heads_only, review_scope
from store.errors import Refused
from store.field_values import Json
from store.impact.answers import AnswerState, answers, carrying
from store.impact.followed_action import chain, support_words, supported, told_in_lines
from store.impact.plans import Plans, Reference, plans_of, reference
from store.open_register import create_register
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import support
from store.paperwork.tables import REVIEWS
from store.records.change import making
from store.records.editing import removing_row, setting
from store.records.record import Record
from store.records.review_line import ReviewLine, line_of
from store.register.register import Register
from store.returned.accepting import take_in, unopposed
from store.returned.comparing import compared
from store.returned.difference import DifferenceState
from store.returned.form import Returned, as_returned
from store.returned.markdown import markdown as markdown_back
from store.returned.word import word as word_back
from store.warnings.answers import answer_warnings
from tests.support.returned_forms import rewritten, sent_out, with_rows
from tests.support.today import TODAY

FIRST, SECOND, THIRD = "PR-2026-001", "PR-2026-002", "PR-2026-003"
HEAD = "Action of the previous plan"
OUTCOMES = "What came of it: achieved, partly achieved, not achieved or dropped."
PLAN: list[Json] = [
    {"action": "One phonics scheme\nin every class", "who": "English lead"},
    {"action": "Sort the reading books"},
    {"action": "A library club"},
]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A school with three reviews, of which the first has a plan."""
    made = create_register(tmp_path / "register.json", "Tiptree", today=lambda: TODAY)
    made.apply([making("schools", {"name": "Birch"}), making("schools", {"name": "Heath"})])
    for day in ("2024-10-10", "2025-10-09", "2026-10-08"):
        new_review(made, date=day)
    put(made, 1, action_plan.ROWS.path, PLAN)
    with made:
        yield made


def new_review(register: Register, school: int = 1, **values: Json) -> Record:
    name = "Birch" if school == 1 else "Heath"
    whole: dict[str, Json] = {"school": school, "school_name": name, "status": "open", **values}
    register.apply([making("reviews", whole)])
    return register.record(REVIEWS, max(register.keys(REVIEWS)))


def put(register: Register, key: int, path: str, value: Json) -> None:
    register.apply(setting(register.record(REVIEWS, key), REVIEWS.field(path), value))


def answer(register: Register, key: int, *said: tuple[str, str, str]) -> None:
    rows: list[Json] = [{"action": a, "outcome": o, "sentence": s} for a, o, s in said]
    put(register, key, summary.PREVIOUS.path, rows)


def carry(register: Register, key: int, named: str) -> None:
    register.apply([carrying(register.record(REVIEWS, key), named, plans_of(register))])


def listed(register: Register, key: int) -> list[tuple[str, str]]:
    """What a review lists of the last plan: each action in words, and its outcome."""
    found = answers(register.record(REVIEWS, key), plans_of(register))
    return [
        (one.words, one.row.plain(summary.PREVIOUS_OUTCOME) if one.row else "–") for one in found
    ]


def warned(register: Register, key: int) -> list[str]:
    found = answer_warnings(register.record(REVIEWS, key), plans_of(register))
    return [one.sentence for one in found]


def last(register: Register, key: int) -> str:
    found = plans_of(register).last(register.record(REVIEWS, key))
    return found.review.id if found.review else found.sentence


def summary_rows(register: Register, key: int) -> list[tuple[str, ...]]:
    page = REVIEW_FORMS["summary"].page(review_scope(register, register.record(REVIEWS, key)))
    [table] = [table for table in page.tables if table.rows_of == summary.PREVIOUS.path]
    return [row.cells for row in table.rows if isinstance(row, PageRow)]


def test_a_row_of_a_plan_is_named_by_its_review_and_its_id() -> None:
    assert reference(" pr-2025-003  R2 ") == Reference("PR-2025-003", "r2")
    assert str(Reference("PR-2025-003", "r2")) == "PR-2025-003 r2"
    for text in ("", "such fun", "PR-2025-003", "r2", "PR-2025-003 r0", "PR-2025-003 r2 and r3"):
        assert reference(text) is None


def test_the_last_plan_is_of_any_earlier_review_that_is_not_cancelled(register: Register) -> None:
    assert last(register, 1) == "The register has no last review of this school."
    assert last(register, 2) == FIRST
    assert last(register, 3) == FIRST  # the second has no plan yet (ruling 28)
    put(register, 2, action_plan.ROWS.path, [{"action": "Read aloud"}])
    assert last(register, 3) == SECOND
    put(register, 2, "status_reason", "Made by mistake")
    put(register, 2, "status", "cancelled")
    assert last(register, 3) == FIRST


def test_a_last_review_without_a_plan_is_not_the_same_as_none(register: Register) -> None:
    put(register, 1, action_plan.ROWS.path, [])
    assert last(register, 3) == f"The last review of this school, {SECOND}, has no Action Plan."
    assert last(register, 1) == "The register has no last review of this school."
    new_review(register, 2, date="2026-10-08")
    assert last(register, 4) == "The register has no last review of this school."


def test_of_two_reviews_on_one_day_the_one_made_first_is_the_earlier(register: Register) -> None:
    new_review(register, date="2026-10-08")
    put(register, 3, action_plan.ROWS.path, [{"action": "Read aloud"}])
    put(register, 4, action_plan.ROWS.path, [{"action": "Write more"}])
    assert last(register, 4) == THIRD
    assert last(register, 3) == FIRST
    assert last(register, new_review(register).key) == "PR-2026-004"  # undated: made after


def test_the_actions_of_the_last_plan_are_listed_and_nothing_is_stored(register: Register) -> None:
    assert listed(register, 2) == [
        (f"One phonics scheme in every class ({FIRST} r1)", "–"),
        (f"Sort the reading books ({FIRST} r2)", "–"),
        (f"A library club ({FIRST} r3)", "–"),
    ]
    assert not register.record(REVIEWS, 2).has(summary.PREVIOUS)
    answer(register, 2, (f"{FIRST} r2", "achieved", "By sound."))
    assert [words for words, _ in listed(register, 2)] == [
        f"Sort the reading books ({FIRST} r2)",
        f"One phonics scheme in every class ({FIRST} r1)",
        f"A library club ({FIRST} r3)",
    ]
    found = answers(register.record(REVIEWS, 2), plans_of(register))
    assert [one.row is None for one in found] == [False, True, True]


def test_what_is_listed_follows_the_last_plan(register: Register) -> None:
    put(register, 1, action_plan.ROWS.path, [*PLAN, {"action": "Talk more"}])
    assert listed(register, 2)[-1] == (f"Talk more ({FIRST} r4)", "–")
    register.apply([removing_row(register.record(REVIEWS, 1), action_plan.ROWS, "r3")])
    assert f"A library club ({FIRST} r3)" not in dict(listed(register, 2))


def test_an_answer_for_a_row_that_was_removed_stays_and_is_marked(register: Register) -> None:
    answer(register, 2, (f"{FIRST} r3", "dropped", "Nobody came."))
    assert warned(register, 2) == []
    register.apply([removing_row(register.record(REVIEWS, 1), action_plan.ROWS, "r3")])
    assert listed(register, 2)[0] == (f"{FIRST} r3 (no longer in the plan)", "dropped")
    [gone, *_] = answers(register.record(REVIEWS, 2), plans_of(register))
    assert (gone.standing, gone.named) == (AnswerState.GONE, f"{FIRST} r3")
    assert "no longer in the plan" in gone.words
    assert warned(register, 2) == [
        f"Row 1, {FIRST} r3: no longer in the plan; what was said stays."
    ]
    assert summary_rows(register, 2)[0][1:] == ("dropped", "Nobody came.")
    answer(register, 2, (f"{FIRST} r3", "not achieved", "Nobody came."))
    with pytest.raises(Refused, match="by hand"):
        carry(register, 2, f"{FIRST} r3")


def test_answers_that_do_not_fit_the_last_plan_are_warned_of(register: Register) -> None:
    answer(
        register, 2, (f"{FIRST} r1", "achieved", ""), (f"{FIRST.lower()} r1", "dropped", ""),
        ("such fun", "", ""),
    )  # fmt: skip
    assert warned(register, 2) == [f"Row 2: {FIRST} r1 is answered in row 1 as well."]
    assert ("such fun", "") in listed(register, 2)
    put(register, 2, "school", 2)
    assert f"Row 1, {FIRST} r1: of another school’s plan; what was said stays." in warned(
        register, 2
    )
    put(register, 2, "school", 1)
    put(register, 2, action_plan.ROWS.path, [{"action": "Read aloud"}])
    answer(register, 3, (f"{FIRST} r2", "achieved", ""))
    assert warned(register, 3) == [f"Row 1, {FIRST} r2: not of the last plan; what was said stays."]


def test_what_was_not_achieved_is_carried_once_with_its_origin(register: Register) -> None:
    answer(
        register, 2, (f"{FIRST} r1", "partly achieved", ""), (f"{FIRST} r2", "achieved", ""),
    )  # fmt: skip
    carry(register, 2, f"{FIRST} r1")
    [row] = register.record(REVIEWS, 2)[action_plan.ROWS]
    assert row.cells == {
        "action": "One phonics scheme\nin every class",
        "from": f"{FIRST} r1",
    }
    for named, why in (
        (f"{FIRST} r1", "in row 1"),
        (f"{FIRST} r2", "is achieved"),
        (f"{FIRST} r3", "Say first what came of"),
        ("such fun", "names no row"),
    ):
        with pytest.raises(Refused, match=why):
            carry(register, 2, named)
    register.undo()
    assert not register.record(REVIEWS, 2).has(action_plan.ROWS)


def test_where_a_row_was_carried_from_stands_in_the_plan(register: Register) -> None:
    answer(register, 2, (f"{FIRST} r1", "not achieved", ""))
    plain = REVIEW_FORMS["action-plan"].page(review_scope(register, register.record(REVIEWS, 2)))
    assert all(action_plan.FROM.wording not in table.head for table in plain.tables)
    carry(register, 2, f"{FIRST} r1")
    page = REVIEW_FORMS["action-plan"].page(review_scope(register, register.record(REVIEWS, 2)))
    [table] = [table for table in page.tables if table.rows_of == action_plan.ROWS.path]
    assert table.head[-1] == action_plan.FROM.wording
    [first, *_] = [row for row in table.rows if isinstance(row, PageRow)]
    assert first.cells[-1] == f"{FIRST} r1"


def three_years(register: Register) -> None:
    """Planned in the first year, carried in the second, achieved in the third."""
    supports: list[Json] = [
        {"action": "r1", "source": "b", "who": "Heath", "from": "2025-01-13", "state": "finished"},
        {"action": "r2", "source": "a"},
    ]
    put(register, 1, support.SUPPORT.path, supports)
    answer(register, 2, (f"{FIRST} r1", "partly achieved", "In Key Stage 1."))
    carry(register, 2, f"{FIRST} r1")
    answer(register, 3, (f"{SECOND} r1", "achieved", "In every class."))


@pytest.mark.parametrize("named", [f"{FIRST} r1", f"{SECOND} r1"])
def test_an_action_is_followed_over_three_years(named: str, register: Register) -> None:
    three_years(register)
    of = reference(named)
    assert of is not None
    assert list(told_in_lines(chain(plans_of(register), of))) == [
        (
            f"Began in {FIRST} r1, 2024–25",
            [
                "One phonics scheme in every class",
                "Support: b. within the partnership · Heath · Mon 13 Jan 2025 · finished",
                f"{SECOND} says: partly achieved. In Key Stage 1.",
            ],
        ),
        (
            f"Carried into {SECOND} r1, 2025–26",
            ["One phonics scheme in every class", f"{THIRD} says: achieved. In every class."],
        ),
        ("Now", [f"Achieved, {THIRD} says."]),
    ]


def test_where_an_action_is_now_is_said_before_anybody_answers(register: Register) -> None:
    of = Reference(FIRST, "r2")
    now = chain(plans_of(register), of).now
    assert now == f"In the plan of {FIRST}; nothing is said of it yet."
    put(register, 1, action_plan.ROWS.path, [PLAN[0], {"action": "Sort", "outcome": "in progress"}])
    assert chain(plans_of(register), of).now == f"In progress, by the plan of {FIRST}."


def test_an_action_that_is_not_there_is_refused_and_one_that_is_gone_is_followed(
    register: Register,
) -> None:
    with pytest.raises(Refused, match=f"{FIRST} has no action r9; its plan has r1, r2, r3"):
        chain(plans_of(register), Reference(FIRST, "r9"))
    with pytest.raises(Refused, match="There is no review PR-2020-001"):
        chain(plans_of(register), Reference("PR-2020-001", "r1"))
    answer(register, 2, (f"{FIRST} r3", "dropped", "Nobody came."))
    register.apply([removing_row(register.record(REVIEWS, 1), action_plan.ROWS, "r3")])
    [(_, lines), _] = told_in_lines(chain(plans_of(register), Reference(FIRST, "r3")))
    assert lines == ["No longer in the plan.", f"{SECOND} says: dropped. Nobody came."]


def test_actions_carried_in_a_ring_are_followed_once(register: Register) -> None:
    put(register, 1, action_plan.ROWS.path, [{"action": "A", "from": f"{SECOND} r1"}])
    put(register, 2, action_plan.ROWS.path, [{"action": "A", "from": f"{FIRST} r1"}])
    assert len(chain(plans_of(register), Reference(FIRST, "r1")).steps) == 2


def test_support_belongs_to_its_row(register: Register) -> None:
    three_years(register)
    found = register.record(REVIEWS, 1)
    [row] = supported(found, "r2")
    assert support_words(row) == "a. within the reviewed school itself"
    assert supported(found, "r3") == ()


def test_no_last_review_stands_in_the_document_and_on_no_empty_form(register: Register) -> None:
    words = "The register has no last review of this school."
    page = REVIEW_FORMS["summary"].page(review_scope(register, register.record(REVIEWS, 1)))
    assert Words(words) in page.blocks
    assert Words(words) not in REVIEW_FORMS["summary"].blank.blocks
    later = REVIEW_FORMS["summary"].page(review_scope(register, register.record(REVIEWS, 2)))
    assert Words(words) not in later.blocks


def returned_with(register: Register, key: int, named: str, outcome: str, said: str) -> Returned:
    """The Summary of a review with what came of one action written on it."""

    def edit(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple((row[0], outcome, said) if named in row[0] else row for row in rows)

    return with_rows(sent_out(register, register.record(REVIEWS, key), "summary"), HEAD, edit)


@pytest.mark.parametrize("key", [1, 2])
def test_a_summary_that_comes_back_unchanged_says_nothing_new(key: int, register: Register) -> None:
    if key == 2:
        answer(register, 2, (f"{FIRST} r2", "achieved", "By sound."))
    sent = sent_out(register, register.record(REVIEWS, key), "summary")
    found = compared(register, sent)
    assert (found.differences, found.unplaced) == ((), ())


@pytest.mark.parametrize("key", [1, 2])
def test_a_summary_reads_as_it_was_written_in_markdown_and_in_word(
    key: int, register: Register
) -> None:
    if key == 2:
        answer(register, 2, (f"{FIRST} r2", "achieved", "By sound."))
    page = REVIEW_FORMS["summary"].page(review_scope(register, register.record(REVIEWS, key)))
    assert markdown_back.read(markdown.write(page)) == as_returned(page)
    back = word_back.read(word.write(page))
    assert (back.title, back.line, back.pieces) == (page.title, page.line, as_returned(page).pieces)


def test_an_answer_on_a_form_with_its_head_alone_finds_its_action(register: Register) -> None:
    answer(register, 2, (f"{FIRST} r1", "dropped", "No time."))
    heads = heads_only(review_scope(register, register.record(REVIEWS, 2)))
    form = as_returned(REVIEW_FORMS["summary"].page(heads))

    def edit(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        head, first, second, *others = rows
        return (head, (first[0], "achieved", ""), (second[0], "achieved", ""), *others)

    found = compared(register, with_rows(form, HEAD, edit))
    take_in(register, found, unopposed(found))
    said = {
        row.plain(summary.PREVIOUS_ACTION): row.plain(summary.PREVIOUS_OUTCOME)
        for row in register.record(REVIEWS, 2)[summary.PREVIOUS]
    }
    assert said == {f"{FIRST} r1": "dropped", f"{FIRST} r2": "achieved"}
    assert [one.state for one in found.differences if one.column] == [DifferenceState.OPPOSED]


def test_an_outcome_on_a_returned_summary_finds_its_action(register: Register) -> None:
    form = returned_with(register, 2, f"{FIRST} r2", "achieved", "By sound.")
    found = compared(register, form)
    take_in(register, found, unopposed(found))
    [row] = register.record(REVIEWS, 2)[summary.PREVIOUS]
    assert row.cells == {
        "action": f"{FIRST} r2",
        "outcome": "achieved",
        "sentence": "By sound.",
    }
    assert found.unplaced == ()


def test_a_returned_answer_meets_the_one_that_was_given_meanwhile(register: Register) -> None:
    form = returned_with(register, 2, f"{FIRST} r2", "achieved", "By sound.")
    answer(register, 2, (f"{FIRST} r2", "dropped", "By sound."))
    found = compared(register, form)
    states = {one.column: one.state for one in found.differences}
    assert states == {"outcome": DifferenceState.OPPOSED, "sentence": DifferenceState.THERE}
    take_in(register, found, unopposed(found, opposed_too=True))
    [row] = register.record(REVIEWS, 2)[summary.PREVIOUS]
    assert row[summary.PREVIOUS_OUTCOME] == "achieved"


def test_a_form_sent_before_the_last_plan_changed_still_finds_its_actions(
    register: Register,
) -> None:
    form = returned_with(register, 2, f"{FIRST} r3", "dropped", "Nobody came.")
    put(register, 1, action_plan.ROWS.path, [{"action": "Quite other words"}, PLAN[1]])
    found = compared(register, form)
    assert found.unplaced == ()
    take_in(register, found, unopposed(found))
    [row] = register.record(REVIEWS, 2)[summary.PREVIOUS]
    assert row.cells["action"] == f"{FIRST} r3"
    assert warned(register, 2) == [
        f"Row 1, {FIRST} r3: no longer in the plan; what was said stays."
    ]


def test_an_action_written_anew_on_a_form_is_kept_in_the_note(register: Register) -> None:
    form = returned_with(register, 2, f"{FIRST} r1", "achieved", "")
    form = rewritten(form, f"One phonics scheme in every class ({FIRST} r1)", "Gardening for all")
    found = compared(register, form)
    said = [*found.unplaced, *found.notices]
    assert any("Gardening for all" in one for one in said)


def test_plans_need_no_register() -> None:
    documents: dict[int, dict[str, Json]] = {
        1: {"id": "PR-2024-001", "school": 7, "date": "2024-10-10",
            "action_plan.rows": [{"id": "r1", "action": "Read"}]},
        2: {"id": "PR-2025-001", "school": 7, "date": "2025-10-10"},
    }  # fmt: skip
    records = {key: Record(REVIEWS, key, document) for key, document in documents.items()}

    def lines() -> list[ReviewLine]:
        return [line_of(record) for record in records.values()]

    found = Plans(lines, records.get).last(records[2])
    assert found.review is records[1]
    assert [row[action_plan.ACTION] for row in found.rows] == ["Read"]


def test_the_form_says_what_may_be_said_of_an_action_while_one_is_not_answered(
    register: Register,
) -> None:
    def said() -> bool:
        page = REVIEW_FORMS["summary"].page(review_scope(register, register.record(REVIEWS, 2)))
        return Words(OUTCOMES) in page.blocks

    assert said()
    answer(register, 2, *((f"{FIRST} r{n}", "achieved", "") for n in (1, 2)))
    assert said()
    answer(register, 2, *((f"{FIRST} r{n}", "achieved", "") for n in (1, 2, 3)))
    assert not said()
    assert Words(OUTCOMES) not in REVIEW_FORMS["summary"].blank.blocks

"""The description of the paperwork, held against the paper, the field list and the rulings."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from store.field_values import Unacceptable
from store.paperwork import consortium, review
from store.paperwork.deadlines import TIMINGS
from store.paperwork.field import Field, Owner
from store.paperwork.forms import action_plan, audit, summary
from store.paperwork.official_text import official_text
from store.paperwork.rows import RowsKind
from store.paperwork.stages import feedback, impact, plan, support, visit
from store.paperwork.steps import (
    STAGES,
    STEPS,
    After,
    Anchor,
    Before,
    On,
    Ongoing,
    Rule,
    Step,
    WhenSet,
)
from store.paperwork.tables import ITEMS, PEOPLE, REVIEWS, SCHOOLS, SETTINGS, TABLES, YEARS

PAPER = " ".join(official_text().split())
MODULES = (
    action_plan, audit, consortium, feedback, impact, plan, review, summary, support, visit,
)  # fmt: skip

# The field list: path, kind; beneath a table its columns, each with a dot before it.
REVIEW_PATHS = """
school choice
school_name line
date date
end_date date
for_year number
lead_reviewer person
other_reviewers people
improvement_champions people
headteacher person
headteacher_label line
governors people
status choice
status_reason line
stage_1_override line
stage_2_override line
stage_3_override line
stage_4_override line
stage_5_override line
themes list
chased rows
.date date
.person line
.items text
note text
plan.paperwork.sef item
plan.paperwork.data item
plan.paperwork.sdp item
plan.paperwork.ofsted item
plan.paperwork.siams item
plan.paperwork.ht_report item
plan.paperwork.summary item
plan.paperwork.action_plan item
plan.paperwork.self_review item
plan.data_shared.date date
plan.data_shared.present people
plan.meeting.date date
plan.meeting.present people
plan.meeting.focus text
plan.meeting.planning_form choice
plan.enquiry rows
.question text
.evidence text
plan.timetable.date date
plan.timetable.rows rows
.time line
.activity line
.who line
.where line
visit.date date
visit.present people
visit.key_areas text
visit.activities text
feedback.date date
feedback.present people
feedback.governors.date date
feedback.governors.present people
workshop.agreed_date date
workshop.present people
workshop.date date
workshop.invited people
workshop.release rows
.champion line
.date date
.cover yes/no
.note line
action_plan.agreed.date date
action_plan.agreed.present people
support rows
.action line
.source choice
.who line
.from date
.state choice
.note text
follow_up.due date
follow_up.date date
follow_up.present people
audit.chase date
audit.returned date
impact.reviewed.due date
impact.reviewed.date date
impact.reviewed.text text
impact.shared.due date
impact.shared.date date
audit.improvement text
audit.updated date
summary.impact text
summary.previous rows
.action line
.outcome choice
.sentence text
summary.strengths bullets
summary.development bullets
summary.signed rows
.role choice
.name line
.date date
.at number
action_plan.rows rows
.action text
.timing text
.deadline date
.who text
.comments text
.source choice
.outcome choice
.from line
action_plan.signed rows
.role choice
.name line
.date date
.at number
audit.priorities text
audit.versions rows
.version number
.date date
.grid text
summary.custody.completed date
summary.custody.sent date
summary.custody.received date
summary.custody.to_school date
summary.custody.to_group date
action_plan.custody.completed date
action_plan.custody.sent date
action_plan.custody.received date
action_plan.custody.to_school date
action_plan.custody.to_group date
"""
SCHOOL_PATHS = """
name line
short_name line
urn line
phase line
religious_character line
pupils number
town line
postcode line
telephone line
email line
headteacher person
status choice
closed date
member yes/no
note text
"""
PERSON_PATHS = """
name line
roles list
school choice
email line
telephone line
expertise list
listed yes/no
from date
until date
earlier rows
.role line
.school choice
.from date
.until date
note text
"""
YEAR_PATHS = """
evaluation.due date
evaluation.date date
evaluation.text text
spp_associate person
evaluation.chased rows
.date date
.person line
.items text
"""
SETTING_PATHS = """
name line
themes list
exports line
exports_from line
retention number
office.name line
office.address text
office.telephone line
office.email line
closures rows
.from date
.until date
.name line
school_holidays rows
.from date
.until date
.name line
timings.champions_booked number
timings.data_sharing number
timings.meeting number
timings.timetable number
timings.workshop_agreed number
timings.workshop_from number
timings.workshop_target number
timings.workshop_latest number
timings.summary_sent number
timings.plan_sent number
timings.forwarded number
timings.timetable_day choice
"""
LISTS = {
    REVIEWS.name: REVIEW_PATHS,
    SCHOOLS.name: SCHOOL_PATHS,
    PEOPLE.name: PERSON_PATHS,
    YEARS.name: YEAR_PATHS,
    SETTINGS.name: SETTING_PATHS,
}

OFFICE, HEAD, LEAD = Owner.OFFICE, Owner.HEADTEACHER, Owner.LEAD_REVIEWER
CHAMPIONS, GROUP = Owner.CHAMPIONS, Owner.MANAGEMENT_GROUP
# The rulings' table of steps: key, stage, owner, due, done by ("+" is and, "|" is or).
STEPS_OF_THE_RULINGS = (
    ("champions_booked", 1, OFFICE, "review - 14", "improvement_champions"),
    ("data_sharing", 1, HEAD, "review - 14", "plan.data_shared.date"),
    ("meeting", 1, LEAD, "review - 7", "plan.meeting.date"),
    ("timetable", 1, HEAD, "review - 1", "plan.timetable.date"),
    ("visit", 2, LEAD, "review", "visit.date"),
    ("summary_completed", 2, LEAD, "end", "summary.custody.completed"),
    ("feedback", 3, LEAD, "end", "feedback.date"),
    (
        "summary_sent", 3, LEAD, "feedback + 5 wd",
        "summary.custody.sent|summary.custody.received",
    ),
    (
        "summary_forwarded", 3, OFFICE, "summary received + 1 wd",
        "summary.custody.to_school+summary.custody.to_group",
    ),
    ("workshop_agreed", 3, CHAMPIONS, "end + 7", "workshop.agreed_date|workshop.date"),
    ("workshop", 3, CHAMPIONS, "end + 14", "workshop.date"),
    ("plan_completed", 3, CHAMPIONS, "workshop", "action_plan.custody.completed"),
    (
        "plan_sent", 3, CHAMPIONS, "workshop + 5 wd",
        "action_plan.custody.sent|action_plan.custody.received",
    ),
    (
        "plan_forwarded", 3, OFFICE, "plan received + 1 wd",
        "action_plan.custody.to_school+action_plan.custody.to_group",
    ),
    ("audit", 4, HEAD, "audit.chase", "audit.returned"),
    ("support", 4, HEAD, "ongoing", ""),
    ("follow_up", 4, CHAMPIONS, "follow_up.due", "follow_up.date"),
    ("impact_reviewed", 5, HEAD, "impact.reviewed.due or TBC", "impact.reviewed.date"),
    ("impact_shared", 5, HEAD, "impact.shared.due or TBC", "impact.shared.date"),
    ("audit_updated", 5, HEAD, "TBC", "audit.updated"),
    ("evaluation", 5, GROUP, "evaluation.due or TBC", "evaluation.date"),
)  # fmt: skip
ANCHORS = {
    Anchor.REVIEW: "review",
    Anchor.END: "end",
    Anchor.FEEDBACK: "feedback",
    Anchor.WORKSHOP: "workshop",
    Anchor.SUMMARY_RECEIVED: "summary received",
    Anchor.PLAN_RECEIVED: "plan received",
}

STAGE_OF = {
    "plan.": 1,
    "visit.": 2,
    "feedback.": 3,
    "workshop.": 3,
    "action_plan.agreed.": 3,
    "support": 4,
    "follow_up.": 4,
    "audit.chase": 4,
    "audit.returned": 4,
    "impact.": 5,
    "audit.improvement": 5,
    "audit.updated": 5,
}


def on_paper(words: str) -> bool:
    return " ".join(words.split()) in PAPER


def every_field() -> Iterator[tuple[str, Field[object]]]:
    for table in TABLES.values():
        for path, field in table.fields.items():
            yield f"{table.name} {path}", field
            if isinstance(field.kind, RowsKind):
                for column in field.kind.columns.values():
                    yield f"{table.name} {path}.{column.path}", column


def listed(table: str) -> dict[str, str]:
    """The field list of a table: each path and each column with its kind."""
    kinds: dict[str, str] = {}
    rows = ""
    for line in LISTS[table].split("\n"):
        if not line:
            continue
        path, kind = line.split(" ")
        if path.startswith("."):
            kinds[rows + path] = kind
            continue
        rows = path
        if kind == "item":
            kinds |= {f"{path}.state": "choice", f"{path}.date": "date", f"{path}.note": "line"}
        else:
            kinds[path] = kind
    return kinds


def test_every_wording_that_is_the_papers_stands_on_the_paper_letter_for_letter() -> None:
    wrong = {
        where: field.wording
        for where, field in every_field()
        if field.paper and not on_paper(field.wording.removeprefix("The "))
    }
    assert wrong == {}


def test_every_guidance_of_a_field_stands_on_the_paper() -> None:
    wrong = {
        where: sentence
        for where, field in every_field()
        for sentence in field.guidance
        if not on_paper(sentence)
    }
    assert wrong == {}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_guidance_of_a_section_stands_on_the_paper(module: ModuleType) -> None:
    sections = getattr(module, "SECTIONS", ())
    wrong = [s for section in sections for s in section.guidance if not on_paper(s)]
    assert wrong == []


@pytest.mark.parametrize(
    "words",
    [
        *(module.TITLE for module in (plan, visit, feedback, support, impact)),
        *(module.TITLE for module in (summary, action_plan, audit)),
        *summary.GUIDANCE,
        *action_plan.GUIDANCE,
        *audit.GUIDANCE,
        summary.REVIEW_HEADING,
        action_plan.SOURCES_SENTENCE,
        *action_plan.SOURCES_PRINTED,
        " ".join((action_plan.SOURCES_SENTENCE, *action_plan.SOURCES_PRINTED)),
        " ".join(audit.COLUMNS),
        "Signed",
    ],
)
def test_titles_and_sentences_of_the_forms_stand_on_the_paper(words: str) -> None:
    assert on_paper(words)


def test_the_papers_sentence_on_support_from_outside_breaks_off() -> None:
    assert PAPER.index("c. outside of the partnership, but") < PAPER.index("Action required")
    assert action_plan.SENTENCE_ENDS == "(the paper’s sentence ends here)"


@pytest.mark.parametrize(
    ("form", "following"),
    [(summary, "This action plan template"), (action_plan, "Reviewed School")],
    ids=["summary", "action plan"],
)
def test_the_roles_that_sign_are_the_papers_in_its_order(form: ModuleType, following: str) -> None:
    roles = " ".join(f"{role}:" for role in form.SIGNATURES.roles)
    assert f"Signed {roles} {following}" in PAPER


def test_the_sources_of_support_are_the_papers_a_b_and_c() -> None:
    printed = [f"{letter}. {words}" for letter, words in support.SOURCES.options.items()]
    assert [*printed[:2], f"{printed[2]}, but"] == list(action_plan.SOURCES_PRINTED)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_the_words_and_timings_of_a_step_stand_on_the_paper(step: Step) -> None:
    assert on_paper(step.paper)
    assert on_paper(step.timing)


def test_the_columns_of_the_plan_stand_on_the_paper_in_its_order() -> None:
    columns = [column for column in action_plan.COLUMNS if column.paper]
    assert on_paper(" ".join(column.wording for column in columns))


def test_the_grid_of_the_proforma_is_in_the_papers_order() -> None:
    grid = PAPER[PAPER.index("Activity Present Date") :]
    places = [grid.index(line.wording) for line in audit.GRID]
    assert places == sorted(places)


def test_the_quotation_marks_of_the_pro_formas_are_the_papers() -> None:
    assert plan.SELF_REVIEW.wording.removeprefix("The ") in PAPER
    assert plan.PLANNING_FORM.wording.removeprefix("The ") in PAPER


@pytest.mark.parametrize("table", LISTS)
def test_the_fields_of_a_table_are_those_of_the_field_list_and_no_others(table: str) -> None:
    found: dict[str, str] = {}
    for path, field in TABLES[table].fields.items():
        found[path] = field.kind.name
        if isinstance(field.kind, RowsKind):
            columns = field.kind.columns.values()
            found |= {f"{path}.{column.path}": column.kind.name for column in columns}
    assert found == listed(table)


def test_no_path_is_described_twice() -> None:
    sections = [
        section
        for module in (plan, visit, feedback, summary, action_plan, support, impact)
        for section in module.SECTIONS
    ]
    paths = [field.path for section in sections for field in section.fields]
    paths += [field.path for field in (*review.FIELDS, *audit.OWN_FIELDS)]
    assert sorted(paths) == sorted(REVIEWS.fields)
    for table in TABLES.values():
        assert all(path == field.path for path, field in table.fields.items())


def test_every_item_has_its_three_subpaths() -> None:
    items = {line.split(" ")[0] for line in REVIEW_PATHS.splitlines() if line.endswith(" item")}
    assert set(ITEMS) == items
    for path, item in ITEMS.items():
        assert [f.path for f in item.fields] == [f"{path}.{part}" for part in
                                                 ("state", "date", "note")]  # fmt: skip


def test_every_field_belongs_to_the_stage_of_the_field_list() -> None:
    for path, field in REVIEWS.fields.items():
        stage = next((stage for start, stage in STAGE_OF.items() if path.startswith(start)), None)
        if stage is not None:
            assert field.stage == stage, path
    for field in review.FIELDS:
        assert field.stage == (int(field.path[6]) if field in review.OVERRIDES else None)
    assert {field.stage for field in YEARS.fields.values()} == {5}


def test_the_steps_are_those_of_the_rulings_in_their_order() -> None:
    found = tuple(
        (
            step.key,
            step.stage,
            step.owner,
            due(step.rule),
            "|".join("+".join(field.path for field in both) for both in step.done_by),
        )
        for step in STEPS
    )
    assert found == STEPS_OF_THE_RULINGS


def test_only_the_booking_of_champions_needs_two_entries() -> None:
    assert [step.key for step in STEPS if step.at_least != 1] == ["champions_booked"]
    assert next(step for step in STEPS if step.key == "champions_booked").at_least == 2


def test_a_step_is_ended_by_fields_of_its_stage_or_of_the_review_itself() -> None:
    for step in STEPS:
        for field in (field for both in step.done_by for field in both):
            assert field.stage in (step.stage, None), step.key
            assert (YEARS if step.of_the_year else REVIEWS).fields[field.path] is field


def test_the_five_stages_have_the_papers_titles() -> None:
    assert [stage.title for stage in STAGES] == [
        "Stage 1: Plan the review",
        "Stage 2: The review",
        "Stage 3: Feedback",
        "Stage 4: School-to-School support and learning",
        "Stage 5: Impact assessment",
    ]


def test_every_timing_is_a_setting() -> None:
    assert all(SETTINGS.fields[timing.field.path] is timing.field for timing in TIMINGS)


def test_a_field_that_is_not_there_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(Unacceptable, match=r"did you mean .*visit\.date"):
        REVIEWS.field("visit.dat")


def test_an_address_names_a_field_a_row_a_cell_or_nothing() -> None:
    cell = REVIEWS.part("action_plan.rows.r3.who")
    assert (cell.field, cell.row, cell.column) == (action_plan.ROWS, "r3", "who")
    assert REVIEWS.part("support.r1").field is support.SUPPORT
    assert REVIEWS.part("visit.date").row == ""
    for wrong in ("action_plan.rows.r3.whom", "action_plan.rows.r3.who.x", "visit.date.r1", ""):
        with pytest.raises(Unacceptable):
            REVIEWS.part(wrong)


def due(rule: Rule) -> str:
    match rule:
        case Before(anchor, timing):
            return f"{ANCHORS[anchor]} - {timing.days}"
        case After(anchor, timing):
            unit = " wd" if timing.unit == "working days" else ""
            return f"{ANCHORS[anchor]} + {timing.days}{unit}"
        case On(anchor):
            return ANCHORS[anchor]
        case WhenSet(field, tbc):
            return " or ".join(part for part in (field.path if field else "", "TBC" * tbc) if part)
        case Ongoing():
            return "ongoing"

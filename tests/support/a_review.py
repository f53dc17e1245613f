"""A review filled from its first date to its impact, for documents to be made of."""

from __future__ import annotations

from pathlib import Path

from store.field_values import Json
from store.open_register import create_register
from store.paperwork import consortium
from store.paperwork.tables import REVIEWS, SCHOOLS, YEARS
from store.records.change import Change, making
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register
from tests.support.today import TODAY


def person(name: str) -> Json:
    return {"name": name, "person": None}


def people(*names: str) -> Json:
    return [person(name) for name in names]


"""The day the register works as if it were: reviews made then are PR-2026-…"""
TEAM = ("Joan Mason", "Ravi Patel", "Ellen O’Brien")

FILLED: dict[str, Json] = {
    "school_name": "Birch CofE VA Primary School",
    "date": "2026-10-29",
    "end_date": "2026-10-30",
    "lead_reviewer": person("Joan Mason"),
    "other_reviewers": people("Ravi Patel", "Ellen O’Brien", "Tom Reed"),
    "improvement_champions": people("Priya Nair", "Sam Cole"),
    "headteacher": person("Grace Lowe"),
    "headteacher_label": "Head of school",
    "governors": people("Peter Finch"),
    "status": "closed",
    "status_reason": "Support has run its course",
    "stage_1_override": "The SIAMS report was not yet published",
    "stage_5_override": "The partnership reports in the summer",
    "themes": ["Reading", "Maths"],
    "chased": [{"date": "2026-11-09", "person": "Joan Mason", "items": "The signed Summary"}],
    "note": "Ring before nine.\n\nThe side gate is locked.",
    "plan.paperwork.sef.state": "received",
    "plan.paperwork.sef.date": "2026-10-12",
    "plan.paperwork.sef.note": "By e-mail",
    "plan.paperwork.data.state": "received",
    "plan.paperwork.sdp.state": "received",
    "plan.paperwork.ofsted.state": "received",
    "plan.paperwork.siams.state": "waiting",
    "plan.paperwork.ht_report.state": "received",
    "plan.paperwork.summary.state": "received",
    "plan.paperwork.action_plan.state": "none exists",
    "plan.paperwork.self_review.state": "not applicable",
    "plan.data_shared.date": "2026-10-14",
    "plan.data_shared.present": people(*TEAM),
    "plan.meeting.date": "2026-10-22",
    "plan.meeting.present": people(*TEAM, "Grace Lowe"),
    "plan.meeting.focus": "How reading is taught in Key Stage 1.",
    "plan.meeting.planning_form": "used",
    "plan.enquiry": [
        {"question": "Is phonics taught daily?", "evidence": "Lesson visits; pupils’ books"}
    ],
    "plan.timetable.date": "2026-10-28",
    "plan.timetable.rows": [
        {"time": "9.00", "activity": "Phonics in Year 1", "who": "Ravi Patel", "where": "Oak"},
        {"time": "10.30", "activity": "Talk with pupils"},
    ],
    "visit.date": "2026-10-29",
    "visit.present": people(*TEAM, "Tom Reed"),
    "visit.key_areas": "Phonics.\nReading for pleasure.",
    "visit.activities": "Learning walk\n\nBook look with the subject leaders",
    "feedback.date": "2026-10-30",
    "feedback.present": people("Joan Mason", "Grace Lowe", "Priya Nair", "Sam Cole"),
    "feedback.governors.date": "2026-10-30",
    "feedback.governors.present": people("Peter Finch"),
    "workshop.agreed_date": "2026-11-12",
    "workshop.present": people("Priya Nair", "Sam Cole", "Grace Lowe"),
    "workshop.date": "2026-11-12",
    "workshop.invited": people("The Year 1 team"),
    "workshop.release": [
        {"champion": "Priya Nair", "date": "2026-11-11", "cover": True, "note": "Afternoon"}
    ],
    "action_plan.agreed.date": "2026-11-12",
    "action_plan.agreed.present": people("Priya Nair", "Grace Lowe"),
    "summary.impact": "Writing has improved: 68% at the expected standard (61% before).",
    "summary.previous": [
        {
            "action": "PR-2025-003 r1",
            "outcome": "partly achieved",
            "sentence": "Moderation takes place each term.",
        }
    ],
    "summary.strengths": [
        "Pupils read widely & talk about books",
        "Adults know every child",
        "Governors visit with a purpose",
        "Calm, orderly lessons",
        "An inviting library",
    ],
    "summary.development": ["Consistent phonics in Year 1", "Books matched to sounds"],
    "summary.signed": [
        {"role": "Lead reviewer", "name": "Joan Mason", "date": "2026-10-30"},
        {"role": "Headteacher", "name": "Grace Lowe", "date": "2026-10-30"},
    ],
    "summary.custody.completed": "2026-10-30",
    "summary.custody.sent": "2026-11-03",
    "summary.custody.received": "2026-11-04",
    "summary.custody.to_school": "2026-11-05",
    "summary.custody.to_group": "2026-11-05",
    "action_plan.rows": [
        {
            "action": "One phonics scheme in every class",
            "timing": "From January; reviewed at Easter",
            "deadline": "2027-03-26",
            "who": "English lead\nYear 1 teachers",
            "comments": "Visit to a partner school",
            "source": "b",
            "outcome": "achieved",
        },
        {"action": "Sort the reading books", "who": "Librarian", "source": "c"},
    ],
    "action_plan.signed": [
        {"role": "Improvement Champions", "name": "Priya Nair", "date": "2026-11-12"},
        {"role": "Improvement Champions", "name": "Sam Cole", "date": "2026-11-12"},
        {"role": "Headteacher", "name": "Grace Lowe", "date": "2026-11-12"},
        {"role": "Governor", "name": "Peter Finch", "date": "2026-11-16"},
    ],
    "action_plan.custody.completed": "2026-11-12",
    "action_plan.custody.sent": "2026-11-17",
    "action_plan.custody.received": "2026-11-17",
    "action_plan.custody.to_school": "2026-11-18",
    "action_plan.custody.to_group": "2026-11-18",
    "support": [
        {
            "action": "r1",
            "source": "b",
            "who": "A partner school",
            "from": "2027-01-11",
            "state": "under way",
            "note": "Two afternoons",
        }
    ],
    "follow_up.due": "2027-02-25",
    "follow_up.date": "2027-02-24",
    "follow_up.present": people("Priya Nair", "Sam Cole"),
    "audit.chase": "2027-03-05",
    "audit.returned": "2027-03-04",
    "audit.priorities": "One phonics scheme in every class\nSort the reading books",
    "audit.versions": [
        {"version": 1, "date": "2027-03-04", "grid": "As it was returned in March."}
    ],
    "audit.improvement": "Phonics screening: 84% (76% before).",
    "audit.updated": "2027-06-17",
    "impact.reviewed.due": "2027-06-11",
    "impact.reviewed.date": "2027-06-10",
    "impact.reviewed.text": "Reading is stronger in both Key Stages.",
    "impact.shared.due": "2027-06-18",
    "impact.shared.date": "2027-06-17",
}
"""Every field of a review but `school`, which is added with the school."""

YEAR: dict[str, Json] = {
    "evaluation.due": "2027-07-01",
    "evaluation.date": "2027-07-02",
    "evaluation.text": "The partnership is established.",
    "spp_associate": person("Jo Hart"),
}

HALF: dict[str, Json] = {
    "school_name": "Heath Primary School",
    "date": "2026-11-26",
    "lead_reviewer": person("Joan Mason"),
    "other_reviewers": people("Ravi Patel"),
    "improvement_champions": people("Priya Nair"),
    "plan.data_shared.date": "2026-11-12",
    "plan.data_shared.present": people("Joan Mason"),
    "summary.strengths": ["Pupils are proud of their work"],
    "action_plan.rows": [{"action": "Plan the curriculum"}, {"timing": "By Easter"}],
}


def register_at(folder: Path) -> Register:
    """A register with one school, no review yet."""
    register = create_register(
        folder / "register.json", "Tiptree and Stanway Consortium", today=lambda: TODAY
    )
    school: dict[str, Json] = {
        "name": "Birch Church of England Primary School",
        "religious_character": "Church of England",
        "member": True,
    }
    register.apply([making(SCHOOLS.name, school)])
    return register


def made(register: Register, **first: Json) -> Record:
    """A review of the one school, just made."""
    key = max(register.keys(REVIEWS), default=0) + 1
    name = register.record(SCHOOLS, 1)[consortium.SCHOOL_NAME]
    whole: dict[str, Json] = {"school": 1, "school_name": name, "status": "open", **first}
    register.apply([making(REVIEWS.name, whole)])
    return register.record(REVIEWS, key)


def filled(register: Register, values: dict[str, Json]) -> Record:
    """A review with these values, set field by field as a person would."""
    record = made(register)
    changes: list[Change] = []
    for path, value in values.items():
        changes += setting(record, REVIEWS.field(path), value)
    register.apply(changes)
    return register.record(REVIEWS, record.key)


def with_year(register: Register) -> None:
    """Keep the evaluation of 2026–27."""
    register.apply([making(YEARS.name, YEAR, 2026)])

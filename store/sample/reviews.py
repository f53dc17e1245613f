"""What a sample review holds in its five stages and three forms, as far as its course has got."""

from __future__ import annotations

from datetime import timedelta

from store.field_values import Json
from store.sample import people
from store.sample.course import Course, names, term_day
from store.sample.schools import SCHOOLS
from store.sample.texts import ACTIVITIES, DAY, EVIDENCE, FOCUS

_THEMES = ("Curriculum", "Early reading")
_ITEMS = {"sef": -21, "data": -20, "sdp": -21, "ofsted": -20, "ht_report": -17}
"""The papers every school sends, and when."""


def review_document(course: Course) -> dict[str, Json]:
    """A review as the register stores it."""
    document = {
        **_head(course),
        **_stage_1(course),
        **_stage_2(course),
        **_stage_3(course),
        **_stage_4(course),
        **_stage_5(course),
        **_summary(course),
        **_action_plan(course),
        **_audit(course),
    }
    if not course.has(-17) and course.has(-24):
        document["chased"] = [
            {
                "date": course.on(-24).isoformat(),
                "person": people.name_of(course.head),
                "items": "Last HT report to Governors",
            }
        ]
    return document


def _head(course: Course) -> dict[str, Json]:
    """The review's own fields."""
    school = SCHOOLS[course.school - 1]
    booked = course.has(-70)
    return {
        "school": course.school,
        "school_name": school.name,
        "date": course.day.isoformat(),
        "lead_reviewer": people.person(course.lead),
        "other_reviewers": names(*course.others) if booked else [],
        "improvement_champions": names(*course.champions) if course.has(-50) else [],
        "headteacher": people.person(course.head),
        "headteacher_label": "Head of school" if course.school == 14 else "",
        "governors": names(course.governor) if booked else [],
        "status": "closed" if course.has(150) else "open",
        "themes": list[Json](_THEMES[: 1 + course.position % 2] if booked else ()),
    }


def _stage_1(course: Course) -> dict[str, Json]:
    """Plan the review."""
    fields: dict[str, Json] = {}
    for item, days in _ITEMS.items():
        if course.has(days):
            fields[f"plan.paperwork.{item}.state"] = "received"
            fields[f"plan.paperwork.{item}.date"] = course.date(days)
    if course.has(-18):
        for item in ("summary", "action_plan"):
            state = "received" if course.previous or course.school % 3 else "none exists"
            fields[f"plan.paperwork.{item}.state"] = state
        if SCHOOLS[course.school - 1].character:
            fields["plan.paperwork.siams.state"] = "received"
            fields["plan.paperwork.siams.date"] = course.date(-18)
        if not course.position % 4:
            fields["plan.paperwork.self_review.state"] = "received"
            fields["plan.paperwork.self_review.note"] = "Sent with the SEF"
    reviewers = names(course.lead, *course.others)
    if course.has(-15):
        fields["plan.data_shared.date"] = course.date(-15)
        fields["plan.data_shared.present"] = reviewers
    if course.has(-7):
        fields["plan.meeting.date"] = course.date(-7)
        fields["plan.meeting.present"] = names(course.lead, *course.others, course.head)
        fields["plan.meeting.focus"] = course.one_of(FOCUS)
        fields["plan.meeting.planning_form"] = "used" if course.position % 3 else "not used"
        fields["plan.enquiry"] = [
            {"question": course.one_of(FOCUS), "evidence": "\n".join(EVIDENCE[:3])},
            {"question": "What do pupils say about it?", "evidence": EVIDENCE[1]},
        ]
    if course.has(-1):
        fields["plan.timetable.date"] = course.date(-1)
        fields["plan.timetable.rows"] = [
            {"time": time, "activity": activity, "who": who, "where": where}
            for time, activity, who, where in DAY
        ]
    return fields


def _stage_2(course: Course) -> dict[str, Json]:
    """The review takes place."""
    if not course.has(0):
        return {}
    return {
        "visit.date": course.date(0),
        "visit.present": names(course.lead, *course.others),
        "visit.key_areas": "\n".join(
            (course.one_of(FOCUS), *(area.development for area in course.areas[:2]))
        ),
        "visit.activities": course.one_of(ACTIVITIES),
    }


def _stage_3(course: Course) -> dict[str, Json]:
    """Feedback, the workshop, the agreed Action Plan."""
    fields: dict[str, Json] = {}
    if course.has(0):
        fields["feedback.date"] = course.date(0)
        fields["feedback.present"] = names(course.lead, course.head, *course.champions)
        if course.position % 5:
            fields["feedback.governors.date"] = course.date(0)
            fields["feedback.governors.present"] = names(course.governor)
    if course.has(3):
        fields["workshop.agreed_date"] = course.on(12).isoformat()
        fields["workshop.invited"] = [people.person(course.head), "All teachers"]
        fields["workshop.release"] = [
            {
                "champion": people.name_of(key),
                "date": course.on(12).isoformat(),
                "cover": course.has(6),
            }
            for key in course.champions
        ]
    if course.has(12):
        fields["workshop.date"] = course.date(12)
        fields["workshop.present"] = names(course.head, *course.champions)
        fields["action_plan.agreed.date"] = course.date(12)
        fields["action_plan.agreed.present"] = names(course.head, *course.champions)
    return fields


def _stage_4(course: Course) -> dict[str, Json]:
    """Support, the follow-up visit, the Audit Proforma's return."""
    fields: dict[str, Json] = {}
    if course.has(20):
        fields["audit.chase"] = course.on(65).isoformat()
        fields["follow_up.due"] = course.on(70).isoformat()
    if course.has(30):
        state = "finished" if course.has(140) else "under way" if course.has(45) else "planned"
        fields["support"] = [
            {
                "action": f"r{number}",
                "source": area.source,
                "who": people.name_of(course.champions[number % 2]),
                "from": course.on(30).isoformat(),
                "state": state,
            }
            for number, area in enumerate(course.areas, start=1)
            if area.source != "a"
        ]
    if course.has(70):
        fields["follow_up.date"] = course.date(70)
        fields["follow_up.present"] = names(course.head, *course.champions)
    if course.has(75):
        fields["audit.returned"] = course.date(75)
    return fields


def _stage_5(course: Course) -> dict[str, Json]:
    """The impact."""
    fields: dict[str, Json] = {}
    achieved = "\n".join(area.impact for area in course.areas)
    if course.has(150):
        fields["impact.reviewed.due"] = course.on(170).isoformat()
        fields["impact.shared.due"] = term_day(course.day + timedelta(days=200)).isoformat()
    if course.has(170):
        fields["impact.reviewed.date"] = course.date(170)
        fields["impact.reviewed.text"] = achieved
    if course.has(190):
        fields["impact.shared.date"] = course.date(190)
    if course.has(195):
        fields["audit.improvement"] = achieved
        fields["audit.updated"] = course.date(195)
    return fields


_OUTCOMES = ("achieved", "partly achieved", "achieved", "in progress")


def _summary(course: Course) -> dict[str, Json]:
    """The Summary: completed on the day, signed and sent within the week."""
    if not course.has(0):
        return {}
    fields: dict[str, Json] = {
        "summary.strengths": list[Json](course.strengths),
        "summary.development": [area.development for area in course.areas],
        "summary.signed": _signed(
            course,
            ("Lead reviewer", course.lead, 0),
            ("Headteacher", course.head, 0),
            ("Governor", course.governor, 7),
        ),
        **_custody(course, "summary", 0, 4),
    }
    if course.previous:
        review_id, before = course.previous
        fields["summary.previous"] = [
            {
                "action": f"{review_id} r{number}",
                "outcome": _outcome(before, number),
                "sentence": area.impact,
            }
            for number, area in enumerate(before.areas, start=1)
        ]
        fields["summary.impact"] = (
            f"Of the {len(before.areas)} actions of the last plan most have been carried out. "
            f"{before.areas[0].impact}"
        )
    else:
        fields["summary.impact"] = "There was no previous plan."
    return fields


def _action_plan(course: Course) -> dict[str, Json]:
    """The Action Plan: written at the workshop, sent within five working days."""
    if not course.has(12):
        return {}
    return {
        "action_plan.rows": [
            {
                "action": area.action,
                "timing": area.timing,
                "deadline": term_day(course.on(12) + timedelta(weeks=area.weeks)).isoformat(),
                "who": people.name_of(course.head) + (" and the subject leader" * (number % 2)),
                "comments": area.comments,
                "source": area.source,
                "outcome": (
                    _outcome(course, number)
                    if course.has(120)
                    else "in progress"
                    if course.has(40)
                    else "not started"
                ),
            }
            for number, area in enumerate(course.areas, start=1)
        ],
        "action_plan.signed": _signed(
            course,
            ("Improvement Champions", course.champions[0], 12),
            ("Headteacher", course.head, 12),
            ("Governor", course.governor, 20),
        ),
        **_custody(course, "action_plan", 12, 16),
    }


def _audit(course: Course) -> dict[str, Json]:
    """The Audit Proforma: the priorities, and the copies kept of what came back."""
    if not course.has(72):
        return {}
    priorities = "\n".join(area.action for area in course.areas)
    fields: dict[str, Json] = {"audit.priorities": priorities}
    versions: list[Json] = [
        {
            "version": number,
            "date": course.date(days),
            "grid": f"Action Plan priorities:\n{priorities}",
        }
        for number, days in ((1, 75), (2, 195))
        if course.has(days)
    ]
    if versions:
        fields["audit.versions"] = versions
    return fields


def _outcome(course: Course, number: int) -> str:
    return _OUTCOMES[(course.position + number) % len(_OUTCOMES)]


def _signed(course: Course, *signatures: tuple[str, int, int]) -> Json:
    return [
        {"role": role, "name": people.name_of(key), "date": course.date(days), "at": course.at}
        for role, key, days in signatures
        if course.has(days)
    ]


def _custody(course: Course, form: str, completed: int, sent: int) -> dict[str, Json]:
    days = {
        "completed": completed,
        "sent": sent,
        "received": sent + 1,
        "to_school": sent + 2,
        "to_group": sent + 2,
    }
    return {
        f"{form}.custody.{part}": course.date(at) for part, at in days.items() if course.has(at)
    }

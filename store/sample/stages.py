"""What the five stages hold of a sample review, as far as its course has got."""

from __future__ import annotations

from datetime import timedelta

from store.sample import people
from store.sample.calendar import term_day
from store.sample.course import Course, names
from store.sample.schools import SCHOOLS
from store.sample.texts import ACTIVITIES, DAY, EVIDENCE, FOCUS
from store.values import Json

_THEMES = ("Curriculum", "Early reading")
_ITEMS = {"sef": -21, "data": -20, "sdp": -21, "ofsted": -20, "ht_report": -17}
"""The papers every school sends, and when."""


def head_of(course: Course) -> dict[str, Json]:
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
        "themes": list[Json](_THEMES[: 1 + course.place % 2] if booked else ()),
    }


def stage_1(course: Course) -> dict[str, Json]:
    """Plan the review."""
    found: dict[str, Json] = {}
    for item, days in _ITEMS.items():
        if course.has(days):
            found[f"plan.paperwork.{item}.state"] = "received"
            found[f"plan.paperwork.{item}.date"] = course.date(days)
    if course.has(-18):
        for item in ("summary", "action_plan"):
            state = "received" if course.previous or course.school % 3 else "none exists"
            found[f"plan.paperwork.{item}.state"] = state
        if SCHOOLS[course.school - 1].character:
            found["plan.paperwork.siams.state"] = "received"
            found["plan.paperwork.siams.date"] = course.date(-18)
        if not course.place % 4:
            found["plan.paperwork.self_review.state"] = "received"
            found["plan.paperwork.self_review.note"] = "Sent with the SEF"
    reviewers = names(course.lead, *course.others)
    if course.has(-15):
        found["plan.data_shared.date"] = course.date(-15)
        found["plan.data_shared.present"] = reviewers
    if course.has(-7):
        found["plan.meeting.date"] = course.date(-7)
        found["plan.meeting.present"] = names(course.lead, *course.others, course.head)
        found["plan.meeting.focus"] = course.one_of(FOCUS)
        found["plan.meeting.planning_form"] = "used" if course.place % 3 else "not used"
        found["plan.enquiry"] = [
            {"question": course.one_of(FOCUS), "evidence": "\n".join(EVIDENCE[:3])},
            {"question": "What do pupils say about it?", "evidence": EVIDENCE[1]},
        ]
    if course.has(-1):
        found["plan.timetable.date"] = course.date(-1)
        found["plan.timetable.rows"] = [
            {"time": time, "activity": activity, "who": who, "where": where}
            for time, activity, who, where in DAY
        ]
    return found


def stage_2(course: Course) -> dict[str, Json]:
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


def stage_3(course: Course) -> dict[str, Json]:
    """Feedback, the workshop, the agreed Action Plan."""
    found: dict[str, Json] = {}
    if course.has(0):
        found["feedback.date"] = course.date(0)
        found["feedback.present"] = names(course.lead, course.head, *course.champions)
        if course.place % 5:
            found["feedback.governors.date"] = course.date(0)
            found["feedback.governors.present"] = names(course.governor)
    if course.has(3):
        found["workshop.agreed_date"] = course.on(12).isoformat()
        found["workshop.invited"] = [people.person(course.head), "All teachers"]
        found["workshop.release"] = [
            {
                "champion": people.name_of(key),
                "date": course.on(12).isoformat(),
                "cover": course.has(6),
            }
            for key in course.champions
        ]
    if course.has(12):
        found["workshop.date"] = course.date(12)
        found["workshop.present"] = names(course.head, *course.champions)
        found["action_plan.agreed.date"] = course.date(12)
        found["action_plan.agreed.present"] = names(course.head, *course.champions)
    return found


def stage_4(course: Course) -> dict[str, Json]:
    """Support, the follow-up visit, the Audit Proforma's return."""
    found: dict[str, Json] = {}
    if course.has(20):
        found["audit.chase"] = course.on(65).isoformat()
        found["follow_up.due"] = course.on(70).isoformat()
    if course.has(30):
        state = "finished" if course.has(140) else "under way" if course.has(45) else "planned"
        found["support"] = [
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
        found["follow_up.date"] = course.date(70)
        found["follow_up.present"] = names(course.head, *course.champions)
    if course.has(75):
        found["audit.returned"] = course.date(75)
    return found


def stage_5(course: Course) -> dict[str, Json]:
    """The impact."""
    found: dict[str, Json] = {}
    achieved = "\n".join(area.impact for area in course.areas)
    if course.has(150):
        found["impact.reviewed.due"] = course.on(170).isoformat()
        found["impact.shared.due"] = term_day(course.day + timedelta(days=200)).isoformat()
    if course.has(170):
        found["impact.reviewed.date"] = course.date(170)
        found["impact.reviewed.text"] = achieved
    if course.has(190):
        found["impact.shared.date"] = course.date(190)
    if course.has(195):
        found["audit.improvement"] = achieved
        found["audit.updated"] = course.date(195)
    return found

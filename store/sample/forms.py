"""What the three forms hold of a sample review, as far as its course has got."""

from __future__ import annotations

from datetime import timedelta

from store.sample import people
from store.sample.calendar import term_day
from store.sample.course import Course
from store.values import Json

_OUTCOMES = ("achieved", "partly achieved", "achieved", "in progress")


def summary(course: Course) -> dict[str, Json]:
    """The Summary: completed on the day, signed and sent within the week."""
    if not course.has(0):
        return {}
    found: dict[str, Json] = {
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
        found["summary.previous"] = [
            {
                "action": f"{review_id} r{number}",
                "outcome": _outcome(before, number),
                "sentence": area.impact,
            }
            for number, area in enumerate(before.areas, start=1)
        ]
        found["summary.impact"] = (
            f"Of the {len(before.areas)} actions of the last plan most have been carried out. "
            f"{before.areas[0].impact}"
        )
    else:
        found["summary.impact"] = "There was no previous plan."
    return found


def action_plan(course: Course) -> dict[str, Json]:
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


def audit(course: Course) -> dict[str, Json]:
    """The Audit Proforma: the priorities, and the copies kept of what came back."""
    if not course.has(72):
        return {}
    priorities = "\n".join(area.action for area in course.areas)
    found: dict[str, Json] = {"audit.priorities": priorities}
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
        found["audit.versions"] = versions
    return found


def _outcome(course: Course, number: int) -> str:
    return _OUTCOMES[(course.place + number) % len(_OUTCOMES)]


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

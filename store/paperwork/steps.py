"""The steps of the five stages: what is to be done, by whom, when by the paper, and what ends it.

The rules are data; working out a due date from them is the schedule's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from store.paperwork import deadlines, review
from store.paperwork.deadlines import Timing
from store.paperwork.field import Field, Owner
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import feedback, impact, plan, support, visit

TBC = "TBC"
"""To be confirmed: what the paper leaves open until somebody gives a day (ruling 11)."""


class Anchor(StrEnum):
    """What a step's due date is counted from."""

    REVIEW = "the first day of the review"
    END = "the last day of the review"
    FEEDBACK = "the feedback"
    WORKSHOP = "the workshop"
    SUMMARY_RECEIVED = "the Summary’s arrival at the Consortium Office"
    PLAN_RECEIVED = "the Action Plan’s arrival at the Consortium Office"


class Before(Struct, frozen=True):
    """So many days before an anchor."""

    anchor: Anchor
    timing: Timing


class After(Struct, frozen=True):
    """So many days, or working days, after an anchor."""

    anchor: Anchor
    timing: Timing


class On(Struct, frozen=True):
    """On the day of an anchor."""

    anchor: Anchor


class WhenSet(Struct, frozen=True):
    """On the day given in a field; without one, TBC if the paper says so, else no due date."""

    field: Field[date | None] | None
    tbc: bool = False


class Ongoing(Struct, frozen=True):
    """No deadline: done when the review is closed (ruling 10)."""


Rule = Before | After | On | WhenSet | Ongoing


class Step(Struct, frozen=True):
    """One step of a stage.

    `paper` are the paper's words for it and `timing` those for when; each is empty where the
    paper has none. `done_by` are alternatives, each of the fields that together end the step;
    `at_least` is how many entries such a field needs. `dated` says that their dates are those on
    which the step was done: a workshop is agreed for a day, not on it.
    """

    key: str
    stage: int
    words: str
    owner: Owner
    rule: Rule
    done_by: tuple[tuple[Field[object], ...], ...]
    ruling: int
    paper: str = ""
    timing: str = ""
    at_least: int = 1
    dated: bool = True
    of_the_year: bool = False


_SENT = "within 5 working days"

STEPS = (
    Step(
        "champions_booked", 1, "Champions booked", Owner.OFFICE,
        Before(Anchor.REVIEW, deadlines.CHAMPIONS_BOOKED), ((review.IMPROVEMENT_CHAMPIONS,),), 17,
        "the two Improvement Champions that have been booked", at_least=2,
    ),
    Step(
        "data_sharing", 1, "Data Shared", Owner.HEADTEACHER,
        Before(Anchor.REVIEW, deadlines.DATA_SHARING), ((plan.DATA_SHARED_DATE,),), 1,
        "Data Sharing", "2 weeks before the review",
    ),
    Step(
        "meeting", 1, "Pre-Review Meeting", Owner.LEAD_REVIEWER,
        Before(Anchor.REVIEW, deadlines.MEETING), ((plan.MEETING_DATE,),), 2,
        "Pre-Review Meeting", "1 week before the review",
    ),
    Step(
        "timetable", 1, "Timetable for the day", Owner.HEADTEACHER,
        Before(Anchor.REVIEW, deadlines.TIMETABLE), ((plan.TIMETABLE_DATE,),), 3,
        "Headteacher of the school being reviewed provides the Review Team with a timetable for "
        "the day.",
        "On the day before of the review",
    ),
    Step(
        "visit", 2, "Review Carried out", Owner.LEAD_REVIEWER,
        On(Anchor.REVIEW), ((visit.VISIT_DATE,),), 16,
        "The review takes place", "One day",
    ),
    Step(
        "summary_completed", 2, "Summary completed", Owner.LEAD_REVIEWER,
        On(Anchor.END), ((summary.CUSTODY.completed,),), 4,
        "This is to be completed at feedback by the lead reviewer", "During review",
    ),
    Step(
        "feedback", 3, "Feedback Given", Owner.LEAD_REVIEWER,
        On(Anchor.END), ((feedback.FEEDBACK_DATE,),), 5,
        "Immediate feedback", "At the end of the review",
    ),
    Step(
        "summary_sent", 3, "Summary sent", Owner.LEAD_REVIEWER,
        After(Anchor.FEEDBACK, deadlines.SUMMARY_SENT),
        ((summary.CUSTODY.sent,), (summary.CUSTODY.received,)), 7,
        "The lead reviewer is responsible for sending to the reviewed school and to the "
        "management group via the Consortium Office", _SENT,
    ),
    Step(
        "summary_forwarded", 3, "Summary forwarded", Owner.OFFICE,
        After(Anchor.SUMMARY_RECEIVED, deadlines.FORWARDED),
        ((summary.CUSTODY.to_school, summary.CUSTODY.to_group),), 9,
        "via the Consortium Office",
    ),
    Step(
        "workshop_agreed", 3, "Workshop agreed", Owner.CHAMPIONS,
        After(Anchor.END, deadlines.WORKSHOP_AGREED),
        ((feedback.WORKSHOP_AGREED_DATE,), (feedback.WORKSHOP_DATE,)), 6,
        "Agreed date for workshop with the Improvement Champions Visit", "(within 2 – 4 weeks)",
        dated=False,
    ),
    Step(
        "workshop", 3, "Workshop", Owner.CHAMPIONS,
        After(Anchor.END, deadlines.WORKSHOP_TARGET), ((feedback.WORKSHOP_DATE,),), 6,
        "Post-peer review workshop", "1-2 weeks after the review",
    ),
    Step(
        "plan_completed", 3, "Action Plan completed", Owner.CHAMPIONS,
        On(Anchor.WORKSHOP), ((action_plan.CUSTODY.completed,),), 8,
        "This is to be completed at feedback and during the workshop by the Improvement Champions",
    ),
    Step(
        "plan_sent", 3, "Action Plan sent", Owner.CHAMPIONS,
        After(Anchor.WORKSHOP, deadlines.PLAN_SENT),
        ((action_plan.CUSTODY.sent,), (action_plan.CUSTODY.received,)), 8,
        "A copy will be sent to the reviewed school and to the management group via the "
        "Consortium Office", _SENT,
    ),
    Step(
        "plan_forwarded", 3, "Action Plan forwarded", Owner.OFFICE,
        After(Anchor.PLAN_RECEIVED, deadlines.FORWARDED),
        ((action_plan.CUSTODY.to_school, action_plan.CUSTODY.to_group),), 9,
        "via the Consortium Office",
    ),
    Step(
        "audit", 4, "Audit Proforma returned", Owner.HEADTEACHER,
        WhenSet(support.AUDIT_CHASE), ((support.AUDIT_RETURNED,),), 12,
        "The host Headteacher of the reviewed school is responsible for asking the reviewers and "
        "improvement champions to complete any relevant section and returning to the Consortium "
        "Office.",
    ),
    Step(
        "support", 4, "School-to-school support", Owner.HEADTEACHER,
        Ongoing(), (), 10, "School-to-school support begins", "Ongoing",
    ),
    Step(
        "follow_up", 4, "Follow-up development visit", Owner.CHAMPIONS,
        WhenSet(support.FOLLOW_UP_DUE), ((support.FOLLOW_UP_DATE,),), 13,
        "Improvement Champions follow up development visit",
    ),
    Step(
        "impact_reviewed", 5, "Impact reviewed by the school", Owner.HEADTEACHER,
        WhenSet(impact.REVIEWED_DUE, tbc=True), ((impact.REVIEWED_DATE,),), 11,
        "Impact of school improvement activity to be reviewed by school", "tbc",
    ),
    Step(
        "impact_shared", 5, "Impact shared with the partnership", Owner.HEADTEACHER,
        WhenSet(impact.SHARED_DUE, tbc=True), ((impact.SHARED_DATE,),), 11,
        "and shared with the partnership", "tbc",
    ),
    Step(
        "audit_updated", 5, "Updated Audit Proforma", Owner.HEADTEACHER,
        WhenSet(None, tbc=True), ((impact.AUDIT_UPDATED,),), 30,
        "The record of the school improvement achieved will follow at a later date on an updated "
        "form.",
    ),
    Step(
        "evaluation", 5, "The partnership’s evaluation", Owner.MANAGEMENT_GROUP,
        WhenSet(impact.EVALUATION_DUE, tbc=True), ((impact.EVALUATION_DATE,),), 11,
        "Partnership to evaluate its maturity and impact as part of the impact conversation with "
        "their SPP Associate.", "tbc", of_the_year=True,
    ),
)  # fmt: skip

STEP: Mapping[str, Step] = {step.key: step for step in STEPS}


class Stage(Struct, frozen=True):
    """A stage: its number, the paper's title, and a short name for a narrow place."""

    number: int
    title: str
    short: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, in the order of the schedule."""
        return tuple(step for step in STEPS if step.stage == self.number)


STAGES = (
    Stage(1, plan.TITLE, "Plan"),
    Stage(2, visit.TITLE, "Review"),
    Stage(3, feedback.TITLE, "Feedback"),
    Stage(4, support.TITLE, "Support"),
    Stage(5, impact.TITLE, "Impact"),
)

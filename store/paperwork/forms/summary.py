"""The paper's PEER REVIEW SUMMARY TEMPLATE."""

from __future__ import annotations

from collections.abc import Mapping

from store.paperwork.field import Field, Offers, Owner, Section
from store.paperwork.field_kinds import LINE, TEXT, ChoiceKind
from store.paperwork.list_kinds import BULLETS
from store.paperwork.rows import RowsKind
from store.paperwork.sent_and_signed import custody, signatures

TITLE = "PEER REVIEW SUMMARY TEMPLATE"
COVERING = (
    "The lead reviewer is responsible for sending to the reviewed school and to the management "
    "group via the Consortium Office, within 5 working days."
)
"""The sentence of the guidance that goes with the Summary to whoever gets it."""
GUIDANCE = ("This is to be completed at feedback by the lead reviewer,", COVERING)
REVIEW_HEADING = "Summary of current Peer to Peer review"
BULLETS_PRINTED = 4
"""The paper prints four bullets (ruling 23)."""

OUTCOMES = ChoiceKind(
    "not started", "in progress", "achieved", "partly achieved", "not achieved", "dropped"
)
FINAL = ("achieved", "partly achieved", "not achieved", "dropped")
"""Outcomes after which nothing more is to be done about an action."""


class CameOfIt(ChoiceKind):
    """What came of an action a year later; “in progress” can be kept, but is not offered."""

    @property
    def offered(self) -> Mapping[str, str]:
        return {outcome: self.options[outcome] for outcome in FINAL}


CAME_OF_IT = CameOfIt(*OUTCOMES.options)

# A table: it is read line by line.
# fmt: off
IMPACT = Field(
    "summary.impact", "Impact / results of previous Peer to Peer Action Plan", TEXT, 2,
    Owner.LEAD_REVIEWER, True,
)
PREVIOUS_ACTION = Field(
    "action", "Action of the previous plan", LINE, 2, offers=Offers.PREVIOUS_ROWS,
    help="The review and the row of its plan, for example PR-2025-003 r2.",
)
PREVIOUS_OUTCOME = Field("outcome", "What came of it", CAME_OF_IT, 2)
PREVIOUS_SENTENCE = Field("sentence", "In a sentence", TEXT, 2)
PREVIOUS = Field(
    "summary.previous", "What came of each action of the previous plan",
    RowsKind(
        PREVIOUS_ACTION, PREVIOUS_OUTCOME, PREVIOUS_SENTENCE, keyed_by=PREVIOUS_ACTION.path
    ),
    2, Owner.LEAD_REVIEWER,
    help="The actions of the last plan stand here by themselves, of any earlier year (ruling 28).",
)
STRENGTHS = Field(
    "summary.strengths", "Areas of strength identified during the review:", BULLETS, 2,
    Owner.LEAD_REVIEWER, True, help="One bullet a line; as many as needed (ruling 23).",
)
DEVELOPMENT = Field(
    "summary.development", "Areas for development identified during the review:", BULLETS, 2,
    Owner.LEAD_REVIEWER, True, help="One bullet a line; as many as needed (ruling 23).",
)
# fmt: on
SIGNATURES = signatures(
    "summary", 2, Owner.LEAD_REVIEWER, "Lead reviewer", "Headteacher", "Governor"
)
CUSTODY = custody("summary", "Summary", 2, Owner.LEAD_REVIEWER)

CONTENT: tuple[Field[object], ...] = (IMPACT, PREVIOUS, STRENGTHS, DEVELOPMENT)
"""What is signed for: a change to one of these after a signature shows."""

SECTIONS = (
    Section("", (IMPACT, PREVIOUS), GUIDANCE),
    Section(REVIEW_HEADING, (STRENGTHS, DEVELOPMENT)),
    Section("Signed", (SIGNATURES.field,)),
    Section("Where the Summary has got to", CUSTODY.fields),
)
FIELDS = tuple(field for section in SECTIONS for field in section.fields)

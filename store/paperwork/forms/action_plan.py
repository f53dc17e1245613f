"""The paper's PEER REVIEW ACTION PLAN TEMPLATE."""

from __future__ import annotations

from store.paperwork.field import Field, Offers, Owner, Section
from store.paperwork.field_kinds import DATE, LINE, TEXT
from store.paperwork.forms.summary import OUTCOMES
from store.paperwork.rows import RowsKind
from store.paperwork.sent_and_signed import custody, signatures
from store.paperwork.stages.support import SOURCES

TITLE = "PEER REVIEW ACTION PLAN TEMPLATE"
COVERING = (
    "A copy will be sent to the reviewed school and to the management group via the Consortium "
    "Office, within 5 working days"
)
"""The sentence of the guidance that goes with the plan to whoever gets it."""
GUIDANCE = (
    "This action plan template is designed to help guide your action planning during the "
    "post-peer review workshop. It should be completed by the Improvement Champions following "
    f"the workshop. {COVERING}",
)
SOURCES_SENTENCE = (
    "When planning the specific actions following the review, it is important to consider where "
    "support with the delivery of those actions could come from:"
)
SOURCES_PRINTED = (
    "a. within the reviewed school itself",
    "b. within the partnership",
    "c. outside of the partnership, but",
)
SENTENCE_ENDS = "(the paper’s sentence ends here)"
"""Follows the paper's c., which breaks off; nothing is invented (ruling 24)."""
ROWS_PRINTED = 5
"""The paper prints five rows (ruling 23)."""

ACTION = Field("action", "Action required", TEXT, 3, Owner.CHAMPIONS, True)
TIMING = Field(
    "timing", "Timings and deadlines (be specific where possible)", TEXT, 3, Owner.CHAMPIONS, True
)
DEADLINE = Field("deadline", "Deadline, when a date can be given", DATE, 3, Owner.CHAMPIONS)
WHO = Field(
    "who", "Who will deliver this action?", TEXT, 3, Owner.CHAMPIONS, True, offers=Offers.PEOPLE
)
COMMENTS = Field("comments", "Comments / Further Support", TEXT, 3, Owner.CHAMPIONS, True)
SOURCE = Field("source", "Where support could come from", SOURCES, 3, Owner.CHAMPIONS)
OUTCOME = Field("outcome", "What came of it", OUTCOMES, 3, Owner.CHAMPIONS)
# A table: it is read line by line.
# fmt: off
FROM = Field(
    "from", "Carried from", LINE, 3, Owner.CHAMPIONS,
    help="The review and the row of the plan it was carried from, for example PR-2025-003 r2.",
)
COLUMNS: tuple[Field[object], ...] = (
    ACTION, TIMING, DEADLINE, WHO, COMMENTS, SOURCE, OUTCOME, FROM,
)
ROWS = Field(
    "action_plan.rows", "Actions", RowsKind(*COLUMNS, starters=({},) * ROWS_PRINTED), 3,
    Owner.CHAMPIONS,
)
# fmt: on
SIGNATURES = signatures(
    "action_plan", 3, Owner.CHAMPIONS, "Improvement Champions", "Headteacher", "Governor"
)
CUSTODY = custody("action_plan", "Action Plan", 3, Owner.CHAMPIONS)

CONTENT: tuple[Field[object], ...] = (ROWS,)
"""What is signed for: a change to one of these after a signature shows."""

SECTIONS = (
    Section(
        "",
        (ROWS,),
        (*GUIDANCE, SOURCES_SENTENCE, *SOURCES_PRINTED),
        SENTENCE_ENDS,
    ),
    Section("Signed", (SIGNATURES.field,)),
    Section("Where the Action Plan has got to", CUSTODY.fields),
)
FIELDS = tuple(field for section in SECTIONS for field in section.fields)

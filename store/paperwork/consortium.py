"""What the register keeps of the consortium: its schools, its people, its settings."""

from __future__ import annotations

import re

from store.field_values import Json, Unacceptable
from store.paperwork.deadlines import TIMING_FIELDS
from store.paperwork.field import Field, Offers, Section
from store.paperwork.field_kinds import (
    DATE,
    LINE,
    PERSON,
    TEXT,
    YES_NO,
    ChoiceKind,
    LineKind,
    NumberKind,
    RecordKind,
    shown,
)
from store.paperwork.list_kinds import LINES, LinesKind
from store.paperwork.rows import RowsKind

ADDRESS = re.compile(
    r"(?:(?P<user>[A-Za-z0-9_][A-Za-z0-9._-]*)@)?"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9._-]*)"
    r"(?::(?P<port>[0-9]{1,5}))?"
)
"""No part begins with a dash, which ssh would take for an option, nor has what a shell reads."""
LAST_PORT = 65_535


class ReachedKind(LineKind):
    """How a machine is reached by ssh and scp: a host, with an account and a port where needed."""

    def accept(self, given: Json) -> Json:
        """The address as it was given.

        Raises:
            Unacceptable: when it is no address; it goes into a command line that people paste.
        """
        accepted = super().accept(given)
        if not isinstance(accepted, str) or not accepted:
            return accepted
        match = ADDRESS.fullmatch(accepted)
        if not match:
            raise Unacceptable(
                f"{shown(accepted)} is no address of a machine; write host, user@host or "
                "host:port, in letters, digits, dots, dashes and underscores"
            )
        if match["port"] and not 0 < int(match["port"]) <= LAST_PORT:
            raise Unacceptable(f"{match['port']} is no port; they go from 1 to {LAST_PORT}")
        return accepted


REACHED = ReachedKind()

SCHOOL_NAME = Field("name", "Name", LINE)
SHORT_NAME = Field(
    "short_name", "Short name", LINE, help="For lists; left empty, the name is used."
)
URN = Field("urn", "URN", LINE)
PHASE = Field("phase", "Phase", LINE)
# A table: it is read line by line.
# fmt: off
RELIGIOUS_CHARACTER = Field(
    "religious_character", "Religious character", LINE,
    help="Church of England and Methodist schools are asked for their SIAMS report (ruling 26).",
)
PUPILS = Field("pupils", "Pupils", NumberKind(0, 10_000))
TOWN = Field("town", "Town", LINE)
POSTCODE = Field("postcode", "Postcode", LINE)
SCHOOL_TELEPHONE = Field("telephone", "Telephone", LINE)
SCHOOL_EMAIL = Field("email", "E-mail", LINE)
SCHOOL_HEADTEACHER = Field("headteacher", "Headteacher", PERSON, offers=Offers.PEOPLE)
SCHOOL_STATUS = Field("status", "Open or closed", ChoiceKind("open", "closed"))
SCHOOL_CLOSED = Field(
    "closed", "Closed on", DATE, help="The day it closes, or closed; it may be still to come."
)
MEMBER = Field(
    "member", "Member of the consortium", YES_NO, help="Only members are reviewed and counted."
)
SCHOOL_NOTE = Field("note", "Note", TEXT)
SCHOOL_FIELDS: tuple[Field[object], ...] = (
    SCHOOL_NAME, SHORT_NAME, URN, PHASE, RELIGIOUS_CHARACTER, PUPILS, TOWN, POSTCODE,
    SCHOOL_TELEPHONE, SCHOOL_EMAIL, SCHOOL_HEADTEACHER, SCHOOL_STATUS, SCHOOL_CLOSED, MEMBER,
    SCHOOL_NOTE,
)

PERSON_NAME = Field("name", "Name", LINE)
ROLES = Field(
    "roles", "Roles",
    LinesKind(
        "headteacher", "lead reviewer", "reviewer", "Improvement Champion", "governor",
        "management group", "SPP Associate", "office",
    ),
    help="One a line: headteacher, lead reviewer, reviewer, Improvement Champion, governor, "
    "management group, SPP Associate, office.",
)
PERSON_SCHOOL = Field("school", "School", RecordKind("schools"), offers=Offers.SCHOOLS)
PERSON_EMAIL = Field("email", "E-mail", LINE)
PERSON_TELEPHONE = Field("telephone", "Telephone", LINE)
EXPERTISE = Field("expertise", "Expertise", LINES, help="One a line.")
LISTED = Field(
    "listed", "Listed in the expertise directory", YES_NO,
    guidance=("Headteachers can contact the Consortium for an expertise directory.",),
    help="Willing to stand in the expertise directory.",
)
POST_ROLE = Field("role", "Role", LINE)
POST_SCHOOL = Field("school", "School", RecordKind("schools"), offers=Offers.SCHOOLS)
POST_FROM = Field("from", "From", DATE)
POST_UNTIL = Field("until", "Until", DATE)
EARLIER_POSTS = Field(
    "earlier", "Earlier posts", RowsKind(POST_ROLE, POST_SCHOOL, POST_FROM, POST_UNTIL),
    help="What somebody was before, and where: it tells whose school reviewed whom in past years.",
)
PERSON_FROM = Field("from", "From", DATE)
PERSON_UNTIL = Field("until", "Until", DATE)
PERSON_NOTE = Field("note", "Note", TEXT)
PERSON_FIELDS: tuple[Field[object], ...] = (
    PERSON_NAME, ROLES, PERSON_SCHOOL, PERSON_EMAIL, PERSON_TELEPHONE, EXPERTISE, LISTED,
    PERSON_FROM, PERSON_UNTIL, EARLIER_POSTS, PERSON_NOTE,
)

CONSORTIUM_NAME = Field("name", "The consortium’s name", LINE)
PERIOD_FROM = Field("from", "From", DATE)
PERIOD_UNTIL = Field("until", "Until", DATE)
PERIOD_NAME = Field("name", "Name", LINE)
_PERIODS = RowsKind(PERIOD_FROM, PERIOD_UNTIL, PERIOD_NAME)
CLOSURES = Field(
    "closures", "Closures of the Consortium Office", _PERIODS,
    help="Days that are no working days, beside England's bank holidays.",
)
SCHOOL_HOLIDAYS = Field(
    "school_holidays", "School holidays", _PERIODS,
    help="They are working days, and a date that falls on one is flagged.",
)
THEME_LIST = Field("themes", "Themes of the consortium", LINES, help="One a line.")
OFFICE_NAME = Field("office.name", "Consortium Office: name", LINE)
OFFICE_ADDRESS = Field("office.address", "Consortium Office: address", TEXT)
OFFICE_TELEPHONE = Field("office.telephone", "Consortium Office: telephone", LINE)
OFFICE_EMAIL = Field("office.email", "Consortium Office: e-mail", LINE)
EXPORTS = Field(
    "exports", "Where exports go", LINE,
    help="A folder; left empty, peer-review-exports in the home folder.",
)
EXPORTS_FROM = Field(
    "exports_from", "How this machine is reached", REACHED,
    help="For the line that fetches an export: host, user@host or host:port; left empty, as the "
    "session came in.",
)
RETENTION = Field(
    "retention", "Years for which data is kept", NumberKind(1, 99),
    help="Closed reviews, and people who left, longer ago than this are listed for a decision; "
    "nothing is removed by itself. Left empty, nothing is listed.",
)
# fmt: on

CONSORTIUM_SECTIONS = (
    Section("The consortium", (CONSORTIUM_NAME, THEME_LIST, EXPORTS, EXPORTS_FROM, RETENTION)),
    Section(
        "The Consortium Office",
        (OFFICE_NAME, OFFICE_ADDRESS, OFFICE_TELEPHONE, OFFICE_EMAIL),
    ),
    Section("Closures and school holidays", (CLOSURES, SCHOOL_HOLIDAYS)),
    Section("Timings of the schedule", TIMING_FIELDS),
)
CONSORTIUM_FIELDS = tuple(field for section in CONSORTIUM_SECTIONS for field in section.fields)

"""The sample's schools: no school of these names is known, their numbers reach nobody."""

from __future__ import annotations

from typing import NamedTuple

from store.field_values import Json

_CHURCH = "Church of England"


class SampleSchool(NamedTuple):
    """A school of the sample."""

    name: str
    short_name: str
    town: str
    pupils: int
    character: str = ""


SCHOOLS = (
    SampleSchool("Abbot’s Hythe Primary School", "Abbot’s Hythe", "Abbot’s Hythe", 204),
    SampleSchool("Appleton Tye Primary School", "Appleton Tye", "Appleton Tye", 96),
    SampleSchool(
        "Barrow Marsh Church of England Voluntary Controlled Primary School",
        "Barrow Marsh", "Barrow Marsh", 132, _CHURCH,
    ),
    SampleSchool("Brackwater Primary School and Nursery", "Brackwater", "Brackwater", 418),
    SampleSchool("Cranmere Community Primary School", "Cranmere", "Cranmere", 211),
    SampleSchool("Dunning Heath Infant School", "Dunning Heath Infant", "Dunning Heath", 178),
    SampleSchool("Dunning Heath Junior School", "Dunning Heath Junior", "Dunning Heath", 239),
    SampleSchool("Elderbourne Primary School", "Elderbourne", "Elderbourne", 315),
    SampleSchool("Fallow Green Primary School", "Fallow Green", "Thornmere", 207),
    SampleSchool(
        "Great Saxley St Botolph’s Church of England Voluntary Aided Primary School",
        "Great Saxley St Botolph’s", "Great Saxley", 209, _CHURCH,
    ),
    SampleSchool("Hartswell Primary School", "Hartswell", "Hartswell", 142),
    SampleSchool("Kettle Bridge Primary School", "Kettle Bridge", "Thornmere", 412),
    SampleSchool("Larkfield Rise Primary School", "Larkfield Rise", "Thornmere", 388),
    SampleSchool("Little Saxley Primary School", "Little Saxley", "Little Saxley", 84),
    SampleSchool("Mallow Park Primary School and Nursery", "Mallow Park", "Brackwater", 446),
    SampleSchool("Marsh Ferry Primary School", "Marsh Ferry", "Marsh Ferry", 118),
    SampleSchool(
        "Oxley Tye St Peter’s Church of England Primary School",
        "Oxley Tye St Peter’s", "Oxley Tye", 103, _CHURCH,
    ),
    SampleSchool("Pargate Primary School", "Pargate", "Pargate", 210),
    SampleSchool("Quarrendon Lane Primary School", "Quarrendon Lane", "Thornmere", 294),
    SampleSchool("Ravenhythe Community Primary School", "Ravenhythe", "Ravenhythe", 187),
    SampleSchool(
        "St Osmund’s Church of England Voluntary Aided Primary School, Thornmere",
        "St Osmund’s", "Thornmere", 212, _CHURCH,
    ),
    SampleSchool("Thornmere Primary School", "Thornmere", "Thornmere", 357),
    SampleSchool("Wenlow Heath Primary School", "Wenlow Heath", "Wenlow", 165),
    SampleSchool(
        "Wesley Lane Methodist Primary School", "Wesley Lane", "Pargate", 126, "Methodist"
    ),
)  # fmt: skip


def school_document(school: SampleSchool, number: int, head: Json) -> dict[str, Json]:
    """A school as the register stores it; the telephone numbers are those set aside for fiction."""
    domain = "".join(mark for mark in school.short_name.lower() if mark.isalpha())
    return {
        "name": school.name,
        "short_name": school.short_name,
        "urn": f"9{number:05d}",
        "phase": "Primary",
        "religious_character": school.character,
        "pupils": school.pupils,
        "town": school.town,
        "postcode": f"CO0 {number % 9 + 1}AA",
        "telephone": f"01632 960{100 + number}",
        "email": f"office@{domain}.example",
        "headteacher": head,
        "status": "open",
        "member": True,
    }

"""A school's name as a list has room for it."""

from __future__ import annotations

from store.paperwork import consortium, review
from store.schedule.stage_progress import SchoolReview

_SHORTER = (
    ("Church of England", "CofE"),
    ("Roman Catholic", "RC"),
    ("Voluntary Aided", "VA"),
    ("Voluntary Controlled", "VC"),
    ("Community Primary", "Primary"),
    (" and Nursery", ""),
    (" School", ""),
)


def short_name(school_review: SchoolReview) -> str:
    """The short name the office gave the school; else the name it was reviewed under, shortened.

    "Birch Church of England Voluntary Aided Primary School" becomes "Birch CofE VA Primary".
    """
    name = school_review.review[review.SCHOOL_NAME]
    if school_review.school and school_review.school[consortium.SCHOOL_NAME] == name:
        return school_review.school[consortium.SHORT_NAME] or shortened(name)
    return shortened(name)


def shortened(name: str) -> str:
    """A school's name with the customary abbreviations."""
    for long, short in _SHORTER:
        name = name.replace(long, short)
    return " ".join(name.split())

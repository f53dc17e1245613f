"""A school's name as a list has room for it."""

from __future__ import annotations

from store.paperwork import consortium, review
from store.schedule.stage_progress import Whole

_SHORTER = (
    ("Church of England", "CofE"),
    ("Roman Catholic", "RC"),
    ("Voluntary Aided", "VA"),
    ("Voluntary Controlled", "VC"),
    ("Community Primary", "Primary"),
    (" and Nursery", ""),
    (" School", ""),
)


def short_name(whole: Whole) -> str:
    """The short name the office gave the school; else the name it was reviewed under, shortened.

    "Birch Church of England Voluntary Aided Primary School" becomes "Birch CofE VA Primary".
    """
    name = whole.review[review.SCHOOL_NAME]
    if whole.school and whole.school[consortium.SCHOOL_NAME] == name:
        return whole.school[consortium.SHORT_NAME] or shortened(name)
    return shortened(name)


def shortened(name: str) -> str:
    """A school's name with the customary abbreviations."""
    for long, short in _SHORTER:
        name = name.replace(long, short)
    return " ".join(name.split())

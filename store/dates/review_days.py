"""The days of a review, one by one."""

from __future__ import annotations

from datetime import date, timedelta

LONGEST = 31
"""Days that are counted out at the most: an end mistyped by years has a warning of its own."""


def review_days(first: date, last: date | None) -> list[date]:
    """Each day from `first` to `last`; `first` alone without a last day, or with one before it."""
    count = min((last - first).days + 1, LONGEST) if last is not None else 1
    return [first + timedelta(days=number) for number in range(max(1, count))]

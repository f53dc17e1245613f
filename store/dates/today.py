"""Today, where the schools are."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_today(now: datetime | None = None) -> date:
    """The date in London at `now`, a moment with a time zone; without it, at this moment.

    The computer's own zone plays no part: a server in UTC is an hour behind on summer evenings.
    """
    return (now or datetime.now(LONDON)).astimezone(LONDON).date()

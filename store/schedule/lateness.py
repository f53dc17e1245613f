"""How late something is, in words: the same on every screen, in a message and on the shell."""

from __future__ import annotations

from store.dates.typed_dates import echo
from store.schedule.step_standing import Standing, StepState
from store.text import count_of


def late_words(one: Standing) -> str:
    """How late a step is, beside its day: 2 working days late.

    Due on a Friday and looked at on the Saturday it is late, by no working day yet: late since
    then.
    """
    return f"{count_of(one.days_late, 'working day')} late" if one.days_late else "late since then"


def late_in_brief(one: Standing) -> str:
    """The same for a narrow column: 2 d late; late."""
    return f"{one.days_late} d late" if one.days_late else "late"


def when_agreed(one: Standing) -> str:
    """The day of what is agreed for later than it may be, and since when it is late; else empty.

    Its day may be still to come: agreed for Wed 10 Jun 2026; late since Mon 1 Jun 2026, when the
    proforma’s 4 weeks ended (ruling 6).
    """
    day, missed = one.due.day, one.missed
    if day is None or missed is None or missed == day:
        return ""
    return f"agreed for {echo(day)}; late since {echo(missed)}, when {one.due.limit} ended"


def when_due(one: Standing) -> str:
    """The day a step is due, and how late it is: due Fri 20 Nov 2026, 1 working day late.

    Empty for a step without a day.
    """
    if one.due.day is None:
        return ""
    if agreed := when_agreed(one):
        return agreed
    when = f"due {echo(one.due.day)}"
    if one.state is StepState.LATE:
        return f"{when}, {late_words(one)}"
    return f"{when}, today" if one.state is StepState.DUE_TODAY else when

"""Every warning there is: what does not fit on a record, the same wherever it is said."""

from __future__ import annotations

from collections.abc import Collection

from store.impact.plans import plans_of
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.register.register import Register
from store.warnings.answers import answer_warnings
from store.warnings.dates import dates_of_another_record, dates_of_review
from store.warnings.team import team_warnings
from store.warnings.themes import unlisted_themes
from store.warnings.warning import Warning


def warnings_of(register: Register, record: Record, *, booked: bool = True) -> tuple[Warning, ...]:
    """What does not fit on a record, in the order in which it is said.

    `record` may be one as it would be. Of a cancelled review only the themes are looked at.
    Without `booked`, nothing is said of days on which somebody is elsewhere.
    """
    if record.table is not REVIEWS:
        return dates_of_another_record(record, register.today)
    themes = unlisted_themes(record, register.consortium)
    if record[review.STATUS] == "cancelled":
        return themes
    return (
        *dates_of_review(record, register.lines(), register.today),
        *team_warnings(register, record, booked=booked),
        *answer_warnings(record, plans_of(register)),
        *themes,
    )


def warnings_since(
    register: Register, record: Record, before: Collection[Warning]
) -> tuple[Warning, ...]:
    """What does not fit on a record now and did not `before`."""
    return tuple(warning for warning in warnings_of(register, record) if warning not in before)

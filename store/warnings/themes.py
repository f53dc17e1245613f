"""The themes of a review beside the consortium's list: one that is not on it is asked about."""

from __future__ import annotations

from store.matching import folded
from store.paperwork import consortium, review
from store.records.record import Record
from store.warnings.warning import Warning


def unlisted_themes(record: Record, settings: Record) -> tuple[Warning, ...]:
    """Each theme of a review that is not on the consortium's list; none while there is no list."""
    listed = {folded(theme) for theme in settings[consortium.THEME_LIST]}
    if not listed:
        return ()
    return tuple(
        Warning(
            review.THEMES.path,
            f"“{theme}” is not on the consortium’s list of themes: choose one from it, or add it "
            "to the list.",
        )
        for theme in dict.fromkeys(record[review.THEMES])
        if folded(theme) not in listed
    )

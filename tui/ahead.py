"""What is opened next is imported while nobody waits for it."""

from __future__ import annotations

AHEAD = 0.3
"""Seconds after the opening until it is begun: the list goes first."""


def load_ahead() -> None:
    """Import a review's page and the forms; meant for a thread of its own."""
    import screens.forms.audit
    import screens.reviews.review_page  # noqa: F401 (imported to be there)

"""A returned form that is a Word file."""

from __future__ import annotations

from store.returned.form import Returned, Unreadable


def read(data: bytes) -> Returned:
    """What stands in a returned Word form, in order.

    Raises:
        Unreadable: for every file, as yet.
    """
    raise Unreadable("Word files cannot be read yet; send the form as Markdown.")

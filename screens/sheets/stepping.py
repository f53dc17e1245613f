"""From a field to the one above or below it, in the column one is in."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget


def next_field(focused: Widget, places: Sequence[Widget], step: int) -> Widget | None:
    """The place above (-1) or below (1) the one with the focus; None where there is none.

    `places` are all places to type, in their order.
    """
    here = focused.region
    at = places.index(focused)
    ahead = places[:at][::-1] if step < 0 else places[at + 1 :]
    lines = [each for each in ahead if each.region.y != here.y]
    beside = [each for each in lines if each.region.y == lines[0].region.y]
    return min(beside, key=lambda each: abs(each.region.x - here.x), default=None)

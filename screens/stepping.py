"""From a field to the one above or below it, in the column one is in."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from screens.widgets.field_editor import editor_of


def next_field(focused: Widget, chain: Sequence[Widget], step: int) -> Widget | None:
    """The field above (-1) or below (1) the one with the focus; None where there is none.

    `chain` are the widgets that can have it, in their order.
    """
    here = focused.region
    at = chain.index(focused)
    ahead = chain[:at][::-1] if step < 0 else chain[at + 1 :]
    lines = [each for each in ahead if each.region.y != here.y and editor_of(each)]
    beside = [each for each in lines if each.region.y == lines[0].region.y]
    return min(beside, key=lambda each: abs(each.region.x - here.x), default=None)

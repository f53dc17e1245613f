"""Widths of the terminal at which screens look otherwise, in columns."""

NARROW = 60
"""Under which labels stand above their fields."""
WIDE = 120
"""From which a form's preview stands beside it."""

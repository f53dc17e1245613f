"""The day on which all of it is."""

from datetime import date
from typing import Final

TODAY: Final = date(2026, 11, 23)
"""A Monday."""

"""The paperwork as the consortium wrote it: every wording is checked against this text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

PARTS = ("letter", "summary", "action-plan", "audit", "schedule")
"""What the paperwork is made of, in its order: the covering letter, then the forms by name."""
_BEGINS = re.compile(r"^ (?=\t*\S)", re.MULTILINE)
"""Where a part begins: its first line is set in by a space, and no other is."""


def official_text() -> str:
    """The whole paperwork."""
    return files("store.paperwork").joinpath("consortium-paperwork.txt").read_text("utf-8")


def official_parts(text: str) -> Mapping[str, str]:
    """The parts of the paperwork by their names."""
    return dict(zip(PARTS, _BEGINS.split(text)[1:], strict=True))

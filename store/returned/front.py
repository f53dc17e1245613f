"""What a returned form still carries for its way back: flat lines between two of dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from store.documents.page import Front

_FENCE = re.compile(r"-{3,}")
_FENCE_FIRST = re.compile(r"[-\u2010-\u2015\u2212]+")
"""A word processor makes one dash of three; only before anything else is that no text."""
_CODE = re.compile(r"(?:`{3,}|~{3,})[ ]*[a-z]*", re.IGNORECASE)
_KEYED = re.compile(r"\s*([a-z]\w*)\s*:(.*)", re.IGNORECASE)


def without_front(lines: Sequence[str]) -> tuple[Front | None, list[str]]:
    """What a form carries, and the other lines; None when it names no form.

    Text that was typed before it stays, as do a code fence's contents when it was put around all.
    """
    first = next((place for place, line in enumerate(lines) if _is_text(line)), len(lines))
    place = next((at for at in range(len(lines)) if _opens(lines, at, first=at == first)), None)
    if place is None:
        return None, list(lines)
    said: dict[str, str] = {}
    end = place + 1
    while end < len(lines) and not _FENCE_FIRST.fullmatch(lines[end].strip()):
        if keyed := _KEYED.fullmatch(lines[end]):
            said.setdefault(keyed[1].casefold(), keyed[2].strip())
        end += 1
    before, after = list(lines[:place]), list(lines[end + 1 :])
    if before and _CODE.fullmatch(before[-1].strip()):
        before.pop()
        after = _unfenced(after)
    return front_of(said), before + after


def front_of(said: Mapping[str, str]) -> Front | None:
    """What a form carries, from its keys in small letters; None when it names no form."""
    if not said.get("form"):
        return None
    return Front(
        said["form"],
        said.get("register", ""),
        said.get("review", ""),
        said.get("revision", ""),
        said.get("filled", "").casefold() == "head",
    )


def _is_text(line: str) -> bool:
    return line.strip() != "" and not _CODE.fullmatch(line.strip())


def _opens(lines: Sequence[str], place: int, *, first: bool) -> bool:
    """Whether a line begins lines of keys, a form's among them, up to another such line."""
    if not (_FENCE_FIRST if first else _FENCE).fullmatch(lines[place].strip()):
        return False
    named = False
    for line in lines[place + 1 :]:
        if _FENCE_FIRST.fullmatch(line.strip()):
            return named
        keyed = _KEYED.fullmatch(line)
        if line.strip() and not keyed:
            return False
        named = named or (
            keyed is not None and keyed[1].casefold() == "form" and keyed[2].strip() != ""
        )
    return False


def _unfenced(lines: list[str]) -> list[str]:
    """The lines without the end of a code fence that began before them."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    for place in (written[:1], written[-1:]):
        if place and _CODE.fullmatch(lines[place[0]].strip()):
            return lines[: place[0]] + lines[place[0] + 1 :]
    return lines

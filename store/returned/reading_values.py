"""What somebody wrote into a place of a form, as a value of that field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from store.field_values import Json, Unacceptable
from store.paperwork.field_kinds import DATE, ChoiceKind, Kind, PersonKind, RecordKind
from store.paperwork.list_kinds import BulletsKind, ListKind, PeopleKind

_COUNT = re.compile(r"\(\s*\d+\s*\)")
_NUMBER = re.compile(r"\A\s*\d{1,3}[.)](?:\s+|$)")
_LETTER = re.compile(r"\s*\(?([A-Za-z])(?:[.):]\s*(.*)|\s*)", re.DOTALL)
_KEYED = re.compile(r"(?P<name>.*?)\s*\((?:(?P<person>person) )?(?P<key>\d{1,18})\)\s*", re.DOTALL)
_DAYS = re.compile(r"\s+(?:to|until|till|and)\s+|\s*[–—&]\s*|\s+-\s+", re.IGNORECASE)
_DAY_ALONE = re.compile(r"(?:[A-Za-z]+\s+)?(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_JOINED = re.compile(r"^(\d{1,2}) ?[-/] ?(\d{1,2}(?:st|nd|rd|th)? [A-Za-z])")
_BEFORE_DAY = re.compile(r"^\D*")
_DIGITS = re.compile(r"\d+")
_MONTH = re.compile(r"[A-Za-z]{3}")
_YEAR = re.compile(r"\b\d{4}\b")


class Writing(Struct, frozen=True):
    """How values stand in a place: names `numbered` (1. 2.), or with their count last (ruling 19).

    `keyed`: a person or a school with its number in brackets, as the office's record has it.
    """

    numbered: bool = False
    counted: bool = False
    keyed: bool = False


PLAIN = Writing()


def understood(
    kind: Kind[object],
    text: str,
    today: date,
    writing: Writing = PLAIN,
    entries: Sequence[str] | None = None,
) -> Json:
    """What `text` means as a value of a kind; `entries` are those of a list, if it was read as one.

    Raises:
        Unacceptable: with a sentence that says why it cannot be held.
    """
    if isinstance(kind, PeopleKind):
        return kind.accept(list[Json](_names(text, writing)))
    if isinstance(kind, BulletsKind):
        return kind.accept(list[Json](text.split("\n") if entries is None else entries))
    if isinstance(kind, ListKind):
        return kind.accept(list[Json](text.split("\n")))
    if isinstance(kind, PersonKind):
        return _person(kind, text, writing)
    if isinstance(kind, RecordKind):
        match = _KEYED.fullmatch(text)
        return kind.accept(match["key"] if match else text.strip())
    if isinstance(kind, ChoiceKind):
        return _choice(kind, text)
    return kind.parse(text, today)


def days(text: str, today: date) -> tuple[Json, Json]:
    """The first day and the last one of "Thu 29 Oct 2026 to Fri 30 Oct 2026".

    Of a single day there is no last one. "29 and 30 October 2026" is understood too.

    Raises:
        Unacceptable: when one of them is no date, or they run backwards.
    """
    joined = _JOINED.sub(r"\1 to \2", " ".join(text.split()))
    parts = [part for part in _DAYS.split(joined) if part]
    if len(parts) < 2:
        return DATE.parse(text, today), None
    if len(parts) > 2:
        raise Unacceptable(f"“{text[:60]}” is more than a first day and a last one")
    first, last = parts
    until = DATE.parse(last, today)
    if alone := _DAY_ALONE.fullmatch(first):
        first = f"{alone[1]} {str(until)[5:7]} {str(until)[:4]}"
    elif not _has_year(first):
        first = f"{first} {str(until)[:4]}"
    begun = DATE.parse(first, today)
    if str(begun) > str(until):
        raise Unacceptable(f"“{text[:60]}” runs backwards")
    return begun, until if until != begun else None


def _has_year(text: str) -> bool:
    """Whether a date says its year: with four digits, or as the third of day, month and year."""
    if _YEAR.search(text):
        return True
    from_day = _BEFORE_DAY.sub("", text)
    parts = len(_DIGITS.findall(from_day)) + bool(_MONTH.search(from_day))
    return parts >= 3


def name_alone(text: str) -> str:
    """A name without the number that stands in brackets after it."""
    match = _KEYED.fullmatch(text)
    return match["name"] if match else text.strip()


def _names(text: str, writing: Writing) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if writing.counted and lines and _COUNT.fullmatch(lines[-1]):
        lines.pop()
    if writing.numbered or (len(lines) > 1 and all(map(_NUMBER.match, lines))):
        lines = [_NUMBER.sub("", line, count=1) for line in lines]
    return lines


def _person(kind: PersonKind, text: str, writing: Writing) -> Json:
    match = _KEYED.fullmatch(text) if writing.keyed else None
    if match and match["person"]:
        return kind.accept({"name": match["name"], "person": int(match["key"])})
    return kind.accept(text or None)


def _choice(kind: ChoiceKind, text: str) -> Json:
    try:
        return kind.accept(text)
    except Unacceptable:
        match = _LETTER.fullmatch(text)
        if not match or match[1].casefold() not in kind.options:
            raise
        letter = match[1].casefold()
        if match[2] and match[2].strip() and kind.accept(match[2]) != letter:
            raise Unacceptable(
                f"“{text[:60]}” names two of them; write the letter or the words"
            ) from None
        return letter

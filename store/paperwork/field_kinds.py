"""The kinds of fields: what each holds, what it refuses and why, how it is typed and shown.

Every kind turns stored JSON into a typed value (`decode`), makes anything given to it into the
one stored form or says why it cannot (`accept`), reads what a person typed (`parse`), and shows
a stored value as plain text (`plain`, for people; `typed`, for an editor, which `parse` takes
back).
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Generic, TypeVar

from store.dates.days import FIRST_YEAR, LAST_YEAR
from store.dates.typed_dates import NotADate, echo, read_date
from store.field_values import Json, Name, Unacceptable
from store.text import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text

T_co = TypeVar("T_co", covariant=True)


class Kind(ABC, Generic[T_co]):
    """A kind of field, holding values of type `T_co`."""

    name: str
    """What `peer-review fields` calls it (the table of kinds in the field list)."""
    empty: Json
    """How a field with nothing in it is stored."""

    @abstractmethod
    def decode(self, stored: Json) -> T_co:
        """The typed value of stored JSON that this kind has accepted before."""

    @abstractmethod
    def accept(self, given: Json) -> Json:
        """The stored form of `given`, cleaned.

        Raises:
            Unacceptable: with a sentence that says why this kind cannot hold it.
        """

    def parse(self, typed: str, today: date) -> Json:
        """The stored form of what a person typed; dates may be relative to `today`.

        Raises:
            Unacceptable: with a sentence that says what is wrong and what to do.
        """
        return self.accept(typed)

    @abstractmethod
    def plain(self, stored: Json) -> str:
        """The value as people read it, in plain text; empty for an empty field."""

    def typed(self, stored: Json) -> str:
        """The value as it stands in an editor; `parse` takes it back."""
        return self.plain(stored)

    def references(self, stored: Json) -> Iterator[tuple[str, int]]:
        """The records a value points at, as (table, key)."""
        return iter(())


def shown(value: Json, most: int = 40) -> str:
    """A given value as a refusal quotes it: short, in quotation marks."""
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except (RecursionError, ValueError):  # nested too deeply; a number of thousands of digits
        text = "…"
    text = clean_line(text)
    return f"“{text[: most - 1]}…”" if len(text) > most else f"“{text}”"


def within(text: str, limit: int) -> str:
    """`text` if it has at most `limit` characters.

    Raises:
        Unacceptable: with both lengths.
    """
    if len(text) > limit:
        raise Unacceptable(f"it has {len(text):,} characters; at most {limit:,} can be kept")
    return text


class LineKind(Kind[str]):
    """One line of at most 500 characters."""

    name = "line"
    empty: Json = ""
    limit = LINE_LIMIT

    def decode(self, stored: Json) -> str:
        return stored if isinstance(stored, str) else ""

    def accept(self, given: Json) -> Json:
        if given is None:
            return ""
        if not isinstance(given, str):
            raise Unacceptable(f"{shown(given)} is not text")
        return within(self.clean(given), self.limit)

    def clean(self, given: str) -> str:
        """The text without what a line cannot hold."""
        return clean_line(given)

    def plain(self, stored: Json) -> str:
        return self.decode(stored)


class TextKind(LineKind):
    """Many lines, at most 20,000 characters."""

    name = "text"
    limit = TEXT_LIMIT

    def clean(self, given: str) -> str:
        return clean_text(given).strip("\n")


class DateKind(Kind[date | None]):
    """One day, stored as `2026-11-12`."""

    name = "date"
    empty: Json = None

    def decode(self, stored: Json) -> date | None:
        return date.fromisoformat(stored) if isinstance(stored, str) else None

    def accept(self, given: Json) -> Json:
        if given is None or given == "":
            return None
        if not isinstance(given, str):
            raise Unacceptable(f"{shown(given)} is not a date")
        try:
            day = date.fromisoformat(given)
        except ValueError:
            raise Unacceptable(f"{shown(given)} is not a date; write it as 2026-11-12") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Unacceptable(f"the year {day.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
        return day.isoformat()

    def parse(self, typed: str, today: date) -> Json:
        if not typed.strip():
            return None
        try:
            return read_date(typed, today).isoformat()
        except NotADate as error:
            raise Unacceptable(str(error)) from None

    def plain(self, stored: Json) -> str:
        day = self.decode(stored)
        return echo(day) if day else ""


class NumberKind(Kind[int | None]):
    """A whole number between `least` and `most`."""

    name = "number"
    empty: Json = None

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def decode(self, stored: Json) -> int | None:
        return stored if isinstance(stored, int) else None

    def accept(self, given: Json) -> Json:
        if given is None or given == "":
            return None
        if isinstance(given, str):
            try:
                given = int(given.strip())
            except ValueError:
                raise Unacceptable(f"{shown(given)} is not a whole number") from None
        if not isinstance(given, int) or isinstance(given, bool):
            raise Unacceptable(f"{shown(given)} is not a whole number")
        if not self.least <= given <= self.most:
            raise Unacceptable(f"{shown(given)} is not between {self.least} and {self.most}")
        return given

    def plain(self, stored: Json) -> str:
        return "" if stored is None else str(stored)


class ChoiceKind(Kind[str | None]):
    """One of a few options: stored as a word, shown in the paper's words where it has them."""

    name = "choice"
    empty: Json = None

    def __init__(self, *options: str, **shown_as: str) -> None:
        self.options: Mapping[str, str] = {option: option for option in options} | shown_as

    @property
    def offered(self) -> Mapping[str, str]:
        """The options somebody can choose from; other values may still be kept."""
        return self.options

    def decode(self, stored: Json) -> str | None:
        return stored if isinstance(stored, str) else None

    def accept(self, given: Json) -> Json:
        if given is None or given == "":
            return None
        if isinstance(given, str):
            wanted = clean_line(given).rstrip(":").casefold()
            for option, words in self.options.items():
                if wanted in (option.casefold(), words.casefold()):
                    return option
        choices = ", ".join(
            option if option == words else f"{option} ({words})"
            for option, words in self.options.items()
        )
        raise Unacceptable(f"{shown(given)} is not one of: {choices}")

    def plain(self, stored: Json) -> str:
        return self.options.get(stored, stored) if isinstance(stored, str) else ""


class YesNoKind(Kind[bool]):
    """Yes or no; no unless somebody says yes."""

    name = "yes/no"
    empty: Json = False

    def decode(self, stored: Json) -> bool:
        return stored is True

    def accept(self, given: Json) -> Json:
        if isinstance(given, bool):
            return given
        if given is None:
            return False
        if isinstance(given, str):
            word = given.strip().casefold()
            if word in ("yes", "y", "true"):
                return True
            if word in ("no", "n", "false", ""):
                return False
        raise Unacceptable(f"{shown(given)} is neither yes nor no")

    def plain(self, stored: Json) -> str:
        return "yes" if stored is True else "no"


class PersonKind(Kind[Name | None]):
    """One person: any name, with its key in the directory when it is somebody listed there."""

    name = "person"
    empty: Json = None

    def decode(self, stored: Json) -> Name | None:
        return as_name(stored)

    def accept(self, given: Json) -> Json:
        if given is None:
            return None
        name: Json = given
        person: Json = None
        if isinstance(given, dict):
            if unknown := set(given) - {"name", "person"}:
                raise Unacceptable(f"a person has a name and a person, not {shown(min(unknown))}")
            name, person = given.get("name"), given.get("person")
        if not isinstance(name, str):
            raise Unacceptable(f"{shown(given)} is not a person; give a name")
        if person is not None and (not isinstance(person, int) or isinstance(person, bool)):
            raise Unacceptable(f"{shown(person)} is not the key of a person in the directory")
        name = within(clean_line(name), LINE_LIMIT)
        if not name:
            if person is not None:
                raise Unacceptable("a person needs a name")
            return None
        return {"name": name, "person": person}

    def parse(self, typed: str, today: date) -> Json:
        return self.accept(typed or None)

    def plain(self, stored: Json) -> str:
        name = as_name(stored)
        return name.name if name else ""

    def references(self, stored: Json) -> Iterator[tuple[str, int]]:
        name = as_name(stored)
        if name and name.person is not None:
            yield "people", name.person


def as_name(stored: Json) -> Name | None:
    """The typed form of a stored person."""
    if not isinstance(stored, dict):
        return None
    name, person = stored.get("name"), stored.get("person")
    return Name(str(name), person if isinstance(person, int) else None)


KEYS_END = 10**18
"""A key is less than this: more than any table will ever have."""


class RecordKind(Kind[int | None]):
    """The key of a record in another table (a school)."""

    name = "choice"
    empty: Json = None

    def __init__(self, table: str) -> None:
        self.table = table

    def decode(self, stored: Json) -> int | None:
        return stored if isinstance(stored, int) else None

    def accept(self, given: Json) -> Json:
        if given is None or given == "":
            return None
        if isinstance(given, str) and given.strip().isdecimal() and len(given) < 20:
            given = int(given)
        if not isinstance(given, int) or isinstance(given, bool) or not 0 < given < KEYS_END:
            raise Unacceptable(f"{shown(given)} is not the number of a record in {self.table}")
        return given

    def plain(self, stored: Json) -> str:
        return "" if stored is None else str(stored)

    def references(self, stored: Json) -> Iterator[tuple[str, int]]:
        if isinstance(stored, int):
            yield self.table, stored


LINE = LineKind()
TEXT = TextKind()
DATE = DateKind()
PERSON = PersonKind()
YES_NO = YesNoKind()

"""A person's words found in what the register holds, and replaced by a mark.

A name is found whatever its case and its accents, as whole words, whatever white space parts
them; an e-mail address as a whole one; a telephone number however its digits are grouped; each
also as a frozen page has it, escaped for Markdown. Only what people type is looked at: a date, a
choice, an id is never part of a name.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property

from msgspec import Struct

from store.field_values import Json, Unacceptable
from store.paperwork import consortium
from store.paperwork.field_kinds import Kind, LineKind, PersonKind
from store.paperwork.forms.audit import FrozenKind
from store.paperwork.list_kinds import LinesKind, ListKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, TABLES, Table
from store.records.change import MADE, Change
from store.records.record import ID, ROW_IDS
from store.text import LINE_LIMIT, TEXT_LIMIT, clean_line

MARKED = re.compile(r"\[forgotten person (\d+)\\*\]")
"""A mark, and its number; on a frozen page its brackets are escaped."""
OWN = (
    consortium.PERSON_NAME,
    consortium.PERSON_EMAIL,
    consortium.PERSON_TELEPHONE,
    consortium.PERSON_NOTE,
)
"""What of an entry of the directory is taken out whole, whatever stands there."""
_OWN = frozenset(field.path for field in OWN)
_GAP = r"(?:\s|\\(?=\s)|<br>|&nbsp;|&#\d+;)+"
"""What parts two words: white space, and what stands for it in Markdown."""
_APOSTROPHES = "'’‘ʼ`"
_DASHES = "-‐‑‒–—"
_DIGITS = 6
"""Fewer digits than these are no telephone number."""


def mark(number: int) -> str:
    """What stands for a person who was forgotten; the number tells two of them apart."""
    return f"[forgotten person {number}]"


def is_mark(name: str) -> bool:
    """Whether a name is the mark of somebody who was forgotten."""
    return MARKED.fullmatch(name) is not None


class ForgottenWords(Struct, frozen=True, dict=True):
    """The words to take out, and the mark that replaces them.

    `key` is the person's in the directory, None for somebody who is not in it; `names` and
    `contacts` are cleaned lines.
    """

    mark: str
    names: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    key: int | None = None

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        parts = [*map(_name, self.names), *map(_contact, self.contacts)]
        # The longest first: a name may begin another.
        parts = sorted({part for part in parts if part}, key=len, reverse=True)
        return re.compile("|".join(parts)) if parts else None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in a text."""
        if self._pattern is None or not self._pattern.search(_read(text)):
            return
        folded, places = _folded(text)
        for match in self._pattern.finditer(folded):
            yield places[match.start()], places[match.end()]

    def taken_out(self, text: str, limit: int | None = None) -> str:
        """The text with the mark for the words; never too long for the field it stands in.

        `limit` is how many characters that takes; without it the text's own length tells.
        """
        if limit is None:
            limit = LINE_LIMIT if len(text) <= LINE_LIMIT else TEXT_LIMIT
        return self._put(text, self.mark, limit)

    def _put(self, text: str, mark: str, limit: int) -> str:
        spans = list(self.spans(text))
        if not spans:
            return text
        made = _put(text, spans, lambda _: mark)
        if len(made) <= max(limit, len(text)):
            return made
        return _put(text, spans, lambda length: mark[:length].rstrip())

    def of_document(self, table: Table, key: int, document: Mapping[str, Json]) -> dict[str, Json]:
        """A record's stored form, the words taken out."""
        return {path: self.of_field(table, key, path, value) for path, value in document.items()}

    def of_field(self, table: Table, key: int, address: str, value: Json) -> Json:
        """What stands, or stood, at an address of a record, the words taken out."""
        if address in (ID, ROW_IDS):
            return value
        if address == MADE:
            return self.of_document(table, key, value) if isinstance(value, dict) else value
        if (table.name, key) == (PEOPLE.name, self.key) and address in _OWN:
            return self.mark if value else value
        try:
            part = table.part(address)
        except Unacceptable:
            return value
        kind = part.field.kind
        if part.row and isinstance(kind, RowsKind):
            if not part.column:
                return self._row(kind, value)
            column = kind.columns.get(part.column)
            return self.of_value(column.kind, value) if column else value
        return self.of_value(kind, value)

    def of_change(self, change: Change) -> Change:
        """The change as it would have been if the mark had always been there."""
        table = TABLES.get(change.table)
        if table is None:
            return change
        was, now = (
            self.of_field(table, change.key, change.field, value)
            for value in (change.was, change.is_)
        )
        return Change(change.table, change.key, change.field, was, now)

    def of_draft(self, table: str, key: int, address: str, text: str) -> str:
        """What was typed into a field and not kept, the words taken out."""
        if (table, key) == (PEOPLE.name, self.key) and address in _OWN:
            return self.mark if text else text
        return self.taken_out(text)

    def of_value(self, kind: Kind[object], value: Json) -> Json:
        """What a field or a cell of a kind holds, the words taken out."""
        if isinstance(kind, RowsKind):
            return [self._row(kind, row) for row in value] if isinstance(value, list) else value
        if isinstance(kind, ListKind) and isinstance(value, list):
            if isinstance(kind, LinesKind) and kind.options:
                return value
            return [self.of_value(kind.entry, entry) for entry in value]
        if isinstance(kind, PersonKind) and isinstance(value, dict):
            return self._person(value)
        if isinstance(kind, FrozenKind) and isinstance(value, str):
            return self._put(value, re.sub(r"[\[\]]", r"\\\g<0>", self.mark), kind.limit)
        if isinstance(kind, LineKind) and isinstance(value, str):
            return self.taken_out(value, kind.limit)
        return value

    def _person(self, value: dict[str, Json]) -> Json:
        if self.key is not None and value.get("person") == self.key:
            return {**value, "name": self.mark}
        return {**value, "name": self.taken_out(str(value.get("name", "")))}

    def _row(self, kind: RowsKind, row: Json) -> Json:
        if not isinstance(row, dict):
            return row
        return {
            path: self.of_value(kind.columns[path].kind, cell) if path in kind.columns else cell
            for path, cell in row.items()
        }


def same_name(name: str, other: str) -> bool:
    """Whether two names are the same but for case, accents, apostrophes and white space."""
    pattern = _name(clean_line(name))
    return bool(pattern) and re.fullmatch(pattern, _folded(clean_line(other))[0]) is not None


def _put(text: str, spans: list[tuple[int, int]], what: Callable[[int], str]) -> str:
    made, last = [], 0
    for start, end in spans:
        made += [text[last:start], what(end - start)]
        last = end
    return "".join([*made, text[last:]])


@cache
def _accents() -> re.Pattern[str]:
    marks = (chr(number) for number in range(0x300, sys.maxunicode + 1))
    return re.compile(f"[{''.join(mark for mark in marks if unicodedata.combining(mark))}]+")


def _read(text: str) -> str:
    """The text as it is compared, when the positions of its characters do not matter."""
    if text.isascii():
        return text.lower()
    return _accents().sub("", unicodedata.normalize("NFKD", text.casefold()))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and the position each character, and the end, came from."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    folded: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        for each in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(each):
                folded.append(each)
                places.append(at)
    return "".join(folded), [*places, len(text)]


def _name(name: str) -> str:
    """The pattern of a name, in folded text; empty for one with no letter in it."""
    folded = _folded(unicodedata.normalize("NFC", name))[0]
    if not any(letter.isalnum() for letter in folded):
        return ""
    words = ("".join(map(_letter, word)) for word in folded.split())
    return r"(?<![^\W_])" + _GAP.join(words) + r"(?![^\W_])"


def _letter(letter: str) -> str:
    if letter in _APOSTROPHES:
        return rf"(?:\\?[{_APOSTROPHES}])?"
    if letter in _DASHES:
        return rf"\\?[{_DASHES}]"
    return r"(?:\\?\.)?" if letter == "." else _sign(letter)


def _sign(letter: str) -> str:
    """A letter as it is; a sign with or without the backslash that escapes it in Markdown."""
    return re.escape(letter) if letter.isalnum() else r"\\?" + re.escape(letter)


def _contact(contact: str) -> str:
    if "@" in contact:
        folded = "".join(map(_sign, _folded(contact)[0]))
        return rf"(?<![\w.+-]){folded}(?![\w@-]|\.\w)"
    digits = [letter for letter in contact if letter.isdecimal()]
    if len(digits) < _DIGITS or any(letter.isalpha() for letter in contact):
        return _name(contact)
    return r"(?<!\d)" + r"\W{0,4}".join(digits) + r"(?!\d)"

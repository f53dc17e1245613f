"""Every mention of a person: who is meant, and where their name and contacts stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from store.errors import Refused
from store.field_values import Json
from store.forgetting.marking import MARKED, OWN, ForgottenWords, mark, same_name
from store.paperwork import consortium
from store.paperwork.field import Field
from store.paperwork.field_kinds import PersonKind, shown
from store.paperwork.list_kinds import PeopleKind, as_entries
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, TABLES
from store.records.change import MADE, Change, Entry
from store.records.record import Record
from store.register.change_in_words import record_name
from store.register.register import Register
from store.text import clean_line

_MARKS = ("forgotten", "person")
_AROUND = 40
"""How many characters stand on either side of what was found in a text."""


class Mention(Struct, frozen=True):
    """One mention of somebody: the record, the field, the words around."""

    record: Record
    field: Field[object]
    around: str
    row: str = ""

    @property
    def where(self) -> str:
        """Record and field in a few words."""
        return f"{record_name(self.record)}: {self.field_and_row}"

    @property
    def field_and_row(self) -> str:
        """The field and its row; with the field's path where another field has the same label."""
        field, row = self.field, f", row {self.row}" if self.row else ""
        alike = sum(each.label == field.label for each in self.record.table.fields.values())
        return f"{field.label.rstrip(':')}{f' ({field.path})' if alike > 1 else ''}{row}"


class Subject(Struct, frozen=True):
    """Somebody, and the words by which they are found.

    `shared` are contacts of theirs that a school, the office or somebody else has too, and
    `twins` others of the directory who have their name: such words stay.
    """

    name: str
    words: ForgottenWords
    shared: tuple[str, ...] = ()
    twins: tuple[Record, ...] = ()


def subject_of(register: Register, text: str, also: Sequence[str] = ()) -> Subject:
    """The person that `text` names: their key or name in the directory, else the name as typed.

    `also` are other names they are known by ("Mrs Mason"). Names and contacts that their entry
    used to have are looked for too.

    Raises:
        Refused: when two of the directory have the name, or there is nothing in it to find.
    """
    wanted = clean_line(text)
    person = _entry(register, wanted)
    name = person[consortium.PERSON_NAME] if person else wanted
    others = [clean_line(alias) for alias in also]
    for looked_for in (wanted if person is None else name, *others):
        letters = sum(letter.isalnum() for letter in looked_for)
        if letters < 2 or MARKED.search(looked_for) or _of_marks(looked_for):
            raise Refused(
                f"{shown(looked_for)} is no name that can be looked for; give the whole name."
            )
    key = person.key if person else None
    names, contacts = [name, *others], list[str]()
    if person:
        for entry in (person, *_merged_into(register, person.key)):
            for field, value in _formerly(register, entry):
                (names if field is consortium.PERSON_NAME else contacts).append(value)
        names += _linked_to(register, person.key)
    twins = tuple(
        other
        for other in register.records(PEOPLE)
        if other.key != key and same_name(name, other[consortium.PERSON_NAME])
    )
    if twins:
        names = [alias for alias in names if not same_name(alias, name)]
    shared = {contact for contact in contacts if contact in _of_others(register, key)}
    words = ForgottenWords(
        mark(_next_number(register)),
        tuple(dict.fromkeys(names)),
        tuple(contact for contact in dict.fromkeys(contacts) if contact not in shared),
        key,
    )
    return Subject(name, words, tuple(sorted(shared)), twins)


def mentions(register: Register, words: ForgottenWords) -> list[Mention]:
    """Every mention of somebody in the register as it is now."""
    return [
        mention
        for table in TABLES.values()
        for record in register.records(table)
        for mention in of_record(record, words)
    ]


def of_record(record: Record, words: ForgottenWords) -> Iterator[Mention]:
    """The mentions in one record."""
    for path, field in record.table.fields.items():
        value = record.document.get(path)
        if value is None or words.of_field(record.table, record.key, path, value) == value:
            continue
        if not isinstance(field.kind, RowsKind):
            yield Mention(record, field, _around(record, field, value, words))
            continue
        for row in field.kind.decode(value):
            for column in field.kind.columns.values():
                address = f"{path}.{row.id}.{column.path}"
                cell = row.cells.get(column.path)
                if words.of_field(record.table, record.key, address, cell) != cell:
                    around = _around(record, column, cell, words)
                    yield Mention(record, field, f"{column.wording}: {around}", row.id)


def in_history(register: Register, words: ForgottenWords) -> Iterator[Entry]:
    """The entries of the journal that somebody made, or whose changes mention them."""
    for entry in register.history():
        if words.taken_out(entry.user) != entry.user or any(
            words.of_change(change) != change for change in entry.changes
        ):
            yield entry


def _of_marks(name: str) -> bool:
    """Whether a name would be found in the marks of others."""
    return all(word.isdecimal() or word in _MARKS for word in name.casefold().split())


def _entry(register: Register, wanted: str) -> Record | None:
    if wanted.isascii() and wanted.isdecimal():
        return register.record(PEOPLE, int(wanted))
    namesakes = [
        person
        for person in register.records(PEOPLE)
        if same_name(wanted, person[consortium.PERSON_NAME])
    ]
    if len(namesakes) > 1:
        listed = ", ".join(
            f"{person[consortium.PERSON_NAME]} ({person.key})" for person in namesakes[:3]
        )
        raise Refused(f"{shown(wanted)} can be {len(namesakes)} people: {listed}. Give the number.")
    return namesakes[0] if namesakes else None


def _formerly(register: Register, person: Record) -> Iterator[tuple[Field[object], str]]:
    """The names and contacts the entry has, and those it once had."""
    fields: tuple[Field[object], ...] = OWN[:3]
    changes = [
        change
        for entry in register.history(person)
        for change in entry.changes
        if change.field in (MADE, *(field.path for field in fields))
    ]
    now = Change(PEOPLE.name, person.key, MADE, None, dict(person.document))
    for change in (now, *changes):
        for value in (change.was, change.is_):
            for field in fields:
                said: Json = value if change.field == field.path else None
                if isinstance(value, dict):
                    said = value.get(field.path)
                if isinstance(said, str) and said and not MARKED.search(said):
                    yield field, said


def _merged_into(register: Register, key: int) -> Iterator[Record]:
    """The entries that were merged into this one."""
    for entry in register.history():
        for change in entry.changes:
            if (change.table, change.field) != (PEOPLE.name, MADE) or change.is_ is not None:
                continue
            kept = any(
                (other.table, other.key) == (PEOPLE.name, key) or _names_of(other.is_, key)
                for other in entry.changes
            )
            if kept and change.key != key and isinstance(change.was, dict):
                yield Record(PEOPLE, change.key, change.was)


def _linked_to(register: Register, key: int) -> Iterator[str]:
    """The names of several words that are, or were, linked to this entry and are nobody else's."""
    others = [
        other[consortium.PERSON_NAME] for other in register.records(PEOPLE) if other.key != key
    ]
    seen = set[str]()
    for entry in register.history():
        for change in entry.changes:
            for value in (change.was, change.is_):
                for name in _names_of(value, key):
                    if name in seen or " " not in name or MARKED.search(name):
                        continue
                    seen.add(name)
                    if not any(same_name(name, other) for other in others):
                        yield name


def _names_of(value: Json, key: int) -> list[str]:
    """The names in a value that are linked to this entry."""
    if isinstance(value, list):
        return [name for each in value for name in _names_of(each, key)]
    if not isinstance(value, dict):
        return []
    if "person" in value:
        return [str(value.get("name", ""))] if value["person"] == key else []
    return [name for each in value.values() for name in _names_of(each, key)]


def _of_others(register: Register, key: int | None) -> set[str]:
    """The contacts of other people, of the schools and of the office."""
    contacts = {
        person[field]
        for person in register.records(PEOPLE)
        if person.key != key
        for field in (consortium.PERSON_EMAIL, consortium.PERSON_TELEPHONE)
    }
    for school in register.records(TABLES["schools"]):
        contacts |= {school[consortium.SCHOOL_EMAIL], school[consortium.SCHOOL_TELEPHONE]}
    settings = register.consortium
    return contacts | {settings[consortium.OFFICE_EMAIL], settings[consortium.OFFICE_TELEPHONE]}


def _next_number(register: Register) -> int:
    """One more than the highest number of any mark in the register or its history."""
    texts = register.engine.texts()
    return 1 + max((int(number) for text in texts for number in MARKED.findall(text)), default=0)


def _around(record: Record, field: Field[object], value: Json, words: ForgottenWords) -> str:
    """The mention with the words around it; in a list, the whole entries that have it."""
    kind = field.kind
    if isinstance(kind, PersonKind):
        return kind.plain(value)
    entries = as_entries(value) if isinstance(value, list) else [value]
    excerpts: list[str] = []
    for entry in entries:
        if isinstance(kind, PeopleKind):
            if words.of_value(kind.entry, entry) != entry:
                excerpts.append(kind.entry.plain(entry))
            continue
        text = entry if isinstance(entry, str) else ""
        spans = list(words.spans(text))
        excerpts += [_cut_out(text, start, end) for start, end in spans]
        if not spans and record.table is PEOPLE:
            excerpts.append(_cut_out(text, 0, min(len(text), _AROUND)))
    return " … ".join(excerpts)


def _cut_out(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return before + " ".join(text[first:last].split()) + after

"""A register whose every field holds what would give a terminal orders, or Textual markup."""

from __future__ import annotations

import re
from pathlib import Path

from store.field_values import Json, Unacceptable
from store.open_register import create_register
from store.paperwork.field import Field
from store.paperwork.rows import STAMP, RowsKind
from store.paperwork.tables import TABLES, Table
from store.records.change import Change, making
from store.records.editing import setting
from store.register.register import Register
from tests.support.a_review import FILLED
from tests.support.today import TODAY

RAW = (
    "[/x]\x1b]52;c;aGVsbG8=\x07\x1b[2J\x9b2J[@click=app.quit]go[/]\u202eneprus\u202c\u2066i\u2069"
    "\u200f\x1b]0;title\x1b\\[bold"
)
"""As an attacker would have it."""
KEPT = "[/x]" + re.sub("[\x00-\x1f\x7f-\x9f]", "", RAW.removeprefix("[/x]"))
"""As much of it as the register's own cleaning lets through."""

_SENT_BY_US = re.compile(
    # Cursor, colour, erasing to the end, modes, the keyboard protocol, what the terminal can do,
    # the mouse's pointer.
    r"\x1b\[[0-9;]*[ABCDHKmsur]|\x1b\[[?<>=][0-9;]*[$]?[a-zA-Z]|\x1b\[[0-9;]*\$p|\x1b[=>78]"
    r"|\x1b\[0?c|\x1b\[J|\x1b\[[0-3] q|\x1b\]22;[a-z]*\x07"
)
_ORDERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f]")


def orders_in(raw: bytes | bytearray) -> list[str]:
    """What was sent to a terminal that the app does not send of its own: none is none."""
    text = _SENT_BY_US.sub("", bytes(raw).decode())
    return [text[max(0, at.start() - 20) : at.end() + 20] for at in _ORDERS.finditer(text)]


def value_for(field: Field[object], text: str) -> Json:
    """A value that holds the text as often as the field can; None where it can hold none."""
    kind = field.kind
    if isinstance(kind, RowsKind):
        cells: dict[str, Json] = {
            path: value
            for path, column in kind.columns.items()
            if path != STAMP and (value := value_for(column, text)) is not None
        }
        rows: list[Json] = [cells, cells]
        return rows
    named: Json = {"name": text, "person": None}
    candidates: tuple[Json, ...] = (text, named, [text, text], [named, named])
    for value in candidates:
        try:
            if kind.accept(value) != kind.empty:
                return value
        except Unacceptable:
            continue
    return None


def hostile_register(path: Path, text: str = KEPT) -> None:
    """A register with a school, a person, a school year and a review, all of this text.

    A second review is late: its Lead Reviewer, of that name too, owes what is due.
    """
    with create_register(path, text, user=text, today=lambda: TODAY) as register:
        first: dict[str, Json] = {"name": text}
        register.apply([making("schools", {**first, "member": True}), making("people", first)])
        register.apply([making("reviews", {"school": 1, "school_name": text, "status": "open"})])
        register.apply([making("years", {"evaluation.text": text}, 2026)])
        for table in TABLES.values():
            for key in register.keys(table):
                _fill(register, table, key, text)
        late: dict[str, Json] = {
            "school": 1,
            "school_name": text,
            "status": "open",
            "date": "2026-10-29",
            "lead_reviewer": {"name": text, "person": 1},
        }
        register.apply([making("reviews", late)])


def _fill(register: Register, table: Table, key: int, text: str) -> None:
    changes: list[Change] = []
    record = register.record(table, key)
    for path, field in table.fields.items():
        value = value_for(field, text)
        if value is None and table.name == "reviews" and path not in ("school", "status"):
            value = FILLED.get(path)  # dates and choices, so that every screen has its say
        if value is not None and value != "":
            try:
                changes += setting(record, field, value)
            except Unacceptable:
                continue
    register.apply(changes)

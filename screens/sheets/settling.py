"""Settling a conflict: two people changed one field, and the second is asked what is to stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import App

from screens.base.session import Session
from screens.sheets.settle_conflict import Choice, Conflict
from screens.widgets.field_editor import FieldEditor
from store.dates.days import LONDON
from store.dates.typed_dates import short
from store.errors import ChangedSince
from store.paperwork.tables import TABLES
from store.records.keep_both import both, can_hold_both
from store.values import Unacceptable


def settle(
    app: App[object],
    session: Session,
    editor: FieldEditor,
    error: ChangedSince,
    keep: Callable[[FieldEditor], object],
) -> None:
    """Ask whose text is to stand in `editor`, and `keep` what was chosen."""
    was, theirs = editor.stored, error.now
    kind = editor.field.kind

    def chosen(choice: Choice | None) -> None:
        if choice is None:
            return
        if choice is Choice.THEIRS:
            session.drafts.forget(editor.address)
            editor.show(theirs)
            return
        text = editor.text
        if choice is Choice.BOTH:
            try:
                text = editor.shown(both(kind, was, theirs, editor.value()))
            except Unacceptable:
                return  # what is mine cannot be kept yet: the field says why
        editor.stored = theirs
        editor.put(text)
        keep(editor)

    app.push_screen(
        Conflict(
            editor.field.label,
            editor.shown(theirs),
            changed_by(session, editor),
            editor.text,
            can_hold_both(kind),
        ),
        chosen,
    )


def changed_by(session: Session, editor: FieldEditor) -> str:
    """Who changed an editor's field last, and when."""
    table, key, address = editor.address
    record = session.register.found(TABLES[table], key)
    if record is None:
        return "somebody"
    for entry in reversed(list(session.register.history(record))):
        if any(change.field == address for change in entry.changes):
            at = datetime.fromisoformat(entry.time).astimezone(LONDON)
            return f"{entry.user}, {short(at.date())} {at:%H:%M}"
    return "somebody"

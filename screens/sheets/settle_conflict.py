"""Two people changed the same field: both texts, by whom and when, and the choice between them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.base.commands import DECIDE_LATER, TAKE_BOTH, TAKE_MINE, TAKE_THEIRS
from screens.base.modal import Modal
from screens.base.page import KeyLine
from screens.base.session import Session
from screens.widgets.field_editor import FieldEditor
from store.changes.keep_both import both, can_hold_both
from store.dates.days import in_london
from store.dates.typed_dates import short
from store.errors import ChangedSince
from store.field_values import Unacceptable
from store.paperwork.tables import TABLES


class Choice(StrEnum):
    """Whose text is kept."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Conflict(Modal[Choice]):
    """Shows what two people made of one field. Nothing is kept until one chooses."""

    about = (
        "Two people have changed this field. m keeps yours, t theirs, b both where both can "
        "stand; escape leaves yours in the field, not kept yet."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        command.binding for command in (TAKE_MINE, TAKE_THEIRS, TAKE_BOTH, DECIDE_LATER)
    ]
    DEFAULT_CSS = """
    Conflict {
        align: center middle;
        & > VerticalScroll {
            width: 90%; height: 80%; background: $surface; padding: 0 1;
            & > .who { text-style: bold; margin: 1 0 0 0; }
            & > .keys { dock: bottom; height: 1; }
        }
    }
    """

    def __init__(self, wording: str, theirs: str, by: str, mine: str, can_hold_both: bool) -> None:
        """`theirs` and `mine` are the two texts; `by` says whose the first is, and since when."""
        super().__init__()
        self._wording = wording
        self._theirs = theirs
        self._by = by
        self._mine = mine
        self._can_hold_both = can_hold_both

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True):
            yield Static(f"{self._wording.rstrip(':')}: changed by two people", markup=False)
            yield Static(f"Theirs: {self._by}", classes="who", markup=False)
            yield Static(self._theirs or "(empty)", markup=False)
            yield Static("Yours", classes="who", markup=False)
            yield Static(self._mine or "(empty)", markup=False)
            keys = (
                (TAKE_MINE, TAKE_THEIRS, TAKE_BOTH, DECIDE_LATER)
                if self._can_hold_both
                else (TAKE_MINE, TAKE_THEIRS, DECIDE_LATER)
            )
            yield KeyLine(keys)

    def action_take(self, choice: str) -> None:
        """Keep the text that is chosen."""
        if choice != Choice.BOTH or self._can_hold_both:
            self.dismiss(Choice(choice))


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
    record = session.register.find(TABLES[table], key)
    if record is None:
        return "somebody"
    for entry in reversed(list(session.register.history(record))):
        if any(change.field == address for change in entry.changes):
            at = in_london(entry.time)
            return f"{entry.user}, {short(at.date())} {at:%H:%M}"
    return "somebody"

"""Two entries of one person made one: shown field by field first; accepted, it is one change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from screens.base.commands import KEEP_THE_OTHER, LEAVE_IT, MERGE_THEM, UNDO, Command
from screens.base.confirm_page import ChangePreview, ConfirmPage
from screens.base.session import Session
from store.errors import RegisterError
from store.paperwork import consortium
from store.paperwork.field_kinds import shown
from store.paperwork.tables import PEOPLE
from store.people.merged_entries import Merging, merging
from store.register.change_in_words import record_name
from store.text import count_of

NOTHING = ChangePreview("Merge", ())
"""Where the two cannot be made one."""


class MergePeople(ConfirmPage):
    """What merging two entries means, before it is done."""

    commands: ClassVar[tuple[Command, ...]] = (MERGE_THEM, KEEP_THE_OTHER, LEAVE_IT)
    about = (
        "What stands in each field of the entry that is kept, once the two are one: what it lacks "
        "is taken over, lists are united; “not” names what is given up. Everywhere the other is "
        "linked, the kept one is then; names stay as they were typed. Enter merges, t keeps the "
        "other one instead, escape changes nothing."
    )
    empty = "One of the two is not there any more."
    DEFAULT_CSS = "MergePeople { & > .below { height: 2; } }"

    def __init__(self, session: Session, keep: int, other: int) -> None:
        """The keys of the entry that is kept, and of the one that goes."""
        super().__init__(session)
        self._keep, self._other = keep, other

    async def on_mount(self) -> None:
        self.preview = self.make_preview()

    def make_preview(self) -> ChangePreview:
        register = self.session.register
        keep, other = register.find(PEOPLE, self._keep), register.find(PEOPLE, self._other)
        if keep is None or other is None:
            return NOTHING
        try:
            merged = merging(register, keep, other)
        except RegisterError as error:
            self.say(str(error))
            return NOTHING
        name = keep[consortium.PERSON_NAME]
        return ChangePreview(
            f"Keep {name} ({keep.key}), remove {other[consortium.PERSON_NAME]} ({other.key})",
            [(row, row) for row in _rows(merged)],
            merged.changes,
            f"{name}: one entry now; {UNDO.key} takes it back.",
        )

    def action_turn(self) -> None:
        """Keep the other entry instead."""
        self._keep, self._other = self._other, self._keep
        self.look_again()

    def action_accept(self) -> None:
        if self.preview is not NOTHING:
            super().action_accept()


def _rows(merged: Merging) -> Iterator[str]:
    for field in merged.fields:
        words = " ".join(field.shown.split()) or "nothing"
        lost = f", not {shown(field.other)}" if field.given_up else ""
        yield f"{field.field.label}: {words}{lost}"
    records = dict.fromkeys(record_name(mention.record) for mention in merged.mentions)
    yield (
        f"Linked anew in {count_of(len(merged.mentions), 'place')}"
        + (f": {', '.join(records)}" if records else "")
    )

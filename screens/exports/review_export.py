"""Export of one review: its documents, its three forms at once, its packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import (
    AS_ZIP,
    CHANGE_FOLDER,
    EXPORT_ALL_THREE,
    EXPORT_DOCUMENT,
    HOW_FILLED,
    NEXT_FORMAT,
    Command,
)
from screens.base.session import Session
from screens.exports.export_choices import THREE, Offered, of_a_review
from screens.exports.export_page import Export
from store.records.record import Record


class ReviewExport(Export):
    """The documents of a review."""

    commands: ClassVar[tuple[Command, ...]] = (
        EXPORT_DOCUMENT,
        EXPORT_ALL_THREE,
        NEXT_FORMAT,
        HOW_FILLED,
        AS_ZIP,
        CHANGE_FOLDER,
    )

    def __init__(self, session: Session, record: Record) -> None:
        """`record` is the review."""
        super().__init__(session)
        self._record = record

    def offered(self) -> Sequence[Offered]:
        """Each document by itself, the three forms at once, the packs."""
        return list(of_a_review())

    def title_line(self) -> Content:
        """Whose documents they are."""
        return Content(f" Export the documents of {self._record.id}")

    def write(self, one: Offered) -> None:
        """Export a line of the list."""
        self.write_at_once(one, self._record, self.session.year_of(self._record))

    def action_three(self) -> None:
        """Export the three forms."""
        self.write(self._lines[THREE])

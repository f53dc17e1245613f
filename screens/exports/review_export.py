"""Export of one review: its documents, its three forms at once, its packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import Command
from screens.base.session import Session
from screens.exports.export_choices import THREE, Offered, of_a_review
from screens.exports.export_page import FILLED, FOLDER, FORMAT, WRITE, ZIPPED, Export
from store.records.record import Record

ALL_THREE = Command("three", "a", "all three forms", "Export the three forms at once.")


class ReviewExport(Export):
    """The documents of a review."""

    commands: ClassVar[tuple[Command, ...]] = (WRITE, ALL_THREE, FORMAT, FILLED, ZIPPED, FOLDER)

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

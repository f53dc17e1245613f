"""A version of the proforma on a screen: shown as it was, compared with another or with now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import COMPARE_WITH_BEFORE, COMPARE_WITH_NOW, EXPORT_VERSION, Command
from screens.base.preview_page import PreviewPage
from screens.base.session import Session
from screens.base.text_page import TextPage, with_headings
from store.documents.page import DocumentPage
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.versions.comparing import DifferingField, differences_between, differences_since
from store.versions.version import page_of, version_numbered, versions_of


class VersionPage(PreviewPage):
    """A frozen copy of the proforma; it is read, and never changed."""

    about = (
        "The proforma as it was returned. It stays as it is, whatever becomes of the review. c "
        "compares it with the form as it is now, b with the version before it; e exports it. "
        "On the command line: export REVIEW --form audit --version NUMBER."
    )
    commands: ClassVar[tuple[Command, ...]] = (
        COMPARE_WITH_NOW,
        COMPARE_WITH_BEFORE,
        EXPORT_VERSION,
    )

    def __init__(self, session: Session, key: int, number: int) -> None:
        """`key` is the review's, `number` the version's."""
        super().__init__(session)
        self._key = key
        self._number = number
        self._version = version_numbered(self._review, number)

    def document(self) -> DocumentPage:
        return page_of(self._version, self._review, self.session.today)

    def title_line(self) -> Content:
        return Content(f" {self._version.title} of the proforma · {self._review.id}")

    def action_compare(self) -> None:
        """What differs from now."""
        differences = differences_since(self._version, self.session.register, self._review)
        self._show_differences("now", differences)

    def action_before(self) -> None:
        """What differs from the version before."""
        earlier = [each for each in versions_of(self._review) if each.number < self._number]
        if not earlier:
            self.say("There is no version before this one.")
            return
        differences = differences_between(earlier[-1], self._version, self.session.today)
        if not differences:
            self.say(f"Nothing differs from version {earlier[-1].number}.")
            return
        head = f"From version {earlier[-1].number} to version {self._number}"
        self.app.push_screen(VersionsCompared(self.session, head, differences))

    def action_export(self) -> None:
        """Open its export."""
        # A version is shown before what exports it is loaded.
        from screens.exports.export_page import VersionExport

        self.app.push_screen(VersionExport(self.session, self._key, self._number))

    def _show_differences(self, other: str, differences: Sequence[DifferingField]) -> None:
        if not differences:
            self.say("Nothing differs from the form as it is now.")
            return
        head = f"From version {self._number} to {other}"
        self.app.push_screen(VersionsCompared(self.session, head, differences))

    @property
    def _review(self) -> Record:
        return self.session.register.record(REVIEWS, self._key)


class VersionsCompared(TextPage):
    """What differs between two sides of the proforma, field by field."""

    about = "What differs, field by field: what it was, and what it is."

    def __init__(
        self, session: Session, heading: str, differences: Sequence[DifferingField]
    ) -> None:
        """`heading` says what is compared; `differences` are the fields that differ."""
        super().__init__(session, heading)
        self._differences = differences

    def text(self) -> Content:
        return with_headings(
            (each.wording, f"was: {each.was or 'nothing'}\nis:  {each.is_ or 'nothing'}")
            for each in self._differences
        )

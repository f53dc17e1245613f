"""Export of a version of the proforma, as it was returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from screens.base.commands import CHANGE_FOLDER, EXPORT_DOCUMENT, NEXT_FORMAT, Command
from screens.base.session import Session
from screens.exports.export_choices import Offered
from screens.exports.export_page import Export
from store.errors import RegisterError
from store.paperwork.tables import REVIEWS
from store.versions.version import version_numbered


class VersionExport(Export):
    """One frozen copy of the proforma."""

    commands: ClassVar[tuple[Command, ...]] = (EXPORT_DOCUMENT, NEXT_FORMAT, CHANGE_FOLDER)
    about = (
        "Enter writes the proforma as it was returned into the folder, in the format that o "
        "chooses. An export replaces only its own earlier one."
    )

    def __init__(self, session: Session, key: int, number: int) -> None:
        """`key` is the review's, `number` the version's."""
        super().__init__(session)
        self._key = key
        self._number = number

    def offered(self) -> Sequence[Offered]:
        """The version alone."""
        from store.documents.all_documents import FORMS

        form = FORMS["audit"]
        return [Offered(f"{form.title}, version {self._number}", (form,))]

    def title_line(self) -> Content:
        """Which version, of which review."""
        found = self.session.register.record(REVIEWS, self._key)
        title = version_numbered(found, self._number).title
        return Content(f" Export {title} · {found.id}")

    def write(self, one: Offered) -> None:
        """Export it, and say where it is."""
        from store.documents.files import export_all
        from store.documents.scopes import context_of
        from store.versions.exporting import coming_version

        register = self.session.register
        try:
            context = context_of(register, register.record(REVIEWS, self._key))
            coming = coming_version(context, self._number, register.today, self.format_of(one))
            [path] = export_all(self.folder, [coming.made])
        except RegisterError as error:
            self.refuse(error)
            return
        self.say("Exported.")
        self.tell_why(f"It is in {path}")

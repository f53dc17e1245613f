"""The consortium: its name, its office, its themes, closures and timings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from screens.field_page import Part
from screens.sheet import Sheet
from store.paperwork import consortium
from store.paperwork.tables import SETTINGS
from store.register.register import CONSORTIUM


class ConsortiumSheet(Sheet):
    """What the register keeps of the consortium itself."""

    about = "The consortium’s own: its name, its office, closures, and the schedule’s timings."

    def parts(self) -> Sequence[Part]:
        """The sections of the settings."""
        return [Part(section, SETTINGS, CONSORTIUM) for section in consortium.CONSORTIUM_SECTIONS]

    def title_line(self) -> Content:
        """The consortium's name."""
        name = self.desk.register.consortium[consortium.CONSORTIUM_NAME]
        return Content(f" The consortium: {name}")

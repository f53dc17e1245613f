"""The people of the directory: who they are, their roles, their school."""

from __future__ import annotations

from collections.abc import Sequence

from screens.directory import Directory
from store.paperwork import consortium
from store.paperwork.tables import PEOPLE
from store.records import Record


class People(Directory):
    """Everybody the register offers while a name is typed."""

    table = PEOPLE
    heading = "People"
    about = "Everybody who is offered while a name is typed. Any other name can be typed too."

    def texts(self, record: Record) -> Sequence[str]:
        """Name, roles, school, expertise."""
        return (
            record[consortium.PERSON_NAME], record.plain(consortium.ROLES), self._school(record),
            record.plain(consortium.EXPERTISE), record[consortium.PERSON_EMAIL],
        )  # fmt: skip

    def order(self, record: Record) -> tuple[object, ...]:
        """By name."""
        return (record[consortium.PERSON_NAME].casefold(),)

    def row(self, record: Record, width: int) -> str:
        """Name, roles, school."""
        name = record[consortium.PERSON_NAME]
        rest = " · ".join(p for p in (record.plain(consortium.ROLES), self._school(record)) if p)
        return f"{name[:24]:<24}  {rest}"

    def _school(self, record: Record) -> str:
        return self.desk.typed(consortium.PERSON_SCHOOL, record[consortium.PERSON_SCHOOL])

"""The schools: those of the consortium first; their pages, import, search, membership by a key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from screens.base.ask import AskForFile
from screens.base.commands import (
    FIND,
    IMPORT_SCHOOLS,
    NEW_ENTRY,
    OPEN_SCHOOL,
    TOGGLE_MEMBER,
    UNDO,
    Command,
)
from screens.base.page import Page
from screens.directory.directory import Directory
from screens.directory.import_schools import ImportSchools
from screens.directory.school import SchoolPage
from screens.widgets.marks import NARROW
from store.errors import Unreadable
from store.field_values import Json
from store.imports.schools_file import headings_of
from store.paperwork import consortium
from store.paperwork.tables import SCHOOLS
from store.records.editing import setting
from store.records.record import Record
from store.text import cut


class Schools(Directory):
    """Every school the register knows; members are the ones that are reviewed."""

    commands: ClassVar[tuple[Command, ...]] = (
        OPEN_SCHOOL,
        NEW_ENTRY,
        TOGGLE_MEMBER,
        IMPORT_SCHOOLS,
        FIND,
        UNDO,
    )
    table = SCHOOLS
    heading = "Schools"
    empty = "No schools here: i imports them from a CSV file, n adds one."
    about = (
        "Every school the register knows, the members first. m makes the school under the cursor "
        "a member; i shows the schools of a CSV file with the columns of Get Information About "
        "Schools, and takes in those chosen there."
    )

    def texts(self, record: Record) -> Sequence[str]:
        return (
            record[consortium.SCHOOL_NAME],
            record[consortium.SHORT_NAME],
            record[consortium.URN],
            record[consortium.TOWN],
            record[consortium.PHASE],
            "member" if record[consortium.MEMBER] else "",
        )

    def order(self, record: Record) -> tuple[object, ...]:
        return (not record[consortium.MEMBER], record[consortium.SCHOOL_NAME].casefold())

    def row(self, record: Record, width: int) -> str:
        mark = (
            self.session.marks.done if record[consortium.MEMBER] else self.session.marks.not_begun
        )
        rest = f"{cut(record[consortium.PHASE], 12):<12}  {record[consortium.URN]:<7}"
        if record[consortium.SCHOOL_STATUS] == "closed":
            rest = f"{'closed':<12}  {record[consortium.URN]:<7}"
        if width < NARROW:
            rest = ""
        room = max(10, width - len(rest) - 12)
        name = record[consortium.SCHOOL_NAME]
        member = "member" if record[consortium.MEMBER] else ""
        return f"{mark} {cut(name, room):<{room}}  {member:<6}  {rest}"

    def page_of(self, key: int) -> Page:
        return SchoolPage(self.session, key)

    def new_document(self, name: str) -> dict[str, Json]:
        return {
            consortium.SCHOOL_NAME.path: name,
            consortium.SCHOOL_STATUS.path: "open",
            consortium.MEMBER.path: True,
        }

    def action_member(self) -> None:
        """Make the school a member, or no longer one."""
        if school := self.chosen:
            member = not school[consortium.MEMBER]
            words = "is a member now" if member else "is no longer a member"
            changes = setting(school, consortium.MEMBER, member)
            if self.apply(changes, f"{school[consortium.SCHOOL_NAME]} {words}."):
                self.list.action_move(1)

    def action_import(self) -> None:
        """Ask for a file, and show its schools."""
        if self.session.confined_to is not None:
            self.say("This login can read no file; ask whoever looks after the machine.")
            return

        def show(answer: str | None) -> None:
            if answer is not None:
                path = Path(answer).expanduser()
                self.app.push_screen(ImportSchools(self.session, path, self.say))

        self.app.push_screen(AskForFile("The CSV file to import?", _wrong_with), show)


def _wrong_with(path: Path) -> str:
    """Why a file is none of schools, as a sentence; empty when it may be one."""
    try:
        with path.open("rb") as file:
            headings_of(file)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}."
    except Unreadable as error:
        return str(error)
    return ""

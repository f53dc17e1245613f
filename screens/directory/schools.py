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
from screens.widgets.columns import Column, RemainingWidth, fixed
from screens.widgets.marks import NARROW
from store.errors import Unreadable
from store.field_values import Json
from store.imports.schools_file import headings_of
from store.paperwork import consortium
from store.paperwork.tables import SCHOOLS
from store.records.editing import setting
from store.records.record import Record


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

    def columns(self) -> Sequence[Column[Record]]:
        marks = self.session.marks
        return (
            Column("", lambda school: marks.done if _member(school) else marks.not_begun, fixed(1)),
            Column(
                "School", lambda school: school[consortium.SCHOOL_NAME], RemainingWidth(10), gap=1
            ),
            Column("Member", _member, fixed(8)),
            Column("Phase", _phase, fixed(12), since=NARROW, gap=0),
            Column("URN", lambda school: school[consortium.URN], fixed(7), since=NARROW),
        )

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


def _member(school: Record) -> str:
    return "member" if school[consortium.MEMBER] else ""


def _phase(school: Record) -> str:
    """Its phase, or that it is closed."""
    closed = school[consortium.SCHOOL_STATUS] == "closed"
    return "closed" if closed else school[consortium.PHASE]


def _wrong_with(path: Path) -> str:
    """Why a file holds no schools, as a sentence; empty when it may."""
    try:
        with path.open("rb") as file:
            headings_of(file)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}."
    except Unreadable as error:
        return str(error)
    return ""

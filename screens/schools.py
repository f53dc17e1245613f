"""The schools: those of the consortium first; import, edit, search, membership by a key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from screens.ask import AskForFile
from screens.directory import NEW, OPEN, Directory
from screens.keys import FIND, UNDO, Command
from screens.page import NARROW
from store.csv_text import Unreadable
from store.paperwork import consortium
from store.paperwork.tables import SCHOOLS
from store.records import Record
from store.register.editing import setting
from store.register.errors import RegisterError
from store.register.taking_in import Known, changes_of, taken_in
from store.schools_file import SchoolsFile, read_schools
from store.text import cut
from store.values import Json

MEMBER = Command("member", "m", "member", "Make the school a member, or no longer one.")
IMPORT = Command("import", "i", "import", "Import schools from a CSV file.")


class Schools(Directory):
    """Every school the register knows; members are the ones that are reviewed."""

    commands: ClassVar[tuple[Command, ...]] = (OPEN, NEW, MEMBER, IMPORT, FIND, UNDO)
    table = SCHOOLS
    heading = "Schools"
    empty = "No schools here: i imports them from a CSV file, n adds one."
    about = (
        "Every school the register knows, the members first. m makes the school under the cursor "
        "a member; i imports a CSV file with the columns of Get Information About Schools."
    )

    def texts(self, record: Record) -> Sequence[str]:
        """Name, URN, town, phase, membership."""
        return (
            record[consortium.SCHOOL_NAME], record[consortium.SHORT_NAME], record[consortium.URN],
            record[consortium.TOWN], record[consortium.PHASE],
            "member" if record[consortium.MEMBER] else "",
        )  # fmt: skip

    def order(self, record: Record) -> tuple[object, ...]:
        """Members first, then by name."""
        return (not record[consortium.MEMBER], record[consortium.SCHOOL_NAME].casefold())

    def row(self, record: Record, width: int) -> str:
        """Mark of membership, name, phase, URN."""
        mark = self.desk.marks.done if record[consortium.MEMBER] else self.desk.marks.not_begun
        rest = f"{cut(record[consortium.PHASE], 12):<12}  {record[consortium.URN]:<7}"
        if record[consortium.SCHOOL_STATUS] == "closed":
            rest = f"{'closed':<12}  {record[consortium.URN]:<7}"
        if width < NARROW:
            rest = ""
        room = max(10, width - len(rest) - 12)
        name = record[consortium.SCHOOL_NAME]
        member = "member" if record[consortium.MEMBER] else ""
        return f"{mark} {cut(name, room):<{room}}  {member:<6}  {rest}"

    def new_document(self, name: str) -> dict[str, Json]:
        """A school added by hand is one of the consortium's."""
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
        """Ask for a file, and take its schools in."""
        if self.desk.confined_to is not None:
            self.say("This login can read no file; ask whoever looks after the machine.")
            return
        self.app.push_screen(AskForFile("The CSV file to import?", self._import))

    def _import(self, path: Path) -> str:
        """Take in the schools of a file; else the sentence why not."""
        try:
            with path.open("rb") as file:
                found = read_schools(file, self.desk.today)
            known = Known(self.desk.register.records(SCHOOLS))
            changes = changes_of(taken_in(found.schools, known))
            if changes:
                self.desk.register.apply(changes)
        except OSError as error:
            return f"{path} cannot be read: {error.strerror}."
        except (Unreadable, RegisterError) as error:
            return str(error)
        self.say(_words(found))
        return ""


def _words(found: SchoolsFile) -> str:
    """What an import has brought."""
    notices = f" {found.notices[0]}" if found.notices else ""
    more = f" (and {len(found.notices) - 1} more notices)" if len(found.notices) > 1 else ""
    count = len(found.schools)
    read = f"{count} school{'s' if count != 1 else ''} read"
    return f"{read}; m marks a member.{notices}{more}"

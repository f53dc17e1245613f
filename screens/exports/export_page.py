"""Export: which documents, in which format, how far filled, to which folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.base.page import Page
from screens.base.session import HOME, Session
from screens.exports.export_choices import Offered
from screens.widgets.line_list import LineList
from screens.widgets.marks import NARROW
from store.errors import RegisterError
from store.records.record import Record
from store.text import LINE_LIMIT

if TYPE_CHECKING:
    from store.documents.filled import Filled
    from store.documents.formats.all_formats import Format

Choice = TypeVar("Choice")

OWN = "its own, .ics"
"""The format of the calendar."""
FOLDER_OR_ZIP = ("a folder", "one zip")


class Export(Page):
    """Documents in a list, and how they are exported; which those are is its subclass's."""

    about = (
        "Enter writes what is under the cursor into the folder, in the format that o chooses; the "
        "calendar is an .ics file for Outlook, Google and Apple. A pack has the three forms and "
        "the schedule, in a folder of its own or, with z, in one zip. An export replaces only its "
        "own earlier one. Then it says how to get it, or to send it."
    )
    DEFAULT_CSS = """
    Export {
        & > LineList { height: 1fr; min-height: 1; }
        & > .how { height: auto; padding: 0 2; }
        & > Horizontal { height: 1; padding: 0 2; }
        & > Horizontal > Static { width: 8; color: $text-muted; }
        & > Horizontal > Input { width: 1fr; background: $surface; }
        & > .why { height: auto; max-height: 6; padding: 0 2; display: none; }
        & > .why.-there { display: block; }
    }
    """

    def __init__(self, session: Session) -> None:
        from store.documents.filled import Filled

        super().__init__(session)
        self._folder = str(session.export_folder)
        self._filled: Filled = Filled.AS_IT_STANDS
        self._as_zip = False

    def compose_content(self) -> Iterable[Widget]:
        """The documents, the format, the folder, why something was not exported."""
        self._lines = {one.title: one for one in self.offered()}
        self._list: LineList[str] = LineList(self._draw, marker=self.session.marks.cursor)
        self._how = Static("", classes="how", markup=False)
        self._line = Input(self._folder, compact=True, max_length=LINE_LIMIT)
        self._line.disabled = self.session.confined_to is not None
        self._line.cursor_blink = False
        self._why = Static("", classes="why", markup=False)
        yield self._list
        yield self._how
        yield Horizontal(Static("Folder", markup=False), self._line)
        yield self._why

    async def on_mount(self) -> None:
        """Show the documents."""
        self._list.show(list(self._lines))
        self._list.focus()
        self.tell_how()

    def offered(self) -> Sequence[Offered]:
        """The lines of the list, in order."""
        raise NotImplementedError

    def write(self, one: Offered) -> None:
        """Export a line of the list, or say why not."""
        raise NotImplementedError

    def _draw(self, title: str, width: int) -> Content:
        return Content(title)

    def tell_how(self) -> None:
        """How what is under the cursor is exported, and what else it could be."""
        one, short = self.under_cursor, self.app.size.width < NARROW
        lines = [_line_of(*choice, short) for choice in self.choices(one)]
        self._how.update(Content("\n").join(lines))

    def choices(self, one: Offered) -> Iterable[tuple[str, Sequence[str], str]]:
        """What there is to choose for a line of the list: of what, from what, what is chosen."""
        titles = [written.title for written in one.formats]
        yield "Format", titles or [OWN], self.format_of(one).title if titles else OWN
        if len(one.fillings) > 1:
            yield "Filled", [str(way) for way in one.fillings], str(self.filling_of(one))
        if one.zips:
            yield "Into", FOLDER_OR_ZIP, FOLDER_OR_ZIP[self._as_zip]

    @property
    def under_cursor(self) -> Offered:
        """The line the cursor is on."""
        return self._lines[self._list.cursor_key or next(iter(self._lines))]

    @property
    def folder(self) -> Path:
        """Where it goes: a confined session's own folder, else the one in the line."""
        return self.session.confined_to or Path(self._line.value.strip() or HOME)

    def format_of(self, one: Offered) -> Format:
        """The format of this session, where there is such a one of it; else the usual one."""
        from store.documents.formats.all_formats import FORMATS, STANDARD

        found = FORMATS.get(self.session.remembered.written, STANDARD)
        return found if one.has(found) else STANDARD

    def filling_of(self, one: Offered) -> Filled:
        """How far it is to be filled: as was chosen, where it can be."""
        return self._filled if self._filled in one.fillings else one.fillings[0]

    def as_zip(self, one: Offered) -> bool:
        """Whether it becomes one zip."""
        return one.zips and self._as_zip

    async def on_resize(self, event: Resize) -> None:
        """Say less of the choices where it is narrow."""
        self.tell_how()

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.tell_how()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[str]) -> None:
        self.write(self._lines[event.key])

    @on(Input.Submitted)
    def _to_the_list(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.focus()

    def action_write(self) -> None:
        """Export the document under the cursor."""
        self._list.action_choose()

    def action_folder(self) -> None:
        """Go to the folder's line."""
        if self.session.confined_to is not None:
            self.say("This login exports to this folder alone.")
        else:
            self._line.focus()

    def action_format(self) -> None:
        """Take the next format that what is under the cursor can be had in."""
        one = self.under_cursor
        if len(one.formats) < 2:
            only = one.formats[0].title if one.formats else "its own format, .ics"
            self.say(f"{one.title}: there is {only} alone.")
            return
        self.session.remembered.written = following(one.formats, self.format_of(one)).key
        self.say("")
        self.tell_how()

    def action_filled(self) -> None:
        """Take the next way in which what is under the cursor can be filled."""
        one = self.under_cursor
        if len(one.fillings) < 2:
            why = "its name says how far it is filled" if one.pack else "it is no form to fill in"
            self.say(f"{one.title}: {why}.")
            return
        self._filled = following(one.fillings, self.filling_of(one))
        self.say("")
        self.tell_how()

    def action_zipped(self) -> None:
        """Into a folder of its own, or as one zip."""
        one = self.under_cursor
        if not one.zips:
            self.say(f"{one.title}: only a pack, or papers of many reviews, can be one zip.")
            return
        self._as_zip = not self._as_zip
        self.say("")
        self.tell_how()

    def write_at_once(
        self, one: Offered, found: Record | None, year: int, years: tuple[int, ...] = ()
    ) -> None:
        """Write the documents of a review, of a year or of `years`, and show where they are."""
        from screens.exports.exported import exported_screen
        from store.documents.files import export_all
        from store.documents.filled import documents_filled
        from store.documents.messages.covering_message import Covering
        from store.documents.packs import one_pack

        written, filled, register = self.format_of(one), self.filling_of(one), self.session.register
        try:
            if one.pack and found is not None:
                documents = one_pack(register, found, one.pack, written, as_zip=self._as_zip)
            else:
                documents = documents_filled(
                    register, one.forms, found, year, written, filled, years
                )
            paths = export_all(self.folder, documents)
        except RegisterError as error:
            self.refuse(error)
            return
        self.say("")
        self.tell_why("")
        sent = Covering(one.forms, tuple(documents), found, year, filled, years)
        self.app.push_screen(exported_screen(self.session, sent, written, paths, one.pack))

    def refuse(self, error: RegisterError) -> None:
        """Say why something was not exported."""
        self.say("Not exported.")
        self.tell_why(str(error))

    def tell_why(self, words: str) -> None:
        """Say more than the line above the keys has room for; nothing takes it back."""
        self._why.set_class(bool(words), "-there")
        self._why.update(words)


def following(there: Sequence[Choice], one: Choice) -> Choice:
    """What comes after one, the first after the last."""
    return there[(there.index(one) + 1) % len(there)]


def _line_of(label: str, choices: Sequence[str], chosen: str, short: bool) -> Content:
    """What there is to choose from, the chosen one in brackets; where it is narrow that alone."""
    if short:
        of = f"   {choices.index(chosen) + 1} of {len(choices)}" if len(choices) > 1 else ""
        return Content.assemble((f"{label}  ", "dim"), (f"[{chosen}]", "bold"), of)
    parts = [(f"[{one}]", "bold") if one == chosen else one for one in choices]
    return Content.assemble(
        (f"{label}  ", "dim"), *(piece for one in parts for piece in (one, "  "))
    )

"""Export: which documents, in which format, how far filled, to which folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.desk import HOME, Desk
from screens.keys import Command
from screens.page import NARROW, Page
from screens.widgets.line_list import LineList
from store.dates.school_year import school_year, year_name, years_name
from store.records import Record
from store.register.errors import RegisterError
from store.text import LINE_LIMIT

if TYPE_CHECKING:
    from store.documents.filled import Filled
    from store.documents.formats import Format
    from store.documents.forms import Form

WRITE = Command("write", "enter", "export", "Export the document under the cursor.")
THREE = Command("three", "a", "all three forms", "Export the three forms at once.")
FORMAT = Command("format", "o", "format", "The next format: Markdown, Word, and so on.")
FILLED = Command("filled", "b", "blank", "A form as it stands, with its head alone, or blank.")
FOLDER = Command("folder", "f", "folder", "Change the folder.")
OWN = "its own, .ics"
"""The format of the calendar."""
THREE_FORMS = ("summary", "action-plan", "audit")


@dataclass(frozen=True, slots=True)
class Offered:
    """A line of the list: what it is called, and the forms that it exports."""

    title: str
    forms: tuple[Form, ...]

    def has(self, written: Format) -> bool:
        """Whether all of it can be had in a format; the calendar has none but its own."""
        return all(form.page and (form.a_list or not written.of_lists) for form in self.forms)


class Export(Page):
    """The documents of a review, or those of a year and the lists of the consortium."""

    commands: ClassVar[tuple[Command, ...]] = (WRITE, FORMAT, FOLDER)
    about = (
        "Enter writes the document under the cursor into the folder, in the format that o "
        "chooses; the calendar is an .ics file for Outlook, Google and Apple. An export replaces "
        "only its own earlier one. Then it says how to get the file, or to send it."
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

    def __init__(
        self,
        desk: Desk,
        record: Record | None,
        year: int | None = None,
        years: Sequence[int] = (),
    ) -> None:
        """`record` is the review; None for the register of `year`, today's when that is None.

        With `years`, in order, it is who reviewed whom in them.
        """
        from store.documents.filled import Filled

        super().__init__(desk)
        self._record = record
        self._year = school_year(desk.today) if year is None else year
        self._years = years
        self._folder = str(desk.export_folder)
        self._filled: Filled = Filled.AS_IT_STANDS

    def compose_content(self) -> Iterable[Widget]:
        """The documents, the format, the folder, why something was not exported."""
        self._lines = {one.title: one for one in self.offered()}
        self._list: LineList[str] = LineList(self._draw, marker=self.desk.marks.cursor)
        self._how = Static("", classes="how", markup=False)
        self._line = Input(self._folder, compact=True, max_length=LINE_LIMIT)
        self._line.disabled = self.desk.confined_to is not None
        self._line.cursor_blink = False
        self._why = Static("", classes="why", markup=False)
        yield self._list
        yield self._how
        yield Horizontal(Static("Folder", markup=False), self._line)
        yield self._why

    def _has(self, form: Form) -> bool:
        """Whether a form is one of those that are exported here."""
        if self._record is not None:
            return form.of_a_review
        if self._years:
            return form.of_years
        return form.of_a_year or form.of_the_consortium

    async def on_mount(self) -> None:
        """Show the documents."""
        self._list.show(list(self._lines))
        self._list.focus()
        self._tell_how()

    def offered(self) -> Sequence[Offered]:
        """The lines of the list, in order."""
        from store.documents.forms import FORMS

        return [Offered(form.title, (form,)) for form in FORMS.values() if self._has(form)]

    def title_line(self) -> Content:
        """What is exported."""
        if self._years:
            return Content(f" Export {years_name(self._years)}")
        if self._record is None:
            return Content(f" Export {year_name(self._year)}")
        return Content(f" Export the documents of {self._record.id}")

    def _draw(self, title: str, width: int) -> Content:
        return Content(title)

    def _tell_how(self) -> None:
        """The formats there are for what is under the cursor, and how far it is filled."""
        one = self._under_cursor()
        titles = [written.title for written in self._formats(one)]
        short = self.app.size.width < NARROW
        lines = [
            _line_of("Format", titles or [OWN], self._format(one).title if titles else OWN, short)
        ]
        if len(ways := [str(way) for way in self._fillings(one)]) > 1:
            lines.append(_line_of("Filled", ways, str(self._filling(one)), short))
        self._how.update(Content("\n").join(lines))

    def _under_cursor(self) -> Offered:
        return self._lines[self._list.cursor_key or next(iter(self._lines))]

    def _formats(self, one: Offered) -> list[Format]:
        from store.documents.formats import FORMATS

        return [written for written in FORMATS.values() if one.has(written)]

    def _format(self, one: Offered) -> Format:
        """The format of this session, where there is such a one of it; else the usual one."""
        from store.documents.formats import FORMATS, STANDARD

        found = FORMATS.get(self.desk.remembered.written, STANDARD)
        return found if one.has(found) else STANDARD

    def _fillings(self, one: Offered) -> list[Filled]:
        """How far it can be filled; what is of a year is no form."""
        from store.documents.filled import Filled

        if self._record is None:
            return [Filled.AS_IT_STANDS]
        return [filled for filled in Filled if all(map(filled.fits, one.forms))]

    def _filling(self, one: Offered) -> Filled:
        """How far it is to be filled: as was chosen, where it can be."""
        there = self._fillings(one)
        return self._filled if self._filled in there else there[0]

    async def on_resize(self, event: Resize) -> None:
        """Say less of the choices where it is narrow."""
        self._tell_how()

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._tell_how()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[str]) -> None:
        self._write(self._lines[event.key])

    @on(Input.Submitted)
    def _to_the_list(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.focus()

    def action_write(self) -> None:
        """Export the document under the cursor."""
        self._list.action_choose()

    def action_folder(self) -> None:
        """Go to the folder's line."""
        if self.desk.confined_to is not None:
            self.say("This login exports to this folder alone.")
        else:
            self._line.focus()

    def action_format(self) -> None:
        """Take the next format that what is under the cursor can be had in."""
        one = self._under_cursor()
        there = self._formats(one)
        if len(there) < 2:
            only = there[0].title if there else "its own format, .ics"
            self.say(f"{one.title}: there is {only} alone.")
            return
        following = there[(there.index(self._format(one)) + 1) % len(there)]
        self.desk.remembered.written = following.key
        self.say("")
        self._tell_how()

    def _write(self, one: Offered) -> None:
        from screens.exported import exported_screen
        from store.documents.covering import Covering
        from store.documents.files import export_all
        from store.documents.filled import documents_filled

        folder = self.desk.confined_to or Path(self._line.value.strip() or HOME)
        written, filled = self._format(one), self._filling(one)
        try:
            documents = documents_filled(
                self.desk.register, one.forms, self._record, self._year, written, filled,
                self._years,
            )  # fmt: skip
            paths = export_all(folder, documents)
        except RegisterError as error:
            self.say("Not exported.")
            self._tell_why(str(error))
            return
        self.say("")
        self._tell_why("")
        sent = Covering(
            one.forms, tuple(documents), self._record, self._year, filled, tuple(self._years)
        )
        self.app.push_screen(exported_screen(self.desk, sent, written, paths))

    def _tell_why(self, words: str) -> None:
        self._why.set_class(bool(words), "-there")
        self._why.update(words)


class ReviewExport(Export):
    """The documents of a review, which has three forms."""

    commands: ClassVar[tuple[Command, ...]] = (WRITE, THREE, FORMAT, FILLED, FOLDER)

    def __init__(self, desk: Desk, record: Record) -> None:
        """`record` is the review."""
        super().__init__(desk, record)

    def offered(self) -> Sequence[Offered]:
        """Each document by itself, and the three forms at once."""
        from store.documents.forms import FORMS

        three = tuple(FORMS[key] for key in THREE_FORMS)
        first, rest = super().offered()[: len(three)], super().offered()[len(three) :]
        return [*first, Offered("The three forms", three), *rest]

    def action_three(self) -> None:
        """Export the three forms."""
        self._write(next(one for one in self._lines.values() if len(one.forms) > 1))

    def action_filled(self) -> None:
        """Take the next way in which what is under the cursor can be filled."""
        one = self._under_cursor()
        there = self._fillings(one)
        if len(there) < 2:
            self.say(f"{one.title}: it is no form to fill in.")
            return
        self._filled = there[(there.index(self._filling(one)) + 1) % len(there)]
        self.say("")
        self._tell_how()


def _line_of(label: str, choices: Sequence[str], chosen: str, short: bool) -> Content:
    """What there is to choose from, the chosen one in brackets; where it is narrow that alone."""
    if short:
        of = f"   {choices.index(chosen) + 1} of {len(choices)}" if len(choices) > 1 else ""
        return Content.assemble((f"{label}  ", "dim"), (f"[{chosen}]", "bold"), of)
    parts = [(f"[{one}]", "bold") if one == chosen else one for one in choices]
    return Content.assemble(
        (f"{label}  ", "dim"), *(piece for one in parts for piece in (one, "  "))
    )

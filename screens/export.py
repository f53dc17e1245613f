"""Export: which documents, to which folder; then where they are and how to fetch them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.desk import HOME, Desk
from screens.fetching import how_to_ask, how_to_fetch
from screens.keys import Command
from screens.page import Page
from screens.widgets.line_list import LineList
from store.dates.school_year import school_year, year_name, years_name
from store.records import Record
from store.register.errors import RegisterError
from store.text import LINE_LIMIT

if TYPE_CHECKING:
    from store.documents.forms import Form

WRITE = Command("write", "enter", "export", "Export the document under the cursor.")
THREE = Command("three", "a", "all three forms", "Export the three forms at once.")
FOLDER = Command("folder", "f", "folder", "Change the folder.")


class Export(Page):
    """The documents of a review, or the register and the calendar of a year."""

    commands: ClassVar[tuple[Command, ...]] = (WRITE, FOLDER)
    about = (
        "Enter writes the document under the cursor into the folder: Markdown, or the "
        "calendar as an .ics file for Outlook, Google and Apple. An export replaces only its own "
        "earlier one."
    )
    DEFAULT_CSS = """
    Export {
        & > LineList { height: 8; max-height: 40%; }
        & > Input { margin: 0 1; background: $surface; }
        & > .label { padding: 0 1; color: $text-muted; }
        & > VerticalScroll { height: 1fr; padding: 1 1 0 1; }
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
        super().__init__(desk)
        self._record = record
        self._year = school_year(desk.today) if year is None else year
        self._years = years
        self._folder = str(desk.export_folder)

    def compose_content(self) -> Iterable[Widget]:
        """The documents, the folder, the result."""
        from store.documents.forms import FORMS

        self._forms = {name: form for name, form in FORMS.items() if self._has(form)}
        self._list: LineList[str] = LineList(self._draw, marker=self.desk.marks.cursor)
        self._line = Input(self._folder, compact=True, max_length=LINE_LIMIT)
        self._line.disabled = self.desk.confined_to is not None
        self._line.cursor_blink = False
        self._result = Static("", markup=False)
        yield self._list
        yield Static("Into the folder", classes="label", markup=False)
        yield self._line
        yield VerticalScroll(self._result, can_focus=True)

    def _has(self, form: Form) -> bool:
        """Whether a form is one of those that are exported here."""
        if self._record is not None:
            return form.of_a_review
        if self._years:
            return form.of_years
        return form.of_a_year or form.of_the_consortium

    async def on_mount(self) -> None:
        """Show the documents."""
        self._list.show(list(self._forms))
        self._list.focus()

    def title_line(self) -> Content:
        """What is exported."""
        if self._years:
            return Content(f" Export {years_name(self._years)}")
        if self._record is None:
            return Content(f" Export {year_name(self._year)}")
        return Content(f" Export the documents of {self._record.id}")

    def _draw(self, name: str, width: int) -> Content:
        return Content(self._forms[name].title)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[str]) -> None:
        self._write([event.key])

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

    def _write(self, names: list[str]) -> None:
        from store.documents.exporting import documents_of
        from store.documents.files import export_all

        folder = self.desk.confined_to or Path(self._line.value.strip() or HOME)
        try:
            forms = [self._forms[name] for name in names]
            paths = export_all(
                folder,
                documents_of(
                    self.desk.register, forms, self._record, self._year, years=self._years
                ),
            )
        except RegisterError as error:
            self.say("Not exported.")
            self._result.update(str(error))
            return
        self.say(f"Exported: {len(paths)} document{'s' if len(paths) != 1 else ''}.")
        self._result.update(self._how_to_fetch(names, paths))

    def _how_to_fetch(self, names: list[str], paths: list[Path]) -> str:
        """How the person fetches the documents; a confined login has no scp."""
        if self.desk.confined_to is None:
            return how_to_fetch(paths)
        of = self._record.id if self._record else f"--year {self._year}"
        if self._years:
            of = f"--years {self._years[0]}-{self._years[-1]}"
        return how_to_ask(
            (path, f"export {of} --form {name} --to -")
            for name, path in zip(names, paths, strict=True)
        )


class ReviewExport(Export):
    """The documents of a review, which has three forms."""

    commands: ClassVar[tuple[Command, ...]] = (WRITE, THREE, FOLDER)

    def __init__(self, desk: Desk, record: Record) -> None:
        """`record` is the review."""
        super().__init__(desk, record)

    def action_three(self) -> None:
        """Export the three forms."""
        self._write(["summary", "action-plan", "audit"])

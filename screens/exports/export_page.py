"""Export: which documents, in which format, how far filled, to which folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from msgspec.structs import replace
from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.base.commands import (
    AS_ZIP,
    CHANGE_FOLDER,
    EXPORT_ALL_THREE,
    EXPORT_DOCUMENT,
    HOW_FILLED,
    NEXT_FORMAT,
    Command,
)
from screens.base.page import Page
from screens.base.session import HOME, Session
from screens.exports.exported import exported_page
from screens.widgets.line_list import LineList
from screens.widgets.marks import NARROW
from store.documents.all_documents import Filled
from store.documents.files import PendingDocument, export_all
from store.documents.formats.all_formats import FORMATS, STANDARD, Format
from store.errors import RegisterError
from store.exports.export_offers import (
    ALL_THREE,
    ExportOffer,
    offer_of_version,
    offers_of_review,
)
from store.exports.export_request import ExportRequest
from store.exports.exporting import export_of, made_in_turn
from store.exports.zip_file import ZIP, zipped
from store.paperwork.tables import REVIEWS
from store.records.record import Record
from store.text import LINE_LIMIT
from store.versions.version import version_numbered

Choice = TypeVar("Choice")

OWN = "its own, .ics"
"""The format of the calendar."""
FOLDER_OR_ZIP = ("a folder", "one zip")


class ExportPage(Page):
    """Documents in a list, and how they are exported."""

    commands: ClassVar[tuple[Command, ...]] = (EXPORT_DOCUMENT, NEXT_FORMAT, CHANGE_FOLDER)
    about = (
        "Enter writes what is under the cursor into the folder, in the format that o chooses; the "
        "calendar is an .ics file for Outlook, Google and Apple. A pack has the three forms and "
        "the schedule, in a folder of its own or, with z, in one zip. An export replaces only its "
        "own earlier one. Then it says how to get it, or to send it."
    )
    DEFAULT_CSS = """
    ExportPage {
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
        self, session: Session, offers: Iterable[ExportOffer], title: str, of: Record | None = None
    ) -> None:
        """`title` says of what the `offers` are, `of` is the review where it is one."""
        super().__init__(session)
        self._offers = {offer.title: offer for offer in offers}
        self._of_what = title
        self._review = of
        self._folder = str(session.export_folder)
        self._filled: Filled = Filled.AS_IT_STANDS
        self._as_zip = False

    def compose_content(self) -> Iterable[Widget]:
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
        self._list.show(list(self._offers))
        self._list.focus()
        self.tell_how()

    def title_line(self) -> Content:
        return Content(f" Export {self._of_what}")

    def _draw(self, title: str, width: int) -> Content:
        return Content(title)

    def tell_how(self) -> None:
        """Show how the document under the cursor is exported, and the other choices."""
        short = self.app.size.width < NARROW
        lines = [_line_of(*choice, short) for choice in self.choices(self.under_cursor)]
        self._how.update(Content("\n").join(lines))

    def choices(self, offer: ExportOffer) -> Iterable[tuple[str, Sequence[str], str]]:
        """The choices for a line of the list: their label, the options, the one chosen."""
        titles = [written.title for written in offer.request.formats]
        yield "Format", titles or [OWN], self._format_of(offer).title if titles else OWN
        if len(fillings := offer.request.fillings) > 1:
            yield "Filled", [str(filled) for filled in fillings], str(self._filling_of(offer))
        if offer.zips:
            yield "Into", FOLDER_OR_ZIP, FOLDER_OR_ZIP[self._as_zip]

    @property
    def under_cursor(self) -> ExportOffer:
        """The line the cursor is on."""
        return self._offers[self._list.cursor_key or next(iter(self._offers))]

    @property
    def folder(self) -> Path:
        """Where it goes: a confined session's own folder, else the one in the line."""
        return self.session.confined_to or Path(self._line.value.strip() or HOME)

    def request_for(self, offer: ExportOffer) -> ExportRequest:
        """What is offered, with what was chosen."""
        request = offer.request
        return replace(
            request,
            written=self._format_of(offer) if request.formats else None,
            filled=Filled.AS_IT_STANDS if request.pack else self._filling_of(offer),
            as_zip=offer.zips and self._as_zip,
        )

    def _format_of(self, offer: ExportOffer) -> Format:
        """The format this session chose last, where the document has it; else the usual one."""
        chosen = FORMATS.get(self.session.remembered.written, STANDARD)
        return chosen if chosen in offer.request.formats else STANDARD

    def _filling_of(self, offer: ExportOffer) -> Filled:
        """How far it is to be filled: as was chosen, where that is possible."""
        fillings = offer.request.fillings
        return self._filled if self._filled in fillings else fillings[0]

    async def on_resize(self, event: Resize) -> None:
        self.tell_how()

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.tell_how()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[str]) -> None:
        self.write(self._offers[event.key])

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
        """Take the next format of the document under the cursor."""
        offer = self.under_cursor
        formats = offer.request.formats
        if len(formats) < 2:
            only = formats[0].title if formats else "its own format, .ics"
            self.say(f"{offer.title}: there is {only} alone.")
            return
        self.session.remembered.written = following(formats, self._format_of(offer)).key
        self.say("")
        self.tell_how()

    def action_filled(self) -> None:
        """Take the next way of filling the document under the cursor."""
        offer = self.under_cursor
        fillings = offer.request.fillings
        if len(fillings) < 2:
            named = "its name says how far it is filled"
            why = named if offer.request.pack else "it is no form to fill in"
            self.say(f"{offer.title}: {why}.")
            return
        self._filled = following(fillings, self._filling_of(offer))
        self.say("")
        self.tell_how()

    def action_zipped(self) -> None:
        """Into a folder of its own, or as one zip."""
        offer = self.under_cursor
        if not offer.zips:
            self.say(f"{offer.title}: only a pack, or papers of many reviews, can be one zip.")
            return
        self._as_zip = not self._as_zip
        self.say("")
        self.tell_how()

    def write(self, offer: ExportOffer) -> None:
        """Export a line of the list and show where it is, or say why not."""
        request = self.request_for(offer)
        blank = request.filled is Filled.BLANK  # and so of no review
        try:
            export = export_of(
                lambda: self.session.register, replace(request, reviews=()) if blank else request
            )
            pending = list(export.documents)
            if request.as_zip:
                name = f"{pending[0].folder}{ZIP.suffix}"
                data = zipped(made_in_turn(pending), export.whose)
                pending = [PendingDocument(name, ZIP, lambda: data)]
            documents = tuple(document.made for document in pending)
            paths = export_all(self.folder, documents)
        except RegisterError as error:
            self.refuse(error)
            return
        self.say("")
        self.tell_why("")
        page = exported_page(self.session, request, documents, paths, self._review)
        self.app.push_screen(page)

    def refuse(self, error: RegisterError) -> None:
        """Say why something was not exported."""
        self.say("Not exported.")
        self.tell_why(str(error))

    def tell_why(self, words: str) -> None:
        """Say more than the line above the keys has room for; an empty text clears it."""
        self._why.set_class(bool(words), "-there")
        self._why.update(words)


class ReviewExport(ExportPage):
    """The documents of a review, its three forms at once, its packs."""

    commands: ClassVar[tuple[Command, ...]] = (
        EXPORT_DOCUMENT,
        EXPORT_ALL_THREE,
        NEXT_FORMAT,
        HOW_FILLED,
        AS_ZIP,
        CHANGE_FOLDER,
    )

    def __init__(self, session: Session, record: Record) -> None:
        """`record` is the review."""
        title = f"the documents of {record.id}"
        super().__init__(session, offers_of_review(record.id), title, record)

    def action_three(self) -> None:
        """Export the three forms."""
        self.write(self._offers[ALL_THREE])


class ListsExport(ExportPage):
    """A few lists, of today or of school years."""


class VersionExport(ExportPage):
    """A frozen copy of the proforma."""

    about = (
        "Enter writes the proforma as it was returned into the folder, in the format that o "
        "chooses. An export replaces only its own earlier one."
    )

    def __init__(self, session: Session, key: int, number: int) -> None:
        """`key` is the review's, `number` the version's."""
        record = session.register.record(REVIEWS, key)
        title = f"{version_numbered(record, number).title} · {record.id}"
        super().__init__(session, [offer_of_version(record.id, number)], title)

    def write(self, offer: ExportOffer) -> None:
        """Export it, and say where it is."""
        try:
            export = export_of(lambda: self.session.register, self.request_for(offer))
            [path] = export_all(self.folder, [document.made for document in export.documents])
        except RegisterError as error:
            self.refuse(error)
            return
        self.say("Exported.")
        self.tell_why(f"It is in {path}")


def following(choices: Sequence[Choice], choice: Choice) -> Choice:
    """The next choice; after the last, the first."""
    return choices[(choices.index(choice) + 1) % len(choices)]


def _line_of(label: str, choices: Sequence[str], chosen: str, short: bool) -> Content:
    """The choices, the chosen one in brackets; on a narrow screen only that one."""
    if short:
        of = f"   {choices.index(chosen) + 1} of {len(choices)}" if len(choices) > 1 else ""
        return Content.assemble((f"{label}  ", "dim"), (f"[{chosen}]", "bold"), of)
    parts = [(f"[{title}]", "bold") if title == chosen else title for title in choices]
    return Content.assemble(
        (f"{label}  ", "dim"), *(piece for title in parts for piece in (title, "  "))
    )

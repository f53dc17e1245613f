"""Export of a year: its register and calendar, the lists, the papers of many reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.background import BackgroundWork
from screens.base.clipboard import SENT, TOO_LONG, sent
from screens.base.commands import (
    AS_ZIP,
    CHANGE_FOLDER,
    EXPORT_DOCUMENT,
    HOW_FILLED,
    NEXT_FORMAT,
    SEND_DOCUMENT,
    SEND_LINE,
    WHICH_REVIEWS,
    WRITE_MAIL,
    Command,
)
from screens.base.fetching import how_to_fetch
from screens.base.page import Page
from screens.base.session import Session
from screens.exports.export_page import ExportPage, following
from screens.exports.exported import asked_again
from store.dates.school_years import school_year, year_name
from store.errors import RegisterError
from store.exports.export_offers import ExportOffer, offers_of_year
from store.exports.export_request import ExportRequest
from store.exports.exporting import export_of, export_steps
from store.exports.pending_documents import year_in_names
from store.exports.zip_file import ZIP
from store.text import cut


class ShownReviews(Struct, frozen=True):
    """The reviews that a list shows (their keys), and what it is narrowed by, in words."""

    reviews: tuple[int, ...]
    words: str


class _Selection(Struct, frozen=True):
    """Some reviews: what they are called here, how many they are, and how they are asked for.

    They are all those of a `year`, or those named one by one, by their ids; `named` says in the
    name of their folder which.
    """

    title: str
    count: int
    year: int | None = None
    reviews: tuple[str, ...] = ()
    named: str = ""


class YearExport(ExportPage):
    """The documents of a year, the lists of the consortium, the papers of many reviews."""

    commands: ClassVar[tuple[Command, ...]] = (
        EXPORT_DOCUMENT,
        NEXT_FORMAT,
        HOW_FILLED,
        AS_ZIP,
        WHICH_REVIEWS,
        CHANGE_FOLDER,
    )
    about = (
        f"{ExportPage.about} What is of each review is of all of the year, or, with r, of those "
        "the first screen shows when it is narrowed. Many are counted as they are written; escape "
        "stops between two, and what was written until then stays, each file whole."
    )

    def __init__(
        self, session: Session, year: int | None, shown: ShownReviews | None = None
    ) -> None:
        """`year` is today's when it is None; `shown` are the reviews that could be meant too."""
        self._year = school_year(session.today) if year is None else year
        super().__init__(session, offers_of_year(self._year), year_name(self._year))
        self._which = self._selections(shown, every_year=year is None)
        self._chosen_which = self._which[-1]
        self._going: BackgroundWork[Path] | None = None

    def on_unmount(self) -> None:
        if self._going:
            self._going.leave()

    def choices(self, offer: ExportOffer) -> Iterable[tuple[str, Sequence[str], str]]:
        """Which reviews, too, where the offer is of many."""
        yield from super().choices(offer)
        if offer.of_each:
            yield "Reviews", [which.title for which in self._which], self._chosen_which.title

    def write(self, offer: ExportOffer) -> None:
        """Export a line of the list; papers of many reviews are written one after the other."""
        if self._going:
            self.say(f"{self._counted}; esc stops it first.")
        elif not offer.of_each:
            super().write(offer)
        elif not self._chosen_which.count:
            self.say("There is no review: nothing was exported.")
        else:
            self.run_worker(self._write_each(offer), exclusive=True)

    def action_which(self) -> None:
        """Switch between all reviews of the year and those shown."""
        offer = self.under_cursor
        if not offer.of_each:
            self.say(f"{offer.title}: it is of no review by itself.")
            return
        if len(self._which) < 2:
            self.say("The first screen shows the whole year: narrow it there to export fewer.")
            return
        self._chosen_which = following(self._which, self._chosen_which)
        self.say("")
        self.tell_how()

    def action_back(self) -> None:
        if self._going:
            self._going.stop()
        else:
            super().action_back()

    @property
    def _counted(self) -> str:
        going = self._going
        return f"{going.done:,} of {going.count:,}" if going else ""

    async def _write_each(self, offer: ExportOffer) -> None:
        which, folder = self._chosen_which, self.folder
        request = replace(
            self.request_for(offer), reviews=which.reviews, year=which.year, named=which.named
        )
        self.tell_why("")
        try:
            export = export_of(lambda: self.session.register, request)
            steps = export_steps(export, folder, as_zip=request.as_zip)
            going = self._going = BackgroundWork(steps, export.count)
            path = await going.run(lambda: self.say(f"{self._counted}; esc stops"))
        except RegisterError as error:
            self.refuse(error)
            return
        finally:
            self._going = None
        if path is not None:
            self.say("")
            title = f"{offer.title}: {which.title}"
            page = ExportedMany(self.session, request, title, path, going.count, export.name)
            self.app.push_screen(page)
        elif request.as_zip:
            self.say("Stopped: there is no zip, and no half of one.")
        else:
            self.say(
                f"Stopped: {going.done:,} of {going.count:,} documents written, each whole, to "
                f"“{export.name}”."
            )

    def _selections(self, shown: ShownReviews | None, *, every_year: bool) -> list[_Selection]:
        """Every review of the year; then those shown, where they differ."""
        register, today = self.session.register, self.session.today
        lines = register.lines()
        year = {line.key for line in lines if line.year(today) == self._year}
        selections = [_Selection(f"all {len(year):,} of the year", len(year), self._year)]
        if shown and set(shown.reviews) != year:
            ids = {line.key: line.id for line in lines}
            reviews = tuple(ids[key] for key in shown.reviews)
            title = f"the {len(reviews):,} shown: {shown.words}"
            whose = shown.words if every_year else f"{year_in_names(self._year)} {shown.words}"
            named = f"{whose} {today.isoformat()}"
            selections.append(_Selection(title, len(reviews), reviews=reviews, named=named))
        return selections


class ExportedMany(Page):
    """Documents of many reviews that have just been written."""

    commands: ClassVar[tuple[Command, ...]] = (SEND_LINE, SEND_DOCUMENT, WRITE_MAIL)
    about = (
        "The documents were written on the machine the register is on, in one folder or one zip. "
        "The line fetches all of them to the one you sit at: c sends it to your terminal’s "
        "clipboard, where the terminal takes it. A mail goes from the review it is of."
    )
    DEFAULT_CSS = "ExportedMany { & > VerticalScroll { height: 1fr; padding: 0 1; } }"

    def __init__(
        self,
        session: Session,
        request: ExportRequest,
        title: str,
        path: Path,
        count: int,
        name: str,
    ) -> None:
        """`path` is the folder of so many documents, or their zip; `name` is what it is called."""
        super().__init__(session)
        self._request = replace(request, as_zip=True)
        self._what = title
        self._path = path
        self._count = count
        self._name = name
        self._fetching = self._line()

    def compose_content(self) -> Iterable[Widget]:
        where = "are in it" if self._path.suffix == ".zip" else "were written there"
        count = f"  {self._count:,} documents {where}"
        words = how_to_fetch([self._path], self._fetching, count)
        yield VerticalScroll(Static(words, markup=False), can_focus=True)

    async def on_mount(self) -> None:
        self.say(f"Exported: {self._count:,} documents.")
        self.query_one(VerticalScroll).focus()

    def title_line(self) -> Content:
        return Content(cut(f" Exported: {self._what}", self.app.size.width))

    def _line(self) -> str:
        """The line that fetches all; a confined login, which has no scp, asks for a zip."""
        by = self.session.reached
        if self.session.confined_to is not None:
            return by.ssh(asked_again(self._request), f"{self._name}{ZIP.suffix}")
        return by.scp([self._path], folder=self._path.is_dir())

    def action_line(self) -> None:
        """Send the line to the clipboard."""
        done = sent(self.app, self._fetching)
        self.say(f"{SENT}: the line that fetches them." if done else f"{TOO_LONG}: type the line.")

    def action_document(self) -> None:
        """Say why several documents go to no clipboard."""
        self.say(
            "One document goes to a clipboard, not several: export it from its review, or "
            f"{SEND_LINE.key} sends the line that fetches all."
        )

    def action_mail(self) -> None:
        """Say where a mail is drafted: from one review."""
        self.say(
            "A mail is of one review: open it, e exports its document, and m drafts the mail. Or "
            "fetch these and attach them."
        )

"""Export of a year: its register and calendar, the lists, the papers of each of many reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from screens.base.background import BackgroundWork
from screens.base.commands import (
    AS_ZIP,
    CHANGE_FOLDER,
    EXPORT_DOCUMENT,
    HOW_FILLED,
    NEXT_FORMAT,
    WHICH_REVIEWS,
    Command,
)
from screens.base.session import Session
from screens.exports.export_page import ExportPage, following
from screens.exports.exported import ExportedMany
from store.dates.school_years import school_year, year_name
from store.errors import RegisterError
from store.exports.export_offers import ExportOffer, offers_of_year
from store.exports.exporting import export_of, export_steps
from store.exports.pending import year_in_names


class Shown(Struct, frozen=True):
    """The reviews that a list shows (their keys), and what it is narrowed by, in words."""

    reviews: tuple[int, ...]
    words: str


class _Which(Struct, frozen=True):
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

    def __init__(self, session: Session, year: int | None, shown: Shown | None = None) -> None:
        """`year` is today's when it is None; `shown` are the reviews that could be meant too."""
        self._year = school_year(session.today) if year is None else year
        super().__init__(session, offers_of_year(self._year), year_name(self._year))
        self._which = self._there(shown, every_year=year is None)
        self._chosen_which = self._which[-1]
        self._going: BackgroundWork[Path] | None = None

    def on_unmount(self) -> None:
        """Leave what is being written between two documents."""
        if self._going:
            self._going.leave()

    def choices(self, offer: ExportOffer) -> Iterable[tuple[str, Sequence[str], str]]:
        """Which reviews too, where it is of many."""
        yield from super().choices(offer)
        if offer.of_each:
            yield "Reviews", [which.title for which in self._which], self._chosen_which.title

    def write(self, offer: ExportOffer) -> None:
        """Export a line of the list; papers of many reviews one after the other."""
        if self._going:
            self.say(f"{self._counted}; esc stops it first.")
        elif not offer.of_each:
            super().write(offer)
        elif not self._chosen_which.count:
            self.say("There is no review: nothing was exported.")
        else:
            self.run_worker(self._write_each(offer), exclusive=True)

    def action_which(self) -> None:
        """Of all of the year, or of those that are shown."""
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
        """Stop what is being written, between two documents; else close the screen."""
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

    def _there(self, shown: Shown | None, *, every_year: bool) -> list[_Which]:
        """Every review of the year; then those that are shown, where they are others."""
        register, today = self.session.register, self.session.today
        lines = register.lines()
        year = {line.key for line in lines if line.year(today) == self._year}
        there = [_Which(f"all {len(year):,} of the year", len(year), self._year)]
        if shown and set(shown.reviews) != year:
            ids = {line.key: line.id for line in lines}
            reviews = tuple(ids[key] for key in shown.reviews)
            title = f"the {len(reviews):,} shown: {shown.words}"
            whose = shown.words if every_year else f"{year_in_names(self._year)} {shown.words}"
            named = f"{whose} {today.isoformat()}"
            there.append(_Which(title, len(reviews), reviews=reviews, named=named))
        return there

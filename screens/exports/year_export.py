"""Export of a year: its register and calendar, the lists, the papers of each of many reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from screens.base.background import InTurn
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
from screens.exports.export_choices import Offered, of_a_year
from screens.exports.export_page import Export, following
from store.dates.school_years import school_year, year_name
from store.errors import RegisterError
from store.paperwork.tables import REVIEWS

if TYPE_CHECKING:
    from pathlib import Path

    from store.documents.many_reviews import Many


@dataclass(frozen=True, slots=True)
class Shown:
    """The reviews that a list shows (their keys), and what it is narrowed by, in words."""

    reviews: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class _Which:
    """Some reviews: what they are called here, and in the name of their folder.

    `year` is that of all of which they are; None where they are named one by one.
    """

    title: str
    whose: str
    reviews: tuple[int, ...]
    year: int | None = None


class YearExport(Export):
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
        f"{Export.about} What is of each review is of all of the year, or, with r, of those the "
        "first screen shows when it is narrowed. Many are counted as they are written; escape "
        "stops between two, and what was written until then stays, each file whole."
    )

    def __init__(self, session: Session, year: int | None, shown: Shown | None = None) -> None:
        """`year` is today's when it is None; `shown` are the reviews that could be meant too."""
        super().__init__(session)
        self._year = school_year(session.today) if year is None else year
        self._which = self._there(shown, every_year=year is None)
        self._chosen_which = self._which[-1]
        self._going: InTurn[Path] | None = None

    def on_unmount(self) -> None:
        """Leave what is being written between two documents."""
        if self._going:
            self._going.leave()

    def offered(self) -> Sequence[Offered]:
        """What is of the year, then what is of each review."""
        return list(of_a_year())

    def title_line(self) -> Content:
        """The year."""
        return Content(f" Export {year_name(self._year)}")

    def choices(self, one: Offered) -> Iterable[tuple[str, Sequence[str], str]]:
        """Which reviews too, where it is of many."""
        yield from super().choices(one)
        if one.of_each:
            yield "Reviews", [which.title for which in self._which], self._chosen_which.title

    def write(self, one: Offered) -> None:
        """Export a line of the list; papers of many reviews one after the other."""
        if self._going:
            self.say(f"{self._counted}; esc stops it first.")
        elif not one.of_each:
            self.write_at_once(one, None, self._year)
        elif not self._chosen_which.reviews:
            self.say("There is no review: nothing was exported.")
        else:
            self.run_worker(self._write_each(one), exclusive=True)

    def action_which(self) -> None:
        """Of all of the year, or of those that are shown."""
        one = self.under_cursor
        if not one.of_each:
            self.say(f"{one.title}: it is of no review by itself.")
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

    async def _write_each(self, one: Offered) -> None:
        from store.documents.many_reviews import Many, exporting_many

        which, folder, as_zip = self._chosen_which, self.folder, self.as_zip(one)
        many = Many(one.key, which.reviews, self.format_of(one), self.filling_of(one), which.whose)
        steps = exporting_many(self.session.register, many, folder, as_zip=as_zip)
        going = self._going = InTurn(steps, many.count)
        self.tell_why("")
        try:
            path = await going.run(lambda: self.say(f"{self._counted}; esc stops"))
        except RegisterError as error:
            self.refuse(error)
            return
        finally:
            self._going = None
        if path is not None:
            self.say("")
            self._show(many, which, path)
        elif as_zip:
            self.say("Stopped: there is no zip, and no half of one.")
        else:
            self.say(
                f"Stopped: {going.done:,} of {going.count:,} documents written, each whole, to "
                f"“{many.name}”."
            )

    def _show(self, many: Many, which: _Which, path: Path) -> None:
        """Where they are, and how they are fetched."""
        from screens.exports.exported_many import ExportedMany

        register = self.session.register
        ids = (register.record(REVIEWS, key).id for key in which.reviews)
        of = f"--year {which.year}" if which.year else " ".join(ids)
        title = next(one.title for one in self.offered() if one.of_each and one.key == many.key)
        self.app.push_screen(ExportedMany(self.session, many, f"{title}: {which.title}", path, of))

    def _there(self, shown: Shown | None, *, every_year: bool) -> list[_Which]:
        """Every review of the year; then those that are shown, where they are others."""
        register, today = self.session.register, self.session.today
        lines = register.lines()
        year = [line.key for line in lines if line.year(today) == self._year]
        title, whose = f"all {len(year):,} of the year", year_name(self._year).replace("–", "-")
        there = [_Which(title, whose, tuple(year), self._year)]
        if shown and set(shown.reviews) != set(year):
            title = f"the {len(shown.reviews):,} shown: {shown.words}"
            named = shown.words if every_year else f"{whose} {shown.words}"
            there.append(_Which(title, f"{named} {today.isoformat()}", shown.reviews))
        return there

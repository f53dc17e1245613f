"""A version of the proforma: the page as it was, kept as Markdown, and what stood on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from store.dates.typed_dates import echo
from store.documents.page import DocumentPage, Words
from store.documents.pages import audit
from store.documents.scopes import BLANK, ReviewScope
from store.errors import Refused
from store.field_values import Json
from store.paperwork.forms import audit as paper
from store.paperwork.tables import REVIEWS
from store.records.record import ID, Record, SchoolReview
from store.returned.form import Returned
from store.returned.markdown.markdown import read
from store.returned.placing import placed


class Version(Struct, frozen=True):
    """A frozen copy: its number, the day of it, the page's text."""

    number: int
    day: date | None
    text: str

    @property
    def title(self) -> str:
        """Its number and its day, in words."""
        return f"Version {self.number}" + (f", {echo(self.day)}" if self.day else "")


def versions_of(record: Record) -> tuple[Version, ...]:
    """The frozen copies of a review's proforma, by their numbers."""
    kept = (
        Version(
            row[paper.VERSION_NUMBER] or number, row[paper.VERSION_DATE], row[paper.VERSION_GRID]
        )
        for number, row in enumerate(record[paper.VERSIONS], start=1)
    )
    return tuple(sorted(kept, key=lambda version: version.number))


def version_numbered(record: Record, number: int) -> Version:
    """The version of a number.

    Raises:
        Refused: when there is none, saying which there are.
    """
    versions = versions_of(record)
    for version in versions:
        if version.number == number:
            return version
    numbers = ", ".join(str(version.number) for version in versions)
    there = f"there is {numbers}" if numbers else "none has been frozen yet"
    raise Refused(f"{record.id} has no version {number} of the Audit Proforma; {there}.")


def values_of(version: Version, today: date) -> Mapping[str, Json] | None:
    """The values on a version, by their fields' paths; None where it is no page of the form.

    A copy that was typed by hand may be any text.
    """
    returned = _read(version)
    if returned.title != paper.TITLE:
        return None
    back = placed(audit.page(BLANK), returned, today, lines_too=(returned.line,))
    return {path: value for path, value in back.values.items() if value not in (None, "", [])}


def page_of(version: Version, record: Record, today: date) -> DocumentPage:
    """The page of a version, as it was; a copy typed by hand stands on it as it was typed."""
    values = values_of(version, today)
    if values is None:
        return DocumentPage(paper.TITLE, _line(version, record.id), (Words(version.text),))
    was = Record(REVIEWS, record.key, {ID: record.id, **values})
    page = audit.page(ReviewScope(SchoolReview(was)))
    return replace(page, line=_line(version, _read(version).line), identity=None)


def _line(version: Version, line: str) -> str:
    return f"{version.title} · {line}"


def _read(version: Version) -> Returned:
    return read(version.text)

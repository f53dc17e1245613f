"""What can be exported: of a review, a school year, several school years, a version."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from store.documents.all_documents import (
    FORMS,
    PACKS,
    REVIEW_FORMS,
    CalendarForm,
    ConsortiumForm,
    Form,
    ReviewForm,
    YearForm,
    YearsForm,
)
from store.exports.export_request import ExportRequest

ALL_THREE = "The three forms"
_THREE = tuple(REVIEW_FORMS[key] for key in ("summary", "action-plan", "audit"))


class ExportOffer(Struct, frozen=True):
    """Something that can be exported: its title, and the request for it before any choice."""

    title: str
    request: ExportRequest

    @property
    def zips(self) -> bool:
        """Whether it is several documents that can become one zip."""
        return self.request.pack is not None or self.of_each

    @property
    def of_each(self) -> bool:
        """Whether it has documents for each review of a year."""
        return self.request.of_each_review and self.request.year is not None


def offers_of_review(review: str) -> Iterator[ExportOffer]:
    """Each document of a review (its id) by itself, the three forms at once, the packs."""
    of = ExportRequest(forms=(), reviews=(review,))
    for form in FORMS.values():
        if isinstance(form, ReviewForm | CalendarForm):
            yield ExportOffer(form.title, replace(of, forms=(form,)))
        if form is _THREE[-1]:
            yield ExportOffer(ALL_THREE, replace(of, forms=_THREE))
            for pack in PACKS.values():
                yield ExportOffer(pack.title, replace(of, forms=pack.forms, pack=pack))


def offers_of_year(year: int) -> Iterator[ExportOffer]:
    """The documents of a year and of the consortium, those of each review, the calendar."""
    of = ExportRequest(forms=(), year=year)
    for form in FORMS.values():
        if isinstance(form, YearForm | ConsortiumForm):
            yield offer_of(form, year)
    for paper in _THREE:
        yield ExportOffer(f"Each review’s {paper.title}", replace(of, forms=(paper,)))
    for pack in PACKS.values():
        title = f"Each review’s {pack.title[0].lower()}{pack.title[1:]}"
        yield ExportOffer(title, replace(of, forms=pack.forms, pack=pack))
    for form in FORMS.values():
        if isinstance(form, CalendarForm):
            yield offer_of(form, year)


def offers_of_years(years: tuple[int, ...]) -> Iterator[ExportOffer]:
    """The lists over one or several school years, in order."""
    for form in FORMS.values():
        if isinstance(form, YearsForm):
            yield ExportOffer(form.title, ExportRequest(forms=(form,), years=years))


def offer_of(form: Form, year: int | None = None) -> ExportOffer:
    """One document of a school year, or of the consortium, which has no year."""
    of = None if isinstance(form, ConsortiumForm) else year
    return ExportOffer(form.title, ExportRequest(forms=(form,), year=of))


def offer_of_version(review: str, number: int) -> ExportOffer:
    """A frozen copy of a review's proforma."""
    form = REVIEW_FORMS["audit"]
    request = ExportRequest(forms=(form,), reviews=(review,), version=number)
    return ExportOffer(f"{form.title}, version {number}", request)

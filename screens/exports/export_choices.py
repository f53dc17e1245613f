"""What there is to export: of a review, of a year, of each of many reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.documents.all_documents import Form
    from store.documents.filled import Filled
    from store.documents.formats.all_formats import Format

THREE = "The three forms"
THREE_FORMS = ("summary", "action-plan", "audit")


@dataclass(frozen=True, slots=True)
class Offered:
    """A line of the list: what it is called, and the forms that it exports.

    `pack` is the key of the pack they are; `of_each` says that it is of each of many reviews,
    `of_a_review` that it is of one.
    """

    title: str
    forms: tuple[Form, ...]
    pack: str = ""
    of_each: bool = False
    of_a_review: bool = False

    @property
    def key(self) -> str:
        """The name the command line knows it by."""
        return self.pack or self.forms[0].key

    @property
    def zips(self) -> bool:
        """Whether it is several documents that can become one zip."""
        return bool(self.pack) or self.of_each

    @property
    def formats(self) -> list[Format]:
        """The formats it can be had in; the calendar has none but its own."""
        from store.documents.formats.all_formats import FORMATS

        return [written for written in FORMATS.values() if self.has(written)]

    def has(self, written: Format) -> bool:
        """Whether all of it can be had in a format."""
        return all(form.page and (form.a_list or not written.of_lists) for form in self.forms)

    @property
    def fillings(self) -> list[Filled]:
        """How far it can be filled; a blank one is of no review, and a pack says it itself."""
        from store.documents.filled import Filled
        from store.documents.packs import PACKS

        if self.pack:
            only_heads = PACKS[self.pack].only_heads
            return [Filled.HEAD if only_heads else Filled.AS_IT_STANDS]
        if not (self.of_a_review or self.of_each):
            return [Filled.AS_IT_STANDS]
        ways = [filled for filled in Filled if all(map(filled.fits, self.forms))]
        return [filled for filled in ways if not (self.of_each and filled is Filled.BLANK)]


def of_a_review() -> Iterator[Offered]:
    """Each document by itself, the three forms at once, the packs."""
    from store.documents.all_documents import FORMS

    for form in FORMS.values():
        if form.of_a_review:
            yield Offered(form.title, (form,), of_a_review=True)
        if form.key == THREE_FORMS[-1]:
            yield Offered(THREE, tuple(FORMS[key] for key in THREE_FORMS), of_a_review=True)
            yield from _packs("")


def of_a_year() -> Iterator[Offered]:
    """What is of a year and of the consortium, the papers of each review, the calendar."""
    from store.documents.all_documents import FORMS

    alone = [form for form in FORMS.values() if form.of_a_year or form.of_the_consortium]
    yield from (Offered(form.title, (form,)) for form in alone if form.page)
    for key in THREE_FORMS:
        yield Offered(f"Each review’s {FORMS[key].title}", (FORMS[key],), of_each=True)
    yield from _packs("Each review’s ")
    yield from (Offered(form.title, (form,)) for form in alone if form.calendar)


def of_years() -> Iterator[Offered]:
    """What is of several school years."""
    from store.documents.all_documents import FORMS

    yield from (Offered(form.title, (form,)) for form in FORMS.values() if form.of_years)


def _packs(whose: str) -> Iterator[Offered]:
    from store.documents.all_documents import FORMS
    from store.documents.packs import PACK, PACKS

    forms = tuple(FORMS[key] for key in PACK)
    for pack in PACKS.values():
        title = f"{whose}{pack.title[0].lower()}{pack.title[1:]}" if whose else pack.title
        yield Offered(title, forms, pack.key, bool(whose), not whose)

"""The themes paper: what the year's reviews were about, without names of schools or people."""

from __future__ import annotations

from store.dates.school_years import year_name
from store.documents.page import Block, DocumentPage, PageRow, PageTable, Words
from store.documents.pages.head import joined
from store.documents.scopes import YearScope
from store.paperwork import consortium
from store.report.figures import bars
from store.report.themes import FEWEST, OTHER, Themes, names_in, names_somebody, themes_of, words_of

TITLE = "Themes of the peer reviews"
COLUMNS = ("Theme", "Schools", "Bar", "Actions planned", "Actions achieved")
_FEWEST_WORDS = {3: "three"}.get(FEWEST, str(FEWEST))
_SAID = (
    "This paper has counts alone. A theme of fewer than "
    f"{_FEWEST_WORDS} schools stands with others under “{OTHER}”, and so does one that is not on "
    "the consortium’s list. A school with several themes counts under each of them."
)
_TOO_FEW = (
    f"Fewer than {_FEWEST_WORDS} schools had a review in the year: a paper about them would show "
    "which they are."
)
_LEFT_OUT = f"Other themes were chosen for fewer than {_FEWEST_WORDS} schools, and are left out."
_NONE = f"No theme was chosen for {_FEWEST_WORDS} schools or more."


def page(scope: YearScope) -> DocumentPage:
    """The paper. The consortium's name is left out where it has a school's or a person's in it."""
    names = list(names_in(scope.register.records))
    themes = themes_of(
        scope.school_reviews, scope.register.consortium[consortium.THEME_LIST], names
    )
    year = year_name(scope.year)
    whose = "" if names_somebody(scope.name, words_of(names)) else scope.name
    blocks = tuple(_blocks(themes, scope.bar))
    return DocumentPage(f"{TITLE} {year}", joined(whose, year), blocks)


def _blocks(themes: Themes, bar: str) -> list[Block]:
    if themes.schools < FEWEST:
        return [Words(_TOO_FEW), _table(themes, bar)]
    blocks: list[Block] = [Words(f"Schools with a review in the year: {themes.schools}. {_SAID}")]
    if not themes.groups:
        blocks.append(Words(_NONE))
    elif themes.left_out:
        blocks.append(Words(_LEFT_OUT))
    return [*blocks, _table(themes, bar)]


def _table(themes: Themes, bar: str) -> PageTable:
    drawn = bars([group.schools for group in themes.groups], bar)
    rows = (
        PageRow(
            (group.theme, str(group.schools), drawn_bar, str(group.actions), str(group.achieved))
        )
        for group, drawn_bar in zip(themes.groups, drawn, strict=True)
    )
    return PageTable(COLUMNS, tuple(rows), weights=(5, 2, 5, 2, 2))

"""What is printed on a form, held against the official paperwork: same sentences, same order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from msgspec import Struct

from store.documents.page import (
    Answer,
    Block,
    DocumentPage,
    Heading,
    PageRow,
    PageTable,
    Pairs,
    Points,
    Words,
)
from store.paperwork.forms.action_plan import SENTENCE_ENDS
from store.paperwork.official_text import official_parts
from store.paperwork.steps import TBC

SCHEDULE = "schedule"
BULLET = "·"
"""The paper's bullet; one stands for each place to fill in (ruling 23)."""

NOT_ON_PAPER: Mapping[str, str] = {
    "No.": "rows are numbered, so that a returned one is found again",
    "Role": "the signatures stand in a table, whose columns need heads",
    "Name": "the signatures stand in a table, whose columns need heads",
    "Date signed": "a signature has its date, which the paper leaves to the hand",
    SENTENCE_ENDS: "the paper’s c. breaks off, and nothing is invented (ruling 24)",
}
"""What a form prints and the paper does not, with the reason. The line under the title (ruling
31) is no block of the page, and numbers are no words: neither is compared."""

NOT_ON_PAPER_IN_SCHEDULE: Mapping[str, str] = {
    "within 5 working days": "the forms ask for it; the schedule has sending as steps of its own",
    "(within 2 – 4 weeks)": "the proforma asks for it; agreeing a workshop is a step of its own",
}
"""Timings that the paper has on its forms and our schedule beside the step they are of."""

NO_TIMINGS: Mapping[str, str] = {
    "This will require half a day of release for the IC": "what it takes, and not when it is due",
    "The record of the school improvement achieved will follow at a later date on an updated form.":
        "a step of stage 5 here, with no day of its own",
}  # fmt: skip
"""What stands in the paper's column of timings and is none: our schedule leaves it out.

Of the schedule, the titles of the stages and the timings are compared. Its sentences on what is
done are not on it: it names each step in a few words, more of them than the paper has rows, and
the screens show the sentences.
"""

_NUMBER = re.compile(r"\d+\.?")
_LIKE = 0.6
"""How alike two sentences are, of 1, when one is taken for the other changed."""


class WordingDifference(Struct, frozen=True):
    """A sentence that is not as on the paper.

    `printed` is what the form has, empty where the paper's is missing; `paper` is what the paper
    has there, or nearest, empty where it has nothing like it. `moved` says that both have it, in
    another order.
    """

    form: str
    printed: str
    paper: str
    moved: bool = False

    def __str__(self) -> str:
        """The difference in a sentence."""
        if self.moved:
            said = f"“{self.printed}” stands in another place than on the paper."
        elif not self.printed:
            said = f"the paper’s “{self.paper}” is missing."
        elif self.paper:
            said = f"“{self.printed}” is not on the paper; the nearest is “{self.paper}”."
        else:
            said = f"“{self.printed}” is not on the paper, nor anything like it."
        return f"{self.form}: {said}"


def differences(form: str, page: DocumentPage, text: str) -> list[WordingDifference]:
    """How a blank `page` of `form` differs from the official `text`, in the form's order."""
    parts = official_parts(text)
    letter = official(parts["letter"])  # it has the titles of the forms, and names the schedule
    if form == SCHEDULE:
        differing = _compared(form, _schedule_printed(page), _schedule_official(parts[form]))
        titled = any(page.title in line for line in letter)
    else:
        differing = _compared(form, printed(page), official(parts[form]))
        titled = page.title in letter
    return (
        differing
        if titled
        else [WordingDifference(form, page.title, _nearest(page.title, letter)), *differing]
    )


def printed(page: DocumentPage) -> list[str]:
    """The sentences of a page, in order, without the register's own."""
    sentences = (_words(line) for text in _texts(page.blocks) for line in text.split("\n"))
    return [words for words in (_without_ours(each) for each in sentences) if _says(words)]


def official(part: str) -> list[str]:
    """The sentences of a part of the paper, in order; a bracket is part of the line above it."""
    sentences: list[str] = []
    for line in map(_words, part.split("\n")):
        if line.startswith("(") and sentences:
            sentences[-1] += f" {line}"
        elif _says(line):
            sentences.append(line)
    return sentences


def _texts(blocks: Sequence[Block | PageRow]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text=text) | Words(text=text):
                yield text
            case Points(entries=entries):
                yield from entries
            case Answer():
                yield block.heading.text
                yield from [BULLET] * block.at_least
            case PageTable(rows=rows) if rows:  # one without rows is not printed
                yield from block.head
                yield from _texts(rows)
            case Pairs():
                yield from _texts(block.rows)
            case PageRow():
                filled = block.fields or ("",) * len(block.cells)
                yield from (c for c, path in zip(block.cells, filled, strict=True) if not path)


def _schedule_printed(page: DocumentPage) -> list[str]:
    """The stages' titles and the timings of their steps; one repeated at once is given once."""
    lines: list[str] = []
    for block in page.blocks:
        if isinstance(block, Heading):
            lines.append(_words(block.text))
        elif isinstance(block, PageTable):
            at = block.head.index("When, by the paper")
            timings = (row.cells[at] for row in block.rows if isinstance(row, PageRow))
            for timing in timings:
                words = "tbc" if timing == TBC else _words(timing)  # as ruling 11 writes it
                if words and words not in NOT_ON_PAPER_IN_SCHEDULE and lines[-1] != words:
                    lines.append(words)
    return lines


def _schedule_official(part: str) -> list[str]:
    """The titles of the stages, which stand alone in their rows, and each row's second cell."""
    rows = ([_words(c) for c in row.split("\n\t")] for row in re.split(r"\n[ \t]*\n", part))
    return [row[-1] for row in rows if row[-1] and row[-1] not in NO_TIMINGS]


def _words(text: str) -> str:
    return " ".join(text.split())


def _says(words: str) -> bool:
    return bool(words) and not _NUMBER.fullmatch(words)


def _without_ours(words: str) -> str:
    return "" if words in NOT_ON_PAPER else words.removesuffix(SENTENCE_ENDS).rstrip()


def _compared(form: str, ours: Sequence[str], papers: Sequence[str]) -> list[WordingDifference]:
    differing: list[WordingDifference] = []
    matched = SequenceMatcher(None, ours, papers, autojunk=False).get_opcodes()
    alone = [ours[at] for what, a, b, _, _ in matched if what != "equal" for at in range(a, b)]
    missing = [papers[at] for what, _, _, a, b in matched if what != "equal" for at in range(a, b)]
    changed: list[str] = []
    for words in alone:
        if words in missing:
            missing.remove(words)
            differing.append(WordingDifference(form, words, words, moved=True))
        else:
            changed.append(words)
    for words in changed:
        near = _nearest(words, missing)
        if near:
            missing.remove(near)
        differing.append(WordingDifference(form, words, near or _nearest(words, papers)))
    return differing + [WordingDifference(form, "", words) for words in missing]


def _nearest(words: str, among: Sequence[str]) -> str:
    return next(iter(get_close_matches(words, among, 1, _LIKE)), "")

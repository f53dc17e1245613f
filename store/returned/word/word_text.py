"""The text of a Word file's paragraphs: as a reader sees it, whatever it was wrapped in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from store.text import clean_text, cut

FIELD_PATH = "field path"
"""The style, by its name, in which a field's path stands beside its heading."""
HIGHEST, LOWEST = 2, 4
"""The levels a page's headings have; Word's first is the highest."""
BASES_LIMIT = 20
"""How many styles one is based on at most, one on the other; Word itself stops sooner."""
TOLD = 5
"""So many text boxes are quoted one by one, and as much of them as fits a line."""

_PASSED_OVER = {
    *("pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr", "sdtEndPr", "tblGrid", "sectPr"),
    *("del", "moveFrom", "instrText", "delText", "rt", "Fallback"),
}
"""What has no text, or such as is not to be read: what was deleted, a field's orders."""
_MARKS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
}
_SYMBOLS = {"F0E0": "→", "F0E8": "→", "F0DF": "←", "F04A": "☺", "F0FC": "✓", "F0FE": "☑"}
"""What Word makes of -->, <-- and :-), and ticks, in the font Wingdings."""
_LEVEL = re.compile(r"heading (\d)")
_PICTURES = {"drawing", "pict", "object"}


class Strange(Struct):
    """What was met that does not belong on a form, counted."""

    pictures: int = 0
    comments: int = 0
    footnotes: int = 0
    tracked: bool = False
    merged: bool = False
    nested: bool = False
    boxes: list[str] = field(default_factory=list)

    def notices(self) -> Iterator[str]:
        """A sentence for each, for whoever takes the form in."""
        if self.pictures:
            yield f"{_counted(self.pictures, 'picture')} left out: only text is read."
        if self.comments:
            yield f"{_counted(self.comments, 'comment')} not read; see the file itself."
        if self.footnotes:
            yield f"{_counted(self.footnotes, 'footnote')} not read; see the file itself."
        if self.tracked:
            yield "Changes were tracked: what was inserted is read, what was deleted is not."
        if self.merged:
            yield "Cells were merged: their text stands in the first of them."
        if self.nested:
            yield "A table stood inside a cell: it is read as lines of text."
        for text in self.boxes[:TOLD]:
            yield f"A text box is read where it stands: “{cut(text, 80)}”"
        if more := len(self.boxes[TOLD:]):
            yield f"So it is with {more} more."


def _counted(count: int, what: str) -> str:
    return f"A {what} was" if count == 1 else f"{count} {what}s were"


class WordLine(Struct, frozen=True):
    """A paragraph: its text, a heading's level (0 for none) and path, whether it is in a list.

    `part` is "title" for the title, "subtitle" for the line under it. `boxes` are the text boxes
    that hang on it.
    """

    text: str
    level: int = 0
    path: str = ""
    part: str = ""
    listed: bool = False
    boxes: tuple[Element, ...] = ()

    @property
    def heads(self) -> bool:
        """Whether it is a heading that has any words."""
        return bool(self.level and self.text.strip())


class Styles:
    """What a file's styles make of a paragraph."""

    def __init__(self, styles: Element) -> None:
        self._by_id = {style.get("styleId", ""): style for style in styles.iter("style")}
        self._names: dict[str, tuple[str, ...]] = {}

    def names(self, style_id: str) -> tuple[str, ...]:
        """The names of a style and of those it is based on, in lower case."""
        if style_id not in self._names:
            bases = self._with_bases(style_id)
            self._names[style_id] = tuple(_value(style.find("name")).lower() for style in bases)
        return self._names[style_id]

    def listed(self, paragraph: Element, style_id: str) -> bool:
        """Whether a paragraph has a bullet or a number, its own or its style's."""
        for element in (paragraph, *self._with_bases(style_id)):
            number = element.find("pPr/numPr/numId")
            if number is not None:
                return _value(number) != "0"
        return False

    def _with_bases(self, style_id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen and len(seen) < BASES_LIMIT:
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = _value(self._by_id[style_id].find("basedOn"))


class WordReader:
    """Reads paragraphs by a file's styles, and keeps what was strange."""

    def __init__(self, styles: Element) -> None:
        self._styles = Styles(styles)
        self.strange = Strange()

    def lines(self, paragraphs: Iterable[Element]) -> Iterator[WordLine]:
        """Paragraphs as lines; one whose end was deleted goes on in the next."""
        said, path, boxes = _nothing()
        for paragraph in paragraphs:
            self._inline(paragraph, said, path, boxes)
            if paragraph.find("pPr/rPr/del") is not None:
                self.strange.tracked = True
                continue
            yield self._line(paragraph, said, path, boxes)
            said, path, boxes = _nothing()
        if said or boxes:
            yield WordLine(clean_text("".join(said)), boxes=tuple(boxes))

    def _line(
        self, paragraph: Element, said: list[str], path: list[str], boxes: list[Element]
    ) -> WordLine:
        style_id = _value(paragraph.find("pPr/pStyle"))
        names = self._styles.names(style_id)
        level = next((int(at[1]) for name in names if (at := _LEVEL.fullmatch(name))), 0)
        text = clean_text("".join(said))
        return WordLine(
            text.removesuffix(" ") if path else text,
            min(level + HIGHEST - 1, LOWEST) if level else 0,
            "".join(path),
            next((name for name in names[:1] if name in ("title", "subtitle")), ""),
            self._styles.listed(paragraph, style_id),
            tuple(boxes),
        )

    def _inline(
        self, parent: Element, said: list[str], path: list[str], boxes: list[Element]
    ) -> None:
        """Gather the text in an element; a path, in its style, and text boxes on their own."""
        for child in parent:
            tag = child.tag
            if tag == "t":
                said.append(child.text or "")
            elif tag == "r" and self._is_path(child):
                self._inline(child, path, path, boxes)
            elif tag in _MARKS:
                if child.get("type", "textWrapping") == "textWrapping":  # no break of the page
                    said.append(_MARKS[tag])
            elif tag == "sym":
                said.append(_symbol(child.get("char", "")))
            elif tag in _PICTURES:
                self._hung(child, boxes)
            elif tag == "sdt" and child.find("sdtPr/showingPlcHdr") is not None:
                continue
            elif tag in _PASSED_OVER:
                self.strange.tracked |= tag in ("del", "moveFrom")
            else:
                self._note(tag)
                self._inline(child, said, path, boxes)

    def _note(self, tag: str) -> None:
        self.strange.comments += tag == "commentReference"
        self.strange.footnotes += tag in ("footnoteReference", "endnoteReference")
        self.strange.tracked |= tag in ("ins", "moveTo")

    def _is_path(self, run: Element) -> bool:
        style = run.find("rPr/rStyle")
        return style is not None and FIELD_PATH in self._styles.names(_value(style))

    def _hung(self, drawing: Element, boxes: list[Element]) -> None:
        """A drawing that hangs on a paragraph: the text boxes in it, or a picture."""
        text_boxes = [element for element in _unrepeated(drawing) if element.tag == "txbxContent"]
        boxes += text_boxes
        self.strange.pictures += not text_boxes


def _nothing() -> tuple[list[str], list[str], list[Element]]:
    """What is gathered of a paragraph, before it begins: its text, a path, its text boxes."""
    return [], [], []


def _unrepeated(element: Element) -> Iterator[Element]:
    """All that is in an element, without what is in text boxes and the fallbacks repeating them."""
    for child in element:
        if child.tag == "Fallback":
            continue
        yield child
        if child.tag != "txbxContent":
            yield from _unrepeated(child)


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("val", "")


def _symbol(code: str) -> str:
    try:
        mark = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _SYMBOLS.get(code.upper(), "•" if "\ue000" <= mark <= "\uf8ff" else mark)

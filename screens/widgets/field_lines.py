"""What a field says around the place to type, and where all of it stands in a width."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region

from screens.widgets.drawn_lines import MUTED, Sentence

LABEL = 28
"""Columns of a label beside its field, with the space behind it."""
INDENT = 2
"""Columns by which all else is set in."""
_BLANK = Content("")


@dataclass(frozen=True, slots=True)
class FieldText:
    """What a field says.

    `label` has its style and how far it is set in; `beside` is whether it stands beside the place.
    `room` is the place's width in columns, 0 for all that is left. `echo` says what the text
    means, behind the place; None where nothing ever stands there. `below` are lines that are cut,
    not broken; `sentences` follow them.
    """

    label: Sentence
    beside: bool = True
    room: int = 0
    echo: str | None = None
    below: tuple[Content, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    def place_width(self, width: int) -> int:
        """The columns of the place, of so many that the field has."""
        left = width
        if self.beside:
            left -= LABEL if self.label.words else 0
            left -= INDENT + cell_len(self.echo) if self.echo is not None else 0
        return max(0, min(self.room or left, width))


@dataclass(frozen=True, slots=True)
class FieldLayout:
    """A field laid out: its lines, and where the place to type lies on them."""

    lines: tuple[Content, ...]
    place: Region


def laid_out(said: FieldText, width: int, height: int) -> FieldLayout:
    """Lay a field out in `width` columns; the place to type is `height` lines high."""
    label = (
        list(said.label.lines((LABEL if said.beside else width) - 1)) if said.label.words else []
    )
    columns = said.place_width(width)
    if said.beside:
        left = LABEL if label else 0
        place = Region(left, 0, columns, height)
        gap = Content(" " * columns)
        echo = [_behind(said.echo, width - place.right)] if said.echo else []
        beside = zip_longest(label, [gap] * height if echo else [], echo, fillvalue=_BLANK)
        lines = [_padded(words, left) + room + meaning for words, room, meaning in beside]
        lines += [_BLANK] * (height - len(lines))
    else:
        place = Region(0, len(label), columns, height)
        lines = label + [_BLANK] * height
        lines += [_behind(said.echo, width)] if said.echo else []
    lines += [_set_in(line).truncate(width, ellipsis=True) for line in said.below]
    for each in said.sentences:
        lines += each.lines(width)
    return FieldLayout(tuple(lines), place)


def _behind(words: str, room: int) -> Content:
    """What the text means, behind the place or beneath it; on one line, cut where it ends."""
    return _set_in(Content.styled(words, MUTED)).truncate(max(0, room))


def _set_in(line: Content) -> Content:
    return Content(" " * INDENT) + line


def _padded(line: Content, width: int) -> Content:
    return line.pad_right(max(0, width - line.cell_length))

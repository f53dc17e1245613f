"""A field with its label, hint and error, drawn around the one widget in which one types.

Everything but the control is drawn. The control is made when the field is mounted, since that
costs most; how high it will be is known before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import zip_longest

from msgspec import Struct
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from screens.widgets.drawn_lines import MUTED, DrawnLines, Sentence
from screens.widgets.marks import NARROW
from screens.widgets.offer_list import Offer, OfferList
from store.paperwork.field import Field

LABEL = 28
"""Columns of a label beside its field, and the space after it."""
INDENT = 2
"""Columns by which hints and errors are indented."""
LOOKS = 3
"""How many refreshes to wait for a field's new layout before scrolling to it."""
_BLANK = Content("")


class FieldText(Struct, frozen=True):
    """What a field says.

    `label` has its style and how far it is set in; `beside` is whether the control stands beside
    it. `room` is the control's width in columns, 0 for all that is left. `echo` says what the text
    means, after the control; None where nothing ever stands there. `below` are lines that are cut,
    not broken; `sentences` follow them.
    """

    label: Sentence
    beside: bool = True
    room: int = 0
    echo: str | None = None
    below: tuple[Content, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    def control_width(self, width: int) -> int:
        """How many of the field's `width` columns the control has."""
        left = width
        if self.beside:
            left -= LABEL if self.label.words else 0
            left -= INDENT + cell_len(self.echo) if self.echo is not None else 0
        return max(0, min(self.room or left, width))


class FieldLayout(Struct, frozen=True):
    """A field laid out: its lines, and where the control lies on them."""

    lines: tuple[Content, ...]
    control: Region


def laid_out(text: FieldText, width: int, height: int) -> FieldLayout:
    """Lay a field out in `width` columns; its control is `height` lines high."""
    label = (
        list(text.label.lines((LABEL if text.beside else width) - 1)) if text.label.words else []
    )
    columns = text.control_width(width)
    if text.beside:
        left = LABEL if label else 0
        control = Region(left, 0, columns, height)
        gap = Content(" " * columns)
        echo = [_echo_line(text.echo, width - control.right)] if text.echo else []
        beside = zip_longest(label, [gap] * height if echo else [], echo, fillvalue=_BLANK)
        lines = [_padded(words, left) + room + meaning for words, room, meaning in beside]
        lines += [_BLANK] * (height - len(lines))
    else:
        control = Region(0, len(label), columns, height)
        lines = label + [_BLANK] * height
        lines += [_echo_line(text.echo, width)] if text.echo else []
    lines += [_set_in(line).truncate(width, ellipsis=True) for line in text.below]
    for each in text.sentences:
        lines += each.lines(width)
    return FieldLayout(tuple(lines), control)


def _echo_line(words: str, room: int) -> Content:
    """What the text means, after the control or beneath it: one line, cut to the room."""
    return _set_in(Content.styled(words, MUTED)).truncate(max(0, room))


def _set_in(line: Content) -> Content:
    return Content(" " * INDENT) + line


def _padded(line: Content, width: int) -> Content:
    return line.pad_right(max(0, width - line.cell_length))


class LabelledField(DrawnLines):
    """The lines of a field, which has one child: the control one types in."""

    def __init__(self, field: Field[object], label: str | None = None) -> None:
        """`label` stands beside the control; else the field's wording does."""
        super().__init__()
        self.field = field
        self.grouped = False
        """Whether it is one of several fields under the same wording."""
        self.in_item = False
        """Whether it is one of an item's three fields, which share a label."""
        self.is_here = False
        """Whether the cursor is in it."""
        self.offered = OfferList()
        self._label = field.label if label is None else label
        self._echo = field.standard
        self._complaint = ""
        self._warned = ""
        self._laid: tuple[object, FieldLayout] | None = None
        self._seen: FieldLayout | None = None
        self._seen_in = 0
        """The columns it was laid out in when it was seen."""

    @cached_property
    def control(self) -> Widget:
        """The widget one types in, made when it is first asked for."""
        raise NotImplementedError

    @property
    def is_made(self) -> bool:
        """Whether the control is made."""
        return "control" in vars(self)

    def control_height(self, width: int) -> int:
        """How many lines the control needs in so many columns, made or not."""
        return 1

    def saying(self) -> FieldText:
        """What stands around the control; a subclass says what differs."""
        sentences = [
            Sentence(self._complaint, "bold $text-error", INDENT),
            Sentence(f"Warning: {self._warned}" if self._warned else "", "$text-warning", INDENT),
        ]
        if self.is_here:
            guidance = " · ".join(filter(None, (" ".join(self.field.guidance), self.field.help)))
            sentences.insert(0, Sentence(guidance, MUTED, 0 if self.in_item else INDENT))
        words = "" if self.in_item else self._label
        return FieldText(
            Sentence(words, "bold" if self.is_here else "", INDENT if self.grouped else 0),
            beside=self.app.size.width >= NARROW,
            below=self.offered.lines,
            sentences=tuple(each for each in sentences if each.words),
        )

    def compose(self) -> ComposeResult:
        yield self.control

    def lines(self, width: int) -> Sequence[Content]:
        return self._lay(width).lines

    def drawn(self) -> Sequence[Content]:
        if self._seen is None:
            return ()
        if self._seen_in != self.size.width:  # Textual knows where the control lies in that width
            self.child_regions(self.size.width)
        return self._seen.lines

    def child_regions(self, width: int) -> Sequence[Region]:
        self._seen, self._seen_in = self._lay(width), width
        return (self._seen.control,)

    def _lay(self, width: int) -> FieldLayout:
        """The field laid out in so many columns; kept while nothing differs."""
        text = self.saying()
        height = self.control_height(text.control_width(width))
        key = (text, width, height)
        if self._laid is None or self._laid[0] != key:
            self._laid = key, laid_out(text, width, height)
        return self._laid[1]

    def draw(self) -> None:
        """Redraw the lines that differ; lay everything out again where something has moved."""
        if self._seen is None:  # it is not on the screen yet
            return
        before, now = self._seen, self._lay(self.size.width)
        if now is before:
            return
        self.refresh()
        if now.control != before.control or len(now.lines) != len(before.lines):
            self.control.refresh(layout=True)  # and with it what it lies in
        else:
            self._seen = now

    def say_echo(self, words: str) -> None:
        """Say after the control what the text in it means."""
        self._echo = words
        self.draw()

    def complain(self, sentence: str) -> None:
        """Say beside the field what is wrong with it; nothing when `sentence` is empty."""
        self._complaint = sentence
        self.draw()
        if sentence and self.is_here:
            self.call_after_refresh(self.come_into_sight)

    @property
    def is_wrong(self) -> bool:
        """Whether something is said to be wrong with it."""
        return bool(self._complaint)

    def warn(self, sentences: str) -> None:
        """Warn beside the field; its value is kept all the same."""
        if sentences == self._warned:  # nearly always: every change asks every field
            return
        self._warned = sentences
        self.draw()
        if sentences and self.is_here:
            self.call_after_refresh(self.come_into_sight)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show these offers under the control; with none, remove the lines."""
        if offers or self.offered.is_open:
            self.offered.show(offers)
            self.draw()
        if offers:
            self.call_after_refresh(self.come_into_sight)

    def go_down(self, step: int) -> None:
        """Go down the offers, or up."""
        self.offered.move(step)
        self.draw()

    def centre(self, looks: int = LOOKS) -> None:
        """Bring the control into the middle if it is out of sight; then what is around it."""
        if not self.is_attached:
            return
        if looks and not self._is_laid_out:
            self.call_after_refresh(self.centre, looks - 1)
            return
        if not self.screen.can_view_entire(self.control):
            self.screen.scroll_to_center(self.control, animate=False, origin_visible=True)
        self.call_after_refresh(self.come_into_sight)

    @property
    def _is_laid_out(self) -> bool:
        """Whether its height is that of its text by now."""
        return self.size.height == len(self.lines(self.size.width))

    def come_into_sight(self, looks: int = LOOKS) -> None:
        """Scroll to show wording, guidance and error with the line one types in, if they fit."""
        if not self.is_attached:  # gone with its screen before its turn came
            return
        if looks and not self._is_laid_out:
            self.call_after_refresh(self.come_into_sight, looks - 1)
            return
        around, focused = self.parent, self.screen.focused
        if not isinstance(around, Widget) or focused is None:
            return
        fits = self.outer_size.height <= around.size.height
        if fits or focused.size.height == 1:  # of a long text, the line one types in is what counts
            self.scroll_visible(animate=False, top=not fits)

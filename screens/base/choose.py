"""A list to choose from, narrowed as one types: people, schools, a field to jump to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from screens.base.modal import Modal
from screens.widgets.line_list import LineList
from screens.widgets.offer_list import Offer
from store.matching import matches

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def among(offers: Iterable[Offer]) -> Callable[[str], Sequence[Offer]]:
    """Those of the offers that match a text."""
    known = list(offers)
    return lambda typed: [offer for offer in known if matches(typed, offer.text, offer.detail)]


class Choose(Modal[Offer]):
    """A list over the screen; what is typed narrows it, enter takes, escape closes."""

    about = "Type part of it: the list narrows. Arrows move, enter takes, escape takes none."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Choose {
        align: center middle;
        & > Vertical {
            width: 90%; height: 80%; background: $surface; padding: 0 1;
            & > Input { background: $panel; }
            & > LineList { height: 1fr; }
        }
    }
    """

    def __init__(
        self,
        title: str,
        offers: Callable[[str], Sequence[Offer]],
        typed: str = "",
        nothing: str = "Nothing to choose from.",
    ) -> None:
        """`offers` gives what matches a text; `typed` is what it begins with.

        `nothing` is said where there is nothing to offer at all.
        """
        super().__init__()
        self._nothing = nothing
        self._title = title
        self._offers = offers
        self._matching: Sequence[Offer] = ()
        self._typed = typed

    def compose(self) -> ComposeResult:
        self._line = Input(self._typed, compact=True, max_length=80, select_on_focus=False)
        self._line.cursor_blink = False
        empty = "Nothing matches." if self._offers("") else self._nothing
        self._list: LineList[int] = LineList(self._draw, empty=empty)
        self._list.can_focus = False
        with Vertical():
            yield Static(f"{self._title}   (type to narrow, enter takes, esc closes)", markup=False)
            yield self._line
            yield self._list

    def on_mount(self) -> None:
        self._narrow(self._typed)
        if not self._matching and self._typed:
            self._line.value = ""
        self._line.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    @on(Input.Submitted)
    def _taken(self, event: Input.Submitted) -> None:
        event.stop()
        at = self._list.cursor_key
        if at is not None:  # else it stays open: what is typed next is meant for it
            self.dismiss(self._matching[at])

    def action_move(self, step: int) -> None:
        """Move the cursor while the line keeps the focus."""
        self._list.action_move(step)

    def action_page(self, pages: int) -> None:
        """Move by a page."""
        self._list.action_page(pages)

    def _narrow(self, typed: str) -> None:
        self._matching = self._offers(typed)
        self._list.show(range(len(self._matching)), keep=False)

    def _draw(self, at: int, width: int) -> Content:
        offer = self._matching[at]
        return Content.assemble(offer.text, ("  " + offer.detail if offer.detail else "", "dim"))


class Jump(Modal[int]):
    """The fields of a screen, each with a letter; the letter goes there."""

    about = "A letter goes to its field; arrows and enter do too, and escape stays."

    DEFAULT_CSS = """
    Jump {
        align: center middle;
        & > Vertical { width: 90%; height: 80%; background: $surface; padding: 0 1; }
        & LineList { height: 1fr; }
    }
    """

    def __init__(self, fields: Sequence[tuple[str, str]], at: int) -> None:
        """`fields` are the fields' names and what stands in them; `at` is where one is now."""
        super().__init__()
        self._fields = fields
        self._at = at

    def compose(self) -> ComposeResult:
        self._list: LineList[int] = LineList(self._draw)
        with Vertical():
            yield Static("Jump to   (a letter goes there, esc closes)", markup=False)
            yield self._list

    def on_mount(self) -> None:
        self._list.show(range(len(self._fields)))
        self._list.move_to(self._at)
        self._list.focus()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        self.dismiss(event.key)

    def on_key(self, event: Key) -> None:
        """A letter goes there."""
        at = LETTERS.find(event.character or " ")
        if 0 <= at < len(self._fields):
            event.stop()
            self.dismiss(at)

    def _draw(self, at: int, width: int) -> Content:
        name, value = self._fields[at]
        wording, colon, part = name.rpartition(": ")
        room = width - 5
        if colon and len(name) > room:  # the part tells it from its neighbours: kept whole
            name = f"{wording[: room - len(part) - 3]}…: {part}"
        letter = LETTERS[at] if at < len(LETTERS) else " "
        return Content.assemble((letter, "bold"), f"  {name}  ", (value, "dim"))

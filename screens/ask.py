"""One question, one line to answer it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from screens.widgets.field_editor import sentence
from store.text import LINE_LIMIT, clean_line
from store.values import Unacceptable


def _as_typed(answer: str) -> str:
    return ""


class Ask(ModalScreen[str | None]):
    """Asks for a line; enter gives it, escape gives none.

    What the line means stands under it while it is typed. One that cannot be understood is not
    given: the sentence that says why takes the place of its meaning, and the line stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    Ask {
        align: center middle;
        & > Vertical {
            width: 90%; height: auto; background: $surface; padding: 1 1;
            & > Input { background: $panel; }
            & > .meaning { height: auto; color: $text-muted; }
            & > .meaning.-wrong { color: $text-error; text-style: bold; }
        }
    }
    """

    def __init__(
        self, question: str, answer: str = "", meaning: Callable[[str], str] = _as_typed
    ) -> None:
        """`answer` is what stands there to begin with.

        `meaning` says what an answer means, or raises Unacceptable with what is wrong with it.
        """
        super().__init__()
        self._question = question
        self._answer = answer
        self._meaning_of = meaning

    def compose(self) -> ComposeResult:
        """The question, the line, what it means."""
        line = Input(self._answer, compact=True, max_length=LINE_LIMIT, select_on_focus=False)
        line.cursor_blink = False
        self._meaning = Static("", classes="meaning", markup=False)
        with Vertical():
            yield Static(f"{self._question}   (enter, or esc for none)", markup=False)
            yield line
            yield self._meaning

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Say what is meant; what is not understood yet may still become something."""
        event.stop()
        try:
            self._tell(self._meaning_of(event.value))
        except Unacceptable:
            self._tell("")

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        answer = clean_line(event.value)
        try:
            self._meaning_of(answer)
        except Unacceptable as error:
            self._tell(sentence(str(error)), wrong=True)
            return
        if answer:
            self.dismiss(answer)

    def _tell(self, words: str, wrong: bool = False) -> None:
        self._meaning.set_class(wrong, "-wrong")
        self._meaning.update(words)

    def action_close(self) -> None:
        """No answer."""
        self.dismiss(None)

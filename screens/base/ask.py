"""One question, one line to answer it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from screens.base.modal import Modal
from store.field_values import Unacceptable
from store.text import LINE_LIMIT, clean_line, sentence


def _as_typed(answer: str) -> str:
    return ""


class Ask(Modal[str]):
    """Asks for a line; enter gives it, escape gives none.

    What the line means stands under it while it is typed. One that cannot be understood is not
    given: the sentence that says why takes the place of its meaning, and the line stays.
    """

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
    about = "Type an answer: enter gives it, escape gives none and changes nothing."
    keys = "enter, or esc for none"

    def __init__(
        self,
        question: str,
        answer: str = "",
        meaning: Callable[[str], str] = _as_typed,
        suggester: Suggester | None = None,
    ) -> None:
        """`answer` is what stands there to begin with.

        `meaning` says what an answer means, or raises Unacceptable with what is wrong with it.
        """
        super().__init__()
        self._question = question
        self._meaning_of = meaning
        self.line = Input(
            answer,
            compact=True,
            max_length=LINE_LIMIT,
            select_on_focus=False,
            suggester=suggester,
        )
        self.line.cursor_blink = False
        self._meaning = Static("", classes="meaning", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(f"{self._question}   ({self.keys})", markup=False)
            yield self.line
            yield self._meaning

    def wrong_with(self, answer: str) -> str:
        """What is wrong with an answer, as a sentence; empty when it can be given."""
        try:
            self._meaning_of(answer)
        except Unacceptable as error:
            return sentence(str(error))
        return ""

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Say what the line means; half a word is no mistake yet."""
        event.stop()
        try:
            self._tell(self._meaning_of(event.value))
        except Unacceptable:
            self._tell("")

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        answer = clean_line(event.value)
        if wrong := self.wrong_with(answer):
            self._tell(wrong, wrong=True)
        elif answer:
            self.dismiss(answer)

    def _tell(self, words: str, wrong: bool = False) -> None:
        self._meaning.set_class(wrong, "-wrong")
        self._meaning.update(words)


class AskForFile(Ask):
    """Asks for the path of a file on this machine, and for what is done with it; tab completes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False, priority=True)]
    keys = "its path on this machine; tab completes, esc for none"

    def __init__(self, question: str, take: Callable[[Path], str]) -> None:
        """`take` does what is to be done with the file, or gives the sentence why it cannot."""
        super().__init__(question, suggester=_Paths())
        self._take = take

    def wrong_with(self, answer: str) -> str:
        """Take the file; where that cannot be done, its path stays in the line."""
        if not answer:
            return ""
        try:
            return self._take(Path(answer).expanduser())
        except RuntimeError:
            return f"{answer} leads nowhere: there is no such account on this machine."

    def action_complete(self) -> None:
        """Accept the suggestion."""
        self.line.action_end()
        self.line.action_cursor_right()


class _Paths(Suggester):
    """The first file or folder whose path begins with what is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        folder, slash, begun = value.rpartition("/")
        try:
            within = Path(folder + slash or ".").expanduser()
            names = sorted(
                f"{path.name}/" if path.is_dir() else path.name
                for path in within.iterdir()
                if path.name.startswith(begun) and (begun or not path.name.startswith("."))
            )
        except (OSError, RuntimeError):  # no such folder, not to be read, or no such account
            return None
        return f"{folder}{slash}{names[0]}" if names and value else None

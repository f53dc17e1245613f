"""One question, one line to answer it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from store.text import LINE_LIMIT, clean_line


class Ask(ModalScreen[str | None]):
    """Asks for a line; enter gives it, escape gives none.

    An answer that `refuses` has a sentence for stays in the line, with the sentence under it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    Ask {
        align: center middle;
        & > Vertical {
            width: 90%; height: auto; background: $surface; padding: 1 1;
            & > Input { background: $panel; }
            & > .complaint { color: $text-error; text-style: bold; display: none; }
            & > .complaint.-wrong { display: block; }
        }
    }
    """
    keys = "enter, or esc for none"

    def __init__(
        self,
        question: str,
        answer: str = "",
        refuses: Callable[[str], str] = lambda _: "",
        suggester: Suggester | None = None,
    ) -> None:
        """`answer` is what stands there to begin with."""
        super().__init__()
        self._question = question
        self._refuses = refuses
        self.line = Input(
            answer,
            compact=True,
            max_length=LINE_LIMIT,
            select_on_focus=False,
            suggester=suggester,
        )
        self.line.cursor_blink = False
        self._complaint = Static("", classes="complaint", markup=False)

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical():
            yield Static(f"{self._question}   ({self.keys})", markup=False)
            yield self.line
            yield self._complaint

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        if answer := clean_line(event.value):
            sentence = self._refuses(answer)
            self._complaint.update(sentence)
            self._complaint.set_class(bool(sentence), "-wrong")
            if not sentence:
                self.dismiss(answer)

    def action_close(self) -> None:
        """No answer."""
        self.dismiss(None)


class AskForFile(Ask):
    """Asks for the path of a file on this machine; tab completes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False, priority=True)]
    keys = "its path on this machine; tab completes, esc for none"

    def __init__(self, question: str, take: Callable[[Path], str]) -> None:
        """`take` does what is to be done with the file, or gives the sentence why it cannot."""
        super().__init__(
            question, refuses=lambda typed: take(Path(typed).expanduser()), suggester=_Paths()
        )

    def action_complete(self) -> None:
        """Take what is suggested."""
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

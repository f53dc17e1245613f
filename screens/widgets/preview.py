"""A document shown as Markdown. Imported when one is first opened: it loads a parser."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown


class Preview(VerticalScroll, can_focus=True):
    """The document as a reader will see it."""

    DEFAULT_CSS = """
    Preview {
        width: 1fr; height: 1fr; scrollbar-size-vertical: 1;
        & Markdown { padding: 0 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The document."""
        self._document = Markdown(parser_factory=parser, open_links=False)
        yield self._document

    async def show(self, text: str) -> None:
        """Show a document."""
        await self._document.update(text)


def parser() -> MarkdownIt:
    """GFM as renderers read it; a `<br>` in a cell is a break, which Textual would leave out."""
    found = MarkdownIt("gfm-like", {"linkify": False})
    found.core.ruler.push("breaks", _breaks)
    return found


def _breaks(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "html_inline" and child.content == "<br>":
                child.type, child.tag = "hardbreak", "br"

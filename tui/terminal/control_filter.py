"""What may not be sent to a terminal."""

import re
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.terminal.capabilities import can_write

_ASCII_LOOKALIKES = {
    **dict.fromkeys("─━▁▔▀▄", "-"),
    **dict.fromkeys("│┃▌▐▎▊", "|"),
    **dict.fromkeys("–—−", "-"),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”", '"'),
    "•": "*",
    "·": ".",
    "…": ".",
    "\u00a0": " ",
}

# C0, DEL and C1; soft hyphen; marks, embeddings, overrides and isolates of writing direction;
# zero-width space, word joiner and invisible operators; separators of lines and paragraphs; the
# byte order mark; annotations; invisible tags; lone surrogates, which no encoding can write and
# which would end the thread that writes. Joiner and non-joiner (U+200C, U+200D) stay: names in
# Persian and Hindi need them, and so do emoji.
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


class ControlFilter(LineFilter):
    """The last guard before the terminal: no text on the screen can give it an order.

    Widgets pass escape sequences in a record's text on as they are, and such text can set the
    reader's clipboard or turn his lines round. Controls have no width in Textual's count, so they
    are left out; what has a width keeps it. Links that a terminal would follow are taken off too.
    What the terminal's encoding cannot write is shown as "?" or what looks most like it: Python
    would write `\\u25cf`, and shift the rest of the line.

    What is meant for the clipboard does not come this way: `RegisterApp.copy_to_clipboard` sends
    it, by a key alone.

    To be returned by `App.get_line_filters`, always the same one: Textual keeps what it filtered.
    """

    def __init__(self, encoding: str | None = "utf-8") -> None:
        """Guard a terminal that is written to in this encoding (standard error's)."""
        super().__init__()
        self._encoding = encoding or "ascii"
        self._writes_all = self._encoding.lower().replace("-", "").startswith("utf")

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line's segments as they may be sent, each as wide as before."""
        return [self._guarded(segment) for segment in segments]

    def _guarded(self, segment: Segment) -> Segment:
        text, style, control = segment
        shown = without_controls(text)
        if not self._writes_all and not shown.isascii():
            shown = "".join(_written(character, self._encoding) for character in shown)
        if style is not None and style.link:
            style = style.update_link(None)
        elif shown == text:
            return segment
        return Segment(shown, style, control)


def without_controls(text: str) -> str:
    """Return the text without what a terminal would obey or not show, as wide as it was."""
    if text.isprintable():
        return text
    return _UNSHOWN.sub(lambda match: "·" * cell_len(match[0]), text)


@lru_cache(4096)
def _written(character: str, encoding: str) -> str:
    if can_write(character, encoding):
        return character
    return _ASCII_LOOKALIKES.get(character, "?") * cell_len(character)

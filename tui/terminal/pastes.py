"""A long text that comes all at once is a paste, also where the terminal does not say so."""

from __future__ import annotations

import re

BEGINS = "\x1b[200~"
ENDS = "\x1b[201~"
AT_ONCE = 256
"""Characters read at once, and no key that is not text among them, that nobody types."""

_BEGUN_KEY = re.compile(r"\x1b(\[[0-9;<>?]*)?\Z")
_WHITE_SPACE = str.maketrans("\t\r\n", "   ")


class PasteMarks:
    """Puts the marks of a paste round one that comes without.

    Taken key by key, a megabyte takes minutes, and outside a field each letter is a command.
    """

    def __init__(self) -> None:
        self._pasting = False
        self._before = ""

    def put(self, text: str) -> str:
        """What was read, with marks where it is a paste and has none."""
        seen = self._before + text
        marked = self._pasting or BEGINS in seen
        if (began := seen.rfind(BEGINS)) != (ended := seen.rfind(ENDS)):
            self._pasting = began > ended
        within_a_key = _BEGUN_KEY.search(self._before) is not None
        self._before = seen[-len(BEGINS) + 1 :]
        if marked or within_a_key or len(text) < AT_ONCE or not _is_text(text):
            return text
        return f"{BEGINS}{text}{ENDS}"


def _is_text(text: str) -> bool:
    return text.isprintable() or text.translate(_WHITE_SPACE).isprintable()

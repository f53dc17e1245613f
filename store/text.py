"""Text as it enters the register: cleaned once, here, and never again.

What is removed or replaced is what no editor, no document and no terminal shows as itself; what
a person typed on purpose stays (`[/x]`, tabs, right-to-left marks in a name).
"""

from __future__ import annotations

import re
import unicodedata

LINE_LIMIT = 500
"""The most characters one line (a name, a school, a reason) can have."""
TEXT_LIMIT = 20_000
"""The most characters a text of many lines can have."""
LIST_LIMIT = 100
"""The most entries a list (people, bullets, rows) can have."""

# CR, CRLF, VT, FF, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# Control characters but tab and newline, lone surrogates, the byte order mark, noncharacters.
_REMOVED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)

# White space, and what Unicode has nothing drawn for: soft hyphens, joiners, direction marks,
# fillers, variation selectors, tags.
_UNSEEN = re.compile(
    "[\\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)


def clean_text(raw: str) -> str:
    """`raw` as many lines, ended by `\\n`, composed (NFC), without what cannot be shown.

    Every other line ending becomes a newline; control characters (ESC and C1 among them), lone
    surrogates, byte order marks and noncharacters go. Tabs and white space at the ends stay.
    Cleaning clean text changes nothing.
    """
    if raw.isascii() and raw.replace("\n", "").isprintable():
        return raw
    return unicodedata.normalize("NFC", shown_text(raw))


def shown_text(raw: str) -> str:
    """`raw` as `clean_text` has it, but not composed: a document's own marks are no letters.

    In Markdown `<br>` before a combining mark would be no break any more.
    """
    return _REMOVED.sub("", _LINE_ENDS.sub("\n", raw))


def clean_line(raw: str) -> str:
    """`raw` as one line: cleaned as `clean_text` does, each newline and tab a space, ends trimmed.

    Cleaning a clean line changes nothing.
    """
    if raw.isascii() and raw.isprintable():  # nearly every cell of a large schools file
        return raw.strip()
    return clean_text(raw).replace("\n", " ").replace("\t", " ").strip()


def is_blank(text: str) -> bool:
    """Whether nothing of a text is seen; such characters stay where they are among others."""
    return _UNSEEN.fullmatch(text) is not None


def capital(words: str) -> str:
    """Words as a sentence begins: with a capital letter."""
    return words[:1].upper() + words[1:]


def count_of(count: int, unit: str) -> str:
    """A number with its unit: 1 working day, 5 working days."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def sentence(words: str) -> str:
    """Words as a sentence: a capital, and a full stop."""
    words = capital(words)
    return words if words.endswith((".", "?", "!")) else f"{words}."


def ended(words: str) -> str:
    """Words with one full stop at their end, or the question mark they have."""
    return words if words.endswith("?") else f"{words.rstrip('.')}."


def cut(words: str, width: int) -> str:
    """Words in at most `width` characters: what is cut off leaves a mark."""
    return words if len(words) <= width else f"{words[: max(0, width - 1)]}…"

"""What a command says: results on standard output, messages on standard error."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import msgspec

from store.field_values import Json

# Control characters but tab and newline; what turns the direction of writing round, for the rest
# of a line, in which another record may stand (marks of direction stay: names need them); lone
# surrogates (bytes of a file name that are no text).
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def say(text: str) -> None:
    """Write a result, one line or several, to standard output."""
    print(harmless(text))


def tell(text: str) -> None:
    """Write a message to standard error."""
    print(harmless(text), file=sys.stderr)


def bar_here() -> str:
    """What bars are drawn with: "#" where standard output cannot show a block."""
    from store.report.figures import ASCII_BAR, BAR

    try:
        BAR.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ASCII_BAR
    return BAR


def say_document(data: bytes) -> None:
    """Write a text to standard output: as it is to a file or a pipe, harmless to a terminal."""
    if sys.stdout.isatty():
        print(harmless(data.decode("utf-8-sig").replace("\r\n", "\n")), end="")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def say_json(value: Json) -> None:
    """Write one JSON document to standard output; ASCII alone where that is no Unicode."""
    unicode = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
    text = msgspec.json.format(msgspec.json.encode(value), indent=1).decode()
    # In JSON an escape is the same text to whoever reads it.
    text = harmless(text, _in_json)
    print(text if unicode else _BEYOND_ASCII.sub(lambda match: _in_json(match[0]), text))


def harmless(text: str, escaped: Callable[[str], str] | None = None) -> str:
    """Text a terminal can be given: control characters as their escapes (`\\x1b`)."""
    escaped = escaped or _as_python
    return _UNSHOWN.sub(lambda match: escaped(match[0]), text)


def _as_python(character: str) -> str:
    return character.encode("unicode_escape").decode()


def _in_json(character: str) -> str:
    halves = character.encode("utf-16-be", "surrogatepass")  # one beyond the first 65,536 has two
    return "".join(f"\\u{halves[at : at + 2].hex()}" for at in range(0, len(halves), 2))


def one_line(text: str, width: int) -> str:
    """Text in one line of at most `width` characters."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"

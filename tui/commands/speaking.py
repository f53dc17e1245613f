"""What a command says: results on standard output, messages on standard error."""

from __future__ import annotations

import json
import re
import sys

from store.values import Json

# Control characters but tab and newline; lone surrogates (bytes of a file name that are no text).
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def say(text: str) -> None:
    """Write a result, one line or several, to standard output."""
    print(harmless(text))


def tell(text: str) -> None:
    """Write a message to standard error."""
    print(harmless(text), file=sys.stderr)


def say_json(value: Json) -> None:
    """Write one JSON document to standard output; ASCII alone where that is no Unicode."""
    unicode = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not unicode, indent=1))


def harmless(text: str) -> str:
    """Text a terminal can be given: control characters as their escapes (`\\x1b`)."""
    return _UNSHOWN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def one_line(text: str, width: int) -> str:
    """Text in one line of at most `width` characters."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"

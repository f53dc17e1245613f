"""A returned Word form read: its headings, what was typed under them, its tables, who saved it.

What is read is what a person sees, whatever Word wrapped it in: tracked changes as if accepted,
content controls and hyperlinks as their text, text boxes where they stand. What is not text is
said in a notice.
"""

from __future__ import annotations

import re

from store.documents.formats.word_package import WordFile
from store.documents.page import Heading
from store.returned.form import Piece, Prose, Returned, identity_of, joined
from store.returned.word.word_tables import Flow
from store.returned.word.word_text import WordReader


def read(data: bytes) -> Returned:
    """What stands in a Word file.

    Raises:
        Unreadable: when it is none, or cannot be read.
    """
    file = WordFile(data)
    reader = WordReader(file.styles)
    flow = Flow(reader)
    pieces = tuple(joined(flow.pieces(file.body)))
    title, line = flow.title, flow.line
    if not title:
        title, line, pieces = _first_lines(pieces)
    properties = file.properties
    return Returned(
        identity_of(_carried(properties.get("description", ""))),
        title,
        line,
        pieces,
        properties.get("lastModifiedBy", "").strip(),
        tuple(reader.strange.notices()),
    )


def _carried(said: str) -> dict[str, str]:
    """What stands in the file's comments, by its keys in small letters.

    No value has a space in it, so it does not matter what a program makes of the line ends; Word
    writes a carriage return as `_x000d_`.
    """
    lines = re.sub("_x000d_", "\n", said, flags=re.IGNORECASE)
    return {key.casefold(): value for key, value in re.findall(r"(\w+): (\S+)", lines)}


def _first_lines(pieces: tuple[Piece, ...]) -> tuple[str, str, tuple[Piece, ...]]:
    """The title and the line under it where no style marks them: the first two lines."""
    match pieces:
        case (Prose() as prose, *others):
            title, _, rest = prose.text.partition("\n\n")
            line, _, rest = rest.partition("\n\n")
            kept = [Prose(rest, prose.entries[2:])] if rest else []
            return title, line, (*kept, *others)
        case (Heading(text=text), *others):
            return text, "", tuple(others)
    return "", "", pieces

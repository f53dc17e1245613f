"""Whether what somebody typed to find a record occurs in that record's texts."""

import unicodedata
from collections.abc import Sequence

_LIKE_A_LETTER = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that readers take for an accented one, but that Unicode does not take apart."""

_UNHEARD = str.maketrans("", "", "'’‘ʼ`.")
"""Apostrophes and full stops: "st marys" finds St. Mary’s."""


def folded(text: str) -> str:
    """Return the text as it is compared: lower case, no accents, no apostrophes or full stops."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(mark for mark in apart if not unicodedata.combining(mark))
        text = text.translate(_LIKE_A_LETTER)
    return text.lower().translate(_UNHEARD)


def searchable_text(*texts: str) -> str:
    """Texts as they are searched, folded once for many searches."""
    # A line's end between two texts: no word has one, so none is found across two texts.
    return "\n".join(folded(text) for text in texts)


def places_in(texts: Sequence[str], needle: str) -> list[int]:
    """The indices of the searchable texts in which every word of the needle occurs."""
    places: Sequence[int] = range(len(texts))
    for word in folded(needle).split():  # word by word: each leaves few for the next
        places = [at for at in places if word in texts[at]]
    return list(places)


def matches(needle: str, *texts: str) -> bool:
    """Say whether every word of the needle occurs somewhere in the texts.

    Words are what stands between white space; they may be parts of words, in any order, each in
    any of the texts, whatever the case and the accents. An empty needle matches everything.
    """
    return not needle or bool(places_in((searchable_text(*texts),), needle))

"""How alike two texts are, since people retype headings; and which part of a text was printed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from store.matching import folded

CLOSE = 0.72
"""From this likeness on one text is taken for the other."""
_COMPARED = 400
"""Characters that are compared, at most: likeness costs the square of their number."""
_BEGINNING = 12
"""Letters from which on a beginning names the whole: "Areas for development"."""
_MARKS = str.maketrans({"“": "", "”": "", '"': "", "–": "-", "—": "-", "‑": "-", "…": ""})


class LikePair(Struct, frozen=True):
    """Two that belong together, by their places; `same` unless one was taken for the other."""

    wanted: int
    given: int
    same: bool = True


def bare(text: str) -> str:
    """Text as it is compared: no case, quotation marks, marks of emphasis, colon at the end."""
    return " ".join(folded(text.translate(_MARKS)).split()).strip(" :*_#`")


def likeness(first: str, second: str) -> float:
    """How alike two bare texts are, from 0 to 1."""
    if first == second:
        return 1.0
    if not first or not second:
        return 0.0
    from difflib import SequenceMatcher  # only for a returned form: a start is faster

    first, second = first[:_COMPARED], second[:_COMPARED]
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.quick_ratio() < CLOSE / 2:
        return 0.0
    return matcher.ratio()


def paired(wanted: Sequence[str], given: Sequence[str]) -> list[LikePair]:
    """Which of `given` is which of `wanted`: identical ones in order first, then the closest.

    An empty text is paired with none; each has one partner at most.
    """
    bare_wanted, bare_given = [bare(text) for text in wanted], [bare(text) for text in given]
    free = dict.fromkeys(range(len(bare_wanted)))
    pairs: list[LikePair] = []
    left: list[int] = []
    for given_at, text in enumerate(bare_given):
        wanted_at = next((each for each in free if text and bare_wanted[each] == text), None)
        if wanted_at is None:
            left.append(given_at)
            continue
        del free[wanted_at]
        pairs.append(LikePair(wanted_at, given_at))
    close = sorted(
        (
            (-_named(bare_given[given_at], bare_wanted[wanted_at]), wanted_at, given_at)
            for given_at in left
            for wanted_at in free
            if bare_given[given_at] and bare_wanted[wanted_at]
        ),
    )
    for unlike, wanted_at, given_at in close:
        if -unlike >= CLOSE and wanted_at in free and given_at in left:
            del free[wanted_at]
            left.remove(given_at)
            pairs.append(LikePair(wanted_at, given_at, same=False))
    return pairs


def _named(given: str, wanted: str) -> float:
    """How well `given` names `wanted`; its beginning, misspelt, counts too, a little less."""
    whole = likeness(given, wanted)
    if _BEGINNING <= len(given) < len(wanted):
        return max(whole, likeness(given, wanted[: len(given)]) * 0.95)
    return whole


class Altered(Struct, frozen=True):
    """A printed sentence that came back altered."""

    printed: str
    returned: str


def without_printed(text: str, printed: Sequence[str]) -> tuple[str, list[Altered]]:
    """A text without the sentences that are printed there, and those of them that were altered.

    A sentence that somebody has deleted is no loss, and is not reported.
    """
    altered: list[Altered] = []
    for words in reversed(printed):
        text, returned = _without(text, words)
        if returned and bare(returned) != bare(words):
            altered.append(Altered(words, returned))
    return text, altered


def _without(text: str, words: str) -> tuple[str, str]:
    if text == words:
        return "", words
    if text.endswith(f"\n\n{words}"):
        return text.removesuffix(f"\n\n{words}"), words
    if text.startswith(f"{words}\n\n"):
        return text.removeprefix(f"{words}\n\n"), words
    paragraphs = text.split("\n\n")
    likely = [
        (likeness(bare(paragraph), bare(words)), at)
        for at, paragraph in enumerate(paragraphs)
        if len(paragraph) < 2 * len(words) + 20
    ]
    best, at = max(likely, default=(0.0, 0))
    if best >= CLOSE and (best == 1.0 or words not in text):
        returned = paragraphs.pop(at)
        return "\n\n".join(paragraphs), returned
    if words in text:
        before, _, after = text.rpartition(words)
        return "\n\n".join(part for part in (before.rstrip(), after.lstrip()) if part), words
    return text, ""

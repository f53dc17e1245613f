"""Printed sentences in what came back: recognised, and taken out of what was written there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.returned.likeness import CLOSE, bare, likeness


@dataclass(frozen=True, slots=True)
class Altered:
    """A printed sentence that came back otherwise."""

    printed: str
    found: str


def without_printed(text: str, printed: Sequence[str]) -> tuple[str, list[Altered]]:
    """A stretch's text without the sentences that are printed there; those that were altered.

    A sentence that somebody has deleted is no loss, and is not missed.
    """
    altered: list[Altered] = []
    for words in reversed(printed):
        text, found = _without(text, words)
        if found and bare(found) != bare(words):
            altered.append(Altered(words, found))
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
        found = paragraphs.pop(at)
        return "\n\n".join(paragraphs), found
    if words in text:
        before, _, after = text.rpartition(words)
        return "\n\n".join(part for part in (before.rstrip(), after.lstrip()) if part), words
    return text, ""

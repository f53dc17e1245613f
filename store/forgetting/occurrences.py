"""What forgetting somebody would do, said before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from store.drafts import all_drafts
from store.forgetting.forgetting import LEFT_TO_DO
from store.forgetting.marking import ForgottenWords
from store.forgetting.mentions import Mention, Subject, in_history, mentions
from store.register.register import Register


class Occurrences(Struct, frozen=True):
    """Every mention of somebody in the register, and how many there are elsewhere."""

    subject: Subject
    mentions: tuple[Mention, ...]
    changes: int
    drafts: int
    copies: int

    @property
    def anything(self) -> bool:
        """Whether there is anything to take out."""
        return bool(self.mentions or self.changes or self.drafts or self.copies)

    @property
    def lines(self) -> list[str]:
        """Every mention, one a line."""
        return [f"{mention.where}: {mention.around}" for mention in self.mentions]

    @property
    def what_is_done(self) -> list[str]:
        """What will be done, in sentences."""
        words = self.subject.words
        looked_for = ", ".join((*words.names, *words.contacts))
        sentences = [f"Looked for: {looked_for}."] if looked_for else []
        sentences.append(
            f"In all of these {words.mark} will stand: {len(self.mentions)} "
            f"{_places(len(self.mentions))} of the register, {self.changes} of its changes, "
            f"{self.copies} of its own copies and backups, {self.drafts} of what is typed and "
            "not kept. The history keeps its entries; undo does not bring the name back."
        )
        if self.subject.shared:
            sentences.append(
                f"These stay, because a school, the office or somebody else has them too: "
                f"{', '.join(self.subject.shared)}."
            )
        if self.subject.twins:
            others = ", ".join(str(twin.key) for twin in self.subject.twins)
            sentences.append(
                f"Somebody else of the directory has this name too ({others}): it is taken out "
                "only where it is linked to this one, and stays in texts."
            )
        return sentences


def occurrences_of(register: Register, subject: Subject, drafts: Path) -> Occurrences:
    """What forgetting `subject` would do; `drafts` is where this account's sessions keep theirs."""
    words = subject.words
    typed = [
        draft
        for draft in all_drafts(drafts, register.id)
        if words.of_draft(draft.table, draft.key, draft.field, draft.text) != draft.text
    ]
    return Occurrences(
        subject,
        tuple(mentions(register, words)),
        sum(1 for _ in in_history(register, words)),
        len(typed),
        sum(_stand_in(copy, words) for copy in register.engine.copies()),
    )


def left_to_do() -> str:
    """What is left to do, as sentences of a list."""
    return "\n".join(("Left to do, where the register does not reach:", *map(_point, LEFT_TO_DO)))


def _point(text: str) -> str:
    return f"- {text}"


def _places(count: int) -> str:
    return "place" if count == 1 else "places"


def _stand_in(copy: Iterator[str], words: ForgottenWords) -> bool:
    return any(any(words.spans(text)) for text in copy)

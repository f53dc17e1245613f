"""Forgetting a person: all that the register keeps by itself, written anew without them.

The history keeps its entries, their numbers, times and users; where the name stood, a mark
stands, as if it always had. Copies elsewhere are not known to the register: `LEFT_TO_DO` names
them.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from store.drafts import rewritten
from store.engine.engine import Engine
from store.forgetting.marking import ForgottenWords

LEFT_TO_DO = (
    "Documents and packs that were exported, printed or sent by mail.",
    "Backups that were made into other folders, and those of the machine's own.",
    "What other accounts have typed and not kept, and what stands on a screen just now.",
    "Calendars that took in an .ics file.",
)
"""Where the name may still stand: what the register cannot reach."""


class _InDrafts(msgspec.Struct, frozen=True):
    """What an engine keeps until it is done: whose drafts lose which words."""

    register: str
    drafts: str
    mark: str
    names: tuple[str, ...]
    contacts: tuple[str, ...]
    key: int | None


def forget(engine: Engine, words: ForgottenWords, drafts: Path) -> int:
    """Take a person out of all that the register keeps; how many files were written anew.

    `drafts` is the folder in which this account's sessions keep what is typed and not kept.

    Raises:
        Refused: when a copy that is kept cannot be rewritten; nothing was changed.
        RegisterError: when it could not be done; nothing was changed.
        Damaged: when the register is not as it was written.
    """
    return engine.forget(words, {"drafts": str(drafts), **msgspec.to_builtins(words)})


def take_out_of_drafts(kept: bytes) -> None:
    """Take the words out of what is typed and not kept, as the engine kept it.

    Raises:
        OSError: when a file could not be written; the next time does it over.
    """
    asked = msgspec.json.decode(kept, type=_InDrafts)
    words = ForgottenWords(asked.mark, asked.names, asked.contacts, asked.key)
    rewritten(Path(asked.drafts), asked.register, words.of_draft)

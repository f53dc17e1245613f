"""The papers of many reviews, written one after the other, into a folder or as one zip."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from store.documents.all_documents import FORMS
from store.documents.files import PendingDocument, exporting_to, file_name
from store.documents.filled import Filled, coming_filled
from store.documents.formats.all_formats import STANDARD, Format
from store.documents.packs import PACK, PACKS, ZIP, pack_name, papers_of, zipping
from store.documents.scopes import Context, contexts_of
from store.paperwork.tables import REVIEWS
from store.register.register import Register


def papers_of_each(
    key: str, contexts: Iterable[Context], written: Format, filled: Filled = Filled.AS_IT_STANDS
) -> Iterator[PendingDocument]:
    """Of each review the form of that key, filled so far; or the pack, in a folder of its own.

    Raises:
        Refused: when they cannot be had so, or not in that format.
    """
    form = FORMS.get(key)
    for context in contexts:
        if form:
            yield coming_filled(form, context, written, filled)
            continue
        folder = pack_name(key, context)
        for one in papers_of(context, written, only_heads=PACKS[key].only_heads):
            yield replace(one, folder=folder)


@dataclass(frozen=True, slots=True)
class Many:
    """A form, or a pack, by its `key`, of each of these `reviews` (keys of records).

    `whose` says in the folder's or the zip's name which reviews they are: "2026-27".
    """

    key: str
    reviews: tuple[int, ...]
    written: Format
    filled: Filled
    whose: str

    @property
    def count(self) -> int:
        """How many documents they are."""
        return len(self.reviews) * (1 if self.key in FORMS else len(PACK))

    @property
    def name(self) -> str:
        """The name of their folder; of their zip before its suffix."""
        return file_name(self.key, self.whose, shorten=1, suffix="")

    @property
    def options(self) -> str:
        """What of them the `export` command has to be told."""
        written = "" if self.written is STANDARD else f" --format {self.written.key}"
        heads = " --heads" if self.filled is Filled.HEAD and self.key in FORMS else ""
        return f"--form {self.key}{written}{heads}"


def exporting_many(
    register: Register, many: Many, folder: Path, *, as_zip: bool
) -> Generator[int, None, Path]:
    """Write them step by step into a folder of their own within `folder`, or as a zip in it.

    It gives after each step how many documents are done, and at last where they are. It can be
    left after any (`close`): what was written until then stays, and each file is whole; of a zip
    nothing is there. The reviews are those that stood when it began.

    Raises:
        Refused, RegisterError: as `exporting_to`.
    """
    found = [register.record(REVIEWS, key) for key in many.reviews]
    coming: list[PendingDocument] = []
    for one in papers_of_each(many.key, contexts_of(register, found), many.written, many.filled):
        coming.append(one)
        yield 0
    there = folder / many.name
    if as_zip:
        data = yield from zipping((one.made for one in coming), many.name)
        there = folder / f"{many.name}{ZIP.suffix}"
        coming = [PendingDocument(there.name, ZIP, lambda: data)]
    with closing(exporting_to(folder if as_zip else there, coming)) as going:
        done = 0
        for path in going:
            done += path is not None
            yield many.count if as_zip else done
    return there.expanduser()

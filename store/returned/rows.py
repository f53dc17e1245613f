"""The rows of a returned table: which row that was sent each of them is, and which are new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from store.field_values import Json
from store.returned.likeness import CLOSE, bare, likeness, paired

Cells = dict[str, Json]


class Sent(Struct, frozen=True):
    """A row as it was sent: its key and its id, what stood in it, what a new one is made with."""

    key: str
    id: str
    cells: Cells
    made: Mapping[str, Json] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether it was still to be filled."""
        return not self.cells


_ADDED = Sent("", "", {})


class Back(Struct, frozen=True):
    """A row as it came back: its key, its cells that were read, and those that hold something.

    `bare` says that nothing stood in it at all, not even what could not be read.
    """

    key: str
    cells: Cells
    held: Cells
    bare: bool = False


class NewRow(Struct, frozen=True):
    """A row that was added: its cells, and the id of the row before it, "" for the first."""

    cells: Cells
    after: str = ""


class PlacedRows(Struct, frozen=True):
    """What came back of a table: cells by row id, rows that were added and taken out."""

    cells: Mapping[str, Cells] = field(default_factory=dict)
    added: tuple[NewRow, ...] = ()
    removed: tuple[str, ...] = ()
    reordered: bool = False


def placed_rows(
    sent: Sequence[Sent],
    back: Sequence[Back],
    named: bool,
    unknown: Callable[[Back], None],
    taken_for: Callable[[str, str], None],
) -> PlacedRows:
    """The rows that came back, each matched to the row it was sent as, or else as a new one.

    `named` says that the key is a printed name (a role) and not a number: a name that is not on
    the form is `unknown`, one that is nearly is `taken_for` it. Numbers go after contents, since
    people number anew what they take out of the middle.
    """
    of = _by_name(sent, back, unknown, taken_for) if named else _by_content(sent, back)
    cells: dict[str, Cells] = {}
    added: list[NewRow] = []
    before = ""
    order: list[int] = []
    for index, row in enumerate(back):
        known = of.get(index)
        if known is None:
            continue
        if not known.id:
            if row.held:
                added.append(NewRow({**known.made, **row.held}, before))
            continue
        before = known.id
        order.append(sent.index(known))
        if named or known.blank or not row.bare:
            cells[known.id] = row.cells
    gone = tuple(row.id for row in sent if row.id and not row.blank and row.id not in cells)
    return PlacedRows(cells, tuple(added), gone, order != sorted(order))


def _by_name(
    sent: Sequence[Sent],
    back: Sequence[Back],
    unknown: Callable[[Back], None],
    taken_for: Callable[[str, str], None],
) -> dict[int, Sent]:
    """What each row was sent as; extra rows of one name copy the pattern of its first."""
    sent_as: dict[int, Sent] = {}
    unmet = dict.fromkeys(range(len(sent)))
    of_name = {bare(row.key): replace(row, id="", cells={}) for row in reversed(sent)}
    strange: list[int] = []
    for pair in paired([row.key for row in sent], [row.key for row in back]):
        same = pair.same or bare(back[pair.given].key) not in of_name
        if same:
            sent_as[pair.given] = sent[pair.wanted]
            del unmet[pair.wanted]
        if same and not pair.same:
            taken_for(back[pair.given].key, sent[pair.wanted].key)
    nameless = [sent[at] for at in unmet if not bare(sent[at].key)]
    named = [at for at in unmet if bare(sent[at].key)]
    for index, row in enumerate(back):
        if index in sent_as:
            continue
        if not bare(row.key):
            sent_as[index] = nameless.pop(0) if nameless else _ADDED
        elif bare(row.key) in of_name:
            sent_as[index] = of_name[bare(row.key)]
        elif row.held:
            strange.append(index)
    if len(strange) == len(named) == 1:
        sent_as[strange[0]] = sent[named[0]]
        taken_for(back[strange[0]].key, sent[named[0]].key)
        return sent_as
    for index in strange:
        unknown(back[index])
    return sent_as


def _by_content(sent: Sequence[Sent], back: Sequence[Back]) -> dict[int, Sent]:
    sent_at: dict[int, int] = {}
    free = dict.fromkeys(range(len(sent)))

    def pair(index: int, at: int) -> None:
        sent_at[index] = at
        del free[at]

    def pair_where(fits: Callable[[Back, Sent], bool]) -> None:
        for index, row in enumerate(back):
            if index not in sent_at:
                at = next((each for each in free if fits(row, sent[each])), None)
                if at is not None:
                    pair(index, at)

    def same(row: Back, known: Sent) -> bool:
        return bool(row.held) and row.held == _only(known.cells, row.cells)

    pair_where(lambda row, known: same(row, known) and row.key == known.key)
    pair_where(same)
    pair_where(lambda row, known: bool(row.key) and row.key == known.id)
    alike = sorted(
        (-likeness(_text(row.held), _text(sent[at].cells)), index, at)
        for index, row in enumerate(back)
        if index not in sent_at and row.held
        for at in free
        if not sent[at].blank
    )
    for unlike, index, at in alike:
        if -unlike >= CLOSE and index not in sent_at and at in free:
            pair(index, at)
    pair_where(lambda row, known: bool(row.key) and row.key == known.key)
    return {
        index: sent[sent_at[index]] if index in sent_at else _ADDED for index in range(len(back))
    }


def _only(cells: Cells, columns: Cells) -> Cells:
    return {column: cell for column, cell in cells.items() if column in columns}


def _text(cells: Cells) -> str:
    return bare(" ".join(str(cells[column]) for column in sorted(cells)))

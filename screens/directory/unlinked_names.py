"""Names that are linked to nobody in the directory: joined, all of a name or place by place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.content import Content

from screens.base.choose import Choose, among
from screens.base.commands import FIND, JOIN_NAME, JOIN_PLACE_BY_PLACE, UNDO, Command
from screens.base.list_page import ListInFull
from screens.base.session import Session
from screens.widgets.columns import Column, NaturalWidth, RemainingWidth, fixed, laid_out
from screens.widgets.line_list import LineList
from screens.widgets.offer_list import Offer
from store.matching import folded, matches
from store.paperwork import consortium, review
from store.paperwork.tables import PEOPLE, REVIEWS
from store.people.linked_names import NameMention
from store.people.person import apart
from store.people.unlinked_names import Unlinked, entering, joining, nearest, unlinked
from store.register.change_in_words import record_name
from store.text import count_of

COLUMNS: tuple[Column[Unlinked], ...] = (
    Column("Name", lambda name: name.name, fixed(24)),
    Column("Reviews", lambda name: count_of(name.reviews, "review"), NaturalWidth(11)),
    Column("Fields", lambda name: ", ".join(name.fields), RemainingWidth(), style="dim"),
)


class UnlinkedList(ListInFull[int]):
    """A list of names, or of the mentions of a name; enter joins what is under the cursor."""

    def look(self) -> None:
        """Read the names that are linked to nobody."""
        raise NotImplementedError

    def join(self, name: str, mentions: Sequence[NameMention]) -> None:
        """Ask whose name it is, the nearest names first, and join these mentions to them."""
        register = self.session.register
        details = apart(register)
        hows = dict(nearest(register, name))
        offers = [
            Offer(
                register.record(PEOPLE, key)[consortium.PERSON_NAME],
                ", ".join(filter(None, (hows.get(key, ""), details[key]))),
                key,
            )
            for key in dict.fromkeys((*hows, *register.keys(PEOPLE)))
        ]
        offers.insert(len(hows), Offer(f"New entry: {name}"))

        def chosen(offer: Offer | None) -> None:
            if offer is None:
                return
            if offer.person is None:
                joined_to, changes = "a new entry", entering(register, name, mentions)
            else:
                joined_to, changes = offer.text, joining(mentions, offer.person)
            places = count_of(len(mentions), "place")
            self.apply(
                changes, f"{name}: joined to {joined_to} in {places}; {UNDO.key} takes it back."
            )

        self.app.push_screen(Choose(f"Who is {name}?", among(offers)), chosen)


class UnlinkedNames(UnlinkedList):
    """Each name that is linked to nobody, with its reviews and fields."""

    commands: ClassVar[tuple[Command, ...]] = (JOIN_NAME, JOIN_PLACE_BY_PLACE, FIND, UNDO)
    about = (
        "Names on reviews, school years and member schools that are linked to nobody in the "
        "directory. Enter joins all places of a name to somebody, those who come nearest first, "
        "or makes an entry of it. o shows its places: two people of one name are joined apart."
    )

    empty = "Every name is linked to somebody in the directory."

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._names: Sequence[Unlinked] = ()

    def title_line(self) -> Content:
        return Content(f" Names linked to nobody   {len(self._names)}")

    def look(self) -> None:
        self._names = unlinked(self.session.register)
        self.narrow()
        self.draw_title()

    def narrow(self) -> None:
        self.list.show(
            [
                at
                for at, unlinked_name in enumerate(self._names)
                if matches(self.needle, unlinked_name.name)
            ]
        )
        self.tell()

    def in_full(self, at: int) -> str:
        """The name, its reviews and fields."""
        name = self._names[at]
        return f"{name.name}: {count_of(name.reviews, 'review')}; {', '.join(name.fields)}"

    def draw(self, at: int, width: int) -> Content:
        return laid_out(COLUMNS, self._names[at], width)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        name = self._names[event.key]
        self.join(name.name, name.mentions)

    def action_places(self) -> None:
        """Show where the name under the cursor stands."""
        at = self.list.cursor_key
        if at is not None:
            self.app.push_screen(UnlinkedPlaces(self.session, self._names[at].name))


class UnlinkedPlaces(UnlinkedList):
    """Where a name stands, each mention to be joined by itself."""

    commands: ClassVar[tuple[Command, ...]] = (JOIN_NAME, FIND, UNDO)
    about = (
        "Every place where the name stands and is linked to nobody. Enter joins the one under the "
        "cursor alone."
    )

    empty = "The name is joined wherever it stands."

    def __init__(self, session: Session, name: str) -> None:
        """`name` is the unlinked one."""
        super().__init__(session)
        self._whose = name
        self._mentions: Sequence[NameMention] = ()

    def title_line(self) -> Content:
        return Content(f" {self._whose}   {count_of(len(self._mentions), 'place')}")

    def look(self) -> None:
        plain = folded(self._whose)
        same = (name for name in unlinked(self.session.register) if folded(name.name) == plain)
        self._mentions = next((name.mentions for name in same), ())
        self.narrow()
        self.draw_title()

    def narrow(self) -> None:
        self.list.show(
            [at for at in range(len(self._mentions)) if matches(self.needle, self.in_full(at))]
        )
        self.tell()

    def in_full(self, at: int) -> str:
        """Which record, which field."""
        mention = self._mentions[at]
        of = mention.record
        school = f" {of[review.SCHOOL_NAME]}, {of.plain(review.DATE_OF_REVIEW) or 'no date'}"
        return f"{record_name(of)}{school if of.table is REVIEWS else ''}: {mention.field.label}"

    def draw(self, at: int, width: int) -> Content:
        return Content(self.in_full(at))

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        mention = self._mentions[event.key]
        self.join(mention.name.name, [mention])

"""A field on a screen: its wording, a control, and beside it what is wrong or what it means.

An editor knows its field's description and what it was last shown; it knows no record and no
register. It says when it is left with something new (`Left`) and that it is being typed in
(`Typed`); its screen keeps the value, or tells the editor why not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual.events import DescendantBlur, DescendantFocus
from textual.message import Message
from textual.widget import Widget

from screens.widgets.labelled_field import LabelledField
from screens.widgets.offer_list import Offer
from store.field_values import Address, Json, Unacceptable
from store.paperwork.field import Field, Offers
from store.paperwork.field_kinds import PersonKind
from store.paperwork.list_kinds import PeopleKind, relinked
from store.text import sentence

DRAFT = "Typed before and not kept: F2 keeps it, ctrl+z lets it go."


AGAIN = 5.0
"""Seconds after which the notice comes again: it has been on the screen for that long."""


class FieldCodec(Struct, frozen=True):
    """How an editor turns text into a value and back, and what it offers; its screen gives it."""

    read: Callable[[Field[object], str], Json]
    write: Callable[[Field[object], Json], str]
    offers: Callable[[Field[object], str], Sequence[Offer]]


class FieldEditor(LabelledField):
    """One field with its label; the parts that differ by kind are its subclasses'."""

    takes_text: ClassVar[bool] = False
    """Whether letters are text here."""

    class Left(Message):
        """The editor was left, or F2 pressed, with something in it that may be new."""

        def __init__(self, editor: FieldEditor) -> None:
            super().__init__()
            self.editor = editor

        @property
        def control(self) -> FieldEditor:
            return self.editor

    class Typed(Message):
        """Something was typed."""

        def __init__(self, editor: FieldEditor) -> None:
            super().__init__()
            self.editor = editor

        @property
        def control(self) -> FieldEditor:
            return self.editor

    def __init__(
        self,
        field: Field[object],
        address: Address,
        stored: Json,
        codec: FieldCodec,
        draft: str | None = None,
        label: str | None = None,
    ) -> None:
        """Show `stored`, or the `draft` that was never kept, under the field's wording."""
        super().__init__(field, label)
        self.called = field.label
        """Its name in the list of fields to jump to."""
        self.address = address
        self.stored = stored
        self.codec = codec
        self._draft = draft
        self._unmade = self.shown(stored) if draft is None else draft
        """The text of the control while that is not made."""
        self._people: dict[str, int] = {}
        self.update_echo()
        if draft is not None:
            self._complain_if_wrong(DRAFT)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the guidance, and what the editor can offer now."""
        came_by_itself = not self.is_here  # else it was sent here, and is scrolled to
        self._enter()
        self.call_after_refresh(self.centre if came_by_itself else self.come_into_sight)

    def _enter(self) -> None:
        self.is_here = True
        self.update_echo()
        self.draw()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """A field is kept when it is left."""
        self.is_here = False
        self.offer(())
        self.draw()
        self.post_message(self.Left(self))

    @property
    def text(self) -> str:
        """What stands in the editor, valid or not."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Put a text into the editor, as if it had stood there from the start."""
        raise NotImplementedError

    def focus_inside(self) -> None:
        """Give the focus to the control; at once, so that it is painted with it."""
        if not self.control.is_attached:
            return
        self.screen.set_focus(self.control, scroll_visible=False)
        if self.screen.focused is self.control:  # it is not where a preview covers the form
            self._enter()
            self.control.scroll_visible(animate=False)

    def type_in(self, text: str) -> None:
        """Put a text in at the cursor, as if it were typed there; where letters are text."""

    def shown(self, stored: Json) -> str:
        """A stored value as this editor writes it."""
        return self.codec.write(self.field, stored)

    @property
    def changed(self) -> bool:
        """Whether something else stands in the editor than what it was last shown.

        The name may be the same and mean somebody else, who was chosen.
        """
        return self.retyped or self._means_others()

    @property
    def retyped(self) -> bool:
        """Whether another text stands in the editor than what it was last shown."""
        return not self.same(self.text, self.shown(self.stored))

    def same(self, text: str, other: str) -> bool:
        """Whether two texts say the same."""
        return text == other

    def _means_others(self) -> bool:
        if not self._people:
            return False
        try:
            return self.value() != self.stored
        except Unacceptable:
            return True

    def value(self) -> Json:
        """What stands in the editor, in its stored form.

        Raises:
            Unacceptable: with a sentence for beside the field.
        """
        read = self.codec.read(self.field, self.text)
        return relinked(read, self.stored, self._people) if self._of_people else read

    @property
    def _of_people(self) -> bool:
        return isinstance(self.field.kind, PersonKind | PeopleKind)

    @property
    def is_offered_draft(self) -> bool:
        """Whether it still holds a draft from before, untouched."""
        return self._draft is not None and self.same(self.text, self._draft)

    def show(self, stored: Json) -> None:
        """Show a value from the record; what was being typed is given up for it."""
        self.stored = stored
        self._draft = None
        self._people = {}
        self.complain("")
        if self.changed:
            self.put(self.shown(stored))
        self.update_echo()
        self.draw()

    def restore(self) -> None:
        """Bring back what the field held."""
        self.show(self.stored)

    def typed(self) -> None:
        """Called by the subclass whenever something was typed."""
        self.update_echo()
        self.draw()
        if self.is_here:
            self._offer()
            self.come_into_sight()
        self.post_message(self.Typed(self))

    def update_echo(self) -> None:
        """Say beside the editor what the text means (a date in full, how many there are)."""

    def offers_now(self) -> Sequence[Offer]:
        """What this editor offers for what stands in it."""
        return self.codec.offers(self.field, self.word)

    @property
    def word(self) -> str:
        """What offers are sought for: the text, or the line of it that is being typed."""
        return self.text

    def take(self, offer: Offer) -> None:
        """Put an offer in."""
        self.choose(offer)
        self.put(offer.text)
        self.typed()
        self.offer(())

    def choose(self, offer: Offer) -> None:
        """Remember whom an offer means: its text alone may be two people's."""
        if offer.person is not None and self._of_people:
            self._people[offer.text] = offer.person

    def _offer(self) -> None:
        """Offer what matches the word that is being typed, unless it is typed already.

        A name that two people bear is typed, and yet does not say who is meant.
        """
        word = self.word.strip().casefold()
        offers = self.offers_now() if word and self.field.offers is not Offers.NOTHING else ()
        exact = sum(offer.text.casefold() == word for offer in offers) == 1
        self.offer(() if exact else offers)

    def took_chosen(self) -> bool:
        """Take the offer somebody has gone down to; False where there is none."""
        if (chosen := self.offered.chosen) is None:
            return False
        self.take(chosen)
        return True

    def _complain_if_wrong(self, otherwise: str) -> None:
        try:
            self.value()
        except Unacceptable as error:
            self.complain(sentence(str(error)))
        else:
            self.complain(otherwise)


class CutNotice:
    """What a field says when it cannot hold all that was pasted."""

    def __init__(self, field: Widget, words: str) -> None:
        self._field = field
        self._words = words
        self._last_said = -AGAIN

    def say(self) -> None:
        """Say it, unless it stands on the screen already."""
        if time.monotonic() - self._last_said >= AGAIN:
            self._last_said = time.monotonic()
            self._field.notify(self._words, severity="warning")


def editor_of(widget: Widget | None) -> FieldEditor | None:
    """The editor a widget lies in; None when it lies in none."""
    while widget is not None and not isinstance(widget, FieldEditor):
        parent = widget.parent
        widget = parent if isinstance(parent, Widget) else None
    return widget

"""Actions, answers and support as rows: their sheets, their lists, and what is done with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from screens.base.commands import CARRY, FOLLOW, SUPPORT, Command
from screens.base.page import Page
from screens.sheets.action_history import ActionHistory
from screens.sheets.row_sheet import RowSheet
from screens.widgets.drawn_lines import MUTED, DrawnLines, Sentence, Sentences
from screens.widgets.field_editor import FieldEditor
from screens.widgets.labelled_field import INDENT
from screens.widgets.rows_editor import Listing
from store.errors import RegisterError
from store.impact.answers import AnswerState, answers, carrying
from store.impact.followed_action import chain, support_words, supported
from store.impact.plans import Reference, on_one_line, plans_of, reference
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.stages import support
from store.records.change import Entry
from store.records.record import Record
from store.register.register import Register

NO_PLAN = "No plan of a last review: F5 adds a row."
UNSAID = "not answered"
_PLAIN = Listing()


class _ReviewRowSheet(RowSheet):
    """A row of a table of a review."""

    @property
    def review(self) -> Record:
        """The review as it stands now."""
        return self.session.review(self._key)

    def cell(self, field: Field[str]) -> str:
        """What a text cell of the row holds, as it is kept; in a new one, what it begins with."""
        rows = self._kind.decode(self.review.stored(self._field))
        row = next((row for row in rows if row.id == self._row_id), None)
        return row[field] if row else str(self._begun.get(field.path, ""))

    def editor_of(self, field: Field[object]) -> FieldEditor | None:
        """The editor of a cell."""
        return next((each for each in self.editors if each.field is field), None)


class AnswerSheet(_ReviewRowSheet):
    """What came of an action of the last plan."""

    about = (
        "What came of an action of the last plan: choose the outcome, and say it in a sentence. "
        "What was not achieved can be carried into the new plan."
    )
    commands: ClassVar[tuple[Command, ...]] = (*RowSheet.commands, CARRY, FOLLOW)

    def introduction(self) -> tuple[str, ...]:
        """The action in words, and whether it still is in its plan."""
        named = self.cell(summary.PREVIOUS_ACTION)
        of_plans = (answer for answer in answers(self.review, plans_of(self.session.register)))
        same = next((answer for answer in of_plans if answer.named == named), None)
        return (f"{same.words}.",) if same and same.standing is not AnswerState.UNKNOWN else ()

    def first_field(self) -> FieldEditor | None:
        """Begin at the outcome where the action is known; typing goes into the sentence."""
        if not self.cell(summary.PREVIOUS_ACTION):
            return super().first_field()
        known = summary.PREVIOUS_SENTENCE if self._first else summary.PREVIOUS_OUTCOME
        return self.editor_of(known)

    def keep(self, editor: FieldEditor) -> bool:
        """Keep a cell; in the row somebody else has made of this action meanwhile, if one has."""
        of = reference(self.cell(summary.PREVIOUS_ACTION))
        if not self._row_id and of is not None:
            rows = self.review[summary.PREVIOUS]
            same = (r.id for r in rows if reference(r[summary.PREVIOUS_ACTION]) == of)
            if (made := next(same, "")) and editor.changed:
                self._row_id = made
                self._readdress()
                self.draw_title()
        return super().keep(editor)

    def action_carry(self) -> None:
        """Carry the action into the new plan."""
        self.keep_typing()
        carry(self, self.review, self.cell(summary.PREVIOUS_ACTION))

    def action_follow(self) -> None:
        """Follow the action across the years."""
        self.keep_typing()
        follow(self, self.cell(summary.PREVIOUS_ACTION))


class ActionSheet(_ReviewRowSheet):
    """An action of the plan, under the support it draws on."""

    about = (
        "One action of the plan, under the support it draws on. Its cells are kept as they are "
        "left; F5 goes on to a new row."
    )
    commands: ClassVar[tuple[Command, ...]] = (*RowSheet.commands, SUPPORT, FOLLOW)

    def _lines(self) -> Iterator[DrawnLines]:
        self._support = Sentences(self._supported())
        yield self._support
        yield from super()._lines()

    def heard(self, entry: Entry) -> None:
        super().heard(entry)
        self._support.say(self._supported())

    def action_support(self) -> None:
        """Add support for this action."""
        self.keep_typing()
        add_support(self, self.review, self._row_id)

    def action_follow(self) -> None:
        """Follow this action across the years."""
        self.keep_typing()
        follow(self, str(Reference(self.review.id, self._row_id)) if self._row_id else "")

    def _supported(self) -> Sentence:
        rows = supported(self.review, self._row_id) if self._row_id else ()
        words = f"No support yet: {SUPPORT.key} adds some."
        if rows:
            words = "\n".join(["Support:", *(f"- {support_words(row)}" for row in rows)])
        return Sentence(words, MUTED, INDENT)


class SupportSheet(_ReviewRowSheet):
    """Support for an action of the plan."""

    about = "Support for an action of the plan: where it comes from, who gives it, its state."

    def introduction(self) -> tuple[str, ...]:
        """The action in words."""
        named = self.cell(support.SUPPORT_ACTION)
        row = next((row for row in self.review[action_plan.ROWS] if row.id == named), None)
        action = on_one_line(row[action_plan.ACTION]) if row else ""
        return (f"{named}: {action}",) if action else ()

    def first_field(self) -> FieldEditor | None:
        """Where the action is known, begin with where the support comes from."""
        if self._begun and not self._first:
            return self.editor_of(support.SUPPORT_SOURCE)
        return super().first_field()


def carry(page: Page, review: Record, named: str) -> None:
    """Carry the action `named` ("PR-2025-003 r2") into the plan of a review, and say so."""
    if not named:
        page.say("Go to an action of the last plan: it is carried from there.")
        return
    register = page.session.register
    try:
        register.apply([carrying(review, named, plans_of(register))])
    except RegisterError as error:
        page.say(error.on_screen)
        return
    row = len(register.record(review.table, review.key)[action_plan.ROWS])
    page.say(f"Carried into the plan, row {row}; {page.undo_key} takes it back.")


def follow(page: Page, named: str) -> None:
    """Open the chain of the action `named`, or say why there is none."""
    of = reference(named)
    if of is None:
        page.say("Go to an action of a plan: it is followed from there.")
        return
    try:
        chain(plans_of(page.session.register), of)
    except RegisterError as error:
        page.say(str(error))
        return
    page.app.push_screen(ActionHistory(page.session, of))


def add_support(page: Page, review: Record, row_id: str) -> None:
    """Open a new row of support for a row of a review's plan."""
    if not row_id:
        page.say("Write the action first: support is for an action of the plan.")
        return
    address = (review.table.name, review.key, support.SUPPORT.path)
    row_number = len(review[support.SUPPORT]) + 1
    begun = {support.SUPPORT_ACTION.path: row_id}
    page.app.push_screen(
        SupportSheet(page.session, address, support.SUPPORT, "", row_number, begun)
    )


def action_listing(register: Register, record: Record, field: Field[object]) -> Listing:
    """How the rows of a field of a record are listed.

    The Summary lists the actions of the last plan, answered or not; Stage 4 says an action's words
    beside its row.
    """
    if field is summary.PREVIOUS:
        return _previous(register, record)
    if field is support.SUPPORT:
        return Listing(support.SUPPORT_ACTION.path, words=_actions(record))
    return _PLAIN


def _previous(register: Register, record: Record) -> Listing:
    plans = plans_of(register)
    listed = answers(record, plans)
    column = summary.PREVIOUS_ACTION.path
    words = {
        answer.named
        if answer.row is None
        else answer.row.plain(summary.PREVIOUS_ACTION): answer.words
        for answer in listed
    }
    to_fill = tuple({column: answer.named} for answer in listed if answer.row is None)
    empty = _PLAIN.empty if plans.last(record).review else NO_PLAN
    return Listing(column, summary.PREVIOUS_OUTCOME.path, UNSAID, words, to_fill, empty)


def _actions(record: Record) -> dict[str, str]:
    """The actions of a plan by the ids that rows of support name."""
    words = {
        row.id: f"{row.id}: {on_one_line(row[action_plan.ACTION])}"
        for row in record[action_plan.ROWS]
        if row[action_plan.ACTION]
    }
    ids = {row.id for row in record[action_plan.ROWS]}
    for row in record[support.SUPPORT]:
        named = row[support.SUPPORT_ACTION]
        if named and named not in ids:
            words[named] = f"{named} (no longer in the plan)"
    return words

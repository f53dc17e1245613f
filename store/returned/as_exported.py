"""What a returned form was written from: the review as it was when the form was exported."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from store.documents.all_documents import REVIEW_FORMS, ReviewForm
from store.documents.scopes import BLANK, ReviewScope, heads_only, review_scope
from store.errors import Refused
from store.impact.plans import Plans
from store.paperwork import consortium, review
from store.paperwork.field_kinds import shown
from store.paperwork.tables import REVIEWS
from store.records.change import MADE, Entry
from store.records.record import ID, Record, SchoolReview
from store.records.review_line import ReviewLine, line_of
from store.register.finding import review_by_id, school_review_of
from store.register.history import as_it_was
from store.register.register import Register
from store.returned.form import Returned
from store.returned.likeness import bare, likeness

_LIKE_ENOUGH = 0.6
_REVISION = re.compile(r"([0-9]{1,12})-([0-9a-f]{6,64})")
_ID = re.compile(r"\bPR-\d{4}-\d{3,}\b", re.IGNORECASE)


class WhichReview(Refused):
    """A form that does not say which review it is of; `likely` is the id that stands on it."""

    def __init__(self, sentence: str, likely: str) -> None:
        super().__init__(sentence)
        self.likely = likely


class SentForm(Struct, frozen=True):
    """What the form was written from, and a notice where that is not known.

    `known`: the scope is what it was written from; else it is the review as it is now.
    """

    scope: ReviewScope
    notice: str = ""

    @property
    def known(self) -> bool:
        """Whether what was changed on the form can be told from what was changed here."""
        return not self.notice


_TWO_WAYS = (
    "so what has been changed here since cannot be told from what was changed on the form: it is "
    "compared with the register as it is now, and only fills what is empty there unless somebody "
    "chooses."
)


def form_of(returned: Returned) -> ReviewForm:
    """Which form it is: the one it says it is, else the one its title is closest to.

    Raises:
        Refused: when it is none that may come back.
    """
    forms = [form for form in REVIEW_FORMS.values() if form.returns]
    if returned.identity and returned.identity.form:
        known = REVIEW_FORMS.get(returned.identity.form)
        if known is None or not known.returns:
            raise Refused(
                f"A form {shown(returned.identity.form)} does not come back; these do: "
                f"{', '.join(form.key for form in forms)}."
            )
        return known
    title = bare(returned.title)
    likeliest = max(forms, key=lambda form: likeness(title, bare(form.page(BLANK).title)))
    if likeness(title, bare(likeliest.page(BLANK).title)) < _LIKE_ENOUGH:
        its = f"its title is {shown(returned.title)}" if returned.title else "it has no title"
        titles = "; ".join(form.page(BLANK).title for form in forms)
        raise Refused(f"This is none of the register’s forms: {its}. Theirs are: {titles}.")
    return likeliest


def review_of(register: Register, returned: Returned, given: str = "") -> Record:
    """The review a returned form is about; `given` is the id somebody gave for it, if any.

    Raises:
        WhichReview: when neither the form nor anybody says.
        Refused: when it is of another register, of another review than is said, or of one that
            is not there any more.
    """
    identity = returned.identity
    if identity and identity.register and identity.register != register.id:
        name = register.consortium[consortium.CONSORTIUM_NAME]
        raise Refused(
            f"This form is of another register, {shown(identity.register)}; this one, of {name}, "
            f"is {shown(register.id)}. Open the register it came from with --register PATH."
        )
    said = identity.review if identity else ""
    if said and given and said.upper() != given.strip().upper():
        raise Refused(f"This form is of {said}, not of {shown(given)}; leave the review out.")
    if not (said or given):
        printed_id = _ID.search(returned.line)
        raise WhichReview(
            "This form does not say which review it is of; say it with --review, for example "
            "--review PR-2026-014.",
            printed_id[0].upper() if printed_id else "",
        )
    try:
        return review_by_id(register, said or given)
    except Refused:
        if said and _was_there(register, said):
            raise Refused(
                f"{said} was taken back: it is not in the register any more, so its form cannot "
                "be taken in."
            ) from None
        raise


def as_exported(register: Register, record: Record, returned: Returned) -> SentForm:
    """What the form of a review was written from, the journal read back to then.

    A form that has lost what it carried was that review's if the id is still under its title: a
    form that went out empty has none.
    """
    identity = returned.identity
    if identity is None and _ID.search(returned.line):
        return SentForm(
            review_scope(register, record),
            f"What this form carried for its way back is gone, {_TWO_WAYS}",
        )
    if identity is None or not identity.review:
        return SentForm(BLANK)
    now = review_scope(register, record)
    replayed = _replayed(register, now, identity.revision)
    base = replayed or SentForm(
        now,
        f"The register does not know the change this form was written at "
        f"({shown(identity.revision or 'none')}), {_TWO_WAYS}",
    )
    if identity.heads_only:
        return replace(base, scope=heads_only(base.scope))
    return base


def _replayed(register: Register, now: ReviewScope, revision: str) -> SentForm | None:
    said = _REVISION.fullmatch(revision)
    if not said:
        return None
    seq, digits = int(said[1]), said[2]
    if revision == register.revision:
        return SentForm(now)
    record, year = now.review, now.school_review.year
    its: list[Entry] = []
    years: list[Entry] = []
    known = False
    for entry in register.history():
        known = known or (entry.seq == seq + 1 and entry.before.startswith(digits))
        if (part := entry.of(REVIEWS.name, record.key)).changes:
            its.append(part)
        if year and (part := entry.of(year.table.name, year.key)).changes:
            years.append(part)
    if not known:
        return None
    was = as_it_was(record, its, seq)
    if was is None:
        return None
    until = tuple(entry for entry in its if entry.seq <= seq)
    school = school_review_of(register, was).school
    school_review = SchoolReview(was, school, as_it_was(year, years, seq) if year else None)
    plans = _plans_then(register, was, seq)
    return SentForm(
        replace(now, school_review=school_review, history=until, revision=revision, plans=plans)
    )


def _plans_then(register: Register, was: Record, seq: int) -> Plans:
    """The plans of the reviewed school as they were after entry `seq`.

    They are read only when asked for: most forms say nothing of other reviews.
    """
    read: dict[int, Record] = {}

    def lines() -> list[ReviewLine]:
        keys = {line.key for line in register.lines() if line.school == was[review.SCHOOL]}
        theirs: dict[int, list[Entry]] = {key: [] for key in keys}
        for entry in register.history():
            for key in {c.key for c in entry.changes if c.table == REVIEWS.name} & keys:
                theirs[key].append(entry.of(REVIEWS.name, key))
        for key, entries in theirs.items():
            then = as_it_was(register.record(REVIEWS, key), entries, seq)
            if then is not None:
                read[key] = then
        return [line_of(then) for then in read.values()]

    return Plans(lines, read.get)


def _was_there(register: Register, said: str) -> bool:
    wanted = said.upper()
    return any(
        change.table == REVIEWS.name
        and change.field == MADE
        and isinstance(change.is_, dict)
        and change.is_.get(ID) == wanted
        for entry in register.history()
        for change in entry.changes
    )

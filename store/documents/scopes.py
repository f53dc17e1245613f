"""What a document is written from: the review, or the year's reviews, and what bears on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from store.impact.plans import NO_PLANS, Plans, plans_of
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.forms.custody import SIGNED_AT
from store.paperwork.tables import REVIEWS, SETTINGS, Table
from store.progress.owed import Debtor, by_person, owing
from store.records.change import NEXT_KEY, Change, Entry
from store.records.record import ID, Record, SchoolReview
from store.register.finding import school_review_of, school_reviews_of_year
from store.register.reading import CONSORTIUM
from store.register.register import Register
from store.report.figures import BAR
from store.schedule.stage_progress import signed_rows
from store.teams.who_reviewed_whom import Load, Matrix, Release, loads, matrix, releases

_NO_SETTINGS = Record(SETTINGS, CONSORTIUM, {})


@dataclass(frozen=True, slots=True)
class Context:
    """The review a document is of; for the register of a `year`, every review of it.

    `history` are the entries that touch the one review, as far as its signatures need them;
    `journal` reads every entry of the register, for a document that has to know when what it
    says was last changed. `register` is the register's own id, `restored` when it was last put in
    another one's place, `settings` the consortium's. `school_review_by` finds any review
    by its key. `revision` is the change the register stood at (`Register.revision`); `heads_only`
    says that a form is to have only its head filled in.

    A list of the consortium `today` has neither review nor year: `records` reads a table by its
    name, `owed` what is due or late, by the person who owes it. What is of a year has `today` and
    `records` too. What is of several school `years` has `matrix`, `loads` and `releases`: who
    reviewed whom in them, and what that took. `plans` are those of the other reviews, for what
    came of the last one. `bar` is what bars are drawn with where there are any.
    """

    school_reviews: tuple[SchoolReview, ...]
    consortium: str = ""
    history: tuple[Entry, ...] = ()
    year: int | None = None
    register: str = ""
    settings: Record = _NO_SETTINGS
    journal: Callable[[], Iterable[Entry]] = tuple
    restored: datetime | None = None
    school_review_by: Callable[[int], SchoolReview | None] = field(
        default=lambda _: None, compare=False
    )
    revision: str = ""
    heads_only: bool = False
    today: date | None = None
    records: Callable[[Table], Iterable[Record]] = field(default=lambda _: (), compare=False)
    owed: Callable[[], Iterable[Debtor]] = field(default=tuple, compare=False)
    years: tuple[int, ...] = ()
    matrix: Callable[[], Matrix] = field(default=lambda: Matrix((), {}), compare=False)
    loads: Callable[[], Iterable[Load]] = field(default=tuple, compare=False)
    releases: Callable[[], Iterable[Release]] = field(default=tuple, compare=False)
    plans: Plans = field(default=NO_PLANS, compare=False)
    bar: str = BAR

    @property
    def school_review(self) -> SchoolReview:
        """The one review, with its school and its year."""
        return self.school_reviews[0]

    @property
    def review(self) -> Record:
        """The one review's record."""
        return self.school_review.review

    @property
    def blank(self) -> bool:
        """Whether it is of no review: the empty form."""
        return self.review.key == NEXT_KEY

    @property
    def headteacher(self) -> str:
        """What the post is called on this review's documents (ruling 18)."""
        return self.review[review.HEADTEACHER_LABEL] or review.HEADTEACHER.wording


BLANK = Context((SchoolReview(Record(REVIEWS, NEXT_KEY, {})),))
"""What an empty form is written from."""


def contexts_of(register: Register, reviews: Iterable[Record]) -> Iterator[Context]:
    """What the documents of each review are written from; the journal is read once, or not.

    All are of the change the register stands at when the first is asked for.
    """
    reviews = list(reviews)
    entries: dict[int, list[Entry]] = {found.key: [] for found in reviews if _signed(found)}
    if entries:
        for entry in register.history():
            touched: dict[int, list[Change]] = {}
            for change in entry.changes:
                if change.table == REVIEWS.name and change.key in entries:
                    touched.setdefault(change.key, []).append(change)
            for key, changes in touched.items():
                entries[key].append(entry.with_changes(changes))
    shared = replace(_context(register, ()), plans=plans_of(register))
    for found in reviews:
        history = tuple(entries.get(found.key, ()))
        yield replace(shared, school_reviews=(school_review_of(register, found),), history=history)


def context_of(register: Register, found: Record) -> Context:
    """What the documents of one review are written from."""
    return next(contexts_of(register, [found]))


def context_of_year(register: Register, year: int) -> Context:
    """What the register of a school year (that of its September) is written from.

    Its lists of the consortium are there too: a paper says no name that stands in one.
    """
    school_reviews = school_reviews_of_year(register, year)
    return replace(
        _context(register, school_reviews, year=year),
        today=register.today,
        records=register.records,
    )


def context_of_consortium(register: Register) -> Context:
    """What the lists of the consortium are written from, as they stand today."""
    return replace(
        _context(register, ()),
        today=register.today,
        records=register.records,
        owed=lambda: by_person(register, owing(register)),
    )


def context_of_years(register: Register, years: Sequence[int]) -> Context:
    """What a document of several school years, in order, is written from: who reviewed whom."""
    return replace(
        _context(register, ()),
        years=tuple(years),
        matrix=lambda: matrix(register, years),
        loads=lambda: loads(register, years),
        releases=lambda: releases(register, years),
    )


HEAD: tuple[Field[object], ...] = (
    review.SCHOOL, review.SCHOOL_NAME, review.DATE_OF_REVIEW, review.END_DATE,
    review.LEAD_REVIEWER, review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS,
    review.HEADTEACHER, review.HEADTEACHER_LABEL, review.STATUS,
)  # fmt: skip
"""What the heads of the forms say of a review."""


def heads_only(context: Context) -> Context:
    """The same review with nothing but what the heads of its forms say, for a feedback day."""
    kept = {ID, *(each.path for each in HEAD)}
    found = context.review
    document = {path: value for path, value in found.document.items() if path in kept}
    school_review = SchoolReview(
        Record(found.table, found.key, document), context.school_review.school
    )
    return replace(context, school_reviews=(school_review,), history=(), heads_only=True)


def _context(
    register: Register,
    school_reviews: tuple[SchoolReview, ...],
    year: int | None = None,
) -> Context:
    settings = register.consortium
    name = settings[consortium.CONSORTIUM_NAME]

    def school_review_by(key: int) -> SchoolReview | None:
        found = register.found(REVIEWS, key)
        return school_review_of(register, found) if found else None

    return Context(
        school_reviews, name, (), year, register.id, settings, register.history, register.restored,
        school_review_by, register.revision,
    )  # fmt: skip


def _signed(found: Record) -> bool:
    return any(
        row[SIGNED_AT] is not None
        for signatures in (summary.SIGNATURES, action_plan.SIGNATURES)
        for row in signed_rows(signatures, found)
    )

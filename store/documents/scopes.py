"""What a document is about: a review, a school year, several of them, or the consortium today.

The function that makes a document takes its scope, so that its type says what the document needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from store.impact.plans import NO_PLANS, Plans, plans_of
from store.paperwork import consortium, review
from store.paperwork.field import Field
from store.paperwork.forms import action_plan, summary
from store.paperwork.sent_and_signed import SIGNED_AT
from store.paperwork.tables import REVIEWS, SETTINGS
from store.records.change import NEXT_KEY, Change, Entry
from store.records.record import CONSORTIUM, ID, Record, SchoolReview
from store.register.finding import school_review_of, school_reviews_of_year
from store.register.register import Register
from store.report.figures import BAR
from store.schedule.stage_progress import signed_rows


class ReviewScope(Struct, frozen=True):
    """One review, for its forms, its schedule and its record.

    `history` holds the entries that touch it, as far as its signatures need them; `plans` the
    other reviews' Action Plans, for what came of the last one. `settings` are the consortium's,
    `register` is the register's own id, `revision` the change it stood at (`Register.revision`).
    With `heads_only` only the head of a form is filled in.
    """

    school_review: SchoolReview
    history: tuple[Entry, ...] = ()
    plans: Plans = NO_PLANS
    settings: Record = Record(SETTINGS, CONSORTIUM, {})
    register: str = ""
    revision: str = ""
    heads_only: bool = False

    @property
    def review(self) -> Record:
        """The review's record."""
        return self.school_review.review

    @property
    def blank(self) -> bool:
        """Whether there is no review: a blank form."""
        return self.review.key == NEXT_KEY

    @property
    def headteacher(self) -> str:
        """What the post is called on this review's documents (ruling 18)."""
        return self.review[review.HEADTEACHER_LABEL] or review.HEADTEACHER.wording


BLANK = ReviewScope(SchoolReview(Record(REVIEWS, NEXT_KEY, {})))
"""The scope of a blank form: no review."""


class ConsortiumScope(Struct, frozen=True):
    """The consortium as it stands today."""

    register: Register

    @property
    def name(self) -> str:
        """The consortium's name."""
        return self.register.consortium[consortium.CONSORTIUM_NAME]


class YearScope(ConsortiumScope, frozen=True):
    """A school year (named by its September) with its reviews; bars are drawn with `bar`."""

    year: int
    school_reviews: tuple[SchoolReview, ...]
    bar: str = BAR


class YearsScope(ConsortiumScope, frozen=True):
    """One or several school years, in order."""

    years: tuple[int, ...]


class CalendarScope(Struct, frozen=True):
    """The reviews of a calendar: those of a school year, or a single one of no `year`."""

    register: Register
    school_reviews: tuple[SchoolReview, ...]
    year: int | None = None


def review_scopes(register: Register, reviews: Iterable[Record]) -> Iterator[ReviewScope]:
    """The scope of each review. The journal is read once at most, however many there are.

    All say the revision at which the register stands when the first is asked for.
    """
    reviews = list(reviews)
    entries: dict[int, list[Entry]] = {record.key: [] for record in reviews if _signed(record)}
    if entries:
        for entry in register.history():
            touched: dict[int, list[Change]] = {}
            for change in entry.changes:
                if change.table == REVIEWS.name and change.key in entries:
                    touched.setdefault(change.key, []).append(change)
            for key, changes in touched.items():
                entries[key].append(entry.with_changes(changes))
    plans, settings, revision = plans_of(register), register.consortium, register.revision
    for record in reviews:
        school_review = school_review_of(register, record)
        history = tuple(entries.get(record.key, ()))
        yield ReviewScope(school_review, history, plans, settings, register.id, revision)


def review_scope(register: Register, record: Record) -> ReviewScope:
    """The scope of one review."""
    return next(review_scopes(register, [record]))


def year_scope(register: Register, year: int, bar: str = BAR) -> YearScope:
    """The scope of a school year."""
    return YearScope(register, year, school_reviews_of_year(register, year), bar)


HEAD: tuple[Field[object], ...] = (
    review.SCHOOL, review.SCHOOL_NAME, review.DATE_OF_REVIEW, review.END_DATE,
    review.LEAD_REVIEWER, review.OTHER_REVIEWERS, review.IMPROVEMENT_CHAMPIONS,
    review.HEADTEACHER, review.HEADTEACHER_LABEL, review.STATUS,
)  # fmt: skip
"""What the heads of the forms say of a review."""


def heads_only(scope: ReviewScope) -> ReviewScope:
    """The same review, holding only what the heads of its forms show, for a feedback day."""
    kept = {ID, *(each.path for each in HEAD)}
    record = scope.review
    document = {path: value for path, value in record.document.items() if path in kept}
    head = SchoolReview(Record(record.table, record.key, document), scope.school_review.school)
    return replace(scope, school_review=head, history=(), heads_only=True)


def _signed(record: Record) -> bool:
    return any(
        row[SIGNED_AT] is not None
        for signatures in (summary.SIGNATURES, action_plan.SIGNATURES)
        for row in signed_rows(signatures, record)
    )

"""Asking for a form that has come back: its file, and its review where it does not say."""

from __future__ import annotations

from pathlib import Path

from screens.base.ask import AskForFile
from screens.base.choose import Choose, among
from screens.base.fetching import how_to_send
from screens.base.page import Page
from screens.base.session import Session
from screens.forms.returned_form import ReturnedForm
from screens.widgets.offer_list import Offer
from store.errors import RegisterError, Unreadable
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.returned.as_exported import WhichReview
from store.returned.form import Returned


def take_form(page: Page, review_id: str = "") -> None:
    """Ask on `page` for a file that has come back, and show what is in it.

    `review_id` is the review it is of when it does not say so itself; without one it is asked for.
    """
    if page.session.confined_to is not None:
        page.say(how_to_send(page.session.reached))
        return
    nameless: list[tuple[Returned, str]] = []
    form: list[ReturnedForm] = []

    def take(path: Path) -> str:
        # The readers of Word and Markdown are loaded when a file has been named.
        from store.returned.file import read_path

        nameless.clear()
        form.clear()
        try:
            returned = read_path(path)
        except Unreadable as error:
            return str(error)
        try:
            form.append(_form(page.session, returned, review_id))
        except WhichReview as error:
            nameless.append((returned, error.likely))
        except RegisterError as error:
            return str(error)
        return ""

    def show(answer: str | None) -> None:
        if answer is None:
            return
        if form:
            page.app.push_screen(form[0])
        else:
            _ask_which(page, *nameless[0])

    page.app.push_screen(AskForFile("The form that has come back?", take), show)


def _form(session: Session, returned: Returned, review_id: str) -> ReturnedForm:
    try:
        return ReturnedForm(session, returned)
    except WhichReview:
        if not review_id:
            raise
        return ReturnedForm(session, returned, review_id)


def _ask_which(page: Page, returned: Returned, likely: str) -> None:
    """Offer the reviews for a form that does not say which it is of."""
    register = page.session.register

    records = (register.record(REVIEWS, line.key) for line in reversed(register.lines()))
    offers = among(
        Offer(
            record.id, f"{record.plain(review.SCHOOL_NAME)}  {record.plain(review.DATE_OF_REVIEW)}"
        )
        for record in records
    )

    def chosen(offer: Offer | None) -> None:
        if offer is None:
            return
        try:
            page.app.push_screen(ReturnedForm(page.session, returned, offer.text))
        except RegisterError as error:
            page.say(str(error))

    choose = Choose(
        "This form does not say its review: which is it of?", offers, likely, "No review."
    )
    page.app.push_screen(choose, chosen)

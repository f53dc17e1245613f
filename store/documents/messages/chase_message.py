"""The message to somebody who owes something: plain text, and a draft for a mail program."""

from __future__ import annotations

from datetime import date

from store.dates.typed_dates import echo
from store.documents.files import file_name
from store.documents.messages.eml import EML, Addressee, address_of, new_draft, signature
from store.paperwork import review
from store.progress.owed import Debtor, Owing
from store.records.record import Record
from store.schedule.step_standing import StepState, when_agreed
from store.text import clean_line

SUBJECT = "Peer reviews: what is due"


def message(debtor: Debtor, settings: Record) -> str:
    """The message to one person: every item with its school, its date and its reason.

    It says what is due, not how often it was asked for; `settings` are the consortium's, for the
    office's name and address at the end.
    """
    lines = [
        f"Dear {clean_line(debtor.name)},",
        "",
        "Thank you for your part in our peer reviews. By our records these are with you:",
    ]
    for items in _by_review(debtor):
        lines += ["", _heading(items[0]), *(f"- {_item(item)}" for item in items)]
    lines += [
        "",
        "If any of this has been done already, please tell us the date, so that we can note it. If "
        "a date is difficult, do let us know what would suit you.",
        "",
        "With kind regards",
        "",
        *signature(settings),
    ]
    return "\n".join(lines) + "\n"


def draft(debtor: Debtor, settings: Record) -> str:
    """The message as an .eml that a mail program opens as a draft, ASCII with CRLF.

    It is addressed when the directory has an address for the person.
    """
    made = new_draft(SUBJECT, [Addressee(debtor.name, address_of(debtor.email))])
    made.set_content(message(debtor, settings))
    return made.as_string()


def draft_name(debtor: Debtor, day: date) -> str:
    """The name of the draft's file: who it is to, and the day it was drafted."""
    return file_name(debtor.name, "what is due", day.isoformat(), suffix=EML.suffix)


def _by_review(debtor: Debtor) -> list[list[Owing]]:
    """What is owed, review by review; the review with the most urgent item first."""
    by_review: dict[str, list[Owing]] = {}
    for item in debtor.owes:
        by_review.setdefault(item.id, []).append(item)
    return list(by_review.values())


def _heading(item: Owing) -> str:
    if item.of_the_year:
        return item.title
    first, last = item.record[review.DATE_OF_REVIEW], item.record[review.END_DATE]
    days = " to ".join(echo(day) for day in dict.fromkeys((first, last)) if day)
    school = item.school or "School not yet named"
    return f"{school} (review {item.id}{f', {days}' if days else ''})"


def _item(item: Owing) -> str:
    standing, day = item.standing, item.standing.due.day
    verb = {StepState.LATE: "was due on", StepState.DUE_TODAY: "is due today,"}.get(
        standing.state, "is due on"
    )
    when = when_agreed(standing) or (f"{verb} {echo(day)}" if day else "")
    return f"{standing.step.words}: {when} ({standing.due.sentence})"

"""The message to somebody who owes something: polite, whole, and safe in a mail program."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.documents.messages.chase_message import SUBJECT, draft, draft_name, message
from store.documents.messages.eml import EML
from store.errors import Refused
from store.field_values import Json
from store.paperwork.tables import PEOPLE, SETTINGS
from store.progress.owed import Debtor, by_person, owing
from store.records.change import Change, making
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register
from tests.support.a_review import HALF, filled, register_at
from tests.support.command_line import Shell
from tests.support.one_document import export

OFFICE: dict[str, Json] = {
    "name": "Tiptree and Stanway Consortium",
    "office.name": "Ann Lee, Consortium Office",
    "office.address": "1 High Street\nTiptree",
    "office.telephone": "01621 000000",
    "office.email": "office@example.org",
}
NOBODY = Record(SETTINGS, 1, {})


def the_office(register: Register) -> None:
    changes: list[Change] = []
    for path, value in OFFICE.items():
        changes += setting(register.consortium, SETTINGS.field(path), value)
    register.apply(changes)


def joan(register: Register) -> Debtor:
    [debtor] = by_person(register, owing(register), "Joan Mason")
    return debtor


def with_joan(register: Register, email: str) -> None:
    """Joan Mason, in the directory, leads a review of 26 November that still lacks its meeting."""
    document: dict[str, Json] = {"name": "Joan Mason", "email": email}
    entry = register.apply([making(PEOPLE.name, document)])
    filled(register, {**HALF, "lead_reviewer": {"name": "Joan Mason", "person": 1}})
    assert entry.changes[0].key == 1


def read(text: str) -> EmailMessage:
    mail = message_from_bytes(text.encode("ascii"), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def recipients(mail: EmailMessage) -> list[tuple[str, str]]:
    to = mail["To"]
    if to is None:
        return []
    assert isinstance(to, AddressHeader)
    return [(address.display_name, address.addr_spec) for address in to.addresses]


def test_every_item_has_its_school_its_date_and_its_reason(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        the_office(register)
        record = filled(register, HALF)
        assert message(joan(register), register.consortium) == (
            "Dear Joan Mason,\n\n"
            "Thank you for your part in our peer reviews. By our records these are with you:\n\n"
            f"Heath Primary School (review {record.id}, Thu 26 Nov 2026)\n"
            "- Pre-Review Meeting: was due on Thu 19 Nov 2026 "
            "(7 days before the review on Thu 26 Nov 2026)\n"
            "- Review Carried out: is due on Thu 26 Nov 2026 "
            "(on the day of the review, Thu 26 Nov 2026)\n"
            "- Summary completed: is due on Thu 26 Nov 2026 "
            "(on the day of the review, Thu 26 Nov 2026)\n"
            "- Feedback Given: is due on Thu 26 Nov 2026 "
            "(on the day of the review, Thu 26 Nov 2026)\n\n"
            "If any of this has been done already, please tell us the date, so that we can note "
            "it. If a date is difficult, do let us know what would suit you.\n\n"
            "With kind regards\n\n"
            "Ann Lee, Consortium Office\nTiptree and Stanway Consortium\n1 High Street\nTiptree\n"
            "Telephone: 01621 000000\nE-mail: office@example.org\n"
        )


def test_reviews_are_kept_apart_and_earlier_chases_are_not_held_against_anybody(
    tmp_path: Path,
) -> None:
    chased: Json = [{"date": "2026-11-16", "person": "Joan Mason", "items": "The meeting"}]
    with register_at(tmp_path) as register:
        filled(register, {**HALF, "chased": chased})
        filled(register, {**HALF, "school_name": "Elm Primary", "date": "2026-11-20"})
        text = message(joan(register), register.consortium)
        assert text.index("Elm Primary (") < text.index("Heath Primary School (")
        assert "16 Nov" not in text
        assert "late" not in text


def test_an_office_that_gave_no_details_still_signs() -> None:
    assert message(Debtor(1, "A", "", ()), NOBODY).endswith(
        "With kind regards\n\nConsortium Office\n"
    )


def test_the_draft_opens_unsent_and_addressed(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        with_joan(register, "joan@example.org")
        made = draft(joan(register), register.consortium)
        mail = read(made)
        assert mail["X-Unsent"] == "1"
        assert mail["Subject"] == SUBJECT
        assert recipients(mail) == [("Joan Mason", "joan@example.org")]
        assert mail.get_content_charset() == "utf-8"
        assert mail.get_content().replace("\r\n", "\n") == message(
            joan(register), register.consortium
        )
        assert "\n" not in made.replace("\r\n", "")


@pytest.mark.parametrize(
    "email",
    ["", "joan", "joan@", "a@example.org, b@example.org", "Joan <a@example.org>", "é@example.org"],
)
def test_what_is_no_address_addresses_nobody(email: str) -> None:
    assert recipients(read(draft(Debtor(1, "Joan", email, ()), NOBODY))) == []


@pytest.mark.parametrize(
    "name",
    [
        "Mason, Joan",
        'Joan "the <lead>" Mason',
        "Joan\r\nBcc: everybody@example.org",
        "Zoë Ünal, " + "é" * 200,
        "Joan (Birch; Elm): \\",
        "a@b, c@d",
    ],
)
def test_a_name_in_a_header_stays_one_name(name: str) -> None:
    mail = read(draft(Debtor(1, name, "joan@example.org", ()), NOBODY))
    assert [address for _, address in recipients(mail)] == ["joan@example.org"]
    assert mail["Bcc"] is None
    assert set(mail.keys()) == {
        "X-Unsent", "Subject", "To", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip


@given(st.text())
def test_any_name_makes_a_draft_to_one_recipient_and_a_safe_file_name(name: str) -> None:
    debtor = Debtor(1, name, "joan@example.org", ())
    mail = read(draft(debtor, NOBODY))
    assert [address for _, address in recipients(mail)] == ["joan@example.org"]
    stem = draft_name(debtor, date(2026, 11, 23))
    assert stem.endswith("what is due - 2026-11-23.eml")
    assert not set(stem) & set('/\\:*?"<>|\r\n\0')


def test_a_draft_replaces_its_own_and_nobody_elses(tmp_path: Path) -> None:
    text = draft(Debtor(1, "Joan", "joan@example.org", ()), NOBODY)
    path = export(tmp_path, "x.eml", text, EML)
    export(tmp_path, "x.eml", text.replace("Thank you", "Many thanks"), EML)
    assert b"Many thanks" in path.read_bytes()
    other = draft(Debtor(1, "Ravi", "ravi@example.org", ()), NOBODY)
    with pytest.raises(Refused, match="left as it is"):
        export(tmp_path, "x.eml", other, EML)
    path.write_text("Subject: hello\n\nmine\n")
    with pytest.raises(Refused, match="left as it is"):
        export(tmp_path, "x.eml", text, EML)


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    with register_at(tmp_path) as register:
        with_joan(register, "joan@example.org")
    return shell


def test_the_command_prints_the_message(shell: Shell) -> None:
    said = shell.done("owed", "--by", "joan", "--message").out
    assert said.startswith("Dear Joan Mason,\n")
    assert said.endswith("Tiptree and Stanway Consortium\n")


def test_the_command_drafts_one_for_each_person_or_one_to_standard_output(shell: Shell) -> None:
    out = shell.path.parent / "out"
    paths = [Path(line) for line in shell.done("owed", "--eml", str(out)).out.splitlines()]
    assert out / "Joan Mason - what is due - 2026-11-23.eml" in paths
    assert len(paths) == len(shell.done("owed", "--json").records()) > 1
    said = shell.done("owed", "--by", "Joan Mason", "--eml", "-").out
    assert said.encode() in [path.read_bytes() for path in paths]


def test_whoever_is_not_clearly_meant_gets_no_message(shell: Shell) -> None:
    assert shell.refused("owed", "--by", "Nobody", "--message") == (
        "Nobody called “Nobody” owes anything today."
    )
    assert "can be " in shell.refused("owed", "--by", "a", "--message")
    assert shell.run("owed", "--message").status == 2
    assert shell.run("owed", "--by", "joan", "--message", "--json").status == 2
    said = shell.refused("owed", "--by", "joan", "--eml", str(shell.path))
    assert said.endswith("register.json is not a folder; choose another.")

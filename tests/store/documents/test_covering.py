"""The draft that takes a document to the school or the group: addressed, covered, whole."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from pathlib import Path

import pytest

from store.documents.all_documents import FORMS, Filled
from store.documents.files import Document, FileKind
from store.documents.messages.covering_message import (
    CoveringMessage,
    addressed_words,
    addressees,
    covering_document,
    covering_text,
)
from store.documents.messages.eml import EML, Addressee
from store.exports.export_request import ExportRequest
from store.field_values import Json
from store.paperwork.tables import PEOPLE, SCHOOLS, SETTINGS
from store.progress.document_trail import Recipient
from store.records.change import making
from store.records.editing import setting
from store.records.record import Record
from store.register.register import Register
from tests.support.a_review import FILLED, filled, register_at
from tests.support.command_line import Shell
from tests.support.one_document import asked_for
from tests.support.places import ROOT

PAPER = ROOT / "store/paperwork/consortium-paperwork.txt"
NOBODY = Record(SETTINGS, 1, {})
HEAD = Addressee("Grace Lowe", "grace@birch.example")
GROUP: tuple[dict[str, Json], ...] = (
    {"name": "Ann Reed", "roles": ["management group"], "email": "ann@group.example"},
    {"name": "Bo Dean", "roles": ["headteacher", "management group"], "email": ""},
    {"name": "Cy Hart", "roles": ["management group"], "email": "cy@x.example",
     "until": "2026-11-22"},
    {"name": "Di Ford", "roles": ["management group"], "email": "di@x.example",
     "from": "2026-11-24"},
    {"name": "Ed Lane", "roles": ["management group"], "email": "ed@group.example",
     "from": "2026-11-23", "until": "2026-11-23"},
    {"name": "Flo Nash", "roles": ["lead reviewer"], "email": "flo@x.example"},
)  # fmt: skip


def parsed(data: bytes) -> EmailMessage:
    data.decode("ascii")
    assert data.count(b"\n") == data.count(b"\r\n")
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def recipients(mail: EmailMessage) -> list[tuple[str, str]]:
    to = mail["To"]
    if to is None:
        return []
    assert isinstance(to, AddressHeader)
    return [(address.display_name, address.addr_spec) for address in to.addresses]


def body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def sent(register: Register, *keys: str, how: Filled = Filled.AS_IT_STANDS) -> CoveringMessage:
    record = filled(register, FILLED)
    forms = tuple(FORMS[key] for key in keys)
    documents = asked_for(register, ExportRequest(forms=forms, reviews=(record.id,), filled=how))
    return CoveringMessage(forms, tuple(documents), record, 2026, how)


@pytest.mark.parametrize("key", ["summary", "action-plan"])
@pytest.mark.parametrize("whom", list(Recipient))
def test_the_draft_is_covered_by_the_papers_own_sentence_and_has_the_document_whole(
    tmp_path: Path, key: str, whom: Recipient
) -> None:
    with register_at(tmp_path) as register:
        out = sent(register, key)
        made = covering_document(out, [HEAD], whom, register.consortium)
    mail = parsed(made.data)
    assert mail["X-Unsent"] == "1"
    form = FORMS[key].title
    subject = mail["Subject"].strip()
    assert subject == f"{form}: Birch CofE VA Primary School, Thu 29 Oct 2026, PR-2026-001"
    assert recipients(mail) == [("Grace Lowe", "grace@birch.example")]
    text = body(mail)
    [sentence] = [line.strip("“”") for line in text.splitlines() if line.startswith("“")]
    assert "within 5 working days" in sentence
    assert sentence in PAPER.read_text(encoding="utf-8")
    assert text.startswith("Dear Grace Lowe,\n")
    assert text.endswith("With kind regards\n\nConsortium Office\nTiptree and Stanway Consortium\n")
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == out.documents[0].name
    assert attached.get_content_type() == "text/markdown"
    assert attached.get_payload(decode=True) == out.documents[0].data
    assert made.name.endswith(f"{key} - to the {whom}.eml")


def test_several_forms_go_together_each_with_its_sentence(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        out = sent(register, "summary", "action-plan", "audit", how=Filled.HEAD)
        mail = parsed(covering_document(out, [HEAD], Recipient.SCHOOL, register.consortium).data)
    assert mail["Subject"].strip().startswith("Summary, Action Plan and Audit Proforma: Birch")
    text = body(mail)
    assert "They are to be filled in and returned to us." in text
    assert [line.strip("“”") in PAPER.read_text() for line in text.splitlines() if "“" in line] == [
        True
    ] * 3
    attached = [part.get_payload(decode=True) for part in mail.iter_attachments()]
    assert attached == [document.data for document in out.documents]


@pytest.mark.parametrize(
    ("name", "suffix", "kind", "data"),
    [
        ("St Mary’s Ünal School – " + "é" * 60, ".docx", "application", b"PK\x03\x04\x00\r\n\xff"),
        ("平和", ".csv", "text", b"a,b\r\n\xef\xbb\xbf1\n"),
        ('a "b"; c', ".html", "text", "<p>é</p>\r".encode()),
        ("x", ".unknown", "application", bytes(range(256)) * 40),
    ],
)
def test_any_name_and_any_bytes_arrive_as_they_are(
    name: str, suffix: str, kind: str, data: bytes
) -> None:
    document = Document(name + suffix, data, FileKind(suffix, lambda _: ()))
    out = CoveringMessage((FORMS["register"],), (document,), None, 2026)
    mail = parsed(covering_document(out, [], Recipient.GROUP, NOBODY).data)
    assert mail["Subject"] == "Register of the year: school year 2026–27"
    assert recipients(mail) == []
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == name + suffix
    assert attached.get_content_maintype() == kind
    assert attached.get_payload(decode=True) == data


def test_the_group_is_everybody_with_that_role_who_is_there_today(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        register.apply([making(PEOPLE.name, person) for person in GROUP])
        to = addressees(register, None, Recipient.GROUP)
    assert to == (
        Addressee("Ann Reed", "ann@group.example"),
        Addressee("Bo Dean", ""),
        Addressee("Ed Lane", "ed@group.example"),
    )
    assert addressed_words(to, Recipient.GROUP) == (
        "It is to Ann Reed <ann@group.example>, Ed Lane <ed@group.example>. "
        "Bo Dean has no e-mail address in the directory."
    )


def test_the_school_is_the_reviews_headteacher_else_the_schools_own_address(
    tmp_path: Path,
) -> None:
    with register_at(tmp_path) as register:
        register.apply([making(SCHOOLS.name, {"name": "Birch", "email": "office@birch.example"})])
        register.apply([making(PEOPLE.name, {"name": "Grace Lowe", "email": "not one"})])
        key = register.keys(SCHOOLS)[-1]
        record = filled(register, {**FILLED, "school": key})
        assert addressees(register, record, Recipient.SCHOOL) == (
            Addressee("Grace Lowe", "office@birch.example"),
        )
        person = register.record(PEOPLE, register.keys(PEOPLE)[-1])
        register.apply(setting(person, PEOPLE.field("email"), "grace@birch.example"))
        assert addressees(register, record, Recipient.SCHOOL) == (HEAD,)
        alone = filled(register, {**FILLED, "headteacher": None})
        to = addressees(register, alone, Recipient.SCHOOL)
        assert to == (Addressee("Birch CofE VA Primary School", ""),)
        assert addressed_words(to, Recipient.SCHOOL) == (
            "Birch CofE VA Primary School has no e-mail address in the directory. "
            "The draft is to nobody yet."
        )


def test_nobody_in_the_group_is_said() -> None:
    assert addressed_words((), Recipient.GROUP) == (
        "Nobody in the directory is of the management group: the draft is to nobody yet."
    )


def test_a_name_cannot_become_another_header(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        record = filled(register, {**FILLED, "school_name": "Birch\r\nBcc: all@example.org"})
        forms = (FORMS["summary"],)
        documents = asked_for(register, ExportRequest(forms=forms, reviews=(record.id,)))
        out = CoveringMessage(forms, tuple(documents), record, 2026)
        to = [Addressee("Grace\r\nBcc: all@example.org", "grace@birch.example")]
        made = parsed(covering_document(out, to, Recipient.SCHOOL, register.consortium).data)
    assert made["Bcc"] is None
    assert len(recipients(made)) == 1
    assert covering_text(out, to, NOBODY).startswith("Dear Grace Bcc: all@example.org,\n")


def test_a_draft_is_no_longer_a_draft_of_something_else() -> None:
    form = FORMS["register"]
    first, second = (
        covering_document(CoveringMessage((form,), (), None, year), [HEAD], Recipient.GROUP, NOBODY)
        for year in (2025, 2026)
    )
    assert EML.whose(first.data) == EML.whose(first.data)
    assert EML.whose(first.data) != EML.whose(second.data)
    assert first.name != second.name


@pytest.fixture
def shell(shell: Shell, tmp_path: Path) -> Shell:
    with register_at(tmp_path) as register:
        filled(register, FILLED)
    return shell


def test_the_command_drafts_a_mail_and_says_to_whom(shell: Shell, tmp_path: Path) -> None:
    ask = ("export", "PR-2026-001", "--form", "summary", "--mail", "school", "--to")
    answer = shell.done(*ask, str(tmp_path / "out"))
    [path] = [Path(line) for line in answer.out.splitlines()]
    assert path.suffix == ".eml"
    assert recipients(parsed(path.read_bytes())) == []
    assert "Grace Lowe has no e-mail address in the directory." in answer.err
    refusal = shell.refused("export", "--form", "register", "--mail", "school", "--to", "-")
    assert refusal.endswith("goes to the management group: --mail group")


def test_the_command_gives_a_form_with_its_head_alone_under_a_name_of_its_own(
    shell: Shell, tmp_path: Path
) -> None:
    ask = ("export", "PR-2026-001", "--form", "action-plan", "--to", str(tmp_path / "out"))
    whole = Path(shell.done(*ask).out.strip())
    head = Path(shell.done(*ask, "--heads").out.strip())
    assert head.name == f"{whole.stem} - to fill in.md"
    text = head.read_text()
    assert "\nfilled: head\n" in text
    assert "Birch CofE VA Primary School" in text
    assert "Priya Nair" in whole.read_text()
    assert "Priya Nair" not in text
    refused = shell.run("export", "--form", "register", "--heads", "--to", "-")
    assert refused.status == 1
    assert "is no form to fill in: it is exported as it stands." in refused.err

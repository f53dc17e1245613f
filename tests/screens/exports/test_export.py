"""The export: what, in which format, how far filled; then how to get it, send it, and note it."""

from __future__ import annotations

import base64
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from screens.base import clipboard
from store.paperwork import consortium
from store.paperwork.forms import action_plan, summary
from store.paperwork.tables import PEOPLE
from store.records.change import making
from store.records.editing import setting
from tests.support.a_register import reopened, the_review
from tests.support.a_review import FILLED, filled, register_at
from tests.support.on_screen import SIZES, Seat, seated
from tests.support.sitting import sitting
from tests.support.today import TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A filled review, Grace Lowe its headteacher; Ann Reed is the management group."""
    with register_at(tmp_path) as register:
        register.apply(setting(register.consortium, consortium.EXPORTS, str(tmp_path / "out")))
        register.apply(
            setting(register.consortium, consortium.EXPORTS_FROM, "ben@office.example:2222")
        )
        register.apply(
            [
                making(PEOPLE.name, {"name": "Grace Lowe", "email": "grace@birch.example"}),
                making(
                    PEOPLE.name,
                    {"name": "Ann Reed", "email": "a@g.example", "roles": ["management group"]},
                ),
            ]
        )
        gone = {key: value for key, value in FILLED.items() if "custody.to_" not in key}
        filled(register, {**gone, "status": "open"})
    return tmp_path / "register.json"


def names(path: Path) -> list[str]:
    return sorted(found.name for found in (path.parent / "out").iterdir())


def formats(seat: Seat) -> str:
    """The formats there are, the chosen one in brackets."""
    return seat.row_with("Format").partition("Format")[2].strip()


async def to_the_export(seat: Seat, *keys: str) -> None:
    await seat.press("enter", "e", *keys)


async def test_the_format_goes_round_is_remembered_and_is_one_that_the_document_has(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await to_the_export(seat)
        assert formats(seat) == "[Markdown]  Word  HTML  plain text"
        await seat.press("o")
        assert formats(seat) == "Markdown  [Word]  HTML  plain text"
        await seat.press("escape", "e")
        assert formats(seat) == "Markdown  [Word]  HTML  plain text"
        await seat.press("down", "o", "o", "o")
        assert formats(seat) == "Markdown  Word  HTML  plain text  [CSV]"
        await seat.press("home")
        assert formats(seat) == "[Markdown]  Word  HTML  plain text"
        await seat.press("end")
        assert formats(seat) == "[its own, .ics]"
        await seat.press("o")
        assert seat.said == "Calendar: there is its own format, .ics alone."
        await seat.press("home", "down", "enter")
        assert seat.said == "Exported: 1 document."
    assert [name.rpartition(".")[2] for name in names(path)] == ["csv"]


async def test_a_form_is_blank_or_has_its_head_alone_and_each_is_a_file_of_its_own(
    path: Path,
) -> None:
    async with seated(path) as seat:
        await to_the_export(seat)
        assert seat.shows("Filled [as it stands] its head alone blank")
        for key in ("enter", "b", "enter", "b", "enter"):
            await seat.press(key)
            if key == "enter":
                await seat.press("escape")
        await seat.press("end", "up", "b")
        assert seat.said == "Record of the review, for the office: it is no form to fill in."
    head, whole, blank = names(path)
    assert head.endswith("summary - 2026-10-29 - to fill in.md")
    assert whole.endswith("summary - 2026-10-29.md")
    assert blank == "summary - blank.md"


async def test_the_three_forms_are_a_line_of_the_list_and_a_key(path: Path) -> None:
    async with seated(path) as seat:
        await to_the_export(seat, "down", "down", "down")
        assert "The three forms" in seat.row_with("▌")
        await seat.press("enter")
        assert seat.said == "Exported: 3 documents."
        await seat.press("escape", "a")
        assert seat.said == "Exported: 3 documents."
    assert len(names(path)) == 3


async def test_the_panel_has_the_path_and_the_line_from_the_setting(path: Path) -> None:
    async with seated(path, (200, 24)) as seat:
        await to_the_export(seat, "enter")
        [name] = names(path)
        whole = f"{path.parent / 'out' / name}"
        assert seat.shows(whole)
        assert seat.shows(f'scp -P 2222 "ben@office.example:{whole}" .')


async def test_the_line_and_the_document_go_to_the_clipboard(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(path) as seat:
        await to_the_export(seat, "enter", "c")
        assert seat.said == "Sent to your terminal's clipboard: the line that fetches it."
        [name] = names(path)
        assert seat.app.clipboard == f'scp -P 2222 "ben@office.example:{path.parent}/out/{name}" .'
        await seat.press("d")
        assert seat.said == f"Sent to your terminal's clipboard: {name}."
        assert seat.app.clipboard == (path.parent / "out" / name).read_text()
        monkeypatch.setattr(clipboard, "LONGEST", 10)
        await seat.press("d")
        assert seat.said.startswith("It is too long for a terminal's clipboard: fetch the file")
        await seat.press("c")
        assert seat.said.startswith("It is too long for a terminal's clipboard")
        await seat.press("escape", "a", "d")
        assert seat.said.startswith("One document goes to a clipboard, not several")


async def test_what_is_no_text_goes_to_no_clipboard_and_says_what_to_do(path: Path) -> None:
    async with seated(path) as seat:
        await to_the_export(seat, "o", "enter", "d")
        assert seat.said == (
            "Word is no text that a clipboard could hold: fetch the file, m attaches it to a "
            "mail, or export it as Markdown."
        )
        assert seat.app.clipboard == ""


async def test_a_mail_is_drafted_to_the_school_or_to_the_group(path: Path) -> None:
    async with seated(path) as seat:
        await to_the_export(seat, "enter", "m")
        assert seat.shows("A mail to whom?")
        await seat.press("escape")
        assert len(names(path)) == 1
        await seat.press("m", "enter")
        assert seat.said == "Drafted. It is to Grace Lowe <grace@birch.example>."
        await seat.press("m", "down", "enter", "c")
        assert seat.app.clipboard.endswith('summary - to the group.eml" .')
        group, school = (
            message_from_bytes(one.read_bytes(), policy=policy.default)
            for one in sorted((path.parent / "out").glob("*.eml"))
        )
    assert (str(group["To"]), str(school["To"])) == (
        "Ann Reed <a@g.example>",
        "Grace Lowe <grace@birch.example>",
    )
    [document] = (path.parent / "out").glob("*.md")
    [attached] = school.iter_attachments()
    assert attached.get_payload(decode=True) == document.read_bytes()


async def test_what_is_of_a_year_is_mailed_to_the_group(path: Path) -> None:
    async with seated(path) as seat:
        await seat.press("e", "enter", "m")
        assert seat.said == "Drafted. It is to Ann Reed <a@g.example>."


async def test_that_it_was_forwarded_is_noted_once_and_taken_back(path: Path) -> None:
    to_school, to_group = summary.CUSTODY.to_school, summary.CUSTODY.to_group
    async with seated(path, (120, 40)) as seat:
        await to_the_export(seat, "enter", "s")
        assert seat.said == ("Forwarded to the reviewed school: Summary today, u takes it back.")
        assert the_review(seat.register)[to_school] == TODAY
        assert seat.shows("to the school 23 Nov 26")
        await seat.press("s")
        assert seat.said == ("Forwarded to the reviewed school: Summary Mon 23 Nov 2026 already.")
        await seat.press("u")
        assert not the_review(seat.register).has(to_school)
        assert not seat.shows("to the school 23 Nov 26")
        await seat.press("escape", "a")
        seq = seat.register.seq
        await seat.press("g")
        assert seat.register.seq == seq + 1, "two documents, one change to take back"
        assert the_review(seat.register)[to_group] == TODAY
        assert the_review(seat.register)[action_plan.CUSTODY.to_group] == TODAY
        await seat.press("u")
        assert not the_review(seat.register).has(to_group)


async def test_what_is_not_forwarded_is_not_noted(path: Path) -> None:
    async with seated(path) as seat:
        seq = seat.register.seq
        await to_the_export(seat, "b", "enter", "s")
        assert seat.said == "It is still to be filled in: nothing was noted."
        await seat.press("escape", "down", "down", "enter", "g")
        assert seat.said.startswith("Only a Summary or an Action Plan has a day")
        assert seat.register.seq == seq


@pytest.mark.parametrize("size", SIZES)
async def test_the_review_says_where_its_documents_are_at_every_width(
    path: Path, size: tuple[int, int]
) -> None:
    with reopened(path) as register:
        review = the_review(register)
        register.apply(setting(review, summary.CUSTODY.to_group, "2026-11-09"))
    async with seated(path, size) as seat:
        await seat.press("enter", "home")
        for title in ("Summary  ", "Action Plan  ", "Audit Proforma"):
            assert seat.row_with(title)
        assert "to the group 9 Nov 26" in seat.row_with("Summary  ")
        while "Action Plan  " not in seat.row_with("▌"):
            await seat.press("down")
        await seat.press("enter")
        assert "PEER REVIEW ACTION PLAN" in seat.rows[0]


async def test_export_and_panel_can_be_read_and_left_at_every_width(path: Path) -> None:
    async with seated(path) as seat:
        await to_the_export(seat)
        for size in SIZES:
            await seat.resize(*size)
            assert "Summary" in seat.row_with("▌")
            assert "[Markdown]" in seat.row_with("Format")
            assert "[as it stands]" in seat.row_with("Filled")
            assert seat.rows[-1].endswith("F1 help")
        await seat.press("enter")
        for size in SIZES:
            await seat.resize(*size)
            assert seat.rows[0].startswith(" Exported: PR-2026-001   Summary")
            assert seat.shows("Written:")
            assert seat.rows[-1].endswith("F1 help")
        await seat.press("f1", "escape", "escape", "escape")
        assert "PR-2026-001" in seat.rows[0]


def test_the_terminal_gets_the_document_through_its_own_clipboard(path: Path) -> None:
    with sitting(path) as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("enter")
        terminal.wait_for("1: Plan the review")
        terminal.press("e")
        terminal.wait_for("Export the documents")
        terminal.press("enter")
        terminal.wait_for("Exported: 1 document.")
        terminal.press("d")
        terminal.wait_for("Sent to your terminal's clipboard: ")
        sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.raw))
    [document] = (path.parent / "out").glob("*.md")
    assert [base64.b64decode(one) for one in sent] == [document.read_bytes()]

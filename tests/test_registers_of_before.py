"""Registers that commit addc659 wrote open and go on, and its sample's documents are the same.

`tests/data/addc659` has the registers, how they were made, and in `golden` what the program of that
commit said of them: what was meant to be read as text, documents by their SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from tinydb import TinyDB

from tests.support.command_line import CommandResult, Shell
from tests.support.pty_app import Terminal

DATA = Path(__file__).parent / "data" / "addc659"
GOLDEN = DATA / "golden"
FIXTURES = (
    "ordinary", "ahead", "journal-alone", "checkpoint-alone", "continued", "forgotten",
    "rewritten", "torn", "typed",
)  # fmt: skip
"""A folder each."""
LONG = ("ordinary", "forgotten")
"""Those of which everything is read that can be asked for; of the others what they hold."""
OWN = "register.json"

LISTS = ("schools", "people", "owed", "expertise")
OF_A_YEAR = ("register", "report", "themes", "matrix", "load", "release")
OF_A_REVIEW = ("record", "summary", "action-plan", "audit", "schedule")
FORMATS = ("md", "docx", "html", "txt")
STANDINGS = (
    "PR-2025-001", "PR-2025-014", "PR-2025-021", "PR-2026-026", "PR-2026-033", "PR-2026-036",
    "PR-2026-041",
)  # fmt: skip
"""Reviews of the sample: complete, stuck, in several stages, cancelled, without a date."""

BOUNDARY = re.compile(rb"={15}\d+==")

Sums = dict[str, str]
"""The SHA-256 of documents by what they were asked for as, and their names."""


@pytest.fixture
def shell(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    """A shell on a copy of one of the registers; what its account typed is beside it."""
    folder = tmp_path / "copy"
    shutil.copytree(DATA / request.param, folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    return Shell(folder / OWN, capsys, monkeypatch)


def every(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("shell", names, indirect=True)


def reviews(shell: Shell) -> list[str]:
    return [str(one["id"]) for one in shell.done("list", "--json").records()]


def questions(shell: Shell, *, long: bool) -> Iterator[tuple[str, ...]]:
    """The commands whose answers are held against golden texts, in their order."""
    yield ("check",)
    yield ("list",)
    yield ("history",)
    yield ("schools", "list", "--json")
    yield ("people", "list", "--json")
    yield ("show", "consortium")
    for review in reviews(shell):
        yield ("show", review)
        yield ("versions", review)
    if not long:
        return
    yield ("show", "2025-26")
    yield ("people", "names")
    yield ("people", "data", "Imran Inskip")
    yield ("people", "expertise")
    yield ("due", "--days", "60")
    yield ("owed",)
    yield ("owed", "--by", "Joan Mason", "--message")
    yield ("teams", "check", "--year", "2025")
    yield ("teams", "propose", "--year", "2027")
    yield ("year", "open", "2027")
    yield ("year", "close", "2025")
    yield ("report", "--year", "2025")
    yield ("follow", "PR-2025-001", "r1")
    yield ("versions", "PR-2025-001", "--compare", "1")
    yield ("reschedule", "PR-2025-001", "18/11/25")


def answered(shell: Shell, command: tuple[str, ...]) -> str:
    """A command and all that it said, as a terminal would have it, without this machine's paths."""
    answer: CommandResult = shell.run(*command)
    told = "".join(f"! {line}\n" for line in answer.err.splitlines())
    end = f"= {answer.status}\n" if answer.status else ""
    said = f"$ {' '.join(command)}\n{answer.out}{told}{end}\n"
    return said.replace(str(shell.path.parent.resolve()), "FOLDER")


def read_of(shell: Shell, *, long: bool) -> str:
    """All that a register is read as: answers, then the sums of what is too long to keep."""
    said = "".join(answered(shell, command) for command in questions(shell, long=long))
    whole = shell.done("history", "--json").out
    for review in reviews(shell):
        whole += shell.done("show", review, "--json").out
    sums = {"as JSON": sum_of(whole.encode())}
    asked: list[tuple[str, ...]] = [("--year", "2025", "--form", form) for form in OF_A_REVIEW]
    if long:
        asked += [("--year", "2026", "--form", form) for form in OF_A_REVIEW]
        asked += [("--year", "2025", "--form", form) for form in OF_A_YEAR]
        asked += [("--form", form) for form in LISTS]
        asked += [("--form", form, "--format", "csv") for form in LISTS]
        asked += [("--year", year, "--form", "calendar") for year in ("2025", "2026")]
        asked += [("PR-2025-001", "--form", "audit", "--version", "1")]
    return said + written(sums | exported(shell, asked))


def exported(shell: Shell, asked: Iterable[tuple[str, ...]]) -> Sums:
    """The documents asked for, each list of arguments exported into a folder of its own."""
    sums: Sums = {}
    into = shell.path.parent / "exported"
    for arguments in asked:
        answer = shell.run("export", *arguments, "--to", str(into))
        called = " ".join(one for one in arguments if not one.startswith("PR-"))
        if answer.status:
            sums[called] = answer.err.strip().replace("\n", " ")
        for path in sorted(path for path in into.rglob("*") if path.is_file()):
            sums[f"{called} > {path.relative_to(into)}"] = sum_of(path.read_bytes())
        shutil.rmtree(into, ignore_errors=True)
    return sums


def sum_of(data: bytes) -> str:
    """The SHA-256 of a document; of a zip, and so of Word, that of its parts as they are inside.

    What packs them is this machine's zlib, and what stands between the parts of a message is
    drawn anew each time.
    """
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as file:
            parts = [
                (part.filename, part.date_time, part.compress_type, sum_of(file.read(part)))
                for part in file.infolist()
            ]
        data = repr(parts).encode()
    return hashlib.sha256(BOUNDARY.sub(b"==", data)).hexdigest()


def written(sums: Sums) -> str:
    return "".join(f"{sum_}  {called}\n" for called, sum_ in sums.items())


def golden(name: str) -> str:
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@every(*FIXTURES)
def test_a_register_of_before_reads_as_it_did(shell: Shell, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["shell"]
    assert read_of(shell, long=name in LONG) == golden(name)


@every(*FIXTURES)
def test_a_register_of_before_goes_on(shell: Shell) -> None:
    journal = shell.path.with_name(f"{OWN}.journal")
    lines = journal.read_bytes() if journal.exists() else b""
    kept = lines[: lines.rfind(b"\n") + 1]
    before = {one: shell.done("show", one, "--json").record() for one in reviews(shell)}
    entries = shell.done("history", "--json").records()
    first = next(iter(before))

    shell.done("set", first, "note=Written later", "visit.key_areas=Reading", "date=24/11/26")
    made = shell.done("new", "--school", "Oak", "--date", "1/12/26").out.strip()
    changed = shell.done("show", first, "--json").record()
    assert changed == before[first] | {
        "note": "Written later", "visit.key_areas": "Reading", "date": "2026-11-24"
    }  # fmt: skip
    assert shell.done("check").out.endswith("Nothing is wrong.\n")
    shell.done("undo")
    shell.done("undo")

    assert made not in reviews(shell)
    assert {one: shell.done("show", one, "--json").record() for one in reviews(shell)} == before
    went_on = shell.done("history", "--json").records()
    assert went_on[: len(entries)] == entries
    assert [one["seq"] for one in went_on] == sorted(int(str(one["seq"])) for one in went_on)
    assert journal.read_bytes().startswith(kept)
    assert shell.done("check").out.endswith("Nothing is wrong.\n")
    with TinyDB(shell.path) as database:
        found = {str(one["id"]): one for one in database.table("reviews").all()}
    assert {one: str(found[one].get("note", "")) for one in found} == {
        one: before[one]["note"] for one in before
    }


@every(*FIXTURES)
def test_its_journal_alone_builds_it_again(shell: Shell) -> None:
    before = [shell.done("show", one, "--json").record() for one in reviews(shell)]
    shell.done("set", "consortium", "office.telephone=01632 960100")
    shell.done("undo")
    if '"continues":"' in shell.path.with_name(f"{OWN}.journal").read_text(encoding="utf-8"):
        shell.path.unlink()
        assert "continues an older copy of it" in shell.run("list").err
        return
    shell.path.unlink()
    assert [shell.done("show", one, "--json").record() for one in reviews(shell)] == before


@every("typed")
def test_a_backup_of_before_is_restored(shell: Shell) -> None:
    [backup] = shell.path.parent.glob("register.json.backups/day-*.json")
    register, shell.path = shell.path, backup
    stood = shell.done("history", "--json").records()
    shell.path = register
    shell.done("restore", str(backup))
    assert shell.done("history", "--json").records()[: len(stood)] == stood
    assert reviews(shell) == []
    assert shell.done("check").out.endswith("Nothing is wrong.\n")


@every("forgotten")
def test_who_was_forgotten_before_stands_nowhere(shell: Shell) -> None:
    shell.done("set", "PR-2025-001", "governors=[]")
    assert "Nothing of Joan Mason was found" in shell.refused("people", "forget", "Joan Mason")
    shell.done("people", "forget", "Femi Quayle", "--yes")
    text = b"".join(path.read_bytes() for path in shell.path.parent.rglob("*") if path.is_file())
    assert b"[forgotten person 2]" in text
    assert b"Joan Mason" not in text
    assert b"Femi Quayle" not in text
    assert shell.done("check").out.endswith("Nothing is wrong.\n")


@every("typed")
def test_somebody_is_taken_out_of_what_was_typed_before(shell: Shell) -> None:
    assert "1 of what is typed and not kept" in shell.done("people", "forget", "Joan Mason").out
    shell.done("people", "forget", "Joan Mason", "--yes")
    [drafts] = shell.path.parent.rglob("*.drafts")
    assert json.loads(drafts.read_bytes())["text"] == (
        "Birch Primary School and [forgotten person 1]"
    )


@every("typed")
def test_what_was_typed_before_is_offered_again(shell: Shell) -> None:
    with Terminal(
        [sys.executable, "-m", "tui.command_line", "--register", str(shell.path),
         "--today", "2025-10-01"],
        cwd=Path(__file__).parent.parent,
    ) as app:  # fmt: skip
        app.wait_for("Typed and not kept, still in its field: PR-2025-001: Reviewed School")
        app.press("enter", "d")
        app.wait_for("Birch Primary School and Joan Mason")
        app.kill(signal.SIGKILL)
        app.wait_exit()


@every("ordinary")
def test_a_file_in_another_form_that_keeps_its_checksum_is_refused_still(shell: Shell) -> None:
    whole = json.loads(shell.path.read_bytes())
    shell.path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    assert "not as it was written (its checksum)" in shell.refused("list")


def of_reviews(form: str) -> Iterator[tuple[str, ...]]:
    """A form of several reviews in every format it can be had in."""
    for written_as in FORMATS:
        yield (*STANDINGS, "--form", form, "--format", written_as)
        if form in OF_A_REVIEW[1:4]:
            yield ("PR-2026-026", "--form", form, "--format", written_as, "--heads")
            yield ("--form", form, "--format", written_as, "--blank")


def in_packs() -> Iterator[tuple[str, ...]]:
    """Documents that go out together, and those that go with a message."""
    for written_as in FORMATS:
        yield ("PR-2026-026", "--form", "pack", "--format", written_as)
        yield ("PR-2026-026", "--form", "pack", "--format", written_as, "--zip")
        yield ("PR-2026-033", "--form", "feedback-pack", "--format", written_as, "--zip")
        yield ("PR-2025-001", "--form", "audit", "--version", "1", "--format", written_as)
    yield ("--form", "pack", "--blank")
    yield ("--year", "2025", "--form", "summary", "--zip")
    for whom in ("school", "group"):
        yield ("PR-2025-001", "--form", "summary", "--format", "html", "--mail", whom)
        yield ("PR-2026-026", "--form", "action-plan", "--mail", whom)
    yield ("--year", "2026", "--form", "report", "--mail", "group")


def in_lists() -> Iterator[tuple[str, ...]]:
    """Lists and papers of the consortium and of years in every format, and calendars."""
    for written_as in (*FORMATS, "csv"):
        for form in OF_A_YEAR:
            yield ("--year", "2026", "--form", form, "--format", written_as)
        for form in LISTS:
            yield ("--form", form, "--format", written_as)
        for form in OF_A_YEAR[3:]:
            yield ("--years", "2025-2026", "--form", form, "--format", written_as)
    for year in ("2025", "2026"):
        yield ("--year", year, "--form", "record")
        yield ("--year", year, "--form", "calendar")
        yield ("--year", year, "--form", "report")
    yield (*STANDINGS[:4], "--form", "calendar")


DOCUMENTS = {
    **{form: tuple(of_reviews(form)) for form in OF_A_REVIEW},
    "packs": tuple(in_packs()),
    "lists": tuple(in_lists()),
}
"""What is exported of the sample, by what the golden sums of it are called."""
SAID = (
    "list", "due", "owed", "owed --json", "report", "people list", "people names", "schools list",
    "teams check", "year open 2027", "year close 2026", "fields --json", "history",
    "teams propose --year 2027", "show PR-2025-001", "people data 4", "follow PR-2025-002 r2",
    "reschedule PR-2026-037 2/2/27",
)  # fmt: skip
"""What the sample is asked for."""


def unpacked(shell: Shell) -> Shell:
    """The shell, on the sample's register as it was made then."""
    for packed in (DATA / "sample").glob("*.xz"):
        shell.path.with_name(packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    return shell


def said_of_the_sample(shell: Shell) -> Sums:
    """The sums of what commands say of it, and of the messages to those who owe something."""
    sums = {command: sum_of(answered(shell, tuple(command.split())).encode()) for command in SAID}
    drafts = shell.path.parent / "drafts"
    drafts.mkdir()
    shell.done("owed", "--eml", str(drafts))
    for path in sorted(drafts.iterdir()):
        sums[f"owed --eml > {path.name}"] = sum_of(path.read_bytes())
    return sums


def held_by_the_sample(shell: Shell) -> Sums:
    """The sums of its records, which are the same whenever it is made for one day."""
    asked = ["schools list --json", "people list --json", "show consortium --json"]
    asked += [f"show {one} --json" for one in ("2025-26", "2026-27", *reviews(shell))]
    return {one: sum_of(shell.done(*one.split()).out.encode()) for one in asked}


@pytest.fixture
def empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A shell where there is no register yet."""
    return Shell(tmp_path / OWN, capsys, monkeypatch)


@pytest.mark.parametrize("documents", DOCUMENTS)
def test_the_samples_documents_are_the_same_bytes(empty: Shell, documents: str) -> None:
    sums = written(exported(unpacked(empty), DOCUMENTS[documents]))
    assert sums.splitlines() == golden(f"sample-{documents}").splitlines()


def test_commands_say_the_same_of_the_sample(empty: Shell) -> None:
    assert written(said_of_the_sample(unpacked(empty))) == golden("sample-said")


def test_the_sample_that_is_made_now_holds_the_same(
    empty: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")  # it is made, and the app is not begun
    empty.run("demo", "--keep", str(empty.path))
    assert written(held_by_the_sample(empty)) == golden("sample-held")

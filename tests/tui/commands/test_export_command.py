"""`export` as a user has it: formats, files, packs, what is refused, and stopping it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pexpect
import pytest

from store.documents.all_documents import REVIEW_FORMS
from store.documents.files import Document, PendingDocument, export_all, exporting_to
from store.documents.formats.all_formats import FORMATS
from store.field_values import Json
from store.open_register import create_register
from store.records.change import making
from tests.support.a_register import new_review
from tests.support.a_review import FILLED, HALF, filled, register_at
from tests.support.places import ROOT
from tui.command_line import main

COMMAND = [sys.executable, "-m", "tui.command_line"]
MANY = 600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with two reviews."""
    with register_at(tmp_path) as register:
        filled(register, FILLED)
        filled(register, HALF)
    return tmp_path / "register.json"


def ran(path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`export` as a process, on 23 November 2026, beside the register."""
    own = ["--register", str(path), "--today", "2026-11-23", "--user", "office"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*COMMAND, *own, "export", *arguments],
        capture_output=True, check=False, cwd=path.parent, env=environment, timeout=60,
    )  # fmt: skip


@pytest.fixture
def here(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Here:
    """`export` in this process, where what is asked is the point and not the process."""
    monkeypatch.chdir(path.parent)
    return Here(path, capsysbinary)


class Here:
    """Exports beside a register, given in this process."""

    def __init__(self, path: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self._path = path
        self._capture = capture

    def ran(self, *arguments: str) -> tuple[int, bytes, bytes]:
        """The exit status, standard output and standard error of an export."""
        own = ["--register", str(self._path), "--today", "2026-11-23", "--user", "office"]
        status = main([*own, "export", *arguments])
        return status, *self._capture.readouterr()

    def refused(self, *arguments: str) -> str:
        """What a refused export says: a sentence, and nothing was made."""
        before = sorted(self._path.parent.rglob("*"))
        status, out, err = self.ran(*arguments)
        assert status in (1, 2)
        assert out == b""
        assert b"Traceback" not in err
        assert sorted(self._path.parent.rglob("*")) == before
        return err.decode()


@pytest.mark.parametrize("key", list(FORMATS))
def test_the_same_bytes_go_to_a_folder_to_a_file_and_to_standard_output(
    key: str, path: Path
) -> None:
    suffix = FORMATS[key].kind.suffix
    asked = ("PR-2026-001", "--form", "action-plan", "--format", key, "--to")
    [line] = ran(path, *asked, "out").stdout.decode().splitlines()
    assert line.startswith("out/PR-2026-001 Birch CofE VA Primary School - action-plan - ")
    assert line.endswith(suffix)
    ended = ran(path, *asked, f"mine{suffix}")
    assert ended.stdout.decode() == f"mine{suffix}\n"
    printed = ran(path, *asked, "-")
    assert printed.stderr == b""
    assert (path.parent / line).read_bytes() == printed.stdout
    assert (path.parent / f"mine{suffix}").read_bytes() == printed.stdout


@pytest.mark.parametrize("key", [key for key, each in FORMATS.items() if not each.of_lists])
def test_there_is_an_empty_form_in_every_format(key: str, path: Path, here: Here) -> None:
    path.unlink()
    for form in (form for form in REVIEW_FORMS.values() if form.empty):
        status, out, _ = here.ran("--form", form.key, "--format", key, "--blank", "--to", "-")
        assert status == 0
        assert out == FORMATS[key].write(form.blank)


def test_a_form_of_every_review_of_a_year(path: Path) -> None:
    ended = ran(path, "--year", "2026", "--form", "summary", "--format", "txt", "--to", "out")
    assert [line[4:15] for line in ended.stdout.decode().splitlines()] == [
        "PR-2026-001", "PR-2026-002",
    ]  # fmt: skip
    assert ended.stderr == b""  # it is no terminal: nobody watches


def test_a_pack_is_a_folder_or_a_zip_of_the_same_papers(path: Path) -> None:
    asked = ("PR-2026-001", "--form", "pack", "--format", "html", "--to")
    papers = [path.parent / line for line in ran(path, *asked, "out").stdout.decode().splitlines()]
    assert len(papers) == 4
    [folder] = {paper.parent for paper in papers}
    assert folder.name == "PR-2026-001 Birch CofE VA Primary School - pack - 2026-10-29"
    printed = ran(path, *asked, "-").stdout
    assert ran(path, *asked, "x.zip").stdout == b"x.zip\n"
    assert (path.parent / "x.zip").read_bytes() == printed
    with ZipFile(io.BytesIO(printed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            paper.name: paper.read_bytes() for paper in papers
        }


def test_packs_of_several_reviews_stand_in_a_folder_each(path: Path) -> None:
    asked = ("PR-2026-001", "PR-2026-002", "--form", "feedback-pack", "--to", "-")
    with ZipFile(io.BytesIO(ran(path, *asked).stdout)) as archive:
        folders = {name.partition("/")[0] for name in archive.namelist()}
    assert {folder[:11] for folder in folders} == {"PR-2026-001", "PR-2026-002"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("PR-2026-001 --form summary --format html --to x.md", "what is exported ends in .html"),
        ("PR-2026-001 --form summary --to x.zip", "what is exported ends in .md"),
        ("--year 2026 --form summary --to x.md", "is one file, and these are 2 documents"),
        ("--year 2026 --form summary --to -", "One document goes to standard output, not several"),
        ("--year 2031 --form summary --to out", "There is no review in 2031–32"),
        ("PR-2026-001 --form calendar --format md --to out", "is an .ics file and has no other"),
        ("PR-2026-001 --form summary --format csv --to out", "is no list: it has no CSV"),
        ("PR-2026-001 --form pack --format csv --to out", "is no list: it has no CSV"),
        ("--form feedback-pack --blank --to out", "the empty forms are --form pack"),
        ("--form owed --year 2026 --to out", "--form owed is of today"),
        ("PR-2026-001 --form people --to out", "is of the consortium, and of no REVIEW"),
        ("--form pack --to out", "Say of which REVIEW"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(arguments: str, said: str, here: Here) -> None:
    assert said in here.refused(*arguments.split())


def test_a_folder_may_be_named_like_a_file(path: Path) -> None:
    (path.parent / "x.md").mkdir()
    ended = ran(path, "PR-2026-001", "--form", "summary", "--to", "x.md")
    assert ended.stdout.startswith(b"x.md/PR-2026-001 ")


def test_a_zip_does_not_go_to_a_terminal(path: Path) -> None:
    shell = f"{' '.join(COMMAND)} --register {path} export PR-2026-001 --form pack --to -"
    shown, status = pexpect.run(shell, withexitstatus=True, cwd=str(ROOT))
    assert status == 1
    assert b"A .zip file is nothing that a terminal shows" in shown
    assert b"PK" not in shown


def many_reviews(path: Path) -> None:
    """A register of many reviews, none of which has a form that is signed."""
    day = date(2026, 11, 23)
    with create_register(path, "Many", today=lambda: day) as register:
        school: dict[str, Json] = {"name": "Birch"}
        register.apply([making("schools", school)])
        register.apply([new_review(date="2026-11-26")] * MANY)


def test_an_export_of_many_is_counted_and_stopped_between_two(tmp_path: Path) -> None:
    many_reviews(tmp_path / "register.json")
    # Word, which takes longest: nobody is as quick with ctrl+c as Markdown is.
    asked = ["--year", "2026", "--form", "record", "--format", "docx", "--to", f"{tmp_path}/out"]
    own = [*COMMAND[1:], "--register", str(tmp_path / "register.json"), "export", *asked]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # also where the tests run aside
    with pexpect.spawn(COMMAND[0], own, cwd=str(ROOT), timeout=60, preexec_fn=heard) as terminal:
        terminal.expect(rf"\d+ of {MANY} documents")
        terminal.sendintr()
        terminal.expect(rf"Stopped: ([\d,]+) of {MANY} documents were written\.")
        said = int(terminal.match.group(1).replace(b",", b""))
        terminal.expect(pexpect.EOF)
    assert terminal.exitstatus == 130
    found = list((tmp_path / "out").iterdir())
    assert 0 < len(found) == said < MANY
    assert all(one.suffix == ".docx" and is_zipfile(one) for one in found)


def test_what_was_written_until_it_was_left_stays_whole(tmp_path: Path) -> None:
    made: list[str] = []

    def coming(letter: str) -> PendingDocument:
        def data() -> bytes:
            made.append(letter)
            return f"# {letter}\n\nOurs\n".encode()

        one = Document(f"{letter}.md", b"")
        return PendingDocument(one.name, one.kind, data)

    going = exporting_to(tmp_path / "out", [coming(letter) for letter in "abcd"])
    first, second = next(going), next(going)
    assert [path.name for path in (first, second) if path] == ["a.md", "b.md"]
    going.close()
    assert made == ["a", "b"]  # none is made before its turn
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["a.md", "b.md"]
    assert (tmp_path / "out" / "b.md").read_bytes() == b"# b\n\nOurs\n"


def test_more_than_are_made_durable_one_by_one_are_written_all_the_same(tmp_path: Path) -> None:
    documents = [Document(f"{n}.md", f"# {n}\n".encode()) for n in range(50)]
    paths = export_all(tmp_path / "out", documents)
    assert [one.read_bytes() for one in paths] == [one.data for one in documents]
    assert len(list((tmp_path / "out").iterdir())) == 50

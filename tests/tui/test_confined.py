"""A login that may do nothing else: what it may run, and what the app in it cannot do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from store.errors import Refused
from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.sitting import argv, home_at, jump, sitting, to_the_review
from tui.command_line import main
from tui.confined import asked_for, export_folder


def asked(path: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """What a confined login answers to `ssh … command`."""
    return subprocess.run(
        argv(path, "--confined"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **home_at(path.parent), "SSH_ORIGINAL_COMMAND": command},
        check=False,
    )


def everything(folder: Path) -> set[Path]:
    return {found for found in folder.rglob("*") if found.is_file()}


@pytest.mark.parametrize(
    ("command", "beginning"),
    [
        ("list", b"PR-2026-001"),
        ("peer-review list --json", b"[\n"),
        ("due", b""),
        ("export PR-2026-001 --form summary --to -", b"---\nregister: "),
        ("peer-review export 'PR-2026-001' --form record --to -", b"---\nregister: "),
        ("export --form register --to -", b"# "),
        ("export PR-2026-001 --form audit --heads --to -", b"---\nregister: "),
        ("export PR-2026-001 --form audit --mail school --to -", b"X-Unsent: 1\r\n"),
        ("export PR-2026-001 --form audit --blank --mail group --to -", b"X-Unsent: 1\r\n"),
    ],
)
def test_these_may_be_run(path: Path, command: str, beginning: bytes) -> None:
    done = asked(path, command)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(beginning)
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        "sh", "bash -i", "set PR-2026-001 note=x", "undo", "new --school Birch", "demo", "backup .",
        "restore register.json", "check", "schools import x.csv", "show PR-2026-001", "history",
        "people", "fields", "--register /etc/passwd list", "--user root list", "--read-only list",
        "--help", "list; sh", "list && sh", "list | sh", "list $(id)", "list `id`", "list\nsh",
        "list > file", "export PR-2026-001 --form summary --to .", "'unclosed",
        "export PR-2026-001 --form summary --to /tmp", "/usr/lib/openssh/sftp-server",
        "internal-sftp", "scp -f register.json", "rsync --server .", "peer-review peer-review",
        "peer-review --confined list", "export --to - --form summary ../../etc/passwd",
        "list --register /etc/passwd",
    ],
)  # fmt: skip
def test_nothing_else_may_be_run(
    path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    before = everything(path.parent)
    journal = Path(f"{path}.journal").read_bytes()
    for name, value in home_at(path.parent).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", command)
    status = main(argv(path, "--confined")[3:])
    out, err = capfdbinary.readouterr()  # whatever wrote it, a shell too
    assert status in (1, 2)
    assert out == b""
    if command.removeprefix("peer-review ").split()[0] not in ("list", "export", "--help"):
        assert b"This login only opens the register, or runs:" in err
    assert err
    assert b"Traceback" not in err
    assert b"uid=" not in err
    assert everything(path.parent) == before
    assert Path(f"{path}.journal").read_bytes() == journal


def test_no_command_means_the_app() -> None:
    assert asked_for({}) is None
    assert asked_for({"SSH_ORIGINAL_COMMAND": "  "}) is None
    assert asked_for({"SSH_ORIGINAL_COMMAND": "peer-review"}) is None
    with pytest.raises(Refused, match="only opens the register"):
        asked_for({"SSH_ORIGINAL_COMMAND": "vi"})


def test_the_export_folder_is_the_accounts_own_or_the_administrators() -> None:
    home = Path("/home/office")
    assert export_folder({}, home) == home / "peer-review-exports"
    assert export_folder({"PEER_REVIEW_EXPORTS": "/srv/out"}, home) == Path("/srv/out")


def confined(path: Path) -> Terminal:
    return sitting(path, "--confined")


def test_it_exports_to_its_own_folder_and_names_no_other(path: Path) -> None:
    with confined(path) as terminal:
        to_the_review(terminal, "e", "Export the documents")
        terminal.press("f")
        terminal.wait_for("This login exports to this folder alone.")
        terminal.type("/etc/cron.d")
        terminal.press("tab", "tab")
        terminal.type("/etc/cron.d")  # an o in it takes the next format
        terminal.press("home", "enter")
        terminal.wait_for("Exported: 1 document.")
    exported = list(path.parent.rglob("* - summary - *"))
    assert [found.parent for found in exported] == [path.parent / "peer-review-exports"]


@pytest.mark.parametrize(
    ("keys", "done", "beginning"),
    [
        (("enter",), "Exported: 1 document.", b"---\nregister: "),
        (("b", "enter"), "Exported: 1 document.", b"---\nregister: "),
        (("b", "b", "enter"), "Exported: 1 document.", b"---\n"),
        (("enter", "m", "enter"), "Drafted.", b"X-Unsent: 1\r\n"),
        (("b", "b", "enter", "m", "enter"), "Drafted.", b"X-Unsent: 1\r\n"),
    ],
)
def test_how_to_fetch_what_was_written_is_a_command_that_this_login_may_run(
    path: Path, keys: tuple[str, ...], done: str, beginning: bytes
) -> None:
    with sitting(path, "--confined", size=(200, 30)) as terminal:
        to_the_review(terminal, "e", "Export the documents")
        for key in keys:
            terminal.press(key)
            if key == "m":
                terminal.wait_for("A mail to whom?")
        terminal.wait_for(done)
        (hint,) = [row for row in terminal.wait_for(" > ") if " > " in row]
    ssh, _, command = hint.partition(" export ")
    assert ssh.startswith("   ssh ")
    fetched = asked(path, f"export {command.partition(' > ')[0]}")
    assert fetched.stdout.startswith(beginning), fetched.stderr
    assert b"SUMMARY TEMPLATE" in fetched.stdout or b"attachment" in fetched.stdout


def test_the_consortiums_export_folder_is_not_obeyed(path: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        argv(path, "set", "consortium", f"exports={tmp_path / 'elsewhere'}"), cwd=ROOT, check=False,
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with confined(path) as terminal:
        to_the_review(terminal, "e", "Export the documents")
        terminal.press("a")
        terminal.wait_for("Exported: 3 documents.")
    assert not (tmp_path / "elsewhere").exists()


def test_it_imports_no_file(path: Path, tmp_path: Path) -> None:
    secret = tmp_path / "schools.csv"
    secret.write_text("EstablishmentName\nSecret School\n")
    with confined(path) as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("s")
        terminal.wait_for("Schools")
        terminal.press("i")
        terminal.wait_for("This login")
        terminal.type(str(secret))
        terminal.press("enter")
        terminal.settle()
        assert "CSV file to import" not in str(terminal)
        assert "Secret School" not in str(terminal)


def test_a_first_start_imports_no_file_either(tmp_path: Path) -> None:
    with confined(tmp_path / "new.json") as terminal:
        terminal.wait_for("What is the consortium called?")
        terminal.type("Tiptree")
        terminal.press("f5")
        terminal.wait_for("This login")
        terminal.settle()
        assert "CSV file to import" not in str(terminal)


def test_ctrl_z_is_the_fields_own_and_suspends_nothing(path: Path) -> None:
    with confined(path) as terminal:
        to_the_review(terminal, "d", "Details of the review")
        jump(terminal, "Headteacher")
        terminal.type("Grace")
        terminal.wait_for("Grace")
        terminal.press("ctrl+z")
        terminal.wait_gone("Grace")
        state = Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()[0]
        assert state not in "Tt"
        terminal.press("escape")
        terminal.wait_for("1: Plan the review")
        terminal.press("ctrl+z", "d")
        terminal.wait_for("Details of the review")


def test_the_palette_offers_nothing_that_names_a_path(path: Path) -> None:
    with confined(path) as terminal:
        terminal.wait_for("PR-2026-001")
        terminal.press("ctrl+p")
        terminal.wait_for("Consortium (c)")
        for word in ("screenshot", "theme", "suspend"):
            terminal.type(word)
            rows = terminal.wait_for(word)
            typed_in = next(y for y, row in enumerate(rows) if word in row)
            terminal.wait_gone("Consortium (c)")
            assert not any(word in row.casefold() for row in terminal.screen()[typed_in + 1 :])
            terminal.press("ctrl+u")
            terminal.wait_for("Consortium (c)")

"""Over a real OpenSSH server: the line drops and nothing is lost; one login, or two accounts."""

from __future__ import annotations

import os
import shlex
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine.files.checking import checked_register
from store.engine.files.paths import Files
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from tests.support.a_register import reopened
from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.shared_register import shared_register
from tests.support.sitting import home_at, to_the_note, wait_until
from tests.support.ssh_server import (
    Server,
    may_have_accounts,
    needs_sshd,
    needs_terminal,
    server,
    with_accounts,
)
from tests.support.today import TODAY

pytestmark = needs_sshd


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sshd"
    made.mkdir()
    return made


@pytest.fixture
def office(folder: Path) -> Iterator[Server]:
    """A server whose accounts may run anything."""
    with server(folder) as running:
        yield running


def app(path: Path, *more: str, home: Path | None = None) -> str:
    """The command that opens the app on a register, as the far shell is given it."""
    environment = [f"{name}={value}" for name, value in home_at(home or path.parent).items()]
    return shlex.join(
        ["cd", str(ROOT)]
    ) + " && exec " + shlex.join(
        ["env", *environment, sys.executable, "-m", "tui.command_line", "--register", str(path),
         "--today", str(TODAY), *more]
    )  # fmt: skip


def note(path: Path) -> str:
    return reopened(path).record(REVIEWS, 1)[review.NOTE]


def apps_on(path: Path) -> list[int]:
    """The numbers of the processes that have the app open on this register."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"tui.command_line" in words and str(path).encode() in words:
            found.append(int(process.name))
    return found


def typing(terminal: Terminal, text: str) -> None:
    to_the_note(terminal)
    terminal.type(text)
    terminal.wait_for(text)


@needs_terminal
def test_the_client_is_killed_and_after_reconnecting_the_text_is_there(
    office: Server, path: Path
) -> None:
    with office.terminal(app(path)) as terminal:
        typing(terminal, "half a sentence")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    wait_until(lambda: not apps_on(path), "the app to be gone")
    with office.terminal(app(path)) as terminal:
        to_the_note(terminal)
        terminal.wait_for("half a sentence")
    assert note(path) == "half a sentence"


@needs_terminal
def test_a_client_that_sleeps_while_its_app_is_killed_finds_the_typing_again(
    office: Server, path: Path
) -> None:
    with office.terminal(app(path)) as terminal:
        typing(terminal, "half a sentence")
        terminal.kill(signal.SIGSTOP)  # a laptop that is shut: no keepalive notices it
        drafts = path.parent / "state/peer-review/drafts"
        wait_until(
            lambda: any(b"half a sentence" in one.read_bytes() for one in drafts.glob("*.drafts")),
            "the typing to be kept aside",
        )
        (number,) = apps_on(path)
        os.kill(number, signal.SIGKILL)
    assert note(path) == ""
    with office.terminal(app(path)) as terminal:
        terminal.wait_for("Typed and not kept, still in its field: PR-2026-001: Office note")
        to_the_note(terminal)
        terminal.wait_for("half a sentence")


def test_without_a_terminal_it_says_how_to_ask_for_one(office: Server, path: Path) -> None:
    done = office.run(app(path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"over ssh, use 'ssh -t'" in done.stderr


# One login that may do nothing else.

COMMAND = (
    "/usr/bin/env HOME={home} XDG_STATE_HOME={home}/state {python} -m tui.command_line "
    "--register {path} --today {today} --confined"
)


def confined_command(path: Path) -> str:
    return COMMAND.format(home=path.parent, python=sys.executable, path=path, today=str(TODAY))


@pytest.fixture(params=["ForceCommand", "the key's own command"])
def one_login(request: pytest.FixtureRequest, folder: Path, path: Path) -> Iterator[Server]:
    """A server whose login is confined to the register, by the server or by the key."""
    command = confined_command(path)
    if request.param == "ForceCommand":
        lines = (
            f"SetEnv PYTHONPATH={ROOT}\nForceCommand {command}\n"
            "DisableForwarding yes\nPermitUserRC no\nPermitTunnel no\nPermitUserEnvironment no\n"
        )
        with server(folder, lines) as running:
            yield running
        return
    with server(folder, f"SetEnv PYTHONPATH={ROOT}\n") as running:
        key = (folder / "key.pub").read_text()
        named = f"{command} --user 'Ann Lee'"
        (folder / "authorized_keys").write_text(f'restrict,pty,command="{named}" {key}')
        yield running


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(one): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and "sshd" not in one.parts
    }


@needs_terminal
def test_a_confined_login_types_is_cut_off_and_finds_its_text_again(
    one_login: Server, path: Path
) -> None:
    with one_login.terminal() as terminal:
        typing(terminal, "half a sentence")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    wait_until(lambda: not apps_on(path), "the app to be gone")
    with one_login.terminal() as terminal:
        to_the_note(terminal)
        terminal.wait_for("half a sentence")
        terminal.press("f10")
        assert terminal.wait_exit() == 0


def test_a_confined_login_runs_three_commands_and_no_other(one_login: Server, path: Path) -> None:
    before = everything(path.parent)
    for asked, beginning in (
        ("list", b"PR-2026-001"),
        ("due", b""),
        ("export PR-2026-001 --form summary --to -", b"---\nregister: "),
    ):
        done = one_login.run(asked)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(beginning)
    for asked in (
        "list; id", "set PR-2026-001 note=x", "export PR-2026-001 --form summary --to .",
        "scp -t /tmp", "peer-review --register /etc/passwd list",
    ):  # fmt: skip
        done = one_login.run(asked)
        assert done.returncode in (1, 2), asked
        assert done.stdout == b""
        assert b"only opens the register" in done.stderr or b"--to -" in done.stderr
    assert everything(path.parent) == before


def test_a_confined_login_has_no_files_and_no_forwarding_and_no_environment_of_its_own(
    one_login: Server, path: Path
) -> None:
    before = everything(path.parent)
    sftp = one_login.run("sftp", options=["-s"])
    assert sftp.returncode != 0
    assert sftp.stdout == b""
    forwarding = one_login.run(
        options=["-N", "-R", "0:127.0.0.1:9", "-o", "ExitOnForwardFailure=yes"]
    )
    assert forwarding.returncode == 255
    elsewhere = path.parent / "elsewhere"
    done = one_login.run("list", options=["-o", f"SetEnv=PEER_REVIEW_REGISTER={elsewhere}"])
    assert done.stdout.startswith(b"PR-2026-001")
    assert everything(path.parent) == before


# Accounts of their own and a shared folder.

GROUP, CLERK, HEAD = 54321, 54401, 54402


@pytest.fixture
def shared() -> Iterator[Path]:
    with shared_register(GROUP) as path:
        yield path


@pytest.mark.skipif(not may_have_accounts(), reason="only root can log in as two accounts")
def test_two_accounts_work_on_one_register_in_a_shared_folder(shared: Path) -> None:
    folder = shared.parents[1] / "sshd"
    folder.mkdir()
    accounts = {"clerk": CLERK, "head": HEAD}
    within = with_accounts(folder, accounts, "office", GROUP)
    with server(folder, within=within) as running:

        def at(user: str) -> Terminal:
            return running.terminal(app(shared, home=folder / "homes" / user), user=user)

        with at("clerk") as clerk, at("head") as head:
            to_the_note(clerk)
            to_the_note(head)
            clerk.type("from the clerk")
            clerk.press("f2")
            clerk.wait_for("Kept ")
            head.wait_for("from the clerk")
            head.type("! And from the head")
            head.press("f2")
            head.wait_for("Kept ")
            clerk.wait_for("And from the head")
            clerk.type("half a sentence")
            clerk.wait_for("half a sentence")
            clerk.kill(signal.SIGKILL)
            head.press("f10")
            assert head.wait_exit() == 0
        wait_until(lambda: not apps_on(shared), "both apps to be gone")
    with reopened(shared) as register:
        last = list(register.history())[-3:]
    assert [entry.user for entry in last] == ["clerk", "head", "clerk"]
    assert "half a sentence" in note(shared)
    assert checked_register(shared).wrong == []
    files = [one.stat() for one in shared.parent.rglob("*") if one.is_file()]
    assert {(stat.S_IMODE(one.st_mode), one.st_gid) for one in files} == {(0o660, GROUP)}
    assert {one.st_uid for one in files} & {CLERK, HEAD}
    backups = Files(shared).backups.stat()
    assert (stat.S_IMODE(backups.st_mode) & 0o777, backups.st_gid) == (0o770, GROUP)

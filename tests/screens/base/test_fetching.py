"""The line that fetches an export: from where, and whole in every shell it is pasted into."""

from __future__ import annotations

import getpass
import shlex
import socket
import subprocess
from pathlib import Path

import pytest

from screens.base.fetching import Reached, asking, quoted, reached
from store.field_values import Unacceptable
from store.paperwork.consortium import EXPORTS_FROM
from tests.support.ssh_server import needs_sshd, server

ME = getpass.getuser()
HERE = socket.gethostname()


@pytest.mark.parametrize(
    ("setting", "connection", "found"),
    [
        ("office.example.org", "", Reached("office.example.org", ME)),
        ("ben@office:2222", "", Reached("office", "ben", 2222)),
        ("ben@office", "192.0.2.9 50022 192.0.2.1 22", Reached("office", "ben")),
        ("", "192.0.2.9 50022 192.0.2.1 22", Reached("192.0.2.1", ME)),
        ("", "192.0.2.9 50022 192.0.2.1 2222", Reached("192.0.2.1", ME, 2222)),
        ("", "2001:db8::9 50022 2001:db8::1 22", Reached("2001:db8::1", ME)),
        ("", "::ffff:192.0.2.9 50022 ::ffff:192.0.2.1 22", Reached("192.0.2.1", ME)),
        ("", "", Reached(HERE, ME)),
        ("", "fe80::9%eth0 50022 fe80::1%eth0 22", Reached(HERE, ME)),
        ("", "1.2.3.4 1 $(reboot) 22", Reached(HERE, ME)),
        ("", "UNKNOWN 65535 UNKNOWN 65535", Reached(HERE, ME)),
    ],
)
def test_a_machine_is_reached_by_the_setting_else_the_connection_else_its_name(
    setting: str, connection: str, found: Reached
) -> None:
    assert reached(setting, {"SSH_CONNECTION": connection} if connection else {}) == found


@pytest.mark.parametrize("name", ["DOMAIN\\ben", "ben; reboot", "-oProxyCommand=x", ""])
def test_an_account_that_a_shell_would_read_otherwise_is_left_out(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: name)
    assert reached("office", {}).scp([Path("/x")]) == "scp office:/x ."


def test_a_port_is_named_where_it_is_another_one_and_ipv6_stands_in_brackets() -> None:
    path = Path("/srv/a.md")
    assert Reached("office", "ben").scp([path]) == "scp ben@office:/srv/a.md ."
    assert Reached("office", "ben", 2222).scp([path]) == "scp -P 2222 ben@office:/srv/a.md ."
    six = Reached("2001:db8::1", "ben", 2222)
    assert shlex.split(six.scp([path])) == [
        "scp", "-P", "2222", "ben@[2001:db8::1]:/srv/a.md", ".",
    ]  # fmt: skip
    asked = asking(six, [(path, "export PR-2026-001 --form summary --to -")])
    assert asked == ("ssh -p 2222 ben@2001:db8::1 export PR-2026-001 --form summary --to - > a.md")


def test_what_most_names_have_is_quoted_the_same_for_every_shell() -> None:
    assert quoted("St Mary’s - summary.md") == '"St Mary’s - summary.md"'
    assert quoted("summary.md") == "summary.md"


@pytest.mark.parametrize(
    "name", ["a b", "a$HOME", "a`id`", 'a"b', "a'b c", "a!b", "a\\b", "a%PATH%", "a“b”", "; id #"]
)
def test_a_shell_reads_the_name_as_it_is(name: str) -> None:
    assert shlex.split(quoted(name)) == [name]
    read = subprocess.run(
        ["sh", "-c", f"printf %s {quoted(name)}"], capture_output=True, text=True, check=True
    )
    assert read.stdout == name


@needs_sshd
def test_the_line_fetches_the_files_over_a_real_server(tmp_path: Path) -> None:
    folder, keys, home = (tmp_path / name for name in ("it's $HERE", "sshd", "home"))
    for each in (folder, keys, home):
        each.mkdir()
    paths = [folder / "PR-1 St Mary’s & [All].md", folder / "two.docx"]
    for path in paths:
        path.write_text(path.name)
    with server(keys) as running:
        line = reached(f"127.0.0.1:{running.port}", {}).scp(paths)
        known = f"-F none -i {keys}/key -o UserKnownHostsFile={keys}/known_hosts"
        trusted = f"scp {known} -o IdentitiesOnly=yes -o BatchMode=yes "
        done = subprocess.run(
            ["sh", "-c", line.replace("scp ", trusted, 1)],
            cwd=home, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {found.name: found.read_text() for found in home.iterdir()} == {
        path.name: path.name for path in paths
    }


@pytest.mark.parametrize(
    "address", ["office", "ben@office.example.org", "192.0.2.1:2222", "a-b_c.d:1", ""]
)
def test_these_are_addresses_of_a_machine(address: str) -> None:
    assert EXPORTS_FROM.kind.accept(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "-oProxyCommand=reboot", "a@-oProxyCommand=x", "-l@office", "a;reboot", "a b", "$(id)",
        "a`id`", "a@b@c", "a:0", "a:65536", "a:b", "a:1:2", "@a", "a@", "a/b", "ö", 'a"', "a|b",
    ],
)  # fmt: skip
def test_these_are_none_and_the_sentence_says_why(address: str) -> None:
    with pytest.raises(Unacceptable, match=r"no address of a machine; write host|is no port"):
        EXPORTS_FROM.kind.accept(address)

"""A real OpenSSH server on 127.0.0.1: keys and a port of its own, gone when the test is over."""

from __future__ import annotations

import getpass
import grp
import os
import shlex
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tests.support.pty_app import Terminal
from tests.support.sitting import wait_until

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
INSTALLED = bool(SSHD and shutil.which("ssh") and shutil.which("ssh-keygen"))
needs_sshd = pytest.mark.skipif(not INSTALLED, reason="sshd is not installed (openssh-server)")


def gives_terminals() -> bool:
    """Whether the sshd of this account can give a terminal: it has to be able to own one.

    sshd puts a terminal into the group tty, which only root may, or the kernel has done already.
    """
    if os.geteuid() == 0:
        return True
    master, slave = os.openpty()
    try:
        return os.fstat(slave).st_gid == grp.getgrnam("tty").gr_gid
    except KeyError:
        return True
    finally:
        os.close(master)
        os.close(slave)


needs_terminal = pytest.mark.skipif(
    not gives_terminals(), reason="this account's sshd can give no terminal here; root's can"
)

_SHORT = 60
"""Seconds that a login which runs one command may take, on a busy machine."""
_PRIVSEP = Path("/run/sshd")
"""The empty folder sshd wants when root starts it; a start script makes it, and there is none."""

_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
AcceptEnv LANG LC_*
Subsystem sftp internal-sftp
"""


@dataclass(frozen=True)
class Server:
    """A running server, and how one logs in to it."""

    folder: Path
    port: int

    def argv(self, *command: str, user: str = "", options: Sequence[str] = ()) -> list[str]:
        """The client's command line: it trusts this server alone, with this key alone."""
        return [
            "ssh", "-F", "none", "-p", str(self.port), "-i", f"{self.folder}/key",
            "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes",
            "-o", f"UserKnownHostsFile={self.folder}/known_hosts", "-o", "LogLevel=ERROR",
            *options, f"{user or getpass.getuser()}@127.0.0.1", *command,
        ]  # fmt: skip

    def terminal(self, *command: str, user: str = "") -> Terminal:
        """A client in a terminal of its own, logged in."""
        return Terminal(self.argv(*command, user=user, options=["-tt"]), cwd=ROOT)

    def run(
        self, *command: str, user: str = "", options: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[bytes]:
        """What a client gets that has no terminal and asks for one command."""
        return subprocess.run(
            self.argv(*command, user=user, options=options),
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_SHORT,
        )  # fmt: skip


@contextmanager
def server(folder: Path, config: str = "", *, within: Sequence[str] = ()) -> Iterator[Server]:
    """A server whose files lie in `folder`.

    Args:
        folder: an empty folder.
        config: more lines of sshd_config.
        within: a command that sshd is started by, `unshare` for one.
    """
    assert SSHD is not None
    for name in ("host", "key"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True
        )
    shutil.copy(folder / "key.pub", folder / "authorized_keys")
    if os.geteuid() == 0:
        _PRIVSEP.mkdir(mode=0o755, exist_ok=True)
    port = _free_port()
    host = (folder / "host.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host}")
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder) + config)
    log = folder / "log"
    with log.open("wb") as said:
        running = subprocess.Popen(
            [*within, SSHD, "-D", "-e", "-f", str(folder / "config")],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            wait_until(
                lambda: running.poll() is not None or "Server listening on" in log.read_text(),
                "sshd to listen",
            )
            assert running.poll() is None, log.read_text()
            yield Server(folder, port)
        finally:
            running.terminate()
            running.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def may_have_accounts() -> bool:
    """Whether there can be accounts for one server alone: root in most places may, others not."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def with_accounts(folder: Path, accounts: dict[str, int], group: str, gid: int) -> list[str]:
    """The command to start sshd by so that there are these accounts, for it alone.

    A mount namespace of its own has its own /etc/passwd and /etc/group, and shows to every
    account the folders that Python and this project lie in; nothing is changed outside.
    """
    homes = folder / "homes"
    homes.mkdir()
    people = Path("/etc/passwd").read_text()
    for name, uid in accounts.items():
        home = homes / name
        home.mkdir()
        os.chown(home, uid, gid)
        people += f"{name}:x:{uid}:{gid}::{home}:/bin/sh\n"
    (folder / "passwd").write_text(people)
    groups = Path("/etc/group").read_text() + f"{group}:x:{gid}:{','.join(accounts)}\n"
    (folder / "group").write_text(groups)
    lines = ["set -e"]
    for number, needed in enumerate(_not_for_all([Path(sys.base_prefix), Path(sys.prefix), ROOT])):
        aside, hidden = folder / f"aside-{number}", _first_closed(needed)
        lines += [
            f"mkdir {_quoted(aside)}",
            f"mount --rbind {_quoted(needed)} {_quoted(aside)}",
            f"[ -e {_quoted(hidden / '.shown')} ] || {{",
            f"mount -t tmpfs -o mode=755 tmpfs {_quoted(hidden)}",
            f"touch {_quoted(hidden / '.shown')}; }}",
            f"mkdir -p {_quoted(needed)}",
            f"mount --rbind {_quoted(aside)} {_quoted(needed)}",
        ]
    for name in ("passwd", "group"):
        lines.append(f"mount --bind {_quoted(folder / name)} /etc/{name}")
    script = "\n".join([*lines, 'exec "$@"'])
    return ["unshare", "--mount", "sh", "-c", script, "sh"]


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


def _not_for_all(paths: Sequence[Path]) -> list[Path]:
    found = [path for path in paths if _first_closed(path) != path]
    return [path for path in found if not any(above in found for above in path.parents)]


def _first_closed(path: Path) -> Path:
    """The first folder on the way to `path` that not everybody may pass; `path` where all may."""
    for one in reversed([path, *path.parents]):
        if not one.stat().st_mode & stat.S_IXOTH:
            return one
    return path

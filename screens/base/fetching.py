"""Where exported files are, and the line that fetches them to one's own machine."""

from __future__ import annotations

import getpass
import re
import shlex
import socket
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv6Address, ip_address
from pathlib import Path

from msgspec import Struct

from store.paperwork.consortium import ADDRESS

CONNECTION = "SSH_CONNECTION"
"""Where sshd says who came in: the client's address and port, then the server's."""
STANDARD_PORT = 22
_ALIKE = re.compile(r"[^\"$`\\!%“”„\x00-\x1f]+")
"""What means itself between double quotes in sh, in PowerShell and in cmd."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


class Reached(Struct, frozen=True):
    """How this machine is reached from the administrator's own; no `user` where none can be told.

    `host` is a name or an address, without brackets.
    """

    host: str
    user: str = ""
    port: int = STANDARD_PORT

    def scp(self, paths: Sequence[Path], *, folder: bool = False) -> str:
        """The line that copies files of this machine, or a `folder`, into the folder one is in.

        The scp of OpenSSH 9 speaks sftp: no shell of this machine reads the paths.
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        files = " ".join(quoted(f"{self._account}{host}:{path}") for path in paths)
        whole = "-r " if folder else ""
        return f"scp {whole}{self._option('-P')}{files} ."

    def ssh(self, command: str, name: str) -> str:
        """The line that has `command` run here, and what it prints in a file of this name."""
        return f"ssh {self._option('-p')}{self._account}{self.host} {command} > {quoted(name)}"

    def ssh_reading(self, command: str, name: str) -> str:
        """The line that has `command` run here and gives it a file of one's own machine."""
        return f"ssh {self._option('-p')}{self._account}{self.host} {command} < {quoted(name)}"

    @property
    def _account(self) -> str:
        return f"{self.user}@" if self.user else ""

    def _option(self, option: str) -> str:
        return "" if self.port == STANDARD_PORT else f"{option} {self.port} "


def how_to_send(by: Reached) -> str:
    """How a confined login, which can name no file here, has a form that came back taken in."""
    return (
        "This login can read no file of this machine. On your own one, this shows what a form "
        f"would change, and with --yes at its end takes it in: {by.ssh_reading('import -', 'FILE')}"
    )


def reached(setting: str, environ: Mapping[str, str]) -> Reached:
    """From the consortium's setting, else from the connection, else by this host's own name."""
    if address := ADDRESS.fullmatch(setting):
        port = int(address["port"] or STANDARD_PORT)
        return Reached(address["host"], address["user"] or _account(), port)
    host, port = _connection(environ.get(CONNECTION, "")) or (socket.gethostname(), STANDARD_PORT)
    return Reached(host, _account(), port)


def quoted(text: str) -> str:
    """A word quoted for a shell: the same way for sh, PowerShell and cmd where there is one."""
    if shlex.quote(text) == text:
        return text
    return f'"{text}"' if _ALIKE.fullmatch(text) else shlex.quote(text)


def how_to_fetch(paths: Sequence[Path], line: str, drafted: str = "") -> str:
    """The paths, what was drafted to go with them, and the line, or lines, that fetch it."""
    lines = ["Written:", *(f"  {path}" for path in paths), ""]
    lines += [drafted, ""] if drafted else []
    indented = line.replace("\n", "\n  ")
    return "\n".join([*lines, "To fetch, on your own machine:", f"  {indented}"])


def asking(by: Reached, commands: Iterable[tuple[Path, str]]) -> str:
    """The lines for a confined login, which has no scp: each document by a command."""
    return "\n".join(by.ssh(command, path.name) for path, command in commands)


def _connection(text: str) -> tuple[str, int] | None:
    """The server's address and port in a connection; None where it has none."""
    words = text.split()
    try:
        address, port = ip_address(words[2]), int(words[3])
    except (IndexError, ValueError):
        return None
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:  # means something on this machine alone
            return None
        address = address.ipv4_mapped or address
    return str(address), port


def _account() -> str:
    """The account this runs as; empty where its name would not go through a shell as it is."""
    name = getpass.getuser()
    return name if _NAME.fullmatch(name) else ""

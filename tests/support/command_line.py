"""Running `peer-review` in this process, as a test's shell would, and reading what it said."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.field_values import Json
from tests.support.today import TODAY
from tui.command_line import main


@dataclass(frozen=True)
class CommandResult:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Json:
        """Its standard output, which is one JSON document."""
        found: Json = json.loads(self.out)
        return found

    def records(self) -> list[dict[str, Json]]:
        """Its standard output, which is a list of objects in JSON."""
        found = self.json
        assert isinstance(found, list)
        return [one for one in found if isinstance(one, dict)]

    def record(self) -> dict[str, Json]:
        """Its standard output, which is one object in JSON."""
        found = self.json
        assert isinstance(found, dict)
        return found


class Shell:
    """A register's path and the commands run on it."""

    def __init__(
        self, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.path = path
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def run(self, *arguments: str, typed: bytes = b"", user: str = "A. Clerk") -> CommandResult:
        """Run one command on 23 November 2026."""
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
        before = ("--register", str(self.path), "--today", str(TODAY), "--user", user)
        status = main([*before, *arguments])
        said = self._capsys.readouterr()
        return CommandResult(status, said.out, said.err)

    def done(self, *arguments: str, typed: bytes = b"") -> CommandResult:
        """Run a command that has to succeed."""
        answer = self.run(*arguments, typed=typed)
        assert answer.status == 0, answer.err
        return answer

    def refused(self, *arguments: str, typed: bytes = b"") -> str:
        """Run a command that has to be refused, and to leave every file as it was; its sentence."""
        before = self.files()
        answer = self.run(*arguments, typed=typed)
        assert answer.status == 1, answer
        assert answer.out == ""
        assert "Traceback" not in answer.err
        assert self.files() == before
        return answer.err.strip()

    def files(self) -> dict[str, bytes]:
        """The bytes of the register's file and its journal."""
        folder = self.path.parent
        return {
            path.name: path.read_bytes()
            for path in folder.glob(f"{self.path.name}*")
            if path.is_file() and path.suffix != ".lock"
        }

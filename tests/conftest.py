"""The process that the tests run in is like the command's own; the longest test is begun first."""

from __future__ import annotations

import gc
import os
import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.a_register import begun_at
from tests.support.command_line import Shell
from tests.support.resting import RestingLoop
from tui.command_line import COLLECTED_AFTER


def pytest_configure(config: pytest.Config) -> None:
    """Look for circles of objects as seldom as the command does, and compile no module twice.

    Where the shell forbids bytecode to be written, each of the several hundred processes that the
    tests start would compile the whole house again; that is a third of what it does.
    """
    gc.set_threshold(COLLECTED_AFTER)
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # How long an example takes is the machine's matter: `timeout` is of the whole test.
    settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("ours")
    config.addinivalue_line("markers", "first: begun before the others, being the longest")


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], AbstractEventLoop]]:
    """The one loop that the apps of the tests run in."""
    return {"resting": RestingLoop}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a register with one school, Birch, and one review of it, PR-2026-001."""
    return begun_at(tmp_path)


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """The commands on a register that is not there yet; a file's own `shell` fills it."""
    return Shell(tmp_path / "register.json", capsys, monkeypatch)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that no core is left with it when the others have ended."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)

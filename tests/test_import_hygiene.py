"""The store and the commands run without the terminal app's libraries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.open_register import open_register
from store.paperwork.consortium import EXPORTS
from store.records.editing import setting
from store.sample import make_sample
from tests.support.today import TODAY

HEAVY = ("textual", "rich", "markdown_it", "pygments", "holidays", "docx", "lxml")
_PROBE = f"""
import sys
from tui.command_line import main
for command in sys.argv[1:]:
    status = main(["--user", "A. Clerk", *command.split()])
    found = [name for name in {HEAVY!r} if name in sys.modules]
    if found or status:
        sys.exit(f"{{command}}: status {{status}}, imported: {{found}}")
"""
"""Commands one after the other, until one of them fails or imports what it should not."""
_STORE = f"""
import importlib, pkgutil, sys, store
for module in pkgutil.walk_packages(store.__path__, "store."):
    importlib.import_module(module.name)
unwanted = [n for n in ({HEAVY!r} + ("click", "screens", "tui")) if n in sys.modules]
sys.exit(f"imported: {{unwanted}}" if unwanted else 0)
"""
_TUI = """
import importlib, pkgutil, sys, tui
for module in pkgutil.walk_packages(tui.__path__, "tui."):
    importlib.import_module(module.name)
unwanted = [name for name in ("holidays", "hypothesis", "pytest") if name in sys.modules]
sys.exit(f"imported: {unwanted}" if unwanted else 0)
"""
_APP = """
import importlib, pkgutil, sys, screens, tui
for floor in (screens, tui):
    for module in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
        importlib.import_module(module.name)
sys.exit("imported: markdown_it" if "markdown_it" in sys.modules else 0)
"""
_OPENING = """
import sys, tui.app
later = ("screens.reviews.review_page", "screens.sheets.sheet", "screens.base.choose",
    "store.warnings.team", "store.warnings.dates", "store.impact", "store.people",
    "store.documents", "store.returned", "icalendar", "email", "docx", "textual.widgets._text_area",
    "screens.widgets.labelled_field")
sys.exit(f"imported: {found}" if (found := [name for name in later if name in sys.modules]) else 0)
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "register.json"
    make_sample(path, TODAY)
    with open_register(path, user="A. Clerk") as register:
        register.apply(setting(register.consortium, EXPORTS, "documents"))  # something to undo
    return path


def probe(code: str, *arguments: str, register: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PEER_REVIEW_REGISTER": str(register)},
        timeout=60,
    )


def test_no_module_of_the_store_imports_a_terminal_library(sample: Path) -> None:
    ended = probe(_STORE, register=sample)
    assert ended.returncode == 0, ended.stderr


def test_the_library_of_holidays_is_the_scripts_and_the_tests_alone(sample: Path) -> None:
    ended = probe(_TUI, register=sample)
    assert ended.returncode == 0, ended.stderr


def test_no_screen_and_no_preview_loads_a_markdown_parser(sample: Path) -> None:
    ended = probe(_APP, register=sample)
    assert ended.returncode == 0, ended.stderr


def test_the_list_is_there_before_what_is_opened_from_it_is_loaded(sample: Path) -> None:
    ended = probe(_OPENING, register=sample)
    assert ended.returncode == 0, ended.stderr


COMMANDS = (
    "new --school Pargate", "set PR-2026-026 note=x", "show PR-2026-026", "list --json", "due",
    "due --json", "due --late --days 30", "owed", "owed --json", "fields", "history PR-2026-026",
    "undo", "schools list", "schools member Pargate", "people list", "people add Ann",
    "export PR-2026-026 --form record --to -", "export --form register --to -", "--help",
    "--version",
)  # fmt: skip


def test_no_command_imports_a_terminal_library(sample: Path) -> None:
    ended = probe(_PROBE, *COMMANDS, register=sample)
    assert ended.returncode == 0, ended.stderr


def test_the_probe_finds_what_it_looks_for(sample: Path) -> None:
    ended = probe("import textual\n" + _PROBE, "fields", register=sample)
    assert "textual" in ended.stderr

"""Each command is told once, and the screens that have it agree on its key."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest
from textual.binding import Binding

import screens
from screens.base import commands
from screens.base.commands import Command
from screens.base.page import Page
from screens.dashboard import PAGES as PAGES_BY_NAME
from screens.dashboard import Dashboard

ALL = [
    command
    for told in vars(commands).values()
    for command in (told if isinstance(told, tuple) else (told,))
    if isinstance(command, Command)
]


def pages(of: type[Page] = Page) -> Iterator[type[Page]]:
    """Every page of the app."""
    for page in of.__subclasses__():
        yield page
        yield from pages(page)


for module in pkgutil.walk_packages(screens.__path__, "screens."):
    importlib.import_module(module.name)
PAGES = list(dict.fromkeys(pages()))
NAMES = [page.__name__ for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_no_two_commands_of_a_screen_have_the_same_key(page: type[Page]) -> None:
    own = {command.action for command in page.commands}
    everywhere = [command for command in commands.EVERYWHERE if command.action not in own]
    keys = Counter(key for one in (*page.commands, *everywhere) for key in one.keys.split(","))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_command_of_a_screen_is_bound_to_its_keys(page: type[Page]) -> None:
    bound = {one.key: one.action for one in page.BINDINGS if isinstance(one, Binding)}
    if "commands" in page.__dict__:
        assert bound == {command.keys: command.action for command in page.commands}


def test_every_command_has_a_name_and_a_sentence_that_helps() -> None:
    assert len(ALL) > 140
    for command in ALL:
        assert command.name
        assert re.fullmatch(r"[A-Z].*[^.]\.", command.help), command


def test_a_text_of_the_screens_names_the_undo_key_by_its_command_never_by_its_letter() -> None:
    key = commands.UNDO.key
    named = [
        f"{file.name}:{node.lineno}: {node.value}"
        for file in Path(screens.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value != key  # where the command itself is told
        and re.search(rf"(?<!\w){key}(?!\w)", node.value)
    ]
    assert named == []
    assert f"; {key} takes it back." in commands.MOVE_IT.help


def test_whatever_the_first_screen_goes_to_is_a_page() -> None:
    asked = {command.action for command in Dashboard.commands if "go_to" in command.action}
    assert asked == {f"go_to('{name}')" for name in PAGES_BY_NAME}
    for name in PAGES_BY_NAME.values():
        assert resolve_name(name) in PAGES


def test_commands_are_told_in_one_module_and_nowhere_else() -> None:
    house = Path(screens.__file__).parents[1]
    told = {
        str(file.relative_to(house))
        for floor in ("screens", "tui", "store")
        for file in (house / floor).rglob("*.py")
        if re.search(r"\bCommand\(\s*\S", re.sub(r"class Command\(.*", "", file.read_text("utf-8")))
    }
    assert told == {"screens/base/commands.py"}

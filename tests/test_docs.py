"""What the documents say of the tree is so: rooms, files, links, dependencies."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from tests.support.places import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
NAMED_FILE = re.compile(r"`((?:store|screens|tui|tests|benchmarks|scripts|docs)/[\w./-]*)`")
THREE_SCREENS = 150
"""Lines: three of fifty."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_links_to_or_names_is_there(document: Path) -> None:
    text = document.read_text()
    assert [link for link in LINK.findall(text) if not (document.parent / link).exists()] == []
    if document.name != "CHANGELOG.md":  # it tells of what once was
        assert [name for name in NAMED_FILE.findall(text) if not (ROOT / name).exists()] == []


def test_the_architecture_fits_on_three_screens_and_names_every_room() -> None:
    assert len(ARCHITECTURE.splitlines()) <= THREE_SCREENS
    rooms = [
        room.name
        for floor in ("store", "screens", "tui")
        for room in (ROOT / floor).iterdir()
        if (room / "__init__.py").exists()
    ]
    assert [room for room in rooms if f"`{room}/`" not in ARCHITECTURE] == []


def test_each_way_through_the_house_goes_through_files_that_are_there() -> None:
    ways = re.findall(r"```\n(.*?)```", ARCHITECTURE, re.DOTALL)[1:]
    assert len(ways) == 3
    for way in ways:
        assert len(way.splitlines()) <= 10
        for step in way.splitlines():
            path, *more = re.split(r", |  +", step)
            if path == "screens/…":
                continue
            assert (ROOT / path).is_dir() or (ROOT / f"{path}.py").exists(), step
            assert more, step


def test_every_dependency_has_its_reason_in_a_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[\[<>=~!; ]", one)[0] for one in needed}
    reasons = (ROOT / "docs" / "choices.md").read_text().split("## What it stands on")[1]
    assert [name for name in sorted(names) if name not in reasons] == []

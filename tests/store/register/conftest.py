"""A register of each engine: what holds of a register holds whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine.memory import KeptInMemory
from store.register.register import Register
from tests.support.a_register import Place, begun


@pytest.fixture(params=["files", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a register is kept: a path, or memory."""
    return tmp_path / "register.json" if request.param == "files" else KeptInMemory()


@pytest.fixture
def register(place: Place) -> Iterator[Register]:
    """A register with a school and a review of it."""
    with begun(place) as made:
        yield made

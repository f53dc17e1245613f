"""Random bytes from the keyboard: no byte ends the app, and none spoils the register."""

from __future__ import annotations

import random
from pathlib import Path

from tests.soak.pressing import Presses, press


def test_random_bytes_and_keys_neither_end_the_app_nor_spoil_the_register(tmp_path: Path) -> None:
    found = Presses()
    press(40, tmp_path, random.Random(1), found)
    assert found.wrong == []
    assert found.inputs == 40

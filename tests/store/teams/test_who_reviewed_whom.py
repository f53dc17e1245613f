"""Who reviewed whom, what each person has on, the release it takes: counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.field_values import Json
from store.paperwork.stages import feedback
from store.records.editing import setting
from store.teams.who_reviewed_whom import grid, loads, matrix, releases
from tests.support.a_team import Consortium


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Consortium]:
    found = Consortium(tmp_path)
    with found.register:
        yield found


def test_a_pair_is_counted_once_a_review_over_the_chosen_years(ours: Consortium) -> None:
    ours.person("Second of Heath", school=ours.schools["Heath"])
    first = ours.review("Birch", "2024-11-21", ["Ravi Patel", "Second of Heath", "Stranger"])
    second = ours.review("Birch", "2026-11-26", ["Joan Mason", "Ravi Patel", "Ellen Reed"])
    ours.review("Birch", "2025-11-26", ["Ravi Patel"], status="cancelled", status_reason="Snow")
    heath, birch = ours.schools["Heath"], ours.schools["Birch"]
    both = matrix(ours.register, (2024, 2025, 2026))
    assert both.pairs[heath, birch] == (first.id, second.id)
    assert both.unknown == (("Stranger", first.id),)
    assert matrix(ours.register, (2024,)).pairs == {(heath, birch): (first.id,)}


def test_the_grid_has_a_number_for_each_school_and_a_count_for_each_pair(ours: Consortium) -> None:
    ours.review("Birch", "2026-11-26")
    rows = list(grid(matrix(ours.register, (2026,))))
    assert rows[0] == ("", "", "1", "2", "3", "4", "5", "6")
    assert rows[1:4] == [
        ("1", "Birch", "", "", "", "", "", ""),
        ("2", "Copford", "1", "", "", "", "", ""),
        ("3", "Heath", "1", "", "", "", "", ""),
    ]


def test_each_persons_load_is_what_they_led_reviewed_and_championed(ours: Consortium) -> None:
    one = ours.review("Birch", "2026-11-26")
    two = ours.review("Copford", "2027-01-14", ["Ravi Patel", "Ellen Reed"], ["Priya Nair"])
    found = {load.name: load for load in loads(ours.register, (2026,))}
    assert (found["Ravi Patel"].led, found["Ravi Patel"].reviewed) == ([two.id], [one.id])
    assert found["Priya Nair"].championed == [one.id, two.id]
    assert found["Priya Nair"].school == "Monkwick"
    assert [load.name for load in loads(ours.register, (2026,))][:3] == [
        "Ellen Reed",
        "Priya Nair",
        "Ravi Patel",
    ]


def test_a_champion_takes_half_a_day_of_release_and_cover_is_needed_until_it_is_arranged(
    ours: Consortium,
) -> None:
    found = ours.review("Birch", "2026-11-26")
    released: list[Json] = [
        {"champion": "Priya Nair", "date": "2026-12-03", "cover": True},
        {"champion": "Sam Cole", "date": "2026-12-03"},
    ]
    ours.register.apply(setting(found, feedback.RELEASE, released))
    ours.review("Heath", "2027-01-14", ["Joan Mason"], ["Priya Nair", "Stranger"])
    said = [
        (one.school, one.needed, one.dated, one.to_cover)
        for one in releases(ours.register, (2026,))
    ]
    assert said == [("Monkwick", 2, 1, 1), ("", 1, 0, 1), ("Stanway", 1, 1, 1)]

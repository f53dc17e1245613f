"""The figures of the benchmarks as they are told; the suite measures none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Measure, Measured, measured, rows
from benchmarks.registers import Registers
from benchmarks.report import page
from store.paperwork.consortium import SCHOOL_NAME
from store.paperwork.tables import SCHOOLS
from store.records.editing import setting
from tests.support.places import ROOT


def measure(most: float | None = 1.5, remark: str = "") -> Measure:
    own, other = iter([2.0, 3.0, 9.0]), iter([1.0, 2.0, 3.0])
    return Measure(
        "one", "a thing", "another", "s", most,
        lambda _registers, _stack: (lambda: next(own), lambda: next(other)), remark,
    )  # fmt: skip


def test_a_figure_is_the_median_of_the_ratios_of_its_rounds(tmp_path: Path) -> None:
    found = measured(measure(), Registers(tmp_path), 3)
    assert found.ratios == [2.0, 1.5, 3.0]
    _, row = rows([found])
    assert row[3:] == ("2.00", "1.50 to 3.00", "3.00 s", "2.00 s", "≤ 1.50", "no")


def test_without_another_case_it_is_the_value_and_without_a_target_it_is_not_judged() -> None:
    one = Measured(measure(most=None), own=[10.0, 4.0, 5.0])
    _, row = rows([one])
    assert row[3:] == ("5.00 s", "4.00 to 10.0", "5.00 s", "", "", "")


def test_the_page_says_how_many_are_reached_and_why_the_others_are_not() -> None:
    missed = Measured(measure(remark="It is made of paper."), own=[4.0], other=[2.0])
    reached = Measured(measure(), own=[1.0], other=[2.0])
    written = page([missed, reached], 1, 0.5)
    assert "Of the 2 figures with a target 1 are reached." in written
    assert "- **one**: It is made of paper." in written
    assert str(Path.home()) not in written


def test_a_register_has_as_many_reviews_as_are_asked_for(tmp_path: Path) -> None:
    registers = Registers(tmp_path)
    assert len(registers.open(30).lines()) == 30
    assert len(registers.listed(30).read_text(encoding="utf-8").splitlines()) == 31


def test_what_a_figure_changes_is_not_there_for_the_next(tmp_path: Path) -> None:
    first = Registers(tmp_path)
    one, next_one = (Registers(tmp_path / name, first) for name in ("one", "next"))
    for registers in (one, next_one):
        registers.folder.mkdir()
    with one.open(30) as register:
        register.apply(setting(register.record(SCHOOLS, 1), SCHOOL_NAME, "Renamed"))
    names = [each.open(30).record(SCHOOLS, 1)[SCHOOL_NAME] for each in (one, next_one, first)]
    assert names == ["Renamed", "School 0", "School 0"]
    assert len(list(next_one.open(30).history())) == len(list(first.open(30).history()))


def test_a_figure_there_is_not_is_refused_and_the_others_are_named() -> None:
    line = [sys.executable, "-m", "benchmarks", "pint"]
    ended = subprocess.run(line, capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == 2
    assert "there is no figure pint; there are paint," in ended.stderr

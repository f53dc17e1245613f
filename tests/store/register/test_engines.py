"""What every engine promises: lines that are chained, news, and a generation without somebody."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.drafts import Drafts, all_drafts
from store.engine.engine import Engine
from store.engine.files.paths import Files
from store.engine.lines import beginning_of, entry_of, hashed, sums
from store.engine.memory import KeptInMemory, MemoryEngine
from store.errors import NoRegister, Refused
from store.forgetting.forgetting import forget, take_out_of_drafts
from store.forgetting.marking import mark
from store.forgetting.mentions import subject_of
from store.open_register import engine_of
from store.paperwork import review
from store.records.change import Entry
from store.register.register import Register, begin
from tests.support.a_register import Place, begun, change, put, reopened, the_review
from tests.support.today import TODAY


def engine_at(place: Place) -> Engine:
    if isinstance(place, KeptInMemory):
        return MemoryEngine(place, take_out_of_drafts)
    return engine_of(place, "office")


def lines_of(place: Place) -> list[bytes]:
    if isinstance(place, KeptInMemory):
        return place.lines
    return Files(place).journal.read_bytes().splitlines(keepends=True)


def test_where_there_is_none_no_register_opens_and_where_there_is_one_none_is_made(
    place: Place,
) -> None:
    with pytest.raises(NoRegister):
        Register(engine_at(place), "office", lambda: TODAY)
    begun(place).close()
    before = lines_of(place)
    with pytest.raises(Refused, match="nothing was changed"):
        begin(engine_at(place), "Stanway", "office", TODAY)
    assert lines_of(place) == before


def test_each_line_has_its_checksum_and_names_the_one_before_by_its_hash(
    register: Register, place: Place
) -> None:
    put(register, "one", review.NOTE)
    register.undo()
    first, *others = lines_of(place)
    assert beginning_of(first[:-1]).register == register.id
    for before, line in zip([first, *others], others, strict=False):
        assert sums(line[:-1])
        assert entry_of(line[:-1]).before == hashed(before)
    assert len(others) == register.seq == 5


def test_what_another_session_writes_is_read_before_the_next_change_and_heard(
    register: Register, place: Place
) -> None:
    heard: list[Entry] = []
    register.listen(heard.append)
    other = reopened(place, "other")
    theirs = other.apply([change("note", "", "theirs")])
    mine = register.apply([change("end_date", None, "2026-11-13")])
    assert heard == [theirs, mine]
    other.refresh()
    assert the_review(other).flat() == the_review(register).flat()
    assert list(other.history()) == list(register.history())


def test_somebody_is_forgotten_in_all_that_is_kept_and_an_open_session_reads_it_anew(
    register: Register, place: Place, tmp_path: Path
) -> None:
    put(register, {"name": "Joan Mason", "person": None}, review.LEAD_REVIEWER)
    register.apply([change("note", "", "Ask Joan Mason.")], source="returned form from Joan Mason")
    address = ("reviews", 1, review.NOTE.path)
    drafts = Drafts(tmp_path / "drafts", register.id, "dead")
    drafts.note(address, "Joan Mason again")
    drafts.close()
    before = list(register.history())
    heard: list[Entry] = []
    register.listen(heard.append)
    forget(engine_at(place), subject_of(register, "Joan Mason").words, tmp_path / "drafts")
    assert not any("Joan" in text for text in register.engine.texts())
    assert [draft.text for draft in all_drafts(tmp_path / "drafts", register.id)] == [
        f"{mark(1)} again"
    ]
    register.refresh()
    assert the_review(register)[review.NOTE] == f"Ask {mark(1)}."
    assert {change.field for change in heard[-1].changes} == {"lead_reviewer", "note"}
    after = list(register.history())
    assert [entry.seq for entry in after] == [entry.seq for entry in before]
    assert after[-1].source == f"returned form from {mark(1)}"
    put(register, "on", review.NOTE)
    assert the_review(reopened(place))[review.NOTE] == "on"

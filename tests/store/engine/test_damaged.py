"""Damage is refused with its place, or does not matter; nothing is ever overwritten."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from store.engine.files.checking import checked_register
from store.engine.files.paths import Files
from store.errors import Damaged
from store.paperwork import review
from tests.soak.damaging import Damages, Example, contents, flips, look, no_text, noise, truncations
from tests.support.a_register import begun, files, put, reopened, the_review
from tests.support.command_line import Shell


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return Example(tmp_path)


def looked_at(example: Example, some: Iterator[tuple[str, dict[str, bytes]]]) -> Damages:
    found = Damages()
    for what, changed in some:
        look(example, changed, what, found)
    assert found.wrong == []
    return found


@pytest.mark.parametrize("part", range(3))
def test_a_file_cut_short_anywhere_is_refused_or_a_torn_line_is_told(
    example: Example, part: int
) -> None:
    found = looked_at(example, islice(truncations(example), part, None, 3))
    assert found.refused > 500
    assert found.shorter > 100


def test_a_flipped_byte_anywhere_is_refused_or_does_not_matter(example: Example) -> None:
    found = looked_at(example, islice(flips(example, random.Random(5)), 400))
    assert found.refused > 200
    assert found.found_by_check == 400


def test_a_byte_that_is_no_utf_8_is_damage_in_whatever_text_it_stands(example: Example) -> None:
    found = looked_at(example, no_text(example))
    assert found.tried > 100
    assert found.found_by_check == found.tried


def test_a_byte_that_is_no_utf_8_is_damage_in_a_copy_without_a_checksum_too(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    with begun(path) as register:
        put(register, "note", review.NOTE)
    Files(path).journal.unlink()
    start, _, rest = path.read_bytes().partition(b'"sum":"')
    path.write_bytes((start + rest[10:]).replace(b'"note":"note"', b'"note":"no\xee\xeee"'))
    assert not checked_register(path).sound
    opened = reopened(path)
    with pytest.raises(Damaged, match="The review 1 is damaged"):
        the_review(opened)


def test_random_bytes_are_refused_or_do_not_matter(example: Example) -> None:
    looked_at(example, islice(noise(example, random.Random(6)), 300))


def test_the_refusal_names_the_file_and_the_place(example: Example) -> None:
    whole = example.whole["register.json.journal"]
    at = whole.rindex(b"three")
    for place, byte in ((whole.rindex(b'{"sum'), at), (len(whole) - 1, len(whole) - 1)):
        changed = bytearray(whole)
        changed[byte] ^= 1
        path = example.damaged({"register.json.journal": bytes(changed)})
        with pytest.raises(Damaged, match=rf"journal is damaged at byte {place:,}"):
            reopened(path)
    letter = example.whole["register.json"].replace(b"Birch", b"Bitch")
    with pytest.raises(Damaged, match=r"register\.json is damaged: it reads as JSON, but"):
        reopened(example.damaged({"register.json": letter}))


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A register with three notes, its file as of the second."""
    path = tmp_path / "register.json"
    with begun(path) as register:
        put(register, "one", review.NOTE)
        put(register, "two", review.NOTE)
    put(reopened(path), "three", review.NOTE)
    return Shell(path, capsys, monkeypatch)


def damage(path: Path, was: bytes, is_: bytes) -> bytes:
    whole = path.read_bytes()
    assert was in whole
    path.write_bytes(whole.replace(was, is_))
    return path.read_bytes()


def test_check_of_a_sound_register_says_so_and_changes_nothing(shell: Shell) -> None:
    before = files(shell.path)
    answer = shell.done("check")
    assert answer.out.splitlines() == [
        "register.json: 3 records, change 5.",
        "register.json.journal: 6 changes, each with its checksum.",
        "Nothing is wrong.",
    ]
    assert files(shell.path) == before


def test_the_last_good_state_of_a_damaged_file_is_the_journals(shell: Shell) -> None:
    damaged = damage(shell.path, b'"name":"Birch"', b'"name":"Bitch"')
    before = files(shell.path)
    answer = shell.run("check")
    assert answer.status == 1
    assert "register.json is damaged" in answer.err
    assert "The last state that is whole is change 6" in answer.err
    assert files(shell.path) == before
    restored = shell.done("restore", "--last-good")
    assert restored.out == "The register stands at change 6 now.\n"
    kept = Path(restored.err.strip().removeprefix("What was there is kept as ").rstrip("."))
    assert kept.read_bytes() == damaged
    assert Files(kept).journal.read_bytes() == before["register.json.journal"]
    assert shell.done("check").out.endswith("Nothing is wrong.\n")
    register = reopened(shell.path)
    assert (the_review(register)[review.NOTE], register.notices) == ("three", [])
    assert len(list(register.history())) == 6


def test_the_last_good_state_of_a_damaged_journal_is_the_file_or_what_is_whole_of_it(
    shell: Shell,
) -> None:
    journal = Files(shell.path).journal
    whole = journal.read_bytes()
    damage(journal, b'"is":"three"', b'"is":"threa"')
    assert "register stands at change 5" in shell.done("restore", "--last-good").out
    register = reopened(shell.path)
    assert the_review(register)[review.NOTE] == "two"
    assert len(list(register.history())) == 5  # the history up to there is whole
    journal.write_bytes(whole)
    damage(journal, b'"is":"one"', b'"is":"ome"')
    assert shell.run("check").status == 1
    assert "register stands at change" in shell.done("restore", "--last-good").out
    assert the_review(reopened(shell.path))[review.NOTE] in ("two", "three")
    assert shell.run("check").status == 0


def test_a_file_that_does_not_say_what_its_journal_says_is_found_by_check(shell: Shell) -> None:
    whole = shell.path.read_text()
    start, _, rest = whole.partition('"sum":"')
    shell.path.write_text((start + rest[10:]).replace('"name":"Birch"', '"name":"Bitch"'))
    answer = shell.run("check")
    assert answer.status == 1
    assert "The school 1 in register.json is not what the journal says." in answer.err


def test_there_is_nothing_to_bring_back_of_a_sound_register(shell: Shell) -> None:
    assert "is whole; there is nothing to bring back" in shell.refused("restore", "--last-good")


def test_with_no_whole_state_the_newest_backup_is_named(shell: Shell) -> None:
    shell.done("set", "PR-2026-001", "note=four")  # makes the day's backup first
    backup = next(Files(shell.path).backups.glob("day-*.json"))
    for path in (shell.path, Files(shell.path).journal):
        path.write_bytes(b"")
    answer = shell.run("check")
    assert answer.status == 1
    assert f"peer-review restore {backup} brings that back" in answer.err
    assert "No whole state" in shell.refused("restore", "--last-good")
    before = contents(reopened(backup))
    shell.done("restore", str(backup))
    assert contents(reopened(shell.path)) == before

"""How the register's file is read and written: in any form, in pieces, and while it is open."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, current_thread
from threading import enumerate as enumerate_threads

import pytest
from tinydb import TinyDB

from store.engine.files import source
from store.engine.files.checking import checked_register
from store.engine.files.paths import Files
from store.engine.files.restoring import restored, restored_last_good
from store.errors import Damaged, Refused, RegisterError
from store.field_values import Json
from store.forgetting.forgetting import forget
from store.forgetting.marking import ForgottenWords
from store.open_register import create_register, engine_of
from store.paperwork import review
from store.paperwork.tables import REVIEWS, SCHOOLS, TABLES
from store.records import state
from store.records.change import making
from store.records.editing import setting
from store.records.review_line import ReviewLine
from store.register.register import Register
from tests.support.a_register import ROWS, begun, new_review, put, reopened, the_review

NOTES = ("", "one", "two\nlines", '}\n},\n"3":{', "\u2028\u2029\x7f", "“é” 😀" * 100, "x" * 19_000)
"""What may stand in a note: what the form itself is made of, and a line longer than a piece."""

Documents = dict[str, dict[int, dict[str, Json]]]


def held(register: Register) -> Documents:
    """All that a register holds, in the order it has it."""
    return {
        name: {key: dict(register.record(table, key).document) for key in register.keys(table)}
        for name, table in TABLES.items()
    }


def in_tinydb(path: Path) -> Documents:
    """The same as TinyDB reads it."""
    with TinyDB(path) as database:
        return {
            name: {found.doc_id: dict(found) for found in database.table(name).all()}
            for name in TABLES
        }


def rebuilt(path: Path) -> Register:
    """The register as its journal alone gives it."""
    alone = path.parent / "alone" / path.name
    alone.parent.mkdir(exist_ok=True)
    shutil.copy(Files(path).journal, Files(alone).journal)
    return reopened(alone)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with twelve reviews, of which every note is another."""
    path = tmp_path / "register.json"
    with begun(path) as register:
        register.apply(
            [making("schools", {"name": "\u2028 é “2”"}), making("people", {"name": "A"})]
        )
        register.apply([new_review(note=f"{at}{NOTES[at % len(NOTES)]}") for at in range(12)])
    return path


def some_change(register: Register, chance: random.Random) -> None:
    """One change of any kind; some are refused."""
    note = chance.choice(NOTES)
    keys = register.keys(REVIEWS)
    at = chance.choice(keys)
    doing: list[Callable[[], object]] = [
        lambda: register.apply([new_review(note=note)]),
        lambda: register.apply([making("schools", {"name": f"{note[:20].strip()}."})]),
        lambda: register.apply(setting(register.record(REVIEWS, at), review.NOTE, note)),
        lambda: register.apply(
            setting(register.record(REVIEWS, at), review.SCHOOL_NAME, f"B{chance.random()}")
        ),
        lambda: register.apply(
            [making("reviews", dict(register.record(REVIEWS, at).document), at).back()]
        ),
        register.undo,
        register.checkpoint,
    ]
    with suppress(Refused):
        chance.choices(doing, (3, 1, 4, 3, 2 if len(keys) > 1 else 0, 2, 2))[0]()
    assert (register.find(REVIEWS, at) is not None) == (at in register.keys(REVIEWS))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_made_changed_and_deleted_is_in_the_file_as_it_is_held(
    path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(state, "KEPT", chance.choice([1, 3, 500]))
    monkeypatch.setattr(source, "PIECE", chance.choice([800, 1_001, 1 << 20]))
    for _ in range(3):
        register = reopened(path)
        for _ in range(15):
            some_change(register, chance)
        now, lines = held(register), register.lines()
        register.close()
        assert held(register) == now
        found = in_tinydb(path)
        assert found == now
        assert {name: list(found[name]) for name in found} == {
            name: list(now[name]) for name in now
        }
        for again in (reopened(path), rebuilt(path)):
            assert (held(again), again.lines(), again.seq) == (now, lines, register.seq)
        assert checked_register(path).wrong == []


@pytest.mark.parametrize("piece", [700, 701, 703, 4_096])
def test_a_piece_may_end_anywhere(path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    before, lines = held(reopened(path)), reopened(path).lines()
    monkeypatch.setattr(source, "PIECE", piece)
    for length in range(1, 40):
        before["reviews"][1]["note"] = "y" * length
        put(reopened(path), "y" * length, review.NOTE)
        with reopened(path) as register:
            assert (held(register), register.lines()) == (before, lines)


def test_more_records_than_are_kept_decoded_read_as_they_are(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(reopened(path))
    monkeypatch.setattr(state, "KEPT", 2)
    register = reopened(path)
    for _ in range(2):
        assert held(register) == before
    for key in register.keys(REVIEWS):
        register.apply(setting(register.record(REVIEWS, key), review.NOTE, f"new {key}"))
    assert [one.document["note"] for one in register.records(REVIEWS)] == [
        f"new {key}" for key in before["reviews"]
    ]
    register.close()
    assert in_tinydb(path) == held(reopened(path)) == held(register)


FORMS: dict[str, Callable[[object], str]] = {
    "as TinyDB writes it": json.dumps,
    "indented": lambda whole: json.dumps(whole, indent=4, sort_keys=True),
    "on one line": lambda whole: json.dumps(whole, separators=(",", ":"), ensure_ascii=False),
    "a line each, and spaces": lambda whole: json.dumps(whole, separators=(",\n", ": ")),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.parametrize("with_journal", [True, False])
def test_a_file_in_another_json_form_reads_the_same(
    path: Path, form: str, end: str, with_journal: bool
) -> None:
    before, lines = held(reopened(path)), reopened(path).lines()
    whole = json.loads(path.read_bytes())
    del whole["register"]["1"]["sum"]
    text = FORMS[form](whole) + end
    path.write_bytes(text.replace("\n", end or "\n").encode())
    if not with_journal:
        Files(path).journal.unlink()
    with reopened(path) as register:
        assert (held(register), {*register.lines()}) == (before, {*lines})
        put(register, "kept", review.NOTE)
    before["reviews"][1]["note"] = "kept"
    assert held(reopened(path)) == in_tinydb(path) == before


@pytest.mark.parametrize("key", ["02", "0", "-2", "two", "２", "", "1" * 19, "9" * 5_000])
def test_what_is_no_key_of_a_record_is_said_and_the_file_stays(path: Path, key: str) -> None:
    whole = path.read_bytes().replace(b'\n"2":{"name"', b'\n"%s":{"name"' % key.encode())
    start, _, rest = whole.partition(b'"sum":"')
    path.write_bytes(start + rest[10:])
    before = path.read_bytes()
    with pytest.raises(Damaged, match=r"is not the key of a record\. Nothing was overwritten"):
        reopened(path)
    assert path.read_bytes() == before


def test_a_review_that_is_nested_too_deep_is_said(path: Path) -> None:
    deep = b'{"x":' + b"[" * 5_000 + b"]" * 5_000 + b","
    path.write_bytes(path.read_bytes().replace(b'\n"3":{', b'\n"3":' + deep))
    with pytest.raises(Damaged, match="does not read as JSON"):
        reopened(path)


@pytest.mark.parametrize(("field", "value"), [("status", None), ("id", 5), ("id", None)])
def test_a_review_that_cannot_be_listed_is_said(path: Path, field: str, value: Json) -> None:
    whole = json.loads(path.read_bytes())
    del whole["register"]["1"]["sum"]
    whole["reviews"]["3"][field] = value
    path.write_text(json.dumps(whole))
    with pytest.raises(Damaged, match="The review 3 is damaged: Expected `str`, got"):
        reopened(path).lines()
    restored_last_good(path, "office")
    assert checked_register(path).wrong == []
    assert reopened(path).lines() == rebuilt(path).lines()


def by_tinydb(path: Path) -> None:
    with TinyDB(path, indent=2) as database:
        database.table("reviews").update({"note": "theirs"}, doc_ids=[3])


def by_a_copy(path: Path) -> None:
    """Another state of the very register, put into the file by `cp`."""
    path.write_bytes(path.read_bytes().replace(b"2two", b"3two"))


OVER: dict[str, Callable[[Path], object]] = {
    "edited": by_tinydb,
    "copied over": by_a_copy,
    "cut short": lambda path: os.truncate(path, 900),
    "emptied": lambda path: os.truncate(path, 0),
}


@pytest.mark.parametrize("how", OVER)
def test_a_file_written_over_while_it_is_open_is_said_and_what_is_in_the_journal_is_there(
    path: Path, tmp_path: Path, how: str
) -> None:
    register = reopened(path)
    put(register, "mine", review.NOTE)
    OVER[how](path)
    over = path.read_bytes()
    with pytest.raises(Damaged, match="was written over by another program while it was open"):
        register.record(REVIEWS, 3)
    put(register, "mine too", review.NOTE)  # what is known is gone on with, in the journal
    for ask in (register.checkpoint, lambda: register.backup(tmp_path / "kept"), register.close):
        with pytest.raises(Damaged, match=r"was written over by another|is damaged: "):
            ask()
    assert path.read_bytes() == over
    assert list((tmp_path / "kept").iterdir()) == []
    assert not list(Files(path).left_over())
    assert not checked_register(path).sound
    restored_last_good(path, "office")
    again = reopened(path)
    assert the_review(again)[review.NOTE] == "mine too"
    assert held(again) == held(rebuilt(path))


def test_a_file_that_is_only_given_another_time_reads_on(path: Path) -> None:
    before = held(reopened(path))
    register = reopened(path)
    os.utime(path, (1, 1))
    register.record(REVIEWS, 3)
    path.write_bytes(path.read_bytes())
    assert held(register) == before
    put(register, "kept", review.NOTE)
    register.close()
    assert in_tinydb(path)["reviews"][1]["note"] == "kept"


def test_a_file_that_can_no_longer_be_read_is_said_when_a_record_is_asked_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = reopened(path)

    def failing(*_: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "pread", failing)
        with pytest.raises(
            RegisterError, match=r"The review 3 cannot be read: Input/output error\."
        ):
            register.record(REVIEWS, 3)
    assert register.record(REVIEWS, 3).key == 3


def test_the_file_has_the_last_change_though_an_earlier_one_is_being_written_on_leaving(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, leaving, really = reopened(path), Event(), os.fsync

    def slow(descriptor: int) -> None:
        if current_thread().name == "checkpoint":
            leaving.wait(10)
        really(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    put(register, "first", review.NOTE)
    register.checkpoint_in_background()
    put(register, "last", review.NOTE)
    leaving.set()
    register.close()
    assert in_tinydb(path)["reviews"][1]["note"] == "last"


def test_a_file_that_could_not_be_written_is_tried_again_on_leaving(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, really = reopened(path), os.fsync

    def full(descriptor: int) -> None:
        if current_thread().name == "checkpoint":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        really(descriptor)

    put(register, "last", review.NOTE)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(RegisterError, match=r"No space left on device\. Every change is safe"):
            register.checkpoint()
        register.checkpoint_in_background()
        with pytest.raises(RegisterError, match="No space left on device"):
            register.close()
        register.checkpoint_in_background()
        for thread in enumerate_threads():
            if thread.name == "checkpoint":
                thread.join()
    register.close()
    assert in_tinydb(path)["reviews"][1]["note"] == "last"


@pytest.mark.parametrize("how", ["replaced", "deleted"])
def test_a_file_replaced_or_deleted_while_it_is_open_reads_on_and_is_written_again(
    path: Path, how: str
) -> None:
    register = reopened(path)
    if how == "replaced":
        with reopened(path, "other") as other:
            other.apply(setting(other.record(REVIEWS, 4), review.NOTE, "theirs"))
    else:
        path.unlink()
    put(register, "mine", review.NOTE)
    now = held(register)
    register.close()
    assert in_tinydb(path) == held(reopened(path)) == held(rebuilt(path)) == now


@pytest.mark.parametrize("cut", [2, 30, 3_000])
def test_a_damaged_file_put_in_its_place_meanwhile_is_not_overwritten(path: Path, cut: int) -> None:
    register = reopened(path)
    damaged = path.read_bytes()[:-cut]
    other = path.with_name("other")
    other.write_bytes(damaged)
    other.replace(path)
    put(register, "mine", review.NOTE)
    with pytest.raises(Damaged, match=r"is damaged: .*\. Nothing was overwritten\."):
        register.close()
    assert path.read_bytes() == damaged
    restored_last_good(path, "office")
    assert held(reopened(path)) == held(register)


def test_no_file_stays_open_behind_a_register(path: Path) -> None:
    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = count()
    for number in range(10):
        with reopened(path) as register:
            put(register, f"note {number}", review.NOTE)
            register.checkpoint_in_background()
            register.checkpoint()
    damaged = path.read_bytes()[:-20]
    path.write_bytes(damaged)
    for _ in range(10):
        with pytest.raises(Damaged):
            reopened(path)
    assert count() <= before + 2


def test_a_copy_that_was_replaced_opens_when_somebody_is_forgotten_in_it(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "elsewhere" / "copy.json"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    put(reopened(copy), "of A.", review.NOTE)  # never closed: its journal names the file it goes on
    restored(copy, path, "office")
    [kept] = copy.parent.glob("copy.replaced-*.json")
    words = ForgottenWords("[taken out]", ("A",), (), 1)
    forget(engine_of(copy, "office"), words, tmp_path / "drafts")
    assert checked_register(kept).wrong == []
    assert the_review(reopened(kept))[review.NOTE] == "of [taken out]."


def test_a_register_of_nothing_and_one_of_two_megabytes_are_read_as_they_are(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    create_register(path, "Tiptree").close()
    assert (reopened(path).lines(), reopened(path).keys(SCHOOLS)) == ((), [])
    rows: list[Json] = [{"id": f"r{row}", "action": "é" * 15_000} for row in range(1, 95)]
    whole = json.loads(path.read_bytes())
    del whole["register"]["1"]["sum"]
    whole["reviews"]["1"] = {"id": "PR-2026-001", ROWS.path: rows}
    path.write_text(json.dumps(whole))
    Files(path).journal.unlink()
    with reopened(path) as register:
        register.apply([making("schools", {"name": "Birch"})])
    again = reopened(path)
    assert again.lines() == (ReviewLine(1, "PR-2026-001"),)
    assert the_review(again).stored(ROWS) == rows
    assert path.stat().st_size > 2_000_000

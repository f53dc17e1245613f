"""What each combination of a register's files means: a copy, a loss, a tear, damage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.errors import Damaged, NoRegister, Refused, RegisterError
from store.open_register import create_register, open_register
from store.paperwork import review
from store.paperwork.tables import REVIEWS
from store.records.change import Change, making
from store.register.register import Register
from tests.support.a_register import new_review
from tests.support.today import TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with a review, its note changed twice; the file is older than the last change."""
    path = tmp_path / "register.json"
    with create_register(path, "Tiptree", user="office", today=lambda: TODAY) as register:
        register.apply([making("schools", {"name": "Birch"})])
        register.apply([making("people", {"name": "J. Mason"})])
        register.apply([making("years", {"evaluation.due": "2027-07-01"}, 2026)])
        register.apply([new_review()])
        register.apply([Change("reviews", 1, "note", "", "one")])
    open_register(path, user="office").apply([Change("reviews", 1, "note", "one", "two")])
    return path


def journal(path: Path) -> Path:
    return path.with_name(path.name + ".journal")


def note(register: Register) -> str:
    return register.record(REVIEWS, 1)[review.NOTE]


def files(path: Path) -> dict[str, bytes]:
    return {
        found.name: found.read_bytes()
        for found in path.parent.iterdir()
        if found.is_file() and not found.name.endswith(".lock")
    }


def damage(path: Path) -> str:
    """The sentence with which opening is refused; nothing has been overwritten."""
    before = files(path)
    with pytest.raises(Damaged) as raised:
        open_register(path)
    assert files(path) == before
    return str(raised.value)


def edited(path: Path, edit: Callable[[dict[str, dict[str, dict[str, object]]]], object]) -> None:
    whole = json.loads(path.read_text())
    whole["register"]["1"].pop("sum")  # as one who edits it by hand and means it
    edit(whole)
    path.write_text(json.dumps(whole))


def test_a_register_is_opened_at_its_last_change_without_notice(path: Path) -> None:
    register = open_register(path)
    assert (note(register), register.notices) == ("two", [])


def test_no_file_is_no_register_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoRegister, match="There is no register at"):
        open_register(tmp_path / "none.json")
    with pytest.raises(RegisterError, match="is a folder, not a register; give the path of the"):
        open_register(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_file_alone_is_a_copy_that_opens_with_a_notice(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy.json"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    copy.chmod(0o640)
    with open_register(copy, user="other") as register:
        assert note(register) == "one"
        [notice] = register.notices
        assert "came without its journal" in notice
        register.apply([Change("reviews", 1, "note", "one", "theirs")])
        assert [entry.user for entry in register.history()] == ["other"]
    first = json.loads(journal(copy).read_text().splitlines()[0])
    assert len(first["continues"]) == 64
    assert [copy.stat().st_mode & 0o777, journal(copy).stat().st_mode & 0o777] == [0o640, 0o640]
    again = open_register(copy)
    assert (note(again), again.notices) == ("theirs", [])


def test_a_copy_that_was_left_before_its_file_was_written_again_goes_on(path: Path) -> None:
    journal(path).unlink()
    open_register(path).apply([Change("reviews", 1, "note", "one", "kept")])  # never closed
    again = open_register(path)
    assert (note(again), again.notices) == ("kept", [])


def test_the_journal_alone_builds_the_register_again(path: Path) -> None:
    path.unlink()
    with open_register(path) as register:
        assert note(register) == "two"
        [notice] = register.notices
        assert "was missing; the register was built again from its journal, 7 changes" in notice
    again = open_register(path)
    assert (note(again), again.notices) == ("two", [])


def test_the_journal_of_a_copy_alone_is_not_the_whole_register(path: Path) -> None:
    journal(path).unlink()
    open_register(path).close()
    path.unlink()
    assert "is missing, and its journal continues an older copy" in damage(path)


def test_a_torn_last_line_is_left_out_with_a_notice_and_written_over(path: Path) -> None:
    whole = journal(path).read_bytes()
    journal(path).write_bytes(whole[:-10])
    register = open_register(path, user="office")
    assert note(register) == "one"
    [notice] = register.notices
    assert notice.startswith("The last line of the journal was cut off (")
    register.apply([Change("reviews", 1, "note", "one", "three")])
    again = open_register(path)
    assert (note(again), again.notices) == ("three", [])


def test_a_flipped_byte_in_the_journal_is_damage_with_its_place(path: Path) -> None:
    path.unlink()
    lines = journal(path).read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b"J. Mason", b"J. Nason")
    journal(path).write_bytes(b"".join(lines))
    place = len(b"".join(lines[:3]))
    assert f"is damaged at byte {place:,}: the line there is not as it was" in damage(path)


def test_a_line_taken_out_of_the_journal_is_damage(path: Path) -> None:
    path.unlink()
    lines = journal(path).read_bytes().splitlines(keepends=True)
    journal(path).write_bytes(b"".join(lines[:3] + lines[4:]))
    assert "change 4 does not follow change 2" in damage(path)


def test_a_line_of_a_history_that_went_another_way_is_damage(path: Path, tmp_path: Path) -> None:
    fork = tmp_path / "fork" / path.name
    fork.parent.mkdir()
    for made in (path, journal(path)):
        shutil.copy(made, fork.parent)
    for one, word in ((path, "ours"), (fork, "theirs")):
        register = open_register(one)
        for _ in range(2):
            register.apply([Change("reviews", 1, "note", note(register), note(register) + word)])
    lines = journal(path).read_bytes().splitlines(keepends=True)
    others = journal(fork).read_bytes().splitlines(keepends=True)
    journal(path).write_bytes(b"".join([*lines[:-1], others[-1]]))
    assert "change 9 does not follow change 8" in damage(path)


@pytest.mark.parametrize("first", [b"", b"{}\n", b'{"sum":"00000000",'])
def test_a_journal_that_does_not_begin_as_one_is_damage(path: Path, first: bytes) -> None:
    journal(path).write_bytes(first)
    assert "Nothing was overwritten" in damage(path) or "first line is cut off" in damage(path)


@pytest.mark.parametrize(
    ("whole", "sentence"),
    [
        (b"", "is empty. That is damage, not a new register"),
        (b" \n", "is empty"),
        (b'{"_default": {"1": {"name": "mine"}}}', "is not a peer review register"),
        (b"[]", "is not a peer review register"),
        (b'{"register": {}}', "is not a peer review register"),
        (b'{"register": {"1": {"schema": 2}}}', "was written by a newer version"),
        (b'{"register": {"1": {"schema": 1}}}', "is damaged"),
        (b'{"register": ', "does not read as JSON"),
        (b"\xff\xfe{", "does not read as JSON"),
        (b'{"register":' + b'{"a":' * 100_000, "does not read as JSON"),
        (b'{"register": {"1": {"schema": 1}}, "x": ' + b"[" * 100_000, "does not read as JSON"),
    ],
    ids=[
        "nothing", "white space", "another TinyDB", "a list", "no header", "newer", "half a header",
        "cut short", "no UTF-8", "deep header", "deep table",
    ],
)  # fmt: skip
def test_a_file_that_is_no_register_is_refused_and_stays(
    path: Path, whole: bytes, sentence: str
) -> None:
    path.write_bytes(whole)
    assert sentence in damage(path)


@pytest.mark.parametrize("whole", [b"", b"Dear all", b'{"register": {"1": {"schema": 1}}}'])
def test_a_file_that_is_not_whole_says_what_to_do(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    said = damage(path)
    assert "Check the path; if it is the right one, put a backup in its place" in said
    assert "peer-review restore FILE" in said
    assert "overwritten" in said or "nothing was changed" in said.casefold()


def test_a_register_cut_short_is_damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])
    assert "does not read as JSON" in damage(path)


def test_a_table_that_the_register_does_not_know_is_damage_and_is_not_dropped(path: Path) -> None:
    with TinyDB(path) as database:
        database.insert({"mine": True})
    assert "unknown field `_default`" in damage(path)


def test_a_register_ahead_of_its_journal_is_damage(path: Path) -> None:
    lines = journal(path).read_bytes().splitlines(keepends=True)
    journal(path).write_bytes(b"".join(lines[:4]))
    assert "the journal has no such change there. One of the two is older" in damage(path)


@pytest.mark.parametrize("offset", [0, -5, 10**10, 2**62])
def test_a_place_that_cannot_be_in_the_journal_is_damage(path: Path, offset: int) -> None:
    edited(path, lambda whole: whole["register"]["1"].update(offset=offset))
    assert "the journal has no such change there" in damage(path)


def test_the_journal_of_another_register_is_not_taken(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    create_register(other, "Stanway").close()
    shutil.copy(journal(other), journal(path))
    assert "belongs to another register" in damage(path)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("colour", "red", "The review 1 is damaged: a review has no field “colour”"),
        ("visit.date", "20261112", "visit.date is not in the form the register stores it in"),
        ("visit.date", "soon", "visit.date: “soon” is not a date"),
        ("headteacher", {"name": "A"}, "headteacher is not in the form"),
        ("action_plan.rows", [{"action": "Read"}], "action_plan.rows is not in the form"),
        ("action_plan.rows", [{"id": "r1", "action": 1.5}], "“1.5” is not text"),
    ],
)
def test_a_record_with_something_the_register_never_writes_is_damage(
    path: Path, field: str, value: object, sentence: str
) -> None:
    journal(path).unlink()
    edited(path, lambda whole: whole["reviews"]["1"].update({field: value}))
    with open_register(path) as register:
        with pytest.raises(Damaged) as raised:
            note(register)
        assert sentence in str(raised.value)


def test_plain_tinydb_reads_every_table(path: Path) -> None:
    with TinyDB(path) as database:
        assert database.tables() == {
            "register", "settings", "years", "schools", "people", "reviews",
        }  # fmt: skip
        [found] = database.table("reviews").all()
        assert (found.doc_id, found["id"], found["note"]) == (1, "PR-2026-001", "one")
        [year] = database.table("years").all()
        assert year.doc_id == 2026
        assert database.table("register").get(doc_id=1)["schema"] == 1


def test_closing_writes_the_file_only_when_something_has_changed(path: Path) -> None:
    open_register(path).close()
    before = path.stat()
    open_register(path).close()
    assert path.stat().st_ino == before.st_ino


def test_the_mode_and_the_link_of_a_register_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o660)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    with open_register(link) as register:
        register.apply([Change("reviews", 1, "note", "two", "three")])
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o660
    assert note(open_register(path)) == "three"


def test_an_older_session_does_not_put_its_file_over_a_later_one(path: Path) -> None:
    older = open_register(path)
    with open_register(path) as newer:
        newer.apply([Change("reviews", 1, "note", "two", "three")])
    older.checkpoint()
    with TinyDB(path) as database:
        assert database.table("reviews").all()[0]["note"] == "three"


def test_another_register_put_in_its_place_meanwhile_is_not_overwritten(
    path: Path, tmp_path: Path
) -> None:
    register = open_register(path)
    other = tmp_path / "other.json"
    create_register(other, "Stanway").close()
    shutil.copy(other, path)
    with pytest.raises(Damaged, match="is now another register"):
        register.close()
    assert path.read_bytes() == other.read_bytes()


def test_a_journal_replaced_by_an_older_one_meanwhile_is_not_written_on(path: Path) -> None:
    register = open_register(path)
    lines = journal(path).read_bytes().splitlines(keepends=True)
    journal(path).write_bytes(b"".join(lines[:-1]))
    before = files(path)
    for ask in (register.refresh, lambda: register.apply([making("schools", {"name": "Layer"})])):
        with pytest.raises(Damaged, match="is not what it was when it was last read"):
            ask()
    assert files(path) == before


def test_a_journal_that_is_gone_is_told_in_a_sentence(path: Path) -> None:
    register = open_register(path)
    journal(path).unlink()
    for ask in (register.refresh, register.undo, lambda: register.apply([])):
        with pytest.raises(RegisterError, match=r"\.$"):
            ask()


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    for wrong in (loop, tmp_path / "a\0b", Path("~nobody-of-this-name/register.json")):
        with pytest.raises(RegisterError, match="There is no way to"):
            open_register(wrong)
        with pytest.raises(RegisterError, match="There is no way to"):
            create_register(wrong, "Tiptree")
    with pytest.raises(RegisterError, match="File name too long"):
        open_register(tmp_path / ("x" * 300))


def test_where_something_is_already_no_register_is_made_and_nothing_put_beside_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    path.write_text("A shopping list.")
    with pytest.raises(Refused, match="There is something at"):
        create_register(path, "Tiptree", user="office")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]

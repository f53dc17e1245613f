"""Forgetting a person: the name is in no file of the register, and the history is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from store.drafts import Drafts, all_drafts
from store.engine.files.checking import checked_register
from store.engine.files.journal import Journal
from store.engine.files.paths import Files
from store.engine.files.restoring import restored
from store.errors import Refused
from store.field_values import Json, Name
from store.forgetting.forgetting import forget
from store.forgetting.marking import ForgottenWords, mark
from store.forgetting.mentions import mentions, subject_of
from store.open_register import engine_of, open_register
from store.paperwork import review
from store.paperwork.field_kinds import LineKind, PersonKind
from store.paperwork.forms import summary
from store.paperwork.list_kinds import LinesKind, ListKind
from store.paperwork.rows import RowsKind
from store.paperwork.tables import PEOPLE, REVIEWS
from store.records.change import Entry, making
from store.records.editing import setting
from store.register.register import Register
from tests.soak.damaging import contents
from tests.support.a_register import begun, files, put, reopened, the_review
from tests.support.today import TODAY

NAME = "Joan Zoë Mason"
EMAIL = "joan.mason@birch.example"
TELEPHONE = "01206 987654"
MARK = mark(1)


def written(path: Path) -> Register:
    """A register in which Joan Mason stands in every way there is, now and formerly."""
    register = begun(path)
    register.apply(
        [
            making(
                "people",
                {"name": "Joan Z. Mason", "email": EMAIL, "telephone": TELEPHONE, "note": "Kind."},
            )
        ]
    )
    person = register.record(PEOPLE, 1)
    register.apply(setting(person, PEOPLE.fields["name"], NAME))
    put(register, {"name": "Mrs Mason", "person": 1}, review.LEAD_REVIEWER)
    put(register, [{"name": NAME.upper(), "person": None}, "Bob Hay"], review.OTHER_REVIEWERS)
    put(register, f"Ask JOAN ZOE\nMASON’s deputy: {EMAIL}, 01206-987-654.", review.NOTE)
    put(register, "Joan Masonic stays.", review.STATUS_REASON)
    put(register, [{"role": "Lead reviewer", "name": NAME}], summary.SIGNATURES.field)
    theirs = open_register(path, user=NAME, today=lambda: TODAY)
    put(theirs, ["Mathematics"], review.THEMES)
    register.refresh()
    return register


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "there" / "register.json"
    path.parent.mkdir()
    with written(path) as register:
        register.daily_backup(TODAY)()
        register.backup(Files(path).backups)
    restored(path, next(Files(path).backups.glob("day-*.json")), "office")  # one is kept
    return path


def forgotten(path: Path, name: str = NAME) -> ForgottenWords:
    words = subject_of(reopened(path), name).words
    forget(engine_of(path, "office"), words, path.parent.parent / "drafts")
    return words


def bytes_of(path: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(path.parent)): file.read_bytes()
        for file in path.parent.rglob("*")
        if file.is_file()
    }


def read(whole: bytes) -> str:
    """Bytes as they are compared: no escapes, no case, no accents, all white space one."""
    text = whole.decode()
    if "\\u" in text:
        text = text.encode().decode("unicode_escape").encode("latin-1", "ignore").decode()
    text = unicodedata.normalize("NFKD", text.replace("\\n", " ").casefold())
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


GONE = ("joan zoe mason", "joan z. mason", "mrs mason", EMAIL, "987654", "987-654", "kind.")


def in_none(path: Path) -> None:
    """The name, and what belongs to it, is in no file of the register's folder."""
    for name, whole in bytes_of(path).items():
        text = read(whole)
        assert [word for word in GONE if word in text] == [], name
        assert [word for word in GONE if word in name.casefold()] == []


def without(entries: Iterator[Entry], words: ForgottenWords) -> list[Entry]:
    """Entries as they have to read afterwards, but for their place in the chain."""
    return [
        msgspec.structs.replace(
            entry,
            before="",
            user=words.taken_out(entry.user),
            changes=tuple(words.of_change(change) for change in entry.changes),
        )
        for entry in entries
    ]


def test_the_name_is_in_no_file_of_the_folder_and_all_of_it_is_sound(path: Path) -> None:
    assert any("joan zoe mason" in read(whole) for whole in bytes_of(path).values())
    before = set(bytes_of(path))
    forgotten(path)
    in_none(path)
    assert set(bytes_of(path)) == before
    assert checked_register(path).wrong == []
    kept = list(Files(path).kept())
    assert len(kept) == 4
    for copy in kept:
        assert checked_register(copy.path).wrong == []
        assert reopened(copy.path).notices == []


def test_a_mark_stands_where_the_name_stood_and_all_else_is_as_it_was(path: Path) -> None:
    forgotten(path)
    register = reopened(path)
    record = the_review(register)
    assert record[review.LEAD_REVIEWER] == Name(MARK, 1)
    assert [name.name for name in record[review.OTHER_REVIEWERS]] == [MARK, "Bob Hay"]
    assert record[review.NOTE] == f"Ask {MARK}’s deputy: {MARK}, {MARK}."
    assert record[review.STATUS_REASON] == "Joan Masonic stays."
    assert record[review.THEMES] == ("Mathematics",)
    assert mentions(register, ForgottenWords(MARK, (NAME,), (EMAIL, TELEPHONE))) == []


def test_the_history_keeps_its_entries_and_the_first_line_says_that_it_is_new(path: Path) -> None:
    register = reopened(path)
    before = list(register.history())
    last = register._state.position.hash  # what the first line has to name
    words = forgotten(path)
    after = list(reopened(path).history())
    assert without(iter(after), words) == without(iter(before), words)
    assert [entry.seq for entry in after] == [entry.seq for entry in before]
    assert after[-1].user == MARK
    [renewed] = Journal(Files(path).journal).beginning()[0].renewed
    assert renewed.last == last
    assert datetime.fromisoformat(renewed.time).tzinfo == UTC


def test_undo_works_and_does_not_bring_the_name_back(path: Path) -> None:
    forgotten(path)
    register = reopened(path)
    for _ in range(6):
        register.undo(whole_user=True)
    register.close()
    in_none(path)
    assert checked_register(path).wrong == []


def test_two_who_are_forgotten_are_told_apart(path: Path) -> None:
    forgotten(path)
    assert forgotten(path, "Bob Hay").mark == mark(2)
    names = [name.name for name in the_review(reopened(path))[review.OTHER_REVIEWERS]]
    assert names == [MARK, mark(2)]
    assert len(Journal(Files(path).journal).beginning()[0].renewed) == 2
    assert checked_register(path).wrong == []


def test_a_contact_that_a_school_has_too_stays(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    with begun(path) as register:
        register.apply([making("schools", {"name": "Elm", "telephone": "01206 111222"})])
        register.apply([making("people", {"name": "Ann Lee", "telephone": "01206 111222"})])
        subject = subject_of(register, "ann lee")
    assert subject.shared == ("01206 111222",)
    forget(engine_of(path, "office"), subject.words, tmp_path / "drafts")
    assert reopened(path).record(PEOPLE, 1).document == {
        "name": MARK, "telephone": MARK,
    }  # fmt: skip


def test_of_two_people_of_one_name_the_other_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    with begun(path) as register:
        for _ in range(2):
            register.apply([making("people", {"name": "Ann Lee"})])
        put(
            register,
            [{"name": "Ann Lee", "person": 1}, {"name": "Ann Lee", "person": 2}],
            review.GOVERNORS,
        )
        with pytest.raises(Refused, match="can be 2 people"):
            subject_of(register, "ann lee")
        subject = subject_of(register, "1")
    assert [twin.key for twin in subject.twins] == [2]
    forget(engine_of(path, "office"), subject.words, tmp_path / "drafts")
    register = reopened(path)
    assert [name.name for name in the_review(register)[review.GOVERNORS]] == [MARK, "Ann Lee"]
    assert register.record(PEOPLE, 2).document["name"] == "Ann Lee"


def test_a_copy_that_cannot_be_read_is_named_and_nothing_is_changed(path: Path) -> None:
    copy = next(Files(path).kept())
    copy.path.write_bytes(copy.path.read_bytes()[:-40])
    before = files(path)
    with pytest.raises(Refused, match=f"{copy.path.name} cannot be read as a register"):
        forgotten(path)
    assert files(path) == before
    assert not Files(path).renewal.exists()


def test_what_was_typed_and_not_kept_loses_the_name_too(path: Path, tmp_path: Path) -> None:
    register = reopened(path)
    dead = tmp_path / "drafts" / f"{register.id}-dead.drafts"
    living = Drafts(tmp_path / "drafts", register.id, "living")
    living.note(("reviews", 1, "note"), f"{NAME} typed")
    living.note(("reviews", 1, "status_reason"), "mine")
    living.write()
    dead.write_bytes(
        msgspec.json.encode({"table": "reviews", "key": 1, "field": "note", "text": f"of {NAME}!"})
        + b"\n"
    )
    living.note(("reviews", 1, "status_reason"), "mine, going on")
    forgotten(path)
    texts = {draft.text for draft in all_drafts(tmp_path / "drafts", register.id)}
    assert texts == {f"{MARK} typed", "mine", f"of {MARK}!"}
    living.reread()
    assert living.text(("reviews", 1, "note")) == f"{MARK} typed"
    assert living.text(("reviews", 1, "status_reason")) == "mine, going on"


GOES_ON = """
import sys
from pathlib import Path
from store.paperwork import review
from tests.support.a_register import put, reopened, the_review
register = reopened(Path(sys.argv[1]), "writer")
heard = []
register.listen(heard.append)
print("open", flush=True)
sys.stdin.readline()
if sys.argv[2] == "look":
    register.refresh()
put(register, "Elsewhere", review.STATUS_REASON)
assert the_review(register)[review.LEAD_REVIEWER].name == "[forgotten person 1]"
assert register.undo()[0].changes[0].is_ == "Elsewhere"
put(register, "Elsewhere", review.STATUS_REASON)
register.close()
print([change.field for change in heard[0].changes])
"""


@pytest.mark.parametrize("first", ["look", "write"])
def test_another_open_session_reads_it_anew_and_goes_on(path: Path, first: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", GOES_ON, str(path), first],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        forgotten(path)
        told, _ = other.communicate("go\n", timeout=60)
    assert other.returncode == 0
    assert "'name', 'email', 'telephone', 'note', 'lead_reviewer'" in told
    in_none(path)
    assert the_review(reopened(path))[review.STATUS_REASON] == "Elsewhere"
    assert checked_register(path).wrong == []


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from store.forgetting.forgetting import forget
from store.forgetting.mentions import subject_of
from store.open_register import engine_of
from tests.support.a_register import reopened
from tests.store.forgetting.test_forgetting import NAME
from tests.support.failing_calls import CALLS
source, folder = map(Path, sys.argv[1:])
words = subject_of(reopened(source), NAME).words
whole = shutil.copytree(source.parent, folder / "whole") / source.name
forget(engine_of(whole, "office"), words, folder / "drafts")  # no child has anything left to import
number = 0
while True:
    path = folder / str(number) / "there" / "register.json"
    shutil.copytree(source.parent, path.parent)
    child = os.fork()
    if child == 0:
        left = number
        for name in (*CALLS, "rmdir"):
            def call(*given, really=getattr(os, name), **named):
                global left
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
                return really(*given, **named)
            setattr(os, name, call)
        forget(engine_of(path, "office"), words, folder / "drafts")
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
    number += 1
print(number)
"""


def test_killed_at_any_call_it_is_the_old_generation_or_the_new_and_never_a_mix(
    path: Path, tmp_path: Path
) -> None:
    words = subject_of(reopened(path), NAME).words
    old = contents(reopened(path))
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(tmp_path / "killed")],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    count = int(ended.stdout)
    assert count > 60
    new = 0
    for number in range(count):
        there = tmp_path / "killed" / str(number) / "there" / "register.json"
        register = reopened(there)
        assert register.notices == []
        assert checked_register(there).wrong == []
        assert all(checked_register(copy.path).wrong == [] for copy in Files(there).kept())
        assert not any(name.endswith((".tmp", "plan")) for name in bytes_of(there))
        assert not Files(there).renewal.exists()
        if contents(register) == old:
            assert new == 0
            continue
        new += 1
        in_none(there)
        assert list(mentions(register, words)) == []
    assert 10 < new < count


def test_where_one_only_reads_one_that_was_broken_off_is_told(path: Path) -> None:
    Files(path).renewal.mkdir()
    with pytest.raises(Refused, match="open it once where it can be written"):
        open_register(path, read_only=True)
    reopened(path)
    assert open_register(path, read_only=True).seq == reopened(path).seq


letters = st.sampled_from("abcdefghijklmnopqrstuvwxyzéøß’-.")
name = st.lists(st.text(letters, min_size=3, max_size=9), min_size=2, max_size=3).map(" ".join)


def places(named: str, draw: st.DataObject) -> dict[str, Json]:
    """A review with the name in every place that takes one, in one way or another."""
    ways = [named, named.upper(), named.title(), f"({named})", f"{named}, and others"]
    if "ß" in named:
        ways = [named, f"({named})"]

    def value(kind: object, depth: int = 0) -> Json:
        text = draw.draw(st.sampled_from(ways))
        if isinstance(kind, RowsKind):
            cells: dict[str, Json] = {
                path: filled
                for path, column in kind.columns.items()
                if (filled := value(column.kind, 1)) is not None
            }
            return [cells] if cells else []
        if isinstance(kind, PersonKind):
            return {"name": named, "person": draw.draw(st.sampled_from([None, 1]))}
        if isinstance(kind, LinesKind) and kind.options:
            return None
        if isinstance(kind, ListKind):
            return [value(kind.entry)]
        return f"Then {text} said" if isinstance(kind, LineKind) else None

    values = {path: value(field.kind) for path, field in REVIEWS.fields.items()}
    return {path: each for path, each in values.items() if each}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name, st.data())
def test_whoever_it_is_wherever_they_stand(tmp_path: Path, named: str, data: st.DataObject) -> None:
    assume(sum(letter.isalnum() for letter in named) > 1)
    shutil.rmtree(tmp_path, ignore_errors=True)
    tmp_path.mkdir()
    path = tmp_path / "register.json"
    with begun(path) as register:
        named = str(PEOPLE.fields["name"].kind.accept(named))
        register.apply([making("people", {"name": named, "note": f"{named}!"})])
        register.apply([making("reviews", places(named, data) | {"school": 1, "status": "open"})])
        put(register, f"{named}\n" * 50, review.NOTE)
        register.daily_backup(TODAY)()
    words = subject_of(reopened(path), "1").words
    forget(engine_of(path, "office"), words, tmp_path / "drafts")
    wanted = read(named.encode())
    for file, whole in bytes_of(path).items():
        assert wanted not in read(whole), file
    assert checked_register(path).wrong == []
    with reopened(path) as register:
        assert mentions(register, words) == []
        register.undo(whole_user=True)

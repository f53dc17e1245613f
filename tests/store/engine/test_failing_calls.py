"""Every system call of a save fails once, at each place: it is done, or told, and nothing is."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path

import pytest

from store.drafts import Drafts
from store.engine.files.checking import checked_register
from store.engine.files.paths import Files
from store.engine.files.restoring import restored, restored_last_good
from store.errors import Damaged, NoRegister, RegisterError
from store.forgetting.forgetting import forget
from store.forgetting.marking import ForgottenWords, mark
from store.open_register import create_register, engine_of
from store.paperwork import review
from store.paperwork.tables import TABLES
from tests.soak.damaging import contents
from tests.support.a_register import begun, path_of, put, reopened, the_review
from tests.support.failing_calls import calls
from tests.support.one_document import export
from tests.support.today import TODAY

ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EINTR)
"""The first comes at every call; of the others each at every third, so that no call is left out."""


class Work(ABC):
    """Something that writes; what it begins from, and what has to hold when it is over."""

    def __init__(self, folder: Path, noted: Path) -> None:
        """`noted` is a folder with a register at its first note, which is copied."""
        self.path = folder / "register.json"
        shutil.copytree(noted, folder)
        self.prepare()

    def prepare(self) -> None:
        """A register at its third note, the file two changes behind."""
        self.register = reopened(self.path)
        put(self.register, "two", review.NOTE)
        put(self.register, "three", review.NOTE)
        self.before = contents(self.register)

    @abstractmethod
    def do(self) -> object:
        """The work: afterwards it is done, or an error was raised."""

    def undone(self, error: RegisterError) -> None:
        """What holds when it raised an error: everything is as it was."""
        assert contents(reopened(self.path)) == self.before

    def done(self) -> None:
        """What holds when it raised none."""
        assert contents(reopened(self.path)) == self.before

    def works(self) -> None:
        """The register can be worked with again, nothing is left over, and all of it is sound."""
        with reopened(self.path) as register:
            put(register, "afterwards", review.NOTE)
        assert list(Files(self.path).left_over()) == []
        assert checked_register(self.path).wrong == []


class Applying(Work):
    def do(self) -> None:
        put(self.register, "four", review.NOTE)

    def done(self) -> None:
        assert the_review(reopened(self.path))[review.NOTE] == "four"

    def works(self) -> None:
        put(self.register, "on", review.NOTE)
        super().works()


class Opening(Work):
    def do(self) -> None:
        (self.path.parent / f".{self.path.name}.1-dead.tmp").write_text("left over")
        assert contents(reopened(self.path)) == self.before


class OpeningACopy(Work):
    def prepare(self) -> None:
        super().prepare()
        self.register.close()
        Files(self.path).journal.unlink()

    def do(self) -> None:
        reopened(self.path)


class Checkpointing(Work):
    def do(self) -> None:
        self.register.checkpoint()

    def works(self) -> None:
        self.register.close()
        super().works()


class BackingUp(Work):
    def do(self) -> object:
        return self.register.backup(self.path.parent / "copies")

    def works(self) -> None:
        for copy in (*self.path.parent.glob("copies/*.json"), *Files(self.path).backups.glob("*")):
            if copy.suffix == ".json":
                assert checked_register(copy).wrong == []
                assert contents(reopened(copy)) == self.before
        self.do()  # whatever was left there before
        super().works()


class BackingUpDaily(BackingUp):
    def do(self) -> object:
        return self.register.daily_backup(TODAY)()


class Restoring(Work):
    def prepare(self) -> None:
        super().prepare()
        self.backup = self.register.backup(self.path.parent / "copies")
        put(self.register, "later", review.NOTE)
        self.restored, self.before = self.before, contents(self.register)

    def do(self) -> None:
        self.kept = restored(self.path, self.backup, "office").kept

    def done(self) -> None:
        assert contents(reopened(self.path)) == self.restored
        assert contents(reopened(self.kept)) == self.before


class RestoringACopy(Restoring):
    def prepare(self) -> None:
        super().prepare()
        Files(self.backup).journal.unlink()


class RestoringOverACopy(Restoring):
    """Its journal continues a file that came from elsewhere: alone it is not the register."""

    def prepare(self) -> None:
        super().prepare()
        self.register.close()
        Files(self.path).journal.unlink()
        with reopened(self.path) as register:
            put(register, "in the copy", review.NOTE)
            self.before = contents(register)


class BringingBackTheLastGood(Work):
    def prepare(self) -> None:
        super().prepare()
        self.damaged = self.path.read_bytes()[:-9]
        self.path.write_bytes(self.damaged)

    def do(self) -> None:
        restored_last_good(self.path, "office")

    def undone(self, error: RegisterError) -> None:
        assert self.path.read_bytes() == self.damaged
        self.do()


class Forgetting(Work):
    """Told and not done, everything is as it was, or the next to open finishes it."""

    def prepare(self) -> None:
        super().prepare()
        self.register.daily_backup(TODAY)()
        self.drafts = self.path.parent / "drafts"
        dead = Drafts(self.drafts, self.register.id, "dead")
        dead.note(KeepingDrafts.ADDRESS, "three, more")
        dead.close()
        self.words = ForgottenWords(mark(1), ("three",))
        self.forgotten = {
            place: self.words.of_document(TABLES[place[0]], place[1], document)
            for place, document in self.before.items()
        }

    def do(self) -> None:
        forget(engine_of(self.path, "office"), self.words, self.drafts)

    def undone(self, error: RegisterError) -> None:
        if isinstance(error, Damaged):
            self.done()
        else:
            super().undone(error)

    def done(self) -> None:
        assert contents(reopened(self.path)) == self.forgotten
        for found in self.path.parent.rglob("*"):
            assert not found.is_file() or b"three" not in found.read_bytes(), found

    def works(self) -> None:
        self.register.refresh()  # the session that was open all the while
        put(self.register, "on", review.NOTE)
        super().works()
        assert not Files(self.path).renewal.exists()
        assert checked_register(next(Files(self.path).kept()).path).wrong == []


class Creating(Work):
    def prepare(self) -> None:
        shutil.rmtree(self.path.parent)

    def do(self) -> None:
        create_register(self.path, "Tiptree", user="office", today=lambda: TODAY)

    def undone(self, error: RegisterError) -> None:
        with pytest.raises(NoRegister):
            reopened(self.path)
        self.do()

    def done(self) -> None:
        assert reopened(self.path).consortium.flat()["name"] == "Tiptree"

    def works(self) -> None:
        reopened(self.path).close()
        assert checked_register(self.path).wrong == []
        assert list(Files(self.path).left_over()) == []


class Exporting(Work):
    def prepare(self) -> None:
        super().prepare()
        self.folder = self.path.parent / "out"
        export(self.folder, "a.md", "Summary\n\nBirch\n" + "old\n" * 100)

    def do(self) -> object:
        return export(self.folder, "a.md", "Summary\n\nBirch\n" + "new\n" * 200)

    def undone(self, error: RegisterError) -> None:
        assert (self.folder / "a.md").read_text().count("\n") in (103, 203)

    def done(self) -> None:
        assert (self.folder / "a.md").read_text().count("new\n") == 200
        assert len(list(self.folder.iterdir())) == 1


class KeepingDrafts(Work):
    """What a killed session had typed is on the disk, whether or not the new one can write."""

    ADDRESS = ("reviews", 1, review.NOTE.path)

    def prepare(self) -> None:
        super().prepare()
        self.folder = self.path.parent / "drafts"
        self.typed("old")
        self.drafts: Drafts | None = None

    def typed(self, text: str) -> None:
        dead = Drafts(self.folder, "id", f"dead-{text}")
        dead.note(self.ADDRESS, text)
        dead.close()

    def do(self) -> None:
        self.drafts = Drafts(self.folder, "id", "mine")
        self.mine = f"{self.drafts.text(self.ADDRESS)} and new"
        self.drafts.note(self.ADDRESS, self.mine)
        try:
            self.drafts.write()
        except OSError as error:
            raise RegisterError(f"{error.strerror}.") from None

    def on_disk(self) -> str:
        return b"".join(left.read_bytes() for left in self.folder.glob("*.drafts")).decode()

    def undone(self, error: RegisterError) -> None:
        assert '"old' in self.on_disk()
        assert self.drafts is not None
        self.drafts.write()
        self.done()

    def done(self) -> None:
        assert f'"{self.mine}"' in self.on_disk()
        assert '"old' in self.on_disk()  # taken over, or left to be

    def works(self) -> None:
        assert self.drafts is not None
        self.drafts.forget(self.ADDRESS)
        self.drafts.close()
        assert self.mine not in self.on_disk()


WORK: list[type[Work]] = [
    Applying, Opening, OpeningACopy, Checkpointing, BackingUp, BackingUpDaily, Restoring,
    RestoringACopy, RestoringOverACopy, BringingBackTheLastGood, Creating, Exporting,
    KeepingDrafts, Forgetting,
]  # fmt: skip


@pytest.fixture(scope="session")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register at its first note."""
    folder = tmp_path_factory.mktemp("noted")
    with begun(folder / "register.json") as register:
        put(register, "one", review.NOTE)
    return folder


@pytest.mark.parametrize("error", ERRORS, ids=[errno.errorcode[error] for error in ERRORS])
@pytest.mark.parametrize("kind", WORK, ids=[kind.__name__ for kind in WORK])
def test_each_call_of_a_save_may_fail_once_and_nothing_is_lost_or_half_done(
    tmp_path: Path, noted: Path, kind: type[Work], error: int
) -> None:
    work = kind(tmp_path / "counted", noted)
    with calls() as found:
        work.do()
    work.done()
    assert found.made
    first, *others = ERRORS
    every = range(len(found.made))
    for at in every if error == first else every[others.index(error) :: len(others)]:
        work = kind(tmp_path / str(at), noted)
        raised: RegisterError | None = None
        with calls(error, at) as failing:
            try:
                work.do()
            except RegisterError as told:
                raised = told
        where = f"{failing.failed} ({at})"
        if raised is None:
            work.done()
        else:
            assert str(raised).endswith("."), where
            work.undone(raised)
        work.works()


@pytest.mark.parametrize("kind", WORK, ids=[kind.__name__ for kind in WORK])
def test_writes_that_take_a_few_bytes_at_a_time_come_to_the_same(
    tmp_path: Path, noted: Path, kind: type[Work], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = kind(tmp_path / "work", noted)
    really = os.write
    monkeypatch.setattr(os, "write", lambda to, whole: really(to, whole[:7]))
    work.do()
    monkeypatch.setattr(os, "write", really)
    work.done()
    work.works()


def test_signals_that_interrupt_calls_do_not_disturb_a_save(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        with begun(tmp_path / "register.json") as register:
            for number in range(100):
                put(register, f"{number}" * 500, review.NOTE)
                if number % 10 == 0:
                    register.checkpoint()
            register.backup(tmp_path / "copies")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert the_review(reopened(path_of(register)))[review.NOTE] == "99" * 500
    assert checked_register(path_of(register)).wrong == []


UP_TO_THE_LIMIT = """
import resource, sys
from pathlib import Path
from store.paperwork import review
from store.errors import RegisterError
from tests.support.a_register import put, reopened
path = Path(sys.argv[1])
register = reopened(path)
size = path.with_name(path.name + ".journal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 3000, resource.RLIM_INFINITY))
for number in range(100):
    try:
        put(register, f"{number} " * 100, review.NOTE)
    except RegisterError as error:
        print(error)
        break
    print(register.seq)
try:
    register.backup(path.parent / "copies")
except RegisterError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
put(register, "there is room again", review.NOTE)
register.close()
"""


def test_a_limit_on_the_size_of_files_is_told_and_what_was_confirmed_is_there(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    ended = subprocess.run(
        [sys.executable, "-c", UP_TO_THE_LIMIT, str(path)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    *confirmed, sentence = ended.stdout.splitlines()
    assert "File too large" in sentence
    assert confirmed
    register = reopened(path)
    assert the_review(register)[review.NOTE] == "there is room again"
    assert {int(seq) for seq in confirmed} <= {entry.seq for entry in register.history()}
    assert checked_register(path).wrong == []

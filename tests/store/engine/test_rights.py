"""Who may read and write: what the register has, everything beside it has too."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.durable import beside
from store.engine.files import paths as register_files
from store.engine.files.checking import checked_register
from store.engine.files.paths import Files, network_kind
from store.engine.files.restoring import restored
from store.errors import Refused
from store.open_register import create_register, open_register
from store.paperwork import review
from store.records.change import Change
from store.register.register import Register
from tests.support.a_register import begun, put, reopened, the_review
from tests.support.command_line import Shell
from tests.support.shared_register import shared_register
from tests.support.today import TODAY

GROUP = 54321
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two accounts")


@pytest.fixture(params=[0o022, 0o077, 0o000], ids=["umask 022", "umask 077", "umask 000"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def used(path: Path) -> None:
    """Everything that writes a file beside a register, done once."""
    with reopened(path) as register:
        put(register, "two", review.NOTE)
        register.daily_backup(TODAY)()
        backup = register.backup(Files(path).backups)
        put(register, "three", review.NOTE)
    restored(path, backup, "office")


def modes(path: Path) -> set[int]:
    """The modes of a register's file and of every file beside it and in its backups' folder."""
    found = {file for file in path.parent.rglob("*") if file.is_file()}
    assert {path, Files(path).journal, Files(path).lock} < found
    assert len(found) > 8
    return {stat.S_IMODE(file.stat().st_mode) for file in found}


@pytest.mark.usefixtures("umask")
def test_a_new_register_and_everything_beside_it_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.json"
    begun(path).close()
    used(path)
    assert modes(path) == {0o600}
    assert stat.S_IMODE(Files(path).backups.stat().st_mode) == 0o700


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize(("mode", "folder"), [(0o660, 0o770), (0o640, 0o750), (0o664, 0o775)])
def test_whatever_mode_the_register_has_everything_beside_it_gets(
    tmp_path: Path, mode: int, folder: int
) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    path.chmod(mode)
    used(path)
    assert modes(path) == {mode}
    assert stat.S_IMODE(Files(path).backups.stat().st_mode) == folder


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("mode", [0o600, 0o660, 0o640])
def test_what_is_being_written_has_them_before_its_first_byte(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    path.chmod(mode)
    with beside(path, Files(path).rights) as (temporary, _):
        assert stat.S_IMODE(temporary.stat().st_mode) == mode
        assert temporary.stat().st_size == 0


@pytest.mark.usefixtures("umask")
def test_a_register_that_is_shared_later_shares_all_that_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    used(path)
    Files(path).backups.chmod(0o2700)  # as it is made in a folder that hands down its group
    path.chmod(0o660)
    reopened(path).close()
    beside = {*path.parent.glob("register.json*"), *Files(path).backups.glob("*.json*")}
    shared = {stat.S_IMODE(one.stat().st_mode) for one in beside if one.is_file()}
    assert shared == {0o660}
    assert stat.S_IMODE(Files(path).backups.stat().st_mode) == 0o2770


@as_root
@pytest.mark.usefixtures("umask")
def test_whatever_group_the_register_has_everything_beside_it_gets(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    begun(path).close()
    os.chown(path, -1, GROUP)
    path.chmod(0o660)
    used(path)
    assert modes(path) == {0o660}
    beside = [file for file in tmp_path.rglob("*") if file.name != "new"]
    assert {file.stat().st_gid for file in beside} == {GROUP}


@as_root
def test_in_a_folder_that_hands_down_its_group_a_new_register_has_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, -1, GROUP)
    shared.chmod(0o2770)
    begun(shared / "register.json").close()
    used(shared / "register.json")
    assert {file.stat().st_gid for file in shared.rglob("*")} == {GROUP}


def test_a_link_stays_a_link_and_what_stands_beside_is_beside_its_target(tmp_path: Path) -> None:
    path = tmp_path / "real" / "register.json"
    begun(path).close()
    link = tmp_path / "link.json"
    link.symlink_to(path)
    used(link.resolve())
    with reopened(link) as register:
        put(register, "through the link", review.NOTE)
    restored(link, next(Files(path).backups.glob("register-*.json")), "office")
    assert link.is_symlink()
    assert {file.name for file in tmp_path.iterdir()} == {"real", "link.json"}
    assert the_review(reopened(path))[review.NOTE] == "two"


AS_ANOTHER_ACCOUNT = """
import os, sys
from pathlib import Path
from store.paperwork import review
from tests.support.a_register import put, reopened
from tests.support.today import TODAY
uid, group, path = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
os.setgroups([group])
os.setgid(uid)
os.setuid(uid)
os.umask(0o077)
for number in range(20):
    with reopened(path, f"account {uid}") as register:
        put(register, f"{uid} {number}", review.NOTE)
        if number % 5 == 0:
            register.backup(path.with_name(path.name + ".backups"))
register.daily_backup(TODAY)()
print(register.notices)
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    with shared_register(GROUP) as path:
        yield path


@as_root
def test_two_accounts_of_one_group_both_write_in_a_shared_folder(shared: Path) -> None:
    for account in (54401, 54402, 54401):
        ended = subprocess.run(
            [sys.executable, "-c", AS_ANOTHER_ACCOUNT, str(account), str(GROUP), str(shared)],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert (ended.stdout, ended.stderr) == ("[]\n", "")
    users = [entry.user for entry in reopened(shared).history()]
    assert users[-60:] == [
        *["account 54401"] * 20,
        *["account 54402"] * 20,
        *["account 54401"] * 20,
    ]
    assert checked_register(shared).wrong == []
    stat_of = [file.stat() for file in shared.parent.rglob("*") if file.is_file()]
    assert {(stat.S_IMODE(one.st_mode), one.st_gid) for one in stat_of} == {(0o660, GROUP)}


MOUNTS = r"""21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:25 / /srv/share rw,relatime shared:2 - nfs4 server:/export rw
31 21 0:26 / /srv/own\040disk rw - cifs //server/own rw
32 21 0:27 / /home/j/far rw,nosuid - fuse.sshfs j@host: rw
33 30 8:2 / /srv/share/local rw - ext4 /dev/sdb1 rw
34 21 0:28 / /srv/tab\011and\134slash rw - nfs server:/x rw
35 21 0:29 / /mnt rw - nfs server:/y rw
36 21 8:3 / /mnt rw - xfs /dev/sdc1 rw
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    file = tmp_path / "mountinfo"
    file.write_text(MOUNTS)
    return file


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/share/office/register.json", "NFS"),
        ("/srv/own disk/register.json", "SMB"),
        ("/home/j/far/register.json", "sshfs"),
        ("/srv/tab\tand\\slash/register.json", "NFS"),
        ("/srv/share/local/register.json", None),
        ("/srv/shared/register.json", None),
        ("/mnt/register.json", None),
        ("/home/j/register.json", None),
    ],
)
def test_a_network_file_system_is_known_by_the_mount_a_path_lies_on(
    mounts: Path, path: str, kind: str | None
) -> None:
    assert network_kind(Path(path), mounts) == kind


def test_where_mounts_cannot_be_read_nothing_is_taken_for_a_network(tmp_path: Path) -> None:
    assert network_kind(Path("/srv/x"), tmp_path / "none") is None
    odd = tmp_path / "odd"
    odd.write_bytes(b"\xff\n\n - \n1 2 - nfs\n21 1 8:1 / / rw\n")
    assert network_kind(Path("/srv/x"), odd) is None


def stands(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file and folder under `folder`: its bytes, and when it was last written."""
    return {
        str(one): (one.read_bytes() if one.is_file() else b"", one.stat().st_mtime_ns)
        for one in sorted(folder.rglob("*"))
    } | {"": (b"", folder.stat().st_mtime_ns)}


@pytest.fixture(params=["whole", "torn", "file alone", "journal alone"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a register in it, with something in it that an opening would mend or sweep."""
    path = tmp_path / "office" / "register.json"
    begun(path).close()
    put(reopened(path), "kept", review.NOTE)
    reopened(path).close()
    journal = Files(path).journal
    if request.param == "torn":
        journal.write_bytes(journal.read_bytes() + b'{"sum":"')
    if request.param == "file alone":
        journal.unlink()
    if request.param == "journal alone":
        path.unlink()
    Files(path).lock.unlink()
    (path.parent / f".{path.name}.1-dead.tmp").write_text("left over")
    path.parent.chmod(0o750)
    return path.parent


def everything_that_reads(register: Register) -> None:
    assert the_review(register)[review.NOTE] == "kept"
    register.refresh()
    list(register.history())
    register.lines()
    for work in (
        lambda: register.apply([Change("reviews", 1, "note", "kept", "no")]),
        register.undo,
    ):
        with pytest.raises(Refused, match=r"Nothing can be changed here|nothing of yours"):
            work()
    register.checkpoint_in_background()
    assert register.daily_backup(TODAY)() is None
    register.close()


def test_read_only_never_writes_a_byte_beside_the_register(folder: Path) -> None:
    before = stands(folder)
    register = open_register(folder / "register.json", user="office", read_only=True)
    everything_that_reads(register)
    assert register.notices[-1] == "It was opened with --read-only."
    assert stands(folder) == before


def test_on_a_network_the_register_is_only_read_and_says_why(
    folder: Path, mounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts.write_text(f"{MOUNTS}40 21 0:30 / {folder} rw - nfs4 server:/office rw\n")
    monkeypatch.setattr(register_files, "MOUNTS", mounts)
    before = stands(folder)
    register = open_register(folder / "register.json", user="office")
    everything_that_reads(register)
    assert register.notices[-1].startswith(f"{folder} is on NFS, where a lock does not hold")
    with pytest.raises(Refused, match=r"cannot be made there.*is on NFS"):
        create_register(folder / "new.json", "Tiptree")
    assert stands(folder) == before


def test_a_backup_is_not_restored_onto_a_network(
    folder: Path, tmp_path: Path, mounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "elsewhere" / "backup.json"
    begun(backup).close()
    mounts.write_text(f"{MOUNTS}40 21 0:30 / {folder} rw - cifs //server/office rw\n")
    monkeypatch.setattr(register_files, "MOUNTS", mounts)
    before = stands(folder)
    with pytest.raises(Refused, match=r"Nothing can be restored here.*is on SMB"):
        restored(folder / "register.json", backup, "office")
    assert stands(folder) == before


COMMANDS = [
    ("list",), ("show", "PR-2026-001"), ("history",), ("check",), ("schools", "list"),
    ("set", "PR-2026-001", "note=x"), ("undo",), ("new", "--school", "Birch"), ("backup",),
    ("restore", "BACKUP"), ("restore", "--last-good"), ("schools", "import", "FILE", "--yes"),
    ("people", "add", "J. Mason"), ("demo", "DEMO"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("there", [True, False], ids=["a register", "none"])
def test_no_command_writes_with_read_only(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    there: bool,
) -> None:
    path = tmp_path / "office" / "register.json"
    path.parent.mkdir()
    schools = tmp_path / "schools.csv"
    schools.write_text("EstablishmentName,URN\nBirch Primary,100001\n")
    backup = tmp_path / "elsewhere" / "backup.json"
    begun(backup).close()
    if there:
        begun(path).close()
    named = {"BACKUP": str(backup), "FILE": str(schools), "DEMO": str(path.with_name("demo.json"))}
    before = stands(path.parent)
    answer = Shell(path, capsys, monkeypatch).run(
        "--read-only", *(named.get(word, word) for word in command)
    )
    assert "Traceback" not in answer.err
    assert stands(path.parent) == before


def test_a_backup_elsewhere_can_be_made_of_a_register_that_is_only_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shell = Shell(folder / "register.json", capsys, monkeypatch)
    before = stands(folder)
    answer = shell.run("--read-only", "backup", str(tmp_path / "copies"))
    assert stands(folder) == before
    assert "Traceback" not in answer.err
    if answer.status == 0:
        assert checked_register(Path(answer.out.strip())).wrong == []
    else:
        assert answer.err.rstrip().endswith(".")

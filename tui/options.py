"""What is said before a command: which register, which day, which user; and where things are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from msgspec import Struct

from store.dates.days import london_today
from store.errors import NoRegister, Refused, RegisterError
from store.open_register import open_register
from store.register.register import Register
from store.text import LINE_LIMIT, clean_line
from tui.printing import tell


class Options(Struct, frozen=True):
    """What was said before the command."""

    path: Path
    user: str
    today: Callable[[], date]
    read_only: bool = False
    confined: bool = False

    def reading(self) -> Register:
        """The register, for a command that changes nothing; its notices are told."""
        register = self._register()
        for notice in register.notices:
            tell(notice)
        return register

    def changing(self) -> Register:
        """The register, for a command that changes it; its notices are told.

        That it is only read is not among them: the change is refused with that very sentence.
        """
        register = self._register()
        for notice in register.notices:
            if notice != register.read_only:
                tell(notice)
        return register

    def _register(self) -> Register:
        try:
            return self.opened()
        except NoRegister as error:
            raise Refused(
                f"{str(error).rstrip('.')}. Name another one with --register, begin one with "
                "peer-review schools import FILE --yes, or start peer-review alone."
            ) from None

    def opened(self) -> Register:
        """The register.

        Raises:
            NoRegister: when there is none.
            RegisterError: when it cannot be opened.
        """
        return open_register(self.path, user=self.user, today=self.today, read_only=self.read_only)

    @contextmanager
    def writing(self) -> Iterator[Register]:
        """The register, for a command that changes it; its file is brought up to date after.

        What cannot be written beside the journal is told, and no failure of the command: the
        change is done, and safe.
        """
        register = self.changing()
        try:
            register.daily_backup(london_today())()
        except RegisterError as error:
            tell(str(error))
        try:
            yield register
        finally:
            try:
                register.close()
            except RegisterError as error:
                tell(str(error))


def register_path(given: str | None) -> Path:
    """The register's path: the one given, else that in the user's data folder.

    Raises:
        Refused: when what is given is no path.
    """
    if given is None:
        return default_register()
    if not given.strip():
        raise Refused(
            "--register: there is no path; give that of the register's file, or leave --register "
            "out for the one in your data folder."
        )
    return Path(given)


def user_name(given: str | None) -> str:
    """The name changes are made under: the one given, else the account's.

    Raises:
        Refused: when the account has no name, or the one given is none or too long.
    """
    name = _account() if given is None else clean_line(given)
    if not name:
        raise Refused(
            "--user: there is no name; say who you are, or leave --user out for the account's name."
        )
    if len(name) > LINE_LIMIT:
        raise Refused(f"--user: a name has at most {LINE_LIMIT} characters.")
    return name


def default_register() -> Path:
    """Where the register is when nobody says: the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("peer-review", appauthor=False) / "register.json"


def drafts_folder() -> Path:
    """Where this account's sessions keep what is typed and not kept."""
    return _state_folder() / "drafts"


def faults_folder() -> Path:
    """Where reports of faults of the program are kept."""
    return _state_folder() / "faults"


def _state_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("peer-review")


def _account() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):
        raise Refused("This account has no name; say who you are with --user NAME.") from None

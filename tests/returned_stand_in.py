"""Files of returned forms for the tests of what is done with them, until they are read for real.

A file is the form itself, pickled. Importing this module puts its two readers where the real ones
are looked for; `python -m tests.returned_stand_in` is `peer-review` with them.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from types import ModuleType

from store.returned.form import Returned, Unreadable


def read_returned(data: bytes, name: str) -> Returned:
    """The form that `written` wrote."""
    if not data.startswith(b"\x80"):
        raise Unreadable(f"{name} is no form.")
    found = pickle.loads(data)
    assert isinstance(found, Returned)
    return found


def read_path(path: Path) -> Returned:
    """The form of a file."""
    try:
        return read_returned(path.read_bytes(), path.name)
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}.") from None


def written(form: Returned) -> bytes:
    """A form as a file that these readers read."""
    return pickle.dumps(form)


def put_in_place() -> None:
    """Have the readers found as those of the store."""
    module = ModuleType("store.returned.file")
    module.__dict__.update(read_returned=read_returned, read_path=read_path)
    sys.modules[module.__name__] = module


if __name__ == "__main__":
    from tui.command_line import main

    put_in_place()
    sys.exit(main())

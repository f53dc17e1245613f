"""The warnings a change has brought, told after it; they never keep it from being made."""

from __future__ import annotations

from collections.abc import Collection

from store.errors import Damaged
from store.records.record import Record
from store.register.register import Register
from store.warnings.all_warnings import warnings_of, warnings_since
from store.warnings.warning import Warning
from tui.printing import tell


def warnings_before(register: Register, record: Record) -> tuple[Warning, ...]:
    """What does not fit on a record before it is changed; nothing where another is damaged."""
    try:
        return warnings_of(register, record)
    except Damaged:  # told once, after the change
        return ()


def tell_new_warnings(
    register: Register, record: Record, before: Collection[Warning] = (), prefix: str = ""
) -> None:
    """Tell what does not fit on a record now and did not `before`.

    Where another record is damaged that is told instead: it is no fault of the change.
    """
    try:
        brought = warnings_since(register, record, before)
    except Damaged as error:
        tell(str(error))
        return
    for warning in brought:
        tell(f"{prefix}{warning.sentence}")

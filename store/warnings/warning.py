"""A warning: what does not fit on a record. It stays until it is resolved; it refuses nothing."""

from __future__ import annotations

from msgspec import Struct


class Warning(Struct, frozen=True):
    """What does not fit: the address of the field (or cell) it is shown at, and a sentence."""

    address: str
    sentence: str

    def is_of(self, address: str) -> bool:
        """Whether it is shown at the field of an address: the cell itself, or its table."""
        return self.address == address or self.address.startswith(f"{address}.")

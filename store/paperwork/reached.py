"""How a machine is reached by ssh and scp: an account, a host, a port; and nothing else."""

from __future__ import annotations

import re

from store.paperwork.kinds import LineKind, shown
from store.values import Json, Unacceptable

ADDRESS = re.compile(
    r"(?:(?P<user>[A-Za-z0-9_][A-Za-z0-9._-]*)@)?"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9._-]*)"
    r"(?::(?P<port>[0-9]{1,5}))?"
)
"""No part begins with a dash, which ssh would take for an option, nor has what a shell reads."""
LAST_PORT = 65_535


class ReachedKind(LineKind):
    """A host, with an account before it and a port behind it where they are needed."""

    def accept(self, given: Json) -> Json:
        """The address as it was given.

        Raises:
            Unacceptable: when it is none; it stands in a command line that people paste.
        """
        accepted = super().accept(given)
        if not isinstance(accepted, str) or not accepted:
            return accepted
        found = ADDRESS.fullmatch(accepted)
        if not found:
            raise Unacceptable(
                f"{shown(accepted)} is no address of a machine; write host, user@host or "
                "host:port, in letters, digits, dots, dashes and underscores"
            )
        if found["port"] and not 0 < int(found["port"]) <= LAST_PORT:
            raise Unacceptable(f"{found['port']} is no port; they go from 1 to {LAST_PORT}")
        return accepted


REACHED = ReachedKind()

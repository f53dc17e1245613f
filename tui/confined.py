"""A login that may do nothing else: what a confined session can ask for.

`peer-review --confined` stands behind `ForceCommand` in sshd. What the client asked to run
arrives in `SSH_ORIGINAL_COMMAND`; of that only these are done, and none of them to a path.

In the app a confined session may send a message to its own terminal's clipboard: that is the
reader's own, and gets nothing but what stands on the reader's screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from store.errors import Refused

ASKED = "SSH_ORIGINAL_COMMAND"
EXPORTS = "PEER_REVIEW_EXPORTS"
"""The export folder of confined sessions; else peer-review-exports in the account's home."""
_SORRY = (
    "This login only opens the register, or runs: export REVIEW… --form FORM --to -, import -, "
    "due, list."
)


def asked_for(environ: Mapping[str, str]) -> list[str] | None:
    """The command that the client asked for; None when it asked for none, and the app is meant.

    Raises:
        Refused: when it is none of those a confined login may run.
    """
    text = environ.get(ASKED, "").strip()
    if not text:
        return None
    import shlex

    try:
        words = shlex.split(text)
    except ValueError:
        raise Refused(_SORRY) from None
    if words[:1] == ["peer-review"]:
        words = words[1:]
    if not words:
        return None
    if words[0] not in ("list", "due", "export", "import"):  # the last two refuse any path
        raise Refused(_SORRY)
    return words


def export_folder(environ: Mapping[str, str], home: Path) -> Path:
    """Where a confined session exports to, whatever the register's settings say."""
    given = environ.get(EXPORTS, "")
    return Path(given) if given else home / "peer-review-exports"

"""Whether this terminal can show the register, and with which marks."""

import os
from collections.abc import Mapping

MARKS = "●◐○▌·█"
"""The marks that have a stand-in in ASCII."""

_EAST_ASIAN = ("ja", "ko", "zh")


def why_not(
    stdin: int, stderr: int, environ: Mapping[str, str], encoding: str | None = "utf-8"
) -> str | None:
    """Return the sentence that says why the app cannot be shown here, or None if it can.

    To be asked before Textual is started, with the numbers of the file descriptors: Textual reads
    keys from standard input and draws on standard error. Reading keys from a file or from nowhere
    would go round at full speed for ever. `encoding` is standard error's: one that has no ASCII
    (UTF-16, EBCDIC) turns every order to the terminal into something else.
    """
    if not os.isatty(stdin):
        return (
            "The register needs a terminal to read keys from, and standard input is none. "
            "Start it without a pipe or '<'; over ssh, use 'ssh -t'."
        )
    if not os.isatty(stderr):
        return (
            "The register draws on standard error, and that is no terminal. "
            "Start it without '2>'; over ssh, use 'ssh -t'."
        )
    kind = environ.get("TERM", "")
    if kind in ("", "dumb"):
        what = f"this terminal says it cannot ('TERM={kind}')" if kind else "'TERM' is not set"
        return (
            f"The register needs a terminal that can move its cursor, and {what}. "
            "Use another terminal, or if this one can, set 'TERM=xterm-256color'."
        )
    if encoding and not _has_ascii(encoding):
        return (
            f"The register cannot be drawn in the encoding {encoding}, which has no ASCII. "
            "Set 'PYTHONIOENCODING=utf-8', or a locale of UTF-8 ('LC_ALL=C.UTF-8')."
        )
    return None


def ascii_only(encoding: str | None, environ: Mapping[str, str]) -> bool:
    """Say whether the marks (●, ◐, ○) have to be the ASCII ones here.

    They have to where the encoding of standard error has no such characters, on the Linux console
    (its fonts lack ◐), and where an East Asian language is set: fonts there draw them two cells
    wide.
    """
    if not can_write(MARKS, encoding or "ascii") or environ.get("TERM") == "linux":
        return True
    language = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return language.startswith(_EAST_ASIAN)


def _has_ascii(encoding: str) -> bool:
    try:
        return "\x1b[0m".encode(encoding) == b"\x1b[0m"
    except (UnicodeEncodeError, LookupError):
        return False


def can_write(text: str, encoding: str) -> bool:
    """Say whether an encoding has all of these characters; one that is unknown has none."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True

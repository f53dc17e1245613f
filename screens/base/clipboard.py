"""The clipboard of the terminal one sits at, which a remote app reaches through it (OSC 52)."""

from __future__ import annotations

from textual.app import App

LONGEST = 50_000
"""Bytes of a text that are sent to a clipboard: terminals drop what is much longer, unsaid."""
SENT = "Sent to your terminal's clipboard"
TOO_LONG = "It is too long for a terminal's clipboard"


def sent(app: App[int], text: str) -> bool:
    """Send a text to the clipboard; whether it is short enough to arrive there."""
    if len(text.encode()) > LONGEST:
        return False
    app.copy_to_clipboard(text)
    return True

"""Every command once: its name, its key and its help. Footers, help and palette come from here."""

from __future__ import annotations

from msgspec import Struct
from textual.binding import Binding


class Command(Struct, frozen=True):
    """A command: the action it runs, its keys (several with commas), a name and its help."""

    action: str
    keys: str
    name: str
    help: str
    shown: str = ""
    in_footer: bool = True

    @property
    def key(self) -> str:
        """The key as a footer and the help write it."""
        return self.shown or self.keys.split(",")[0]

    @property
    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(self.keys, self.action, self.name, show=False, tooltip=self.help)


HELP = Command("help", "f1", "help", "Help for where you are.", "F1", False)
HELP_LETTER = Command("help", "question_mark", "help", "Help for where you are.", "?")
BACK = Command("back", "escape", "back", "Close a list, then a filter, then the screen.", "esc")
LEAVE = Command(
    "leave", "f10,ctrl+q", "leave", "Leave the register; everything is kept.", "F10", False
)
PALETTE = Command(
    "command_palette", "ctrl+p", "commands", "All commands, by name.", "ctrl+p", False
)
REDRAW = Command(
    "redraw", "f11", "redraw", "Draw the screen anew: something else wrote on it.", "F11", False
)
UNDO = Command(
    "undo",
    "u",
    "undo",
    "Undo this session's last change; again goes further back.",
    in_footer=False,
)
UNDO_IN_FIELDS = Command("undo", "f9", "undo", UNDO.help, "F9", False)
"""Undo where letters are text."""
FIND = Command("find", "slash", "find", "Narrow the list as you type.", "/")
LEAVE_LETTER = Command("leave", "q", "leave", "Leave the register; everything is kept.")

JUMP = Command("jump", "ctrl+o", "jump", "Jump to a field by its letter.", "ctrl+o")
KEEP = Command(
    "keep", "f2", "keep", "Keep the field now. Leaving a field keeps it too.", "F2", False
)
PREVIEW = Command("preview", "f3", "preview", "The document as it will be exported.", "F3")
CHOOSE = Command("offers", "f4", "choose", "Choose from a list: people, schools, actions.", "F4")
ADD = Command("add", "f5", "add", "Add a line or a row.", "F5")
REMOVE = Command("remove", "f6", "remove", "Remove the line or the row.", "F6")
UP = Command("up", "f7", "up", "Move the line or the row up.", "F7", False)
DOWN = Command("down", "f8", "down", "Move the line or the row down.", "F8", False)
RESTORE = Command(
    "restore", "ctrl+z", "as it was", "Bring back what the field held.", "ctrl+z", False
)
RETURNED = Command(
    "returned", "i", "returned form", "Take in a form that has come back.", in_footer=False
)
CARRY = Command(
    "carry", "ctrl+t", "carry on", "Carry what was not achieved into the new plan.", "ctrl+t"
)
FOLLOW = Command("follow", "ctrl+l", "follow", "Follow the action across the years.", "ctrl+l")
SUPPORT = Command("support", "ctrl+g", "support", "Add support for the action.", "ctrl+g")
FREEZE = Command("freeze", "ctrl+r", "freeze", "Keep the form as it is now as a version.", "ctrl+r")

EVERYWHERE = (HELP, BACK, PALETTE, REDRAW, LEAVE)

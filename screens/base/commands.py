"""Every command of the app, once: its key, its name, its help, grouped by screen.

Bindings, footers, help and palette come from here. A screen names those it has in `commands`.
"""

from __future__ import annotations

from msgspec import Struct
from textual.binding import Binding

from store.paperwork.steps import STAGES

WRITTEN = {
    "escape": "esc",
    "slash": "/",
    "question_mark": "?",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
"""Keys that a footer writes otherwise than Textual names them."""


class Command(Struct, frozen=True):
    """A command: the action it runs, its keys (several with commas), a name and its help."""

    action: str
    keys: str
    name: str
    help: str
    in_footer: bool = True
    shown: str = ""
    """What stands for the key in a footer and the help; empty for the first of the keys."""

    @property
    def key(self) -> str:
        """The key as a footer and the help write it."""
        first = self.keys.split(",")[0]
        is_function_key = first[0] == "f" and first[1:].isdecimal()
        return self.shown or (first.upper() if is_function_key else WRITTEN.get(first, first))

    @property
    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(self.keys, self.action, self.name, show=False, tooltip=self.help)


# Everywhere
HELP = Command("help", "f1", "help", "Help for where you are.", in_footer=False)
HELP_LETTER = Command("help", "question_mark", "help", "Help for where you are.")
BACK = Command("back", "escape", "back", "Close a list, then a filter, then the screen.")
LEAVE = Command(
    "leave", "f10,ctrl+q", "leave", "Leave the register; everything is kept.", in_footer=False
)
LEAVE_LETTER = Command("leave", "q", "leave", "Leave the register; everything is kept.")
PALETTE = Command(
    "command_palette", "ctrl+p", "commands", "All commands, by name.", in_footer=False
)
REDRAW = Command(
    "redraw", "f11", "redraw", "Draw the screen anew: something else wrote on it.", in_footer=False
)
UNDO = Command(
    "undo",
    "u",
    "undo",
    "Undo this session's last change; again goes further back.",
    in_footer=False,
)
UNDO_IN_FIELDS = Command("undo", "f9", "undo", UNDO.help, in_footer=False)
FIND = Command("find", "slash", "find", "Narrow the list as you type.")
EVERYWHERE = (HELP, BACK, PALETTE, REDRAW, LEAVE)
"""What every page has besides its own."""

# The welcome
MAKE_REGISTER = Command("make(False)", "enter", "make it", "Make the register, and open it.")
MAKE_AND_IMPORT = Command("make(True)", "f5", "make it, import schools", "From a CSV file.")
SHOW_SAMPLE = Command("sample", "f3", "sample", "A consortium that is made up.")

# The first screen, and the list of reviews
NEW_REVIEW = Command("new", "n", "new", "Make a new review.")
GO_TO_SCHOOLS = Command("go_to('schools')", "s", "schools", "The schools of the consortium.")
GO_TO_PEOPLE = Command("go_to('people')", "p", "people", "The people of the directory.")
GO_TO_CONSORTIUM = Command(
    "go_to('consortium')", "c", "consortium", "The consortium: its name, office, closures, timings."
)
GO_TO_OWED = Command("go_to('owed')", "o", "owed", "What is due or late, and who owes it.")
GO_TO_CALENDAR = Command(
    "go_to('calendar')", "k", "calendar", "Reviews, workshops and deadlines by month."
)
GO_TO_YEAR = Command(
    "the_year",
    "r",
    "the year",
    "A school year: its numbers, papers, opening and closing.",
    in_footer=False,
)
GO_TO_TEAMS = Command(
    "go_to('teams')", "g", "teams", "Teams for a school year; who reviewed whom.", in_footer=False
)
GO_TO_HISTORY = Command(
    "go_to('history')", "h", "history", "Every change to the register.", in_footer=False
)
EXPORT_SHOWN = Command(
    "export", "e", "export", "Export what is of a year, or of each review shown."
)
OPEN_REVIEW = Command("open", "enter", "open", "Open the review.")
YEAR_OR_ALL = Command("year(1)", "y", "year", "The next school year; Y the one before; then all.")
YEAR_BEFORE = Command("year(-1)", "Y", "year before", "The school year before.", in_footer=False)
ONLY_LATE = Command("late", "l", "late", "Only what is late; again, all.")
ONLY_THIS_WEEK = Command(
    "week", "w", "this week", "Only what is due this week; again, all.", in_footer=False
)
ONLY_OF_PERSON = Command(
    "person", "f", "person", "Only the reviews of somebody you choose; again, all.", in_footer=False
)
ONLY_IN_STAGE = tuple(
    Command(f"stage({number})", str(number), f"stage {number}", help, in_footer=False)
    for number, help in enumerate(
        (
            "The reviews of all stages.",
            *["Only the reviews in that stage; again, all."] * len(STAGES),
        )
    )
)

# A review
OPEN_STAGE = Command("stage(0)", "0", "stage", "Open a stage.", shown="1-5")
STAGE_BY_NUMBER = tuple(
    Command(
        f"stage({stage.number})",
        str(stage.number),
        stage.short,
        f"Open {stage.title}.",
        in_footer=False,
    )
    for stage in STAGES
)
OPEN_SUMMARY = Command("form('summary')", "s", "Summary", "Open the Summary.")
OPEN_ACTION_PLAN = Command("form('action-plan')", "a", "Action Plan", "Open the Action Plan.")
OPEN_AUDIT = Command("form('audit')", "p", "Audit Proforma", "Open the Audit Proforma.")
OPEN_DETAILS = Command("details", "d", "details", "School, dates, people, status, note.")
OPEN_DATES = Command("dates", "t", "dates", "Every step along the weeks: when it is due, and why.")
OPEN_RECORD = Command(
    "record", "r", "record", "Everything the register holds about it.", in_footer=False
)
OPEN_RETURNED = Command(
    "returned", "i", "returned form", "Take in a form that has come back.", in_footer=False
)
EXPORT_REVIEW = Command("export", "e", "export", "Export its documents, or its calendar.")
MOVE_REVIEW = Command("move_review", "m", "move", "Move the review: first see what moves with it.")
MOVE_IT = Command("accept", "enter,y", "move it", f"Move the review; {UNDO.key} takes it back.")
LEAVE_IT = Command("back", "escape", "leave it", "Go back; nothing is changed.")
REVIEW_HISTORY = Command("history", "h", "history", "Every change to this review.")
CHANGE_IN_FULL = Command("open", "enter", "in full", "Show the change under the cursor in full.")

# Fields, rows and forms
JUMP = Command("jump", "ctrl+o", "jump", "Jump to a field by its letter.")
KEEP = Command(
    "keep", "f2", "keep", "Keep the field now. Leaving a field keeps it too.", in_footer=False
)
PREVIEW = Command("preview", "f3", "preview", "The document as it will be exported.")
CHOOSE = Command("offers", "f4", "choose", "Choose from a list: people, schools, actions.")
ADD = Command("add", "f5", "add", "Add a line or a row.")
NEXT_ROW = Command("add", "f5", "next row", "Go on to a new row.")
REMOVE = Command("remove", "f6", "remove", "Remove the line or the row.")
UP = Command("up", "f7", "up", "Move the line or the row up.", in_footer=False)
DOWN = Command("down", "f8", "down", "Move the line or the row down.", in_footer=False)
RESTORE = Command(
    "restore", "ctrl+z", "as it was", "Bring back what the field held.", in_footer=False
)
CARRY = Command("carry", "ctrl+t", "carry on", "Carry what was not achieved into the new plan.")
FOLLOW = Command("follow", "ctrl+l", "follow", "Follow the action across the years.")
SUPPORT = Command("support", "ctrl+g", "support", "Add support for the action.")
FREEZE = Command("freeze", "ctrl+r", "freeze", "Keep the form as it is now as a version.")

# A field that two people changed
TAKE_MINE = Command("take('mine')", "m", "mine", "Keep yours instead.")
TAKE_THEIRS = Command("take('theirs')", "t", "theirs", "Keep what is there; yours is given up.")
TAKE_BOTH = Command("take('both')", "b", "both", "Keep both, theirs first.")
DECIDE_LATER = Command("close", "escape", "later", "Decide later: yours stays in the field.")

# Versions of a form, and forms that have come back
COMPARE_WITH_NOW = Command("compare", "c", "compare", "What differs from the form as it is now.")
COMPARE_WITH_BEFORE = Command(
    "before", "b", "version before", "What differs from the version before."
)
EXPORT_VERSION = Command("export", "e", "export", "Export it as it was, in any format.")
TAKE_IN_FORM = Command(
    "accept", "enter", "take in", f"Take in what is marked; {UNDO.key} takes it back."
)
CHANGE_MARK = Command(
    "mark",
    "space",
    "change mark",
    "Take the form’s, or leave the register’s; where both were changed, keep both.",
)
LINE_IN_FULL = Command("in_full", "v", "in full", "What is under the cursor, in full.")

# Exports
EXPORT_DOCUMENT = Command("write", "enter", "export", "Export the document under the cursor.")
EXPORT_ALL_THREE = Command("three", "a", "all three forms", "Export the three forms at once.")
NEXT_FORMAT = Command("format", "o", "format", "The next format: Markdown, Word, and so on.")
HOW_FILLED = Command("filled", "b", "blank", "A form as it stands, with its head alone, or blank.")
AS_ZIP = Command("zipped", "z", "zip", "A pack, or papers of many, in a folder or as one zip.")
WHICH_REVIEWS = Command(
    "which", "r", "reviews", "Of every review of the year, or of those the first screen shows."
)
CHANGE_FOLDER = Command("folder", "f", "folder", "Change the folder.")
SEND_LINE = Command(
    "line", "c", "line", "Send the line that fetches it to your terminal’s clipboard."
)
SEND_DOCUMENT = Command(
    "document", "d", "document", "Send the document itself to your terminal’s clipboard."
)
WRITE_MAIL = Command(
    "mail", "m", "mail", "Write a draft for a mail program (.eml), the document attached."
)
FORWARDED_TO_SCHOOL = Command(
    "forwarded('school')", "s", "to school", "Note today as forwarded to the school."
)
FORWARDED_TO_GROUP = Command(
    "forwarded('group')", "g", "to group", "Note today as forwarded to the management group."
)

# Schools
OPEN_SCHOOL = Command("open", "enter", "open", "The school's page: reviews, people, open actions.")
OPEN_OF_SCHOOL = Command(
    "open", "enter", "open", "Open what is under the cursor: field, review, person."
)
EDIT_ENTRY = Command("open", "enter", "edit", "Edit the one under the cursor.")
NEW_ENTRY = Command("new", "n", "new", "Add one.")
TOGGLE_MEMBER = Command("member", "m", "member", "Make the school a member, or no longer one.")
IMPORT_SCHOOLS = Command("import", "i", "import", "Import schools from a CSV file.")
CHOOSE_SCHOOL = Command("choose", "space", "choose", "Choose the school, or no longer.")
CHOOSE_AS_MEMBER = Command(
    "member", "m", "as member", "Choose the school, to be a member; or not to be one."
)
CHOOSE_ALL_SHOWN = Command("all", "a", "all shown", "Choose all that are shown, or none of them.")
NEXT_NOTICE = Command("notice", "n", "notices", "Say the next notice about the file.")
IMPORT_CHOSEN = Command(
    "open", "enter", "take in", "Say what would change; again, take the chosen in."
)

# People
OPEN_PERSON = Command("open", "enter", "open", "Open the page of the one under the cursor.")
OPEN_REVIEW_OR_ENTRY = Command("open", "enter", "open", "Open the review, or edit the entry.")
EDIT_PERSON = Command("edit", "e", "edit", "Edit this person’s entry.")
MERGE_PERSON = Command(
    "merge", "m", "merge", "This and another entry are one person: make them one."
)
MERGE_THEM = Command(
    "accept", "enter,y", "make them one", f"Merge the two; {UNDO.key} takes it back."
)
KEEP_THE_OTHER = Command("turn", "t", "keep the other", "Keep the other of the two instead.")
GO_TO_UNLINKED_NAMES = Command(
    "names", "j", "names to join", "Names on reviews that are linked to nobody here."
)
JOIN_NAME = Command(
    "open", "enter", "join", "Join it to somebody of the directory, or make an entry."
)
JOIN_PLACE_BY_PLACE = Command(
    "places", "o", "place by place", "Where the name stands: join each by itself."
)
GO_TO_EXPERTISE = Command("expertise", "x", "expertise", "Who knows what: the expertise directory.")
EXPORT_EXPERTISE = Command("export", "e", "export", "Export the expertise directory.")
FORGET = Command("forget", "f", "forget", "Forget the person: first see every mention.")
FORGET_IN_FIELDS = Command("forget", "f12", "forget", FORGET.help)
FORGET_NOW = Command("accept", "enter,y", "forget", "Forget them, once the name is typed.")
ANOTHER_NAME = Command("also", "a", "also", "Look for another name they stand under, too.")
GO_BACK = Command("back", "escape", "back", "Go back.")

# The consortium
IMPORT_DAYS = Command(
    "import_days", "f3", "import", "Add the days of a CSV or .ics file to the table one is in."
)
RESET_TIMINGS = Command(
    "reset", "f12", "paper’s timings", "Put the paper's values back, all at once."
)

# Who owes what, and the calendar
GO_TO_MESSAGE = Command(
    "message", "m", "message", "The message to the person under the cursor, before it goes."
)
EXPORT_MESSAGE = Command(
    "export", "e", "export", "Export it as a draft that a mail program opens (.eml)."
)
SEND_MESSAGE = Command(
    "clipboard", "c", "clipboard", "Send its text to your terminal's clipboard, to paste it."
)
OPEN_DAY = Command("open", "enter", "open", "What is on that day, or in that week.")
TERM_OR_MONTH = Command("view", "v", "term or month", "Turn to the weeks of the term, or back.")
NEXT_MONTH = Command("month(1)", "pagedown,right_square_bracket", "next", "The next month or term.")
MONTH_BEFORE = Command(
    "month(-1)", "pageup,left_square_bracket", "before", "The month or term before."
)
GO_TO_TODAY = Command("today", "t", "today", "Go to today.")

# A school year
NEXT_YEAR = Command("year(1)", "y", "year", "The next school year; Y the one before.")
OPEN_FIGURE = Command(
    "open", "enter", "open", "The reviews behind a number; a field of the evaluation."
)
OPEN_YEAR = Command(
    "open_year", "o", "open year", "Make the reviews of this year: they are shown first."
)
CLOSE_YEAR = Command(
    "close_year", "c", "close", "Close all that are complete: they are shown first."
)
CHANGE_YEAR = Command(
    "accept", "enter,y", "do it", f"Do it as one change; {UNDO.key} takes it back."
)
CANCEL_REVIEW = Command("cancel", "x", "cancel", "Cancel one of its reviews, with the reason.")
GO_TO_REPORT = Command(
    "paper('report')", "r", "report", "The report of the year, as it is exported."
)
GO_TO_THEMES = Command("paper('themes')", "t", "themes", "The themes paper, without names.")
EXPORT_YEAR = Command("export", "e", "export", "Export the papers of the year.", in_footer=False)
EXPORT_PAPER = Command("export", "e", "export", "Export it, in any format.")

# Teams, and who reviewed whom
CHANGE_SEAT = Command("open", "enter", "change", "Give a seat of this team to somebody else.")
TAKE_IN_TEAMS = Command(
    "take", "a", "take in", f"Put these teams on their reviews; {UNDO.key} takes it back."
)
PROPOSE_ANEW = Command("anew", "p", "propose", "Propose anew: what was changed here is forgotten.")
GO_TO_MATRIX = Command("matrix", "w", "who reviewed whom", "Schools by schools, over the years.")
NEXT_VIEW = Command("view", "v", "view", "Schools, then people, then release.")
A_YEAR_MORE = Command("years(1)", "y", "a year more", "One more school year back; Y one less.")
A_YEAR_LESS = Command("years(-1)", "Y", "a year less", "One school year less.", in_footer=False)
COLUMNS_RIGHT = Command(
    "across(1)", "right", "columns", "The columns further right; left goes back."
)
COLUMNS_LEFT = Command(
    "across(-1)", "left", "columns back", "The columns further left.", in_footer=False
)
EXPORT_MATRIX = Command("export", "e", "export", "Export the matrix, the loads or the release.")

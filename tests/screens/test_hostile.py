"""What stands in records, files and names gives the terminal no orders, and is no markup."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import Screen

import screens
from store.documents.all_documents import REVIEW_FORMS
from store.documents.scopes import review_scope
from store.drafts import Drafts
from store.engine.files.paths import Files
from store.paperwork import consortium, review
from store.paperwork.forms import summary
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.register.register import Register
from tests.support.a_register import put, reopened
from tests.support.command_line import Shell
from tests.support.hostile import KEPT, RAW, hostile_register, orders_in
from tests.support.one_document import document_of
from tests.support.pty_app import Terminal
from tests.support.sitting import jump, sitting, to_the_note
from tests.support.walker import Walker

LINK = "<see [@click=app.quit]>"
"""The markup of a link that would end the app, on the screen as the text that it is."""
FIRST = "<see 2 reviews>"
FILLED = "<down><see Complete: [/x]>\n<see 1: Plan the review>"
"""To the page of the review that is filled; the other one is late and stands above it."""

WALKS: dict[str, tuple[str, ...]] = {
    # The screens that are come to, by the names of their classes; the keys, from the dashboard on.
    "Dashboard Help Choose Owed ChaseMessage Calendar YearExport ExportedMany": (
        f"{LINK}<f1><see Keys here><escape>{FIRST}<ctrl+p><see Consortium (c)><escape>",
        f"<gone Consortium (c)>n<see A review of which school?>{LINK}<escape><gone which school>",
        f"/<see Find>[/x]<see Find [/x]><escape><escape><gone Find>{FIRST}y<see all years>YY",
        f"o<see Owed by>{LINK}m<see Message to>{LINK}e<see Written:><escape>",
        f"<see Owed by><escape>{FIRST}k<see November 2026><see [/x]>v<see [/x]>",
        f"v<see [/x]><pageup><see October 2026><escape>{FIRST}",
        f"/<see Find>[/x]\ne<see Export 2026><end><up>z<see [one zip]>\n<see Exported: >{LINK}",
        f"<escape><see Export 2026><escape>{FIRST}",
    ),
    "ImportSchools": (
        "s<see Schools   1>iFILE\n<see 2 schools read>",
        f"{LINK}<down>{LINK}<f1><see Keys here><escape><see 2 schools read>\n<see takes them in>",
        f"\n<see u takes it back>{LINK}<escape>{FIRST}",
    ),
    "Schools SchoolPage People PersonEntry ForgetPerson Jump AskForFile ConsortiumSheet History "
    "ChangeInFull": (
        f"s<see Schools   1>{LINK}m<see is no longer>{LINK}m<see member  [/x]>",
        f"\n<see Open actions>{LINK}\n<see School: [/x]>{LINK}<ctrl+o><see Jump to><escape>",
        "<gone Jump to><f1><see Keys here><escape><gone Keys here><escape><see Open actions>",
        "<escape><see Schools   1>i<see CSV file to import?>[/x][@click=app.quit]\n",
        "<see cannot be read><see [/x][@click=app.quit] cannot><escape><gone cannot be read>",
        f"<escape>{FIRST}p<see People   1><see [/x]>",
        f"\n<see e edit>e<see Person: [/x]>{LINK}<escape><see e edit><escape><see People   1>",
        "n<see name of the person?>",
        "[/x][@click=app.quit]go\n<see Person: [/x][@click=app.quit]go><escape>",
        "<see [/x][@click=app.quit]go: added.>f<see Forget [/x]>\n<see type their name><escape>",
        f"<gone type their name><escape><see People   2><escape>{FIRST}e<see Export 2026><escape>",
        f"{FIRST}c<see The consortium:>{LINK}<escape>{FIRST}h<see History of the register>{LINK}",
        f"\n<see Change>{LINK}<escape><see History of the register>{LINK}",
        f"/<see Find>[/x]{LINK}<escape><escape><gone Find><escape>{FIRST}u<see Undone: [/x]>",
    ),
    "PersonPage UnlinkedNames UnlinkedPlaces MergePeople Expertise Teams WhoReviewedWhom "
    "ListsExport": (
        "p<see People   1>j<see Names linked to nobody>",
        f"{LINK}o<see place>{LINK}<escape><see Names linked><escape><see People   1>",
        "x<see Expertise directory><escape><see People   1>n<see name of the person?>",
        "Joan\n<see Person: Joan><escape><see Joan: added.>/<see Find>Joan<escape>",
        f"<gone Find>\n<see e edit>m<see Which entry is>\n<see Keep >{LINK}<escape>",
        f"<see e edit><escape><see People   2><escape>{FIRST}g<see Teams 2027><see [/x]>",
        "w<see Who reviewed whom><see [/x]>v<see What each><see [/x]>v<see Half-days>",
        "e<see Export 20><see Format><escape><see Half-days>",
        f"<escape><see Teams 2027><escape>{FIRST}",
    ),
    "ReviewPage Details Dates RecordPage ReviewExport ExportedOfReview Reschedule": (
        f"{FILLED}{LINK}d<see Details of the review>{LINK}<escape><gone Details of>",
        f"t<see Dates of PR-2026-001>{LINK}<escape><gone Dates of>",
        f"h<see History of PR>{LINK}<escape><gone History of>",
        f"e<see Export the documents>a<see Exported: 3>{LINK}m<see A mail to whom?>\n",
        f"<see Drafted.>{LINK}<escape><see Export the documents><escape><gone Export the>",
        "m<see to which day?>+3\n<see Move PR-2026-001><escape><gone Move PR>",
        f"r<see Record of PR>{LINK}<end>{LINK}<escape><gone Record of>",
    ),
    "StageSheet SupportSheet": (
        FILLED,
        f"1<see Stage 1>{LINK}<escape><gone Stage 1>2<see Stage 2>{LINK}<escape><gone Stage 2>",
        f"3<see Stage 3>{LINK}<escape><gone Stage 3>5<see Stage 5>{LINK}<escape><gone Stage 5>",
        f"4<see Stage 4>{LINK}\n<see support begins, row 1>{LINK}<f4><see type to narrow>{LINK}",
        "<escape><gone type to narrow><escape><see Stage 4>",
    ),
    "ReturnedForm ThreeSides": (
        f"i<see The form that has come back?>~/back.md\n<see to be taken in>{LINK}v<gone take in>",
        LINK,
        f"<escape><see to be taken in>{LINK}<escape>{FIRST}",
    ),
    "YearPage FigureReviews YearChange YearPaper EvaluationSheet": (
        "r<see The year 2026><down>\n<see in the register for the year 2026><see [@click=app>",
        f"<escape><gone PR-2026-001>x<see Cancel which review?>{LINK}<escape>",
        f"<gone Cancel which>o<see is open already>{LINK}<escape><gone is open already>",
        f"c<see 1 review to be closed>{LINK}<escape><gone to be closed>",
        "r<see Mon 23 Nov><escape><gone Mon 23 Nov>t<see Fewer than><escape><gone Fewer than>",
        "<down><down><down><down><down><down>\n<see evaluation of the year 2026>",
        f"<escape><see in the register for><escape>{FIRST}",
    ),
    "SummaryForm ActionPlanForm AuditForm": (
        FILLED,
        f"s<see SUMMARY TEMPLATE>{LINK}<f3><see to be completed at>{LINK}<f3><escape>",
        f"<gone SUMMARY TEMPLATE>a<see PLAN TEMPLATE>{LINK}<f3>{LINK}<f3><escape>",
        f"<gone PLAN TEMPLATE>p<see AUDIT PROFORMA>{LINK}<f3>{LINK}<f3><escape>",
        "<gone AUDIT PROFORMA>",
    ),
    "AnswerSheet ActionSheet ActionHistory VersionPage VersionExport VersionsCompared": (
        FILLED,
        f"s<see SUMMARY TEMPLATE><tab>\n<see previous plan, row 1>{LINK}<escape>",
        "<gone plan, row 1><escape><gone SUMMARY TEMPLATE>a<see PLAN TEMPLATE>",
        f"\n<see Actions, row 1>{LINK}<ctrl+l><see across the years>{LINK}<escape>",
        "<gone across the years><escape><gone Actions, row 1><escape><gone PLAN TEMPLATE>",
        "p<see AUDIT PROFORMA><ctrl+o><see Jump to><end>\n<gone Jump to>\n",
        f"<see of the proforma>{LINK}e<see Folder><escape><gone Folder>",
        f"c<see From version>{LINK}<escape><gone From version><escape><escape>",
        "<gone AUDIT PROFORMA>",
    ),
}
PASTED = RAW.replace("\x1b", "")
"""As it can be pasted: an escape in it would be a key."""
ELSEWHERE = {"Welcome", "Conflict"}
"""Screens that other tests of this file come to."""


def came_back(register: Register) -> str:
    """The Summary of the first review as somebody returns it who writes that into it."""
    form = document_of(REVIEW_FORMS["summary"], review_scope(register, register.record(REVIEWS, 1)))
    head, heading, rest = form.data.decode().partition(f"{summary.IMPACT.wording}\n")
    assert heading
    return f"{head}{heading}\nSo: `{RAW}`\n{rest}\n## Thanks\n\n`{RAW}`\n"


def gives_no_orders(terminal: Terminal) -> None:
    """Leave; everything that was sent to the terminal is looked at."""
    terminal.press("f10")
    assert terminal.wait_exit() == 0
    assert orders_in(terminal.raw) == []
    assert KEPT.encode() not in terminal.raw  # it has marks of direction, which were taken out


@pytest.mark.parametrize(
    ("screens_seen", "size"),
    # Where it is wide the documents stand beside their forms.
    [*((seen, (80, 24)) for seen in WALKS), ("SummaryForm ActionPlanForm AuditForm", (140, 45))],
)
def test_no_screen_passes_on_what_a_terminal_obeys_or_reads_markup(
    tmp_path: Path, screens_seen: str, size: tuple[int, int]
) -> None:
    path = tmp_path / "register.json"
    hostile_register(path)
    file = tmp_path / "schools.csv"
    file.write_text(f'EstablishmentName,URN\n"{RAW}",100001\n"{RAW} 2",{KEPT}\n')
    with reopened(path) as register:
        folder = f"{tmp_path}/{KEPT}"  # nowhere else may it export to
        register.apply(setting(register.consortium, consortium.EXPORTS, folder))
        (tmp_path / "back.md").write_text(came_back(register))
    with sitting(path, user=KEPT, size=size) as terminal:
        terminal.wait_for("2 reviews")
        Walker(terminal).type("".join(WALKS[screens_seen]).replace("FILE", str(file)))
        gives_no_orders(terminal)


def every_screen() -> Iterator[type[Screen[object]]]:
    """Every screen there is, but those that only others are made from."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    classes: list[type[Screen[object]]] = [Screen]
    while classes:
        found = classes.pop()
        below = found.__subclasses__()
        if not below and found.__module__.startswith("screens."):
            yield found
        classes += below


def test_no_screen_is_left_out() -> None:
    walked = {name for names in WALKS for name in names.split()}
    assert {screen.__name__ for screen in every_screen()} == walked | ELSEWHERE


def test_a_welcome_to_a_path_of_that_kind_gives_none_either(tmp_path: Path) -> None:
    path = tmp_path / RAW.replace("/", "") / "register.json"
    path.parent.mkdir()
    with sitting(path) as terminal:
        terminal.wait_for("What is the consortium called?")
        terminal.wait_for("[@click=app.quit]")
        terminal.paste(RAW)
        terminal.wait_for("[/x]")
        terminal.press("enter")
        terminal.wait_for("0 reviews")
        terminal.wait_for("[@click=app.quit]")
        gives_no_orders(terminal)


def test_a_conflict_shows_both_texts_and_whose_they_are_as_text(path: Path) -> None:
    with sitting(path, user=KEPT) as terminal:
        to_the_note(terminal)
        terminal.paste(f"mine {PASTED}")
        terminal.wait_for("mine [/x]")
        with reopened(path, KEPT) as other:
            put(other, f"theirs {KEPT}", review.NOTE)
        terminal.press("f2")
        terminal.wait_for("changed by two people")
        for words in ("Theirs:", "theirs", "Yours", "mine", "[@click=app.quit]go[/]nepr"):
            terminal.wait_for(words)
        terminal.press("b")
        terminal.wait_gone("changed by two people")
        gives_no_orders(terminal)


def test_what_is_pasted_typed_and_kept_aside_gives_no_orders(path: Path, tmp_path: Path) -> None:
    with reopened(path) as register:
        drafts = Drafts(tmp_path / "state/peer-review/drafts", register.id, "dead")
    drafts.note(("reviews", 1, review.NOTE.path), f"aside {RAW}")
    drafts.close()
    with sitting(path) as terminal:
        terminal.wait_for("Typed and not kept")
        to_the_note(terminal)
        terminal.wait_for("aside [/x]")
        terminal.paste(PASTED * 300)  # more than it holds: a notice comes up over the screen
        terminal.wait_for("holds 20,000 characters")
        jump(terminal, "Headteacher")
        terminal.paste(PASTED)
        terminal.wait_for("[/x]")
        terminal.press("f2")
        terminal.wait_for("Kept ")
        gives_no_orders(terminal)
    assert "[@click=app.quit]" in reopened(path).record(REVIEWS, 1).plain(review.HEADTEACHER)


def test_a_register_that_another_program_wrote_orders_into_is_refused_without_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    hostile_register(path)
    Files(path).journal.unlink()  # a file alone, with no checksum, as an exporting program writes
    start, _, rest = path.read_text().partition('"sum":"')
    kept, raw = (json.dumps(text, ensure_ascii=False)[1:-1] for text in (KEPT, RAW))
    path.write_text((start + rest[10:]).replace(kept, raw))
    with sitting(path) as terminal:
        terminal.wait_until(lambda rows: any("damaged" in row for row in rows))
        if terminal.in_full_screen:
            terminal.press("f10")
        terminal.wait_exit()
        # But for the app's own bell, which it rings as it ends.
        sent = terminal.raw.replace(b"\x1b]22;default\x07", b"").replace(b"\x07", b"", 1)
        assert orders_in(sent) == []


COMMANDS = [
    ("list",), ("list", "--json"), ("show", "PR-2026-001"), ("show", "PR-2026-001", "--json"),
    ("show", "consortium"), ("history",), ("history", "--json"), ("due",), ("due", "--json"),
    ("owed",), ("owed", "--json"), ("owed", "--by", KEPT, "--message"), ("schools", "list"),
    ("people", "list"), ("check",), ("undo",), ("fields", KEPT), ("show", RAW), ("set", RAW, RAW),
    ("new", "--school", RAW), ("people", "add", RAW), ("set", "PR-2026-001", f"note={RAW}"),
    ("set", "PR-2026-001", f"{RAW}=x"), ("set", "PR-2026-001", f"date={RAW}"),
    ("export", "PR-2026-001", "--form", "summary", "--to", "FOLDER"), ("restore", RAW),
    ("backup", "FOLDER"), ("schools", "import", RAW), ("schools", "import", "FILE"),
    ("schools", "import", "FILE", "--yes"), ("schools", "import", "FILE", "--urn", RAW),
    ("schools", "import", "FILE", "--urns", "FILE"), (RAW,),
    (f"--{RAW}",),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_no_command_says_what_a_terminal_obeys(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    path = tmp_path / "register.json"
    hostile_register(path)
    file = tmp_path / "schools.csv"
    file.write_text(f'EstablishmentName,URN\n"{RAW}",100001\n"{RAW}",none\n{RAW}')
    named = {"FOLDER": f"{tmp_path}/out {RAW}", "FILE": str(file)}
    answer = Shell(path, capsys, monkeypatch).run(
        *(named.get(word, word) for word in command), user=RAW
    )
    assert answer.out or answer.err
    # A mark of direction is part of how a name is written; results may go on to a file.
    said = (answer.out + answer.err).replace("\u200f", "")
    assert orders_in(said.encode()) == []


@pytest.mark.parametrize(
    "command",
    [
        ("export", "PR-2026-001", "--form", "record", "--to", "-"),
        ("export", "--form", "register", "--to", "-"),
        ("export", "--form", "calendar", "--to", "-"),
        ("owed", "--by", "Consortium Office", "--eml", "-"),
        ("history",),
    ],
    ids=" ".join,
)
def test_a_document_written_to_a_terminal_has_none_either(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "register.json"
    hostile_register(path)
    with sitting(path, *command) as terminal:
        terminal.wait_exit()
        assert len(terminal.raw) > 100
        sent = terminal.raw.decode().replace("\r\n", "\n").replace("\u200f", "")
        assert orders_in(sent.encode()) == []

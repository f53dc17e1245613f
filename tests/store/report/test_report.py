"""The year's report: every figure beside sums made by hand, and what is behind each of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.documents.all_documents import FORMS
from store.documents.formats import plain_text
from store.documents.formats.all_formats import FORMATS
from store.documents.pages.report import page, year_report
from store.documents.scopes import year_scope
from store.errors import Refused
from store.exports.export_request import ExportRequest
from store.field_values import Json
from store.paperwork import consortium
from store.paperwork.tables import REVIEWS
from store.records.editing import setting
from store.report.figures import Counted, Figure, bars
from store.report.year_report import YearReport, counted_lines, figure_called, named_figures
from tests.support.a_register import path_of
from tests.support.a_review import register_at
from tests.support.a_team import Consortium
from tests.support.command_line import Shell
from tests.support.one_document import asked_for, document_of
from tests.support.places import ROOT

# The reviews, by hand. Easter 2027: Good Friday 26 March, Easter Monday 29 March.
# 1 Birch    feedback Tue 23 Mar 2027; Summary due 5 working days on: Wed 24, Thu 25, Tue 30,
#            Wed 31, Thu 1 Apr. Sent Thu 1 April: on time.
# 2 Copford  the same, sent Tue 6 April: Fri 2, Mon 5, Tue 6: 3 working days late.
# 3 Heath    feedback Tue 9 Mar, due Tue 16 Mar; sent Thu 1 April: Wed 17 … Fri 19 (3),
#            Mon 22 … Thu 25 (4), Tue 30 … Thu 1 April (3): 10 working days late.
# 4 Layer    reviewed on Thu 12 Nov 2026, today is Mon 23 Nov: everything still to be done.
# 5 Monkwick cancelled. 6 Stanway has no date.
PLAN: list[Json] = [
    {"action": "One phonics scheme", "outcome": "achieved"},
    {"action": "Visit a partner", "outcome": "not achieved"},
    {"action": "Sort the books"},
    {},
]


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Consortium]:
    made = Consortium(tmp_path)

    def reviewed(school: str, day: str, said: dict[str, Json]) -> None:
        found = made.review(school, day)
        made.register.apply(
            [c for path, v in said.items() for c in setting(found, REVIEWS.field(path), v)]
        )

    def held(school: str, day: str, sent: str, said: dict[str, Json]) -> None:
        days: dict[str, Json] = {"visit.date": day, "feedback.date": day}
        reviewed(school, day, {**days, "summary.custody.sent": sent, **said})

    held("Birch", "2027-03-23", "2027-04-01", {
        "themes": ["Reading", "Maths"], "status": "closed",
        "action_plan.rows": PLAN, "summary.development": ["Phonics", "Books"],
    })  # fmt: skip
    held("Copford", "2027-03-23", "2027-04-06",
         {"themes": ["reading"], "summary.development": ["Talk"]})  # fmt: skip
    held("Heath", "2027-03-09", "2027-04-01",
         {"action_plan.rows": [{"action": "Plan", "outcome": "achieved"}]})  # fmt: skip
    reviewed("Layer", "2026-11-12", {"themes": ["Maths"]})
    reviewed("Monkwick", "2026-11-19", {
        "status": "cancelled", "status_reason": "Flood", "themes": ["Maths"],
        "action_plan.rows": PLAN, "visit.date": "2026-11-19",
    })  # fmt: skip
    reviewed("Stanway", "", {})
    reviewed("Birch", "2025-11-13", {"visit.date": "2025-11-13"})
    yield made
    made.register.close()


def report(ours: Consortium, year: int = 2026) -> YearReport:
    return year_report(year_scope(ours.register, year))


def counts(report: YearReport, title: str) -> dict[str, int]:
    part = next(part for part in report.parts if part.title == title)
    return {figure.words: figure.count for figure in part.figures}


def test_the_reviews_are_counted_and_a_cancelled_one_only_as_that(ours: Consortium) -> None:
    assert counts(report(ours), "Reviews") == {
        "in the register for the year": 5,
        "held": 3,
        "still to be held": 2,
        "without a date": 1,
        "closed": 1,
        "cancelled": 1,
    }
    assert counts(report(ours, 2025), "Reviews")["held"] == 1
    assert counts(report(ours, 2031), "Reviews")["in the register for the year"] == 0


def test_lateness_is_counted_in_working_days_over_bank_holidays(ours: Consortium) -> None:
    sent = next(one for one in report(ours).steps if one.step.key == "summary_sent")
    assert sent.on_time.counted == (Counted(1, "Summary sent", 0),)
    assert sent.late.counted == (Counted(3, "Summary sent", 10), Counted(2, "Summary sent", 3))
    assert (sent.late.middle_days, sent.late.most_days) == (3, 10)
    # Layer's review was due on 12 November; its Summary has until Thu 19: 2 working days late.
    assert sent.still_late.counted == (Counted(4, "Summary sent", 2),)


def test_what_has_no_day_or_was_done_on_an_unknown_one_is_neither_on_time_nor_late(
    ours: Consortium,
) -> None:
    steps = {one.step.key: one for one in report(ours).steps}
    # Two champions are booked everywhere; on which day nobody knows.
    assert "champions_booked" not in steps
    assert "impact_reviewed" not in steps
    assert "support" not in steps
    assert "evaluation" not in steps
    # Birch is closed and owes nothing; Layer is late; the two of March 2027 are still to come.
    assert [one.review for one in steps["data_sharing"].still_late.counted] == [4]
    visits = steps["visit"]
    assert [one.review for one in visits.on_time.counted] == [3, 1, 2]


def test_all_steps_together_are_the_sum_of_each(ours: Consortium) -> None:
    found = report(ours)
    # On time: three visits, three feedbacks, one Summary. Late: two Summaries.
    assert counts(found, "Steps of all reviews") == {
        "on time": 7,
        "late": 2,
        "still to be done, and late": sum(one.still_late.count for one in found.steps),
    }
    each = counts(found, "Each step")
    assert sum(count for words, count in each.items() if words.endswith(": on time")) == 7


def test_actions_are_counted_by_outcome_and_empty_rows_are_none(ours: Consortium) -> None:
    assert counts(report(ours), "Actions of the Action Plans, by outcome") == {
        "not started": 0,
        "in progress": 0,
        "achieved": 2,
        "partly achieved": 0,
        "not achieved": 1,
        "dropped": 0,
        "no outcome yet": 1,
    }


def test_themes_are_counted_whatever_their_case_the_most_first(ours: Consortium) -> None:
    found = report(ours)
    assert list(counts(found, "Reviews by theme").items()) == [
        ("Maths", 2),
        ("Reading", 2),
        ("no theme chosen", 2),
    ]
    # Reading: two areas of Birch, one of Copford. Maths: the two of Birch again.
    assert list(counts(found, "Areas for development by theme").items()) == [
        ("Reading", 3),
        ("Maths", 2),
        ("no theme chosen", 0),
    ]


def test_what_is_still_tbc(ours: Consortium) -> None:
    assert counts(report(ours), "Still TBC") == {
        # Birch is closed: nothing of it is open any more.
        "Impact reviewed by the school": 4,
        "Impact shared with the partnership": 4,
        "Updated Audit Proforma": 4,
    }


def test_every_number_is_what_is_behind_it(ours: Consortium) -> None:
    found = report(ours)
    lines = {line.key: line for line in ours.register.lines()}
    names = [one.name for one in named_figures(found)]
    assert len(names) == len(set(names))
    for one in named_figures(found):
        told = counted_lines(one.figure, lines.__getitem__)
        assert len(told) == one.figure.count
        assert {each.id for each in told} <= {line.id for line in lines.values()}
        assert figure_called(found, one.name) == one
    late = counted_lines(figure_called(found, "Summary sent: late").figure, lines.__getitem__)
    assert [(each.id, each.school, each.day, each.what) for each in late] == [
        ("PR-2026-003", "Heath", "Tue 9 Mar 2027", "Summary sent · 10 working days late"),
        ("PR-2026-002", "Copford", "Tue 23 Mar 2027", "Summary sent · 3 working days late"),
    ]


def test_a_figure_that_is_not_there_or_that_several_are_is_refused_with_names(
    ours: Consortium,
) -> None:
    with pytest.raises(Refused, match=r"no figure “zebras”. It has: “Reviews: in the register"):
        figure_called(report(ours), "zebras")
    with pytest.raises(Refused, match="“Reading” can be 2 figures: “Reviews by theme: Reading”; "):
        figure_called(report(ours), "Reading")
    with pytest.raises(Refused, match="no figure"):
        figure_called(report(ours), "  ")
    assert figure_called(report(ours), "HELD").name == "Reviews: held"


def test_bars_are_as_long_as_their_counts_and_something_for_all_but_nothing() -> None:
    assert bars([24, 12, 1, 0], "#") == ["#" * 24, "#" * 12, "#", ""]
    assert bars([1000, 1], "#", 10) == ["#" * 10, "#"]
    assert bars([0, 0]) == ["", ""]
    assert bars([]) == []


def test_the_middle_and_the_most_of_nothing_are_nothing() -> None:
    assert (Figure("late").middle_days, Figure("late").most_days) == (0, 0)
    four = Figure("late", tuple(Counted(1, "", days) for days in (9, 1, 4, 2)))
    assert (four.middle_days, four.most_days) == (2, 9)


@pytest.mark.parametrize("key", ["md", "txt", "html", "docx"])
def test_the_report_is_written_in_every_format_of_a_text(ours: Consortium, key: str) -> None:
    found = document_of(FORMS["report"], year_scope(ours.register, 2026), FORMATS[key])
    assert found.name == f"report - 2026-27.{key}"
    if key == "md":
        text = found.data.decode()
        assert text.startswith("# Report of the year 2026–27\n\nOurs · as of Mon 23 Nov 2026 · ")
        assert "| held | 3 | ██████████████ |" in text
        assert "| Summary sent | 1 | 2 | 3 | 10 | 1 |" in text
        assert "| achieved | 2 | ████████████████████████ |" in text
        assert "The partnership’s evaluation: TBC." in text
    if key == "txt":
        assert "Number: 3" in found.data.decode()


def test_a_year_without_reviews_has_a_report_that_says_so(tmp_path: Path) -> None:
    with register_at(tmp_path) as register:
        scope = year_scope(register, 2026)
        text = document_of(FORMS["report"], scope, FORMATS["txt"]).data.decode()
    assert text.count("None.") == 6


def test_the_paper_takes_the_bars_of_a_terminal_that_has_no_others(ours: Consortium) -> None:
    scope = year_scope(ours.register, 2026)
    assert "█" in plain_text.write(page(scope)).decode()
    ascii_alone = plain_text.write(page(replace(scope, bar="#"))).decode()
    assert "█" not in ascii_alone
    assert "Bar: ##############\n" in ascii_alone


def test_the_report_is_no_list(ours: Consortium) -> None:
    request = ExportRequest(forms=(FORMS["report"],), year=2026, written=FORMATS["csv"])
    with pytest.raises(Refused, match="Report of the year is no list: it has no CSV"):
        asked_for(ours.register, request)


@pytest.fixture
def shell(
    ours: Consortium, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    themes: Json = ["Reading", "Maths"]
    ours.register.apply(setting(ours.register.consortium, consortium.THEME_LIST, themes))
    ours.register.close()
    return Shell(path_of(ours.register), capsys, monkeypatch)


def test_the_command_shows_the_figures_and_what_is_behind_one(shell: Shell) -> None:
    shown = shell.done("report", "--year", "2026").out.splitlines()
    assert shown[0] == "Reviews"
    assert shown[2].split()[:2] == ["held", "3"]
    one = shell.done("report", "--behind", "held")
    assert [line.split()[0] for line in one.out.splitlines()] == [
        "PR-2026-003", "PR-2026-001", "PR-2026-002",
    ]  # fmt: skip
    assert one.err == "Reviews: held, 2026–27: 3\n"
    assert "can be" in shell.refused("report", "--behind", "sent")
    assert "no figure “zebras”" in shell.refused("report", "--behind", "zebras")
    text = shell.done("export", "--form", "report", "--year", "2026", "--to", "-").out
    assert "# Report of the year 2026–27" in text


def test_bars_are_ascii_where_nothing_else_can_be_shown(shell: Shell) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "tui.command_line", "--register", str(shell.path),
         "--today", "2026-11-23", "report"],
        capture_output=True, check=True, cwd=ROOT, timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert shown.stdout.decode("ascii").splitlines()[2].split() == ["held", "3", "#######"]


def test_a_theme_that_is_not_on_the_list_is_told_and_kept(shell: Shell) -> None:
    told = shell.done("set", "PR-2026-003", 'themes=["maths", "Wellbeing"]')
    assert "themes is now maths, Wellbeing" in told.err
    assert "“Wellbeing” is not on the consortium’s list of themes" in told.err
    assert "“maths”" not in told.err

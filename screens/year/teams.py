"""Teams for a school year: a proposal, to be changed seat by seat and taken in as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.content import Content

from screens.base.background import BackgroundWork
from screens.base.choose import Choose, among
from screens.base.commands import (
    CHANGE_SEAT,
    FIND,
    GO_TO_MATRIX,
    NEXT_YEAR,
    PROPOSE_ANEW,
    TAKE_IN_TEAMS,
    UNDO,
    YEAR_BEFORE,
    Command,
)
from screens.base.list_page import ListInFull
from screens.base.session import Session
from screens.widgets.columns import Column, RemainingWidth, Share, fixed, laid_out
from screens.widgets.line_list import LineList
from screens.widgets.marks import NARROW
from screens.widgets.offer_list import Offer
from screens.year.who_reviewed_whom import WhoReviewedWhom
from store.dates.school_years import school_year, year_name
from store.errors import RegisterError
from store.matching import matches
from store.progress.school_overview import shortened
from store.records.change import Entry
from store.teams.proposal import CHAMPION, LEAD, Allocation, Seat, Team, taking
from store.teams.search import ROUNDS, allocating, choices, with_choice
from store.teams.situation import Situation, bears_on_teams, situation_of
from store.text import count_of

NOBODY = "Nobody"
ROLES = (LEAD, "reviewer", CHAMPION)
COLUMNS: tuple[Column[Team], ...] = (
    Column("", lambda team: "!" if team.broken else "", fixed(1)),
    Column("School", lambda team: _school(team), Share(50), until=NARROW, gap=1),
    Column("Lead", lambda team: ", ".join(_names(team, LEAD)), RemainingWidth(), until=NARROW),
    Column("School", lambda team: _school(team), Share(28), since=NARROW, gap=1),
    Column("Lead", lambda team: "; ".join(_names(team, LEAD)), Share(18), since=NARROW),
    Column("Others", lambda team: "; ".join(_names(team, "reviewer")), Share(30), since=NARROW),
    Column(
        "Champions", lambda team: "; ".join(_names(team, CHAMPION)), RemainingWidth(), since=NARROW
    ),
)


class Teams(ListInFull[int]):
    """The teams proposed for a school year, a row for each school."""

    commands: ClassVar[tuple[Command, ...]] = (
        CHANGE_SEAT,
        TAKE_IN_TEAMS,
        PROPOSE_ANEW,
        FIND,
        NEXT_YEAR,
        GO_TO_MATRIX,
        UNDO,
        YEAR_BEFORE,
    )
    about = (
        "A team for each member school, from those in the directory who have a school and the "
        "role for it: no rule is broken that can be kept, and the load is spread. Nothing is kept "
        "before a takes it in. Enter gives a seat to somebody else; whoever is on a review "
        "already stays. A ! marks a rule that had to be broken; the lines below say which and why."
    )
    empty = "No member school yet: s on the first screen has them."
    DEFAULT_CSS = """
    Teams {
        & > .below { height: 6; }
        &.-low > .below { height: 2; }
    }
    """

    def __init__(self, session: Session, year: int | None = None) -> None:
        """`year` is the school year's; the one that is next, when none is said."""
        super().__init__(session)
        self._year = school_year(session.today) + 1 if year is None else year
        self._situation: Situation
        self._allocation = Allocation(self._year, (), {}, 0)
        """The teams that are shown: nobody's, until some have been worked out for the year."""
        self._going: BackgroundWork[Allocation] | None = None
        """What is being worked out to take their place."""
        self._then: Callable[[], None] | None = None
        """What a key asked for that needs it."""

    async def on_mount(self) -> None:
        self._propose()

    def heard(self, entry: Entry) -> None:
        """Propose anew when what the proposal rests on has changed, unless it was changed here."""
        if not bears_on_teams(entry.changes):
            return
        seats = (seat for team in self._allocation.teams for seat in team.seats)
        if not self._going and any(seat.chosen for seat in seats):
            self.say("The register has changed since: p proposes anew from what it is now.")
        else:
            self._propose()

    def title_line(self) -> Content:
        schools = count_of(len(self._allocation.teams), "school")
        if self._going:
            counts = f"{schools} · being worked out"
            return Content.assemble(f" Teams {year_name(self._year)}   ", (counts, "not bold"))
        broken = len(self._allocation.broken)
        rules = "no rule broken" if not broken else f"{broken} broken or empty"
        counts = f"{schools} · {rules} · load even to {self._allocation.spread}"
        return Content.assemble(f" Teams {year_name(self._year)}   ", (counts, "not bold"))

    def narrow(self) -> None:
        self.list.show(
            [
                number
                for number, team in enumerate(self._allocation.teams)
                if matches(self.needle, team.host.name, *(_name(seat) for seat in team.seats))
            ]
        )
        self.tell()

    def in_full(self, number: int) -> str:
        """The team, seat by seat, and the rules broken for it."""
        team = self._allocation.teams[number]
        lines = [f"! {words}" for words in (*self._situation.lacking, *team.broken)]
        if team.seats:
            lines += [f"{_role(role)}: {', '.join(_names(team, role))}" for role in ROLES]
        else:
            lines.append("The team is being worked out.")
        return "\n".join(lines)

    def action_anew(self) -> None:
        """Propose anew."""
        self._propose("Proposed anew.")

    def action_year(self, step: int) -> None:
        """Another school year."""
        self._year += step
        self._propose()

    def action_matrix(self) -> None:
        """Who reviewed whom."""
        self.app.push_screen(WhoReviewedWhom(self.session, self._year))

    def action_take(self) -> None:
        """Take the proposal in, as soon as there is one."""
        if self._going:
            self._then = self.action_take
            return
        try:
            changes = taking(self.session.register, self._allocation.filled, self._year)
        except RegisterError as error:
            self.say(str(error))
            return
        if not changes:
            self.say("Nothing to take in: nobody is proposed who is not on the review already.")
            return
        if not self.apply(changes):
            return
        if not self._going:  # it was changed here, so that it was left as it is
            self._propose()
        year = year_name(self._year)
        self.say(f"The teams of {year} are on their reviews. {UNDO.key} takes that back.")

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen[int]) -> None:
        if self._going:
            self._then = self.list.action_choose
            return
        number, allocation = event.key, self._allocation
        team = allocation.teams[number]
        seats = {
            Offer(f"{at + 1} {_role(seat.role)}", _name(seat)): at
            for at, seat in enumerate(team.seats)
            if not seat.fixed
        }

        def seat_chosen(offer: Offer | None) -> None:
            if offer is not None and self._still(allocation):
                self._ask_who(number, seats[offer])

        self.app.push_screen(
            Choose(
                f"{team.host.name}: which seat?",
                among(seats),
                nothing="Everybody on this team is on the review already: it is changed there.",
            ),
            seat_chosen,
        )

    def _still(self, allocation: Allocation) -> bool:
        """Whether the teams are those that somebody chose from; says so when they are not."""
        if allocation is not self._allocation or self._going:
            self.say("The register has changed meanwhile, and the teams with it: choose again.")
            return False
        return True

    def _ask_who(self, number: int, seat: int) -> None:
        allocation = self._allocation
        offered: dict[Offer, int | None] = {
            Offer(
                candidate.name,
                f"! {' '.join(broken)}"
                if broken
                else self._situation.school_name(candidate.school),
            ): candidate.key
            for candidate, broken in choices(self._situation, allocation.teams, number, seat)
        }
        offered[Offer(NOBODY, "leave the seat empty")] = None

        def who_chosen(offer: Offer | None) -> None:
            if offer is not None and self._still(allocation):
                self._allocation = with_choice(
                    self._situation, allocation.teams, number, seat, offered[offer]
                )
                self.narrow()
                self.draw_title()
                self.say(f"{offer.text} is chosen; nothing is kept before a takes it in.")

        team = allocation.teams[number]
        self.app.push_screen(
            Choose(
                f"{_role(team.seats[seat].role)} for {team.host.name}?",
                among(offered),
            ),
            who_chosen,
        )

    @property
    def waits(self) -> bool:
        """Whether a key needs the teams still being worked out: the filter searches for people."""
        return self._going is not None and (self._then is not None or bool(self.needle))

    def _propose(self, message: str = "") -> None:
        """Work teams out once the screen is drawn; until then what was there is shown.

        Of another year the schools are. `message` is what to say when there are teams.
        """
        if self._going:
            self._going.stop()
        self._situation = situation_of(self.session.register, self._year)
        self._going = BackgroundWork(allocating(self._situation), ROUNDS)
        worked_out = any(team.seats for team in self._allocation.teams)
        if self._allocation.year != self._year or not worked_out:
            schools = tuple(Team(host, ()) for host in self._situation.hosts)
            self._allocation = Allocation(self._year, schools, {}, 0)
            self.narrow()
        self.draw_title()
        self.call_after_refresh(self._begin, self._going, message)

    def _begin(self, going: BackgroundWork[Allocation], message: str) -> None:
        self.run_worker(self._work_out(going, message))

    async def _work_out(self, going: BackgroundWork[Allocation], message: str) -> None:
        allocation = await going.run(self.draw_title)
        if allocation is None or going is not self._going:
            return
        self._going, self._allocation = None, allocation
        self.narrow()
        self.draw_title()
        if message:
            self.say(message)
        if then := self._then:
            self._then = None
            then()

    def draw(self, number: int, width: int) -> Content:
        return laid_out(COLUMNS, self._allocation.teams[number], width)


def _school(team: Team) -> str:
    return shortened(team.host.name)


def _role(role: str) -> str:
    return "Other reviewer" if role == "reviewer" else role


def _name(seat: Seat) -> str:
    return seat.name.name if seat.name else NOBODY


def _names(team: Team, role: str) -> list[str]:
    return [_name(seat) for seat in team.seats if seat.role == role]

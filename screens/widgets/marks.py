"""The marks: how far something has got, as a sign and never as colour alone."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from store.report.figures import ASCII_BAR, BAR
from store.schedule.stage_progress import Mark, StageState


class Marks(Struct, frozen=True):
    """The signs this terminal can show."""

    done: str
    begun: str
    not_begun: str
    tbc: str
    cursor: str
    rule: str
    bullet: str = "•"
    box: str = "─│┌┬┐├┼┤└┴┘"
    """What a table is drawn with: the two lines, then its corners from the top left."""
    bar: str = BAR

    def of(self, mark: Mark) -> str:
        """The sign of a mark."""
        signs = {Mark.DONE: self.done, Mark.BEGUN: self.begun, Mark.NOT_BEGUN: self.not_begun}
        return signs[mark]

    def of_stage(self, state: StageState) -> str:
        """The sign of a stage: TBC where the paper leaves its time open and nothing has begun."""
        return self.tbc if state.tbc else self.of(state.mark)

    def strip(self, states: Iterable[StageState]) -> str:
        """The five signs in a row."""
        return " ".join(self.of_stage(state) for state in states)


ROUND = Marks(done="●", begun="◐", not_begun="○", tbc="~", cursor="▌", rule="─")
ASCII = Marks(
    done="#",
    begun="+",
    not_begun="-",
    tbc="~",
    cursor=">",
    rule="-",
    bullet="-",
    box="-|+++++++++",
    bar=ASCII_BAR,
)

"""Who reviewed whom, what each person has done, and the release it took, over school years."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct, field

from store.field_values import Name
from store.matching import folded
from store.paperwork import consortium, review
from store.paperwork.stages import feedback
from store.paperwork.tables import REVIEWS
from store.progress.school_overview import shortened
from store.records.record import Record
from store.register.register import Register
from store.teams.members import Member, WhosWho, champions_of, same_person, team_of


class Matrix(Struct, frozen=True):
    """The schools in the order they are shown, and the reviews of each pair, by their ids.

    A pair is (reviewing, reviewed), by the schools' keys. `unknown` are names on teams whose
    school nobody knows, with the reviews they are on: they are in no pair.
    """

    schools: tuple[tuple[int, str], ...]
    pairs: Mapping[tuple[int, int], tuple[str, ...]]
    unknown: tuple[tuple[str, str], ...] = ()


class Load(Struct):
    """What somebody has on: the ids of reviews led, taken part in, and championed."""

    name: str
    school: str
    led: list[str] = field(default_factory=list)
    reviewed: list[str] = field(default_factory=list)
    championed: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.led) + len(self.reviewed) + len(self.championed)


class Release(Struct):
    """The release of a school's Improvement Champions, in half-days (ruling 15: one each).

    `needed` are those its champions' bookings take, `dated` those with a day; `to_cover` those for
    which no cover is arranged yet.
    """

    school: str
    needed: int = 0
    dated: int = 0
    to_cover: int = 0


def reviews_in(register: Register, years: Collection[int]) -> list[Record]:
    """The reviews of these school years (of their Septembers) that were not cancelled, by date."""
    lines = [
        line
        for line in register.lines()
        if line.status != "cancelled" and line.year(register.today) in years
    ]
    lines.sort(key=lambda line: (line.date is None, line.date, line.key))
    return [register.record(REVIEWS, line.key) for line in lines]


def matrix(register: Register, years: Collection[int]) -> Matrix:
    """Who reviewed whom: members first, then whoever else was on either side, by name."""
    who = WhosWho.of(register)
    pairs: dict[tuple[int, int], list[str]] = {}
    unknown: list[tuple[str, str]] = []
    shown = {key for key, school in who.schools.items() if school[consortium.MEMBER]}
    for record in reviews_in(register, years):
        host = record[review.SCHOOL]
        if host is None:
            continue
        shown.add(host)
        there: set[int] = set()
        for member in team_of(record):
            school = who.school_of(member.name, record[review.DATE_OF_REVIEW])
            if school is None:
                unknown.append((member.name.name, record.id))
            else:
                there.add(school)
        for school in there:
            shown.add(school)
            pairs.setdefault((school, host), []).append(record.id)
    schools = sorted(
        ((key, _shown(who.schools[key])) for key in shown if key in who.schools),
        key=lambda listed: (not who.schools[listed[0]][consortium.MEMBER], folded(listed[1])),
    )
    return Matrix(tuple(schools), {pair: tuple(ids) for pair, ids in pairs.items()}, tuple(unknown))


def loads(register: Register, years: Collection[int]) -> list[Load]:
    """What each person has on in these years, the busiest first."""
    who = WhosWho.of(register)
    by_name: list[tuple[Name, Load]] = []
    for record in reviews_in(register, years):
        for member in (*team_of(record), *champions_of(record)):
            load = _load_of(by_name, member, who, record)
            if member.field is review.LEAD_REVIEWER:
                load.led.append(record.id)
            elif member.field is review.OTHER_REVIEWERS:
                load.reviewed.append(record.id)
            else:
                load.championed.append(record.id)
    return sorted((load for _, load in by_name), key=lambda load: (-load.total, folded(load.name)))


def _load_of(by_name: list[tuple[Name, Load]], member: Member, who: WhosWho, on: Record) -> Load:
    person = who.person(member.name)
    name = Name(member.name.name, person.key) if person else member.name
    for other, load in by_name:
        if same_person(other, name):
            return load
    school = who.school_of(name, on[review.DATE_OF_REVIEW])
    load = Load(
        person[consortium.PERSON_NAME] if person else name.name,
        who.school_name(school) if school is not None else "",
    )
    by_name.append((name, load))
    return load


def releases(register: Register, years: Collection[int]) -> list[Release]:
    """The half-days of release of each school in these years, the most first.

    Champions of unknown schools are counted together, under no name.
    """
    who = WhosWho.of(register)
    by_school: dict[str, Release] = {}
    for record in reviews_in(register, years):
        rows = record[feedback.RELEASE]
        for member in champions_of(record):
            key = who.school_of(member.name, record[review.DATE_OF_REVIEW])
            school = who.school_name(key) if key is not None else ""
            release = by_school.setdefault(school, Release(school))
            mine = [row for row in rows if _is(row[feedback.RELEASE_CHAMPION], member.name)]
            release.needed += 1
            release.dated += any(row[feedback.RELEASE_DATE] for row in mine)
            release.to_cover += not any(row[feedback.RELEASE_COVER] for row in mine)
    return sorted(by_school.values(), key=lambda release: (-release.needed, folded(release.school)))


def _shown(school: Record) -> str:
    return school[consortium.SHORT_NAME] or shortened(school[consortium.SCHOOL_NAME])


def _is(text: str, name: Name) -> bool:
    return folded(text) == folded(name.name)


def grid(table: Matrix) -> Iterator[Sequence[str]]:
    """The matrix as rows of text: a number and a name for each school, a count for each pair.

    The first row has the numbers of the reviewed schools; a pair without a review is blank.
    """
    yield ("", "", *(str(number) for number in range(1, len(table.schools) + 1)))
    for number, (reviewing, name) in enumerate(table.schools, start=1):
        counts = (len(table.pairs.get((reviewing, reviewed), ())) for reviewed, _ in table.schools)
        yield (str(number), name, *(str(count) if count else "" for count in counts))

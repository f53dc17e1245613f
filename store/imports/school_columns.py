"""The columns a file of schools can have: what they are called, and where each one is.

Those of "Get Information About Schools" come first (`edubasealldata`, as the Department for
Education publishes it; `MainEmail` stands only in the one for those who sign in), then plain ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.text import cut

COLUMNS = {
    "name": ("EstablishmentName", "name", "school"),
    "urn": ("URN",),
    "phase": ("PhaseOfEducation (name)", "PhaseOfEducation", "phase"),
    "religious_character": ("ReligiousCharacter (name)", "ReligiousCharacter"),
    "pupils": ("NumberOfPupils", "pupils"),
    "town": ("Town",),
    "postcode": ("Postcode",),
    "telephone": ("TelephoneNum", "telephone"),
    "email": ("MainEmail", "email", "e-mail"),
    "headteacher": ("Headteacher",),
    "title": ("HeadTitle (name)", "HeadTitle"),
    "first_name": ("HeadFirstName",),
    "last_name": ("HeadLastName",),
    "status": ("EstablishmentStatus (name)", "EstablishmentStatus", "status"),
    "close_date": ("CloseDate",),
}
"""What is read, and the headings it can have."""
_OF_ONE_FACT = (frozenset({"headteacher", "title", "first_name", "last_name"}),)
_NOT_TO_BE_MISSED = frozenset({"headteacher", "email"})
"""Columns that the published extract has not, or has under another name."""
_OTHERS = frozenset(
    {
        "la(code)", "la(name)", "establishmentnumber", "typeofestablishment(code)",
        "typeofestablishment(name)", "establishmenttypegroup(code)", "establishmenttypegroup(name)",
        "establishmentstatus(code)", "phaseofeducation(code)", "religiouscharacter(code)",
        "reasonestablishmentclosed(code)", "reasonestablishmentclosed(name)", "opendate",
        "statutorylowage", "statutoryhighage", "diocese(name)", "religiousethos(name)",
        "schoolcapacity", "numberofboys", "numberofgirls", "lastchangeddate", "street",
        "locality", "address3", "county(name)", "schoolwebsite", "headpreferredjobtitle",
        "schoolsponsors(name)", "trusts(name)", "federations(name)", "previousestablishmentnumber",
    }
)  # fmt: skip
"""Headings of the extract that are not read, and mean nothing that is."""
_NEAR = 0.7


def key(heading: str) -> str:
    """A heading as it is compared: in lower case, without white space."""
    return "".join(heading.casefold().split())


def places(headings: Sequence[str]) -> dict[str, int]:
    """Which of `COLUMNS` a file has, each with the index of its cells in a row."""
    at: dict[str, int] = {}
    for index, heading in enumerate(headings):
        at.setdefault(key(heading), index)
    indices = {
        column: next((at[key(name)] for name in names if key(name) in at), None)
        for column, names in COLUMNS.items()
    }
    return {column: index for column, index in indices.items() if index is not None}


def nearest(column: str, headings: Sequence[str]) -> str:
    """The closest unused heading to a name of `column`, or empty."""
    from difflib import get_close_matches  # only for a strange heading: a start is faster

    taken = {key(name) for names in COLUMNS.values() for name in names} | _OTHERS
    free = {key(heading): heading for heading in headings if key(heading) not in taken}
    free.pop("", None)
    for name in COLUMNS[column]:
        if near := get_close_matches(key(name), free, 1, _NEAR):
            return free[near[0]]
    return ""


def renamed(headings: Sequence[str]) -> list[str]:
    """A sentence for each column that is missing while one of nearly its name is there."""
    there = places(headings)
    sentences = []
    for column, names in COLUMNS.items():
        if column in there or not (near := nearest(column, headings)):
            continue
        sentences.append(
            f"No column is called '{names[0]}', so it was not read; is it '{cut(near, 40)}'? "
            f"Then name that column '{names[0]}'."
        )
    return sentences


def not_there(headings: Sequence[str]) -> tuple[str, ...]:
    """The extract's columns that are missing, not counting those that seem only renamed."""
    there = set(places(headings))
    for several in _OF_ONE_FACT:
        there |= several if there & several else set()
    return tuple(
        names[0]
        for column, names in COLUMNS.items()
        if column not in there | _NOT_TO_BE_MISSED and not nearest(column, headings)
    )


def no_names(headings: Sequence[str]) -> str:
    """Why a file holds no schools: no column has their names."""
    first_headings = ", ".join(f"'{cut(heading, 40)}'" for heading in headings[:12] if heading)
    more = f" and {len(headings) - 12} more" if len(headings) > 12 else ""
    near = nearest("name", headings)
    what = f"rename '{cut(near, 40)}' if that is it" if near else "name the column so"
    return (
        "No column is called 'EstablishmentName' (or 'name', or 'school'), where the schools' "
        f"names would stand; {what}. The first line has {first_headings or 'none'}{more}."
    )

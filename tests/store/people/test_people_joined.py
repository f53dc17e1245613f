"""Names joined to people, entries merged, people of one name kept apart, posts, expertise."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import Refused
from store.field_values import Json, Name
from store.forgetting.forgetting import forget
from store.forgetting.mentions import subject_of
from store.open_register import engine_of
from store.paperwork import consortium, review
from store.paperwork.list_kinds import relinked
from store.paperwork.tables import PEOPLE, REVIEWS, SCHOOLS, YEARS
from store.people.merged_entries import merging
from store.people.person import apart, debts, engagements, posts
from store.people.unlinked_names import (
    Nearness,
    entering,
    joining,
    nearest,
    nearness,
    unlinked,
    unlinked_named,
)
from store.records.change import Change, making
from store.warnings.all_warnings import warnings_of
from tests.support.a_register import path_of
from tests.support.a_team import Consortium


@pytest.fixture
def ours(tmp_path: Path) -> Consortium:
    return Consortium(tmp_path)


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("joan  MASON", "Joan Mason", Nearness.SAME),
        ("Mason, Joan", "Joan Mason", Nearness.SAME),
        ("Mrs Joan Mason", "Joan Mason", Nearness.SAME),
        ("J. Mason", "Joan Mason", Nearness.INITIALS),
        ("J.Mason", "Joan Mason", Nearness.INITIALS),
        ("J A Mason", "Joan Mason", Nearness.INITIALS),
        ("Jo Mason", "Joan Mason", Nearness.SHORT),
        ("Joan Mayson", "Joan Mason", Nearness.ALIKE),
        ("Jaon Mason", "Joan Mason", Nearness.ALIKE),
        ("Mrs Mason", "Joan Mason", Nearness.SURNAME),
        ("K. Mason", "Joan Mason", None),
        ("J. Marsh", "Joan Mason", None),
        ("Ravi Patel", "Joan Mason", None),
        ("", "Joan Mason", None),
    ],
)
def test_how_near_a_name_comes_to_another(typed: str, name: str, how: Nearness | None) -> None:
    assert nearness(typed, name) == how


def test_an_unlinked_name_is_listed_with_its_reviews_and_fields(ours: Consortium) -> None:
    ours.review("Birch", "2026-11-26", ["J. Mason", "Ravi Patel"])
    ours.review("Heath", "2026-12-03", ["Ellen Reed", "J. Mason", "j mason"])
    (found,) = unlinked(ours.register)
    assert (found.name, found.reviews) == ("J. Mason", 2)
    assert found.fields == ("Lead Reviewer", "Other reviewers")
    assert nearest(ours.register, found.name) == [(ours.people["Joan Mason"], Nearness.INITIALS)]


def test_a_headteacher_of_a_school_that_is_no_member_is_not_asked_about(ours: Consortium) -> None:
    ours.school("Far Off", headteacher={"name": "Nobody Here", "person": None}, member=False)
    ours.school("Near", headteacher={"name": "Ann Lee", "person": None})
    assert [one.name for one in unlinked(ours.register)] == ["Ann Lee"]


def test_joining_links_every_place_and_leaves_the_names_as_they_were_typed(
    ours: Consortium,
) -> None:
    first = ours.review("Birch", "2026-11-26", ["J. Mason", "Ravi Patel"])
    second = ours.review("Heath", "2026-12-03", ["Ellen Reed", "J. Mason", "Ann Lee"])
    joan = ours.people["Joan Mason"]
    ours.register.apply(joining(unlinked_named(ours.register, "j mason").mentions, joan))
    now = [ours.register.record(REVIEWS, one.key) for one in (first, second)]
    assert now[0][review.LEAD_REVIEWER] == Name("J. Mason", joan)
    assert now[1][review.OTHER_REVIEWERS] == (Name("J. Mason", joan), Name("Ann Lee"))
    ours.register.undo()
    assert ours.register.record(REVIEWS, first.key)[review.LEAD_REVIEWER] == Name("J. Mason")


def test_two_people_of_one_name_are_joined_place_by_place(ours: Consortium) -> None:
    found = ours.review("Birch", "2026-11-26", ["Ann Lee", "Ann Lee"])
    one, other = ours.person("Ann Lee"), ours.person("Ann Lee")
    first, second = unlinked_named(ours.register, "Ann Lee").mentions
    ours.register.apply(joining([second], other))
    ours.register.apply(joining([first], one))
    now = ours.register.record(REVIEWS, found.key)
    assert now[review.LEAD_REVIEWER] == Name("Ann Lee", one)
    assert now[review.OTHER_REVIEWERS] == (Name("Ann Lee", other),)


def test_a_new_entry_is_made_of_a_name_and_its_key_was_never_used(ours: Consortium) -> None:
    found = ours.review("Birch", "2026-11-26", ["Ann Lee"])
    gone = ours.person("Gone Soon")
    leaver = ours.register.record(PEOPLE, gone)
    ours.register.apply([Change(PEOPLE.name, gone, "", dict(leaver.document), None)])
    name = unlinked_named(ours.register, "Ann Lee")
    ours.register.apply(entering(ours.register, name.name, name.mentions))
    lead = ours.register.record(REVIEWS, found.key)[review.LEAD_REVIEWER]
    assert lead is not None
    assert lead.person == gone + 1
    assert ours.register.record(PEOPLE, gone + 1)[consortium.PERSON_NAME] == "Ann Lee"


def test_a_name_that_is_nowhere_unlinked_is_refused(ours: Consortium) -> None:
    with pytest.raises(Refused, match="is no name that is linked to nobody"):
        unlinked_named(ours.register, "Ann Lee")


def test_merging_moves_every_link_and_takes_over_what_is_lacking(ours: Consortium) -> None:
    ours.tell("Joan Mason", expertise=["Phonics"], note="Mornings.", email="joan@example.org")
    other = ours.person(
        "J. Mason", school=ours.schools["Heath"], expertise=["phonics", "Forest school"],
        telephone="01206 1", email="jm@example.org", note="Ring first.", listed=True,
        earlier=[{"role": "reviewer", "from": "2020-09-01", "until": "2022-07-22"}],
    )  # fmt: skip
    one = ours.review("Birch", "2026-11-26", ["J. Mason", "Ravi Patel"], ["Priya Nair", "J. Mason"])
    school = ours.school("Elm", headteacher={"name": "Mrs Mason", "person": other})
    associate: Json = {"name": "J M", "person": other}
    ours.register.apply([making(YEARS.name, {"spp_associate": associate}, 2026)])
    joan = ours.people["Joan Mason"]
    found = merging(ours.register, *(ours.register.record(PEOPLE, key) for key in (joan, other)))
    assert len(found.mentions) == 4
    given_up = {each.field.path for each in found.fields if each.given_up}
    assert given_up == {"name", "school", "email"}
    ours.register.apply(found.changes)

    assert ours.register.find(PEOPLE, other) is None
    kept = ours.register.record(PEOPLE, joan)
    assert kept[consortium.EXPERTISE] == ("Phonics", "Forest school")
    assert kept[consortium.PERSON_NOTE] == "Mornings.\nRing first."
    assert kept[consortium.PERSON_TELEPHONE] == "01206 1"
    assert kept[consortium.PERSON_EMAIL] == "joan@example.org"
    assert kept[consortium.PERSON_SCHOOL] == ours.schools["Copford"]
    assert kept[consortium.LISTED]
    assert [row[consortium.POST_ROLE] for row in kept[consortium.EARLIER_POSTS]] == ["reviewer"]
    now = ours.register.record(REVIEWS, one.key)
    assert now[review.LEAD_REVIEWER] == Name("J. Mason", joan)
    assert now[review.IMPROVEMENT_CHAMPIONS][1] == Name("J. Mason", joan)
    head = ours.register.record(SCHOOLS, school)[consortium.SCHOOL_HEADTEACHER]
    assert head == Name("Mrs Mason", joan)
    ours.register.undo()
    assert ours.register.record(PEOPLE, other)[consortium.PERSON_TELEPHONE] == "01206 1"
    assert ours.register.record(REVIEWS, one.key)[review.LEAD_REVIEWER] == Name("J. Mason", other)


def test_who_was_joined_and_merged_is_forgotten_under_every_name(
    ours: Consortium, tmp_path: Path
) -> None:
    joan, path = ours.people["Joan Mason"], path_of(ours.register)
    ours.review("Birch", "2026-11-26", ["Mrs Masonette", "Ravi Patel"])
    ours.register.apply(joining(unlinked_named(ours.register, "mrs masonette").mentions, joan))
    gone = ours.register.next_key(PEOPLE)
    ours.register.apply(
        [making(PEOPLE.name, {"name": "Joanna Mayson", "email": "jm2@birch.example"}, gone)]
    )
    kept, other = (ours.register.record(PEOPLE, key) for key in (joan, gone))
    ours.register.apply(merging(ours.register, kept, other).changes)
    words = subject_of(ours.register, str(joan)).words
    ours.register.close()
    forget(engine_of(path, "office"), words, tmp_path / "drafts")
    held = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*") if one.is_file())
    for name in (b"Masonette", b"Mayson", b"jm2@", b"Joan Mason"):
        assert name not in held


def test_an_entry_is_not_merged_with_itself(ours: Consortium) -> None:
    joan = ours.register.record(PEOPLE, ours.people["Joan Mason"])
    with pytest.raises(Refused, match="one entry, not two"):
        merging(ours.register, joan, joan)


def test_posts_stand_in_order_and_today_s_comes_last(ours: Consortium) -> None:
    ours.tell(
        "Joan Mason", roles=["headteacher"],
        earlier=[
            {"role": "deputy", "from": "2018-09-01", "until": "2021-07-20"},
            {"role": "teacher", "school": ours.schools["Heath"], "until": "2018-07-20"},
        ],
        **{"from": "2021-09-01"},
    )  # fmt: skip
    found = posts(ours.register, ours.register.record(PEOPLE, ours.people["Joan Mason"]))
    assert [one.words for one in found] == [
        "teacher, Heath, until Fri 20 Jul 2018",
        "deputy, from Sat 1 Sep 2018 until Tue 20 Jul 2021",
        "headteacher, Copford, from Wed 1 Sep 2021",
    ]


def test_a_post_that_ends_before_it_begins_is_a_warning_and_is_kept(ours: Consortium) -> None:
    ours.tell(
        "Joan Mason", until="2020-01-01",
        earlier=[
            {"role": "deputy", "from": "2015-09-01", "until": "2021-07-20"},
            {"role": "teacher", "from": "2019-09-01", "until": "2018-07-20"},
        ],
        **{"from": "2021-09-01"},
    )  # fmt: skip
    joan = ours.register.record(PEOPLE, ours.people["Joan Mason"])
    told = {one.address: one.sentence for one in warnings_of(ours.register, joan)}
    assert told == {
        "until": "The time in the directory ends on Wed 1 Jan 2020, before it begins, on Wed 1 Sep "
        "2021; exchange the two, or check the years.",
        "earlier.r2.until": "Earlier post 2 ends on Fri 20 Jul 2018, before it begins, on Sun 1 "
        "Sep 2019; exchange the two, or check the years.",
    }


def test_the_reviews_somebody_is_on_are_told_with_what_they_are_on_each(ours: Consortium) -> None:
    first = ours.review("Birch", "2026-11-26", ["Joan Mason"], governors=[ours.named("Joan Mason")])
    last = ours.review("Heath", "2027-01-14", ["Ravi Patel", "Joan Mason"])
    joan = ours.register.record(PEOPLE, ours.people["Joan Mason"])
    found = engagements(ours.register, joan)
    assert [(one.review.id, one.parts) for one in found] == [
        (last.id, ("Other reviewers",)),
        (first.id, ("Lead Reviewer", "Governors expected")),
    ]


def test_what_somebody_owes_is_theirs_alone(ours: Consortium) -> None:
    ours.review("Birch", "2026-10-01", ["Joan Mason"])
    people = {name: ours.register.record(PEOPLE, key) for name, key in ours.people.items()}
    found = debts(ours.register, people["Joan Mason"])
    assert found is not None
    assert found.who == ours.people["Joan Mason"]
    assert debts(ours.register, people["Grace Lowe"]) is None


def test_two_of_one_name_are_told_apart_by_their_numbers(ours: Consortium) -> None:
    second = ours.person("Joan Mason", roles=["governor"])
    told = apart(ours.register)
    assert told[second] == f"governor, number {second}"
    assert told[ours.people["Grace Lowe"]] == "Birch"


def a_name(name: str, person: int | None = None) -> Json:
    return {"name": name, "person": person}


@pytest.mark.parametrize(
    ("read", "stored", "chosen", "linked"),
    [
        (a_name("Ann"), None, {"Ann": 2}, a_name("Ann", 2)),
        (a_name("Ann"), a_name("Ann", 1), {}, a_name("Ann", 1)),
        (a_name("Ann"), a_name("Ann", 1), {"Ann": 2}, a_name("Ann", 2)),
        (a_name("Bo"), a_name("Ann", 1), {"Ann": 2}, a_name("Bo")),
        (None, a_name("Ann", 1), {}, None),
        (
            [a_name("Ann"), a_name("Bo", 7), a_name("Ann")],
            [a_name("Ann", 1)],
            {},
            [a_name("Ann", 1), a_name("Bo", 7), a_name("Ann")],
        ),
        (
            [a_name("Ann"), a_name("Ann")],
            [a_name("Ann", 1), a_name("Ann", 2)],
            {},
            [a_name("Ann", 1), a_name("Ann", 2)],
        ),
        ([a_name("Ann")], [a_name("Ann", 1), a_name("Ann", 2)], {}, [a_name("Ann")]),
        ([a_name("Ann")], [a_name("Ann", 1), a_name("Ann", 2)], {"Ann": 2}, [a_name("Ann", 2)]),
    ],
)
def test_a_name_read_back_means_who_was_chosen_or_who_it_meant(
    read: Json, stored: Json, chosen: dict[str, int], linked: Json
) -> None:
    assert relinked(read, stored, chosen) == linked

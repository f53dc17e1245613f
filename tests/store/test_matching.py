import pytest

from store.matching import matches


@pytest.mark.parametrize(
    ("needle", "texts"),
    [
        ("", ["Birch"]),
        ("birch", ["Birch CofE VA Primary"]),
        ("prim bir", ["Birch CofE VA Primary"]),
        ("mason birch", ["Birch CofE VA Primary", "J. Mason"]),
        ("zoe", ["Zoë Lukić"]),
        ("LUKIC", ["Zoë Lukić"]),
        ("Zoë", ["zoe"]),
        ("st marys", ["St. Mary’s, Ardleigh"]),
        ("strasse soren", ["Straße", "Søren"]),
        ("pr-2026", ["PR-2026-014"]),
    ],
)
def test_every_word_is_found_somewhere(needle: str, texts: list[str]) -> None:
    assert matches(needle, *texts)


@pytest.mark.parametrize(
    ("needle", "texts"),
    [
        ("birch copford", ["Birch CofE"]),
        ("ab", ["a", "b"]),
        ("x", []),
    ],
)
def test_a_word_that_is_in_none_of_the_texts_is_not_found(needle: str, texts: list[str]) -> None:
    assert not matches(needle, *texts)

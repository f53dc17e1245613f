"""Text is cleaned once, where it enters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import clean_line, clean_text, is_blank

# Any code point, lone surrogates too; and often the ones that are treated specially.
anything = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\r\n\t\v\f\x85\u2028\u2029\x00\x1b\x9b\ud800\udfff\ufeff\ufffe\ufdd0"),
        st.sampled_from("ae\u0301\u0308\u0323 \u00a0\u2000"),
    )
)


@pytest.mark.parametrize("ending", ["\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_ending_becomes_one_newline(ending: str) -> None:
    assert clean_text(f"Strengths{ending}Phonics") == "Strengths\nPhonics"


@pytest.mark.parametrize(
    "unseen",
    [*"\x00\x07\x1b\x1c\x1f\x7f\x9b\ud83d\udc00\ufdd0\ufdef\ufeff\uffff\U0010fffe"],
)
def test_what_cannot_be_shown_goes(unseen: str) -> None:
    assert clean_text(f"a{unseen}b") == "ab"
    assert clean_line(f"a{unseen}b") == "ab"


def test_letters_and_accents_are_composed() -> None:
    assert clean_text("Zoe\u0308") == "Zo\u00eb"


def test_an_accent_parted_from_its_letter_by_a_control_character_is_composed() -> None:
    assert clean_text("e\x00\u0301") == "\u00e9"


@pytest.mark.parametrize(
    "typed",
    ["[/x]", "[bold]", "\\n", "a\tb", " two  spaces ", "\u05d0\u200f", "\u202bx\u202c", "\u200b"],
)
def test_what_was_typed_on_purpose_stays_in_text(typed: str) -> None:
    assert clean_text(typed) == typed


def test_a_line_has_spaces_for_newlines_and_tabs_and_no_space_at_its_ends() -> None:
    assert clean_line("\tMilldene\r\nPrimary\tSchool \n") == "Milldene Primary School"
    assert clean_line(" \u00a0St John\u2019s\u00a0 ") == "St John\u2019s"


@given(anything)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean_text(clean_text(raw)) == clean_text(raw)
    assert clean_line(clean_line(raw)) == clean_line(raw)


@given(anything)
def test_clean_text_is_text_any_file_can_hold(raw: str) -> None:
    text = clean_text(raw)
    assert text.encode("utf-8").decode("utf-8") == text
    assert {c for c in text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n", "\t"}
    assert unicodedata.is_normalized("NFC", text)


@given(anything)
def test_a_clean_line_is_one_line(raw: str) -> None:
    line = clean_line(raw)
    assert line.splitlines() in ([], [line])
    assert line == line.strip()


@pytest.mark.parametrize(
    "unseen",
    [
        "",
        " ",
        "\n\t",
        "\u00a0",
        "\u00ad",
        "\u200b",
        "\u200b \u2060",
        "\u200e\u202e",
        "\u3164",
        "\ufe0f",
    ],
)
def test_a_text_of_which_nothing_is_seen_is_blank(unseen: str) -> None:
    assert is_blank(unseen)
    for seen in (f"{unseen}a", f"a{unseen}", f"{unseen}0{unseen}", f"\u05d0{unseen}", f"-{unseen}"):
        assert not is_blank(seen)

"""Whatever is typed reads the same once its Markdown is rendered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from store.documents.formats.escaping import bullet, cell, inline, paragraph
from store.text import clean_line, clean_text

GFM = MarkdownIt("gfm-like")

# Plain characters, and often the pieces Markdown and its renderers make something of.
SIGNS = "\\`*_[]<>~$&#|-+=:!^(){}%@.;,/'\" \t\n1aZ\u00e9\u00a0\u3000\u200b\u0301\u00b2\u4e2d"
LINKS = [
    "https://",
    "http://x.org/",
    "ftp://",
    "www.",
    "x.org",
    "a@b.org",
    "mailto:",
    "//",
    "%41",
    "%25",
    "xn--e1afmkfd.org",
]
PIECES = [
    "&amp;",
    "&#32;",
    "&copy",
    "<br>",
    "<b>",
    "<!--",
    "```",
    "~~",
    "---",
    "|---|",
    "[x](y)",
    "![",
    "[^1]",
    "[a]:",
    "__",
    "==",
    "1)",
    "23.",
]
marks = st.sampled_from([*SIGNS, *LINKS, *PIECES, "- ", "1. ", "\\\n", "\n\n", "\n\n\n"])
typed = st.one_of(st.text(), st.lists(st.one_of(marks, st.characters())).map("".join))
texts = typed.map(clean_text)
lines = typed.map(clean_line)


def read(tokens: list[Token]) -> str:
    """The text of inline tokens, as a reader sees it; anything but text, breaks, links fails."""
    seen = []
    for token in tokens:
        if token.type == "hardbreak" or (token.type, token.content) == ("html_inline", "<br>"):
            seen.append("\n")
        elif token.type not in ("link_open", "link_close"):
            assert token.type == "text", f"{token.type}: {token.content!r}"
            seen.append(token.content)
        else:
            assert token.markup == "linkify"
    return "".join(seen)


def rendered(document: str) -> tuple[list[str], list[str]]:
    """The block tokens' types of a document, and the text of each inline token."""
    blocks = GFM.parse(document)
    return (
        [block.type for block in blocks if block.type != "inline"],
        [read(block.children or []) for block in blocks if block.type == "inline"],
    )


def as_paragraph(text: str) -> str:
    shape, read_back = rendered(f"## Strengths\n\n{paragraph(text)}\n\n## Signed\n")
    assert read_back[0] == "Strengths"
    assert read_back[-1] == "Signed"
    assert set(shape[2:-2]) <= {"paragraph_open", "paragraph_close"}
    return "\n\n".join(read_back[1:-1])


def as_bullet(text: str) -> str:
    shape, read_back = rendered(f"- before\n- {bullet(text)}\n- after\n")
    assert [kind for kind in shape if not kind.startswith("paragraph")] == (
        ["bullet_list_open", *["list_item_open", "list_item_close"] * 3, "bullet_list_close"]
    )
    assert read_back[0] == "before"
    assert read_back[-1] == "after"
    return "\n\n".join(read_back[1:-1])


def as_cell(text: str) -> str:
    written = cell(text)
    shape, read_back = rendered(
        f"| {written} | No |\n| --- | --- |\n| 1 | {written} |\n| 2 | b |\n"
    )
    assert [kind for kind in shape if kind in ("tr_open", "th_open", "td_open")] == (
        ["tr_open", "th_open", "th_open"] + ["tr_open", "td_open", "td_open"] * 2
    )
    header, *rest = read_back
    assert rest == ["No", "1", header, "2", "b"]
    return header


def as_heading(line: str) -> str:
    shape, (read_back,) = rendered(f"## {inline(line)}\n")
    assert shape == ["heading_open", "heading_close"]
    return read_back


def as_line(line: str) -> str:
    if not line:
        return ""
    shape, (read_back,) = rendered(inline(line))
    assert shape == ["paragraph_open", "paragraph_close"]
    return read_back


@given(texts)
@settings(max_examples=300)
def test_any_text_reads_in_a_paragraph_as_it_was_typed(text: str) -> None:
    assert as_paragraph(text) == text


@given(texts)
@settings(max_examples=300)
def test_any_text_reads_in_a_bullet_as_it_was_typed(text: str) -> None:
    assert as_bullet(text) == text


@given(texts)
@settings(max_examples=300)
def test_any_text_reads_in_a_cell_as_it_was_typed(text: str) -> None:
    assert as_cell(text) == text


@given(lines)
@settings(max_examples=300)
def test_any_line_reads_in_a_heading_or_on_its_own_as_it_was_typed(line: str) -> None:
    assert as_heading(line) == line
    assert as_line(line) == line


EXAMPLES = {
    # what people write, left alone
    "": "",
    "St John\u2019s, Colchester (Y3 & Y4) \u2013 60% at ARE; 5 > 4!": None,
    "a_b_c": None,
    "R&D; AT&T": None,
    "-5 degrees, 1.5 days, +14": None,
    "https://example.org/a_b?c=1&d=2": None,
    "See www.example.org or office@example.org.": None,
    ":": None,
    "two  spaces": None,
    # what Markdown would make something of
    "# not a heading": "\\# not a heading",
    "1. x": "1\\. x",
    "23) x": "23\\) x",
    "- x": "\\- x",
    "-": "\\-",
    "+ x": "\\+ x",
    "> x": "\\> x",
    "| a |": "\\| a |",
    "_x_": "\\_x\\_",
    "*x*": "\\*x\\*",
    "<b>": "\\<b>",
    "&amp;": "\\&amp;",
    "&#x41;": "\\&#x41;",
    "[/x]": "\\[/x\\]",
    "[ ] done": "\\[ \\] done",
    "~~x~~": "\\~\\~x\\~\\~",
    "`x`": "\\`x\\`",
    "$5 and $6": "\\$5 and \\$6",
    "---": "\\---",
    "--- ": "\\---&#32;",
    "===": "\\===",
    ":-- | --:": "\\:-- | --:",
    "|---|": "\\|---|",
    "\\": "\\\\",
    "\\\\": "\\\\\\\\",
    "  two before": "&#32; two before",
    "    four before": "&#32;   four before",
    "\tx\ty\t": "&#9;x\ty&#9;",
    "\u00a0x": "&nbsp;x",
    "https://example.org/a_b*c": "https\\://example.org/a_b\\*c",
    "www.example.org/*": "www\\.example.org/\\*",
    "https://example.org/a%20b": "https\\://example.org/a\\%20b",
    # lines
    "a\nb": "a\\\nb",
    "a\n- b": "a\\\n\\- b",
    "a\n\nb": "a\n\nb",
    "a\n\n\n\nb": "a\n\n\\\n\\\nb",
    "Name | Class\n--- | ---": "Name | Class\\\n\\--- | ---",
    "https://example.org/\nb": "https\\://example.org/\\\nb",
    "https://example.org/\n\nb": "https://example.org/\n\nb",
    "\na\n": "&#10;a&#10;",
    "\n\n": "&#10;&#10;",
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_paragraph_has_the_escapes_it_needs_and_no_more(text: str) -> None:
    expected = EXAMPLES[text]
    assert paragraph(text) == (text if expected is None else expected)


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_reads_everywhere_as_it_was_typed(text: str) -> None:
    assert as_paragraph(text) == text
    assert as_bullet(text) == text
    assert as_cell(text) == text


def test_a_bullet_of_two_lines_stays_one_bullet() -> None:
    assert bullet("Phonics\n- daily") == "Phonics\\\n  \\- daily"
    assert bullet("Phonics\n\ndaily") == "Phonics\n\n  daily"


def test_a_cell_has_breaks_and_escaped_pipes_and_leaves_line_starts_alone() -> None:
    assert cell("- a | b\n# c") == "- a \\| b<br># c"
    assert cell("\\|") == "\\\\\\|"


def test_marks_at_the_end_of_a_heading_are_kept() -> None:
    assert inline("Music in C #") == "Music in C \\#"
    assert inline("Year 4#") == "Year 4#"


def test_a_plain_address_stays_a_link() -> None:
    for address in ("https://example.org/a_b", "www.example.org", "office@example.org"):
        assert f">{address}</a>" in GFM.render(paragraph(f"See {address} today."))


@pytest.mark.parametrize(
    "odd",
    [
        *(
            "a:@x.org",
            "ftp://=:80@",
            ":80==\u00e9=x.org:80",
            "https://x.org/?q=(\n)",
            "https://a\nb@c.org",
        ),
        *("https://" + "a." * 200 + "org", "a." * 200 + "org"),
    ],
)
def test_an_odd_address_reads_as_it_was_typed(odd: str) -> None:
    assert as_paragraph(odd) == odd
    assert as_bullet(odd) == odd
    assert as_cell(odd) == odd


def test_a_newline_in_a_line_stays_within_the_line() -> None:
    assert inline("a\nb") == "a&#10;b"

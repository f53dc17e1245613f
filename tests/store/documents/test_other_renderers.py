"""Other renderers of GFM show the same text: cmark-gfm, which GitHub has, and mistune."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import mistune
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.documents.all_documents import REVIEW_FORMS
from store.documents.formats.escaping import inline
from store.documents.formats.markdown import body
from store.documents.page import Answer, DocumentPage, Heading, PageRow, PageTable
from store.documents.scopes import review_scope
from store.open_register import open_register
from store.paperwork.tables import REVIEWS
from store.register.register import Register
from tests.support.a_review import FILLED, HALF, filled, register_at, with_year
from tests.support.hostile import KEPT, hostile_register

GFM = MarkdownIt("gfm-like")
MISTUNE = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])


def with_cmark(text: str) -> str:
    shown = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    assert isinstance(shown, str)
    return shown


def with_mistune(text: str) -> str:
    shown = MISTUNE(text)
    assert isinstance(shown, str)
    return shown


OTHERS: dict[str, Callable[[str], str]] = {"cmark-gfm": with_cmark, "mistune": with_mistune}


class Seen(HTMLParser):
    """What a reader sees of HTML: its text, block by block, white space as a browser shows it."""

    BLOCKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in self.BLOCKS:
            self.blocks.append("")
        elif tag == "br":
            self.handle_data("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1:] = ["".join([*self.blocks[-1:], data])]


def seen(html: str) -> list[str]:
    reader = Seen()
    reader.feed(html)
    reader.close()
    shown = (re.sub(r" *\v *", "\n", re.sub(r"[ \t\r\n]+", " ", block)) for block in reader.blocks)
    return [text for block in shown if (text := block.strip(" \n"))]


def differing(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each renderer that shows another text than ours does."""
    ours = seen(GFM.render(text))
    for name, render in OTHERS.items():
        theirs = seen(render(text))
        if theirs != ours:
            pair = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b][:1]
            yield name, [a for a, _ in pair] or ours, [b for _, b in pair] or theirs


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with register_at(tmp_path) as made_register:
        yield made_register


def test_every_form_shows_the_same_text_everywhere(register: Register) -> None:
    with_year(register)
    for values in (FILLED, HALF):
        scope = review_scope(register, filled(register, values))
        for form in REVIEW_FORMS.values():
            if form.returns:
                assert not list(differing(body(form.page(scope))))


def test_every_empty_form_shows_the_same_text_everywhere() -> None:
    for form in REVIEW_FORMS.values():
        if form.empty:
            assert not list(differing(body(form.blank)))


def test_forms_with_what_is_hostile_in_every_field_show_the_same_text_everywhere(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hostile.json"
    hostile_register(path, KEPT)
    with open_register(path) as register:
        for key in register.keys(REVIEWS):
            scope = review_scope(register, register.record(REVIEWS, key))
            for form in REVIEW_FORMS.values():
                if form.returns:
                    assert not list(differing(body(form.page(scope))))


WORDS = r"""
Pupils read widely & talk about books; 60% at ARE (58% before) Y3/Y4 St John’s – KS1
“quoted” R&D a_b_c 5 > 4 < 6 = + - * # 1. 2) a) e.g. i.e. [draft] (see p. 3) £20 $5
**bold** *all* `code` ~20 ~~no~~ | || --- === ... ! ? @home #1 C# \ / \n &amp; &nbsp;
https://example.org/a_b?c=1&d=2 www.example.org office@example.org <b> <br> [x](y)
"""
sentences = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=8).map(" ".join)
realistic = (
    st.lists(st.one_of(sentences, st.just("")), min_size=1, max_size=4)
    .map(lambda lines: "\n".join(lines).strip("\n"))
    .filter(bool)
)


def page_with(text: str) -> DocumentPage:
    line = text.replace("\n", " ")
    return DocumentPage(
        "T",
        line,
        (
            Answer(Heading(2, line), "x", text),
            Answer(Heading(3, "Strengths"), "x", (text, "then")),
            PageTable(("No.", "Action"), (PageRow(("1", text)), PageRow(("2", "then")))),
        ),
    )


def test_a_difference_would_be_seen() -> None:
    assert [name for name, _, _ in differing("www.example.org/a_\n\n- [ ] x ~y~")] != []


@given(realistic)
@settings(max_examples=200)
def test_any_text_as_people_write_it_shows_the_same_everywhere(text: str) -> None:
    assert not list(differing(body(page_with(text))))


@pytest.mark.parametrize("line", ["Music in C\u00a0#", "Music in C\u3000##", "Music in C #"])
def test_marks_at_the_end_of_a_heading_are_shown_everywhere(line: str) -> None:
    assert seen(GFM.render(f"## {inline(line)}\n")) == [line]
    assert not list(differing(f"## {inline(line)}\n"))

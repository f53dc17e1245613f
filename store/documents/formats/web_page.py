"""A page as HTML: one file with nothing outside it, to be read on a screen or printed on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import TYPE_CHECKING

from store.documents.files import FileKind, text_in
from store.documents.formats.markdown import block_text, head_text
from store.documents.page import BETWEEN, Answer, Block, DocumentPage, PageTable, Pairs, whose_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_BREAK = "<br>"
_IDENTITY = re.compile(r'<meta name="peer-review-register" content="([^"]*)">')
_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.45 system-ui, "Segoe UI", Arial, sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
body.wide { max-width: 90rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; } h3, h4 { font-size: 1rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.4em 0 .5em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { border: 1px solid; padding: .35em .5em; text-align: left; vertical-align: top; }
th { font-weight: 600; } td:empty { height: 2em; }
.pairs th { width: 30%; }
li:empty { min-height: 1.6em; }
.space { min-height: 5em; border: 1px solid; }
@page { size: A4 SHAPE; margin: 15mm; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}"""


def write(page: DocumentPage) -> bytes:
    """The page as its Markdown is rendered; nothing typed becomes mark-up."""
    parser = _parser()
    title = escape(page.title)
    identity = escape(f"{page.title}{BETWEEN}{whose_line(page.line)}")
    body = "".join([parser.render(head_text(page)), *_blocks(page, parser)])
    style = _STYLE.replace("SHAPE", "landscape" if page.landscape else "portrait")
    shape = ' class="wide"' if page.landscape else ""
    return f"""\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="peer-review-register" content="{identity}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body{shape}>
{body}</body>
</html>
""".encode()


def _parser() -> MarkdownIt:
    """GFM without HTML, in which the break our own Markdown has in a table's cell is one.

    Only an address that begins with its scheme is a link: "plan.md" is a file's name.
    """
    from markdown_it import MarkdownIt  # 60 ms, which only a page as HTML has to wait for

    parser = MarkdownIt("gfm-like", {"html": False})
    if parser.linkify:
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.inline.ruler.before("autolink", "cell_break", _cell_break)
    return parser


def _cell_break(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_BREAK, state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += len(_BREAK)
    return True


def _blocks(page: DocumentPage, parser: MarkdownIt) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Pairs):
            yield from _pairs(block)
            continue
        for part in block.parts if isinstance(block, PageTable) else (block,):
            yield _rendered(part, parser)


def _rendered(block: Block, parser: MarkdownIt) -> str:
    """A block; where a text is still to be written there is room for it."""
    rendered: str = parser.render(block_text(block)).replace("<th>", '<th scope="col">')
    if isinstance(block, PageTable):
        return rendered.replace("<table>", f"<table>{_columns(block)}")
    if isinstance(block, Answer) and block.content == "":
        return f'{rendered}<p class="space"></p>\n'
    return rendered


def _pairs(pairs: Pairs) -> Iterator[str]:
    yield '<table class="pairs">\n<tbody>\n'
    for row in pairs.rows:
        label, value = (escape(text).replace("\n", "<br>\n") for text in row.cells)
        yield f'<tr>\n<th scope="row">{label}</th>\n<td>{value}</td>\n</tr>\n'
    yield "</tbody>\n</table>\n"


def _columns(table: PageTable) -> str:
    """How wide the columns are to each other."""
    if not table.weights:
        return ""
    whole = sum(table.weights)
    shares = (f'<col style="width: {weight / whole:.0%}">' for weight in table.weights)
    return f"\n<colgroup>{''.join(shares)}</colgroup>"


def _whose(data: bytes) -> tuple[str, ...]:
    identity = _IDENTITY.search(text_in(data))
    return (unescape(identity[1]),) if identity else ()


HTML = FileKind(".html", _whose)

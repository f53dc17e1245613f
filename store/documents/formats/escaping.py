"""Plain text into Markdown (GFM) that reads exactly as typed, with as few escapes as possible.

All functions take cleaned text (`store.text`), are total, and keep every character: rendering
what they return gives the text back. White space at the ends of a line is written as entities
because Markdown trims it; a space inside a line stays a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

_NEWLINE = "&#10;"
_NEWLINES = re.compile(r"(\n\n*)")

# `$` for renderers that read mathematics; `~` because one is enough for GFM to strike through.
# A percent escape or "xn--" in a bare address would be shown decoded by markdown-it, ":@" lost.
# The class before what each mark needs is what makes it quick to look through a long line.
_ANYWHERE = re.compile(
    r"[\\`*\[\]<~$&%:-](?:(?<![&%:-])"
    r"|(?<=&)(?=\#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});)"
    r"|(?<=%)(?=[0-9a-fA-F]{2})"
    r"|(?<=[xX][nN]-)(?=-)"
    r"|(?<=:)(?=@))"
)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_UNDERSCORES = re.compile(r"__*")

# A heading, a quotation, a table's row; a bullet; a number; a line that underlines a heading, heads
# a table or rules off. The last character matched is the one to escape.
_LINE_START = re.compile(
    r"[#>|]|[-+](?=[ \t]|\Z)|[0-9]{1,9}[.)](?=[ \t]|\Z)"
    r"|(?=[:| \t]*[-=])[-:|=](?=[-:|= \t]*\Z)"
)
_HOST = re.compile(r"[^ \t/]+")
_NO_HOST = "=^|"  # signs that no host has
_BEFORE_DIGIT = re.compile(r":(?=[0-9])")
_DOT = re.compile(r"\.")
_CLOSING_MARKS = re.compile(r"(?<!\S)#+[ \t]*\Z")  # after any white space, for mistune
_URL_MARK = re.compile(r":(?=//)|\.(?<=(?i:www)\.)")
_PIPE = re.compile(r"\|")
_BREAK = re.compile(r"\n")
_REACH = re.compile(r"[^ \t]+")


# A line without a character that is ever escaped, which begins neither with white space nor with a
# mark that means something there. Most lines that people type are such.
_PLAIN = re.compile(r"(?:[^\s\d\\`*\[\]<~$_#|=^&%>:+-]|[0-9]+(?![.)0-9]))[^\\`*\[\]<~$_#|=^&%\n]*")
_LONG = 250
"""A longer word is looked at closely: it may hold a host of more than 255 characters."""


def _has_long(line: str) -> bool:
    """Whether a word of a line is too long to be taken for one without a look at it."""
    start = 0
    while len(line) - start > _LONG:
        space = line.rfind(" ", start, start + _LONG + 1)
        if space < 0:
            return True
        start = space + 1
    return False


def _has_url(line: str) -> bool:
    """Whether a line has what begins a bare URL."""
    return "://" in line or "www." in line.lower()


def _plain(line: str) -> bool:
    """Whether nothing in a line has to be escaped, wherever it stands and whatever follows it."""
    return bool(
        not line[-1:].isspace()
        and _PLAIN.fullmatch(line.replace("& ", "").replace("% ", ""))
        and "--" not in line
        and ":@" not in line
        and not _has_url(line)
        and not _has_long(line)
    )


def paragraph(text: str) -> str:
    """`text` as one or more paragraphs, to stand between blank lines.

    A newline becomes a backslash and a newline, an empty line a blank line; each further empty
    line is a line with only a backslash. Newlines at the very ends become entities.
    """
    if _plain(text):
        return text
    body = text.strip("\n")
    if not body:
        return _NEWLINE * len(text)
    before = text.index(body)
    after = len(text) - before - len(body)
    lines = _NEWLINES.split(body)  # lines at even places, the newlines between at odd ones
    written = [_NEWLINE * before]
    for line, newlines in zip(lines[::2], [*lines[1::2], ""], strict=True):
        last = newlines == ""
        if last:
            end = _NEWLINE * after
        elif newlines == "\n":
            end = "\\"
        else:
            end = ""
        written.append(_escaped(line, end, starts=True))
        if not last:
            written.append("\n" if newlines == "\n" else "\n\n" + "\\\n" * (len(newlines) - 2))
    return "".join(written)


def bullet(text: str) -> str:
    """`text` as what comes after `- `: a paragraph whose further lines are indented by two."""
    written = paragraph(text)
    return re.sub(r"\n(?!\n)", "\n  ", written) if "\n" in written else written


def inline(text: str) -> str:
    """`text` within one line: a heading, or anywhere in a paragraph. A newline is an entity."""
    return _escaped(text, "", starts=True, heading=True)


def cell(text: str) -> str:
    """`text` as a table's cell, to stand between `| ` and ` |`. A newline becomes `<br>`."""
    if not text or _plain(text):
        return text
    *lines, last = text.split("\n")
    written = [_escaped(line, "<br>", pipes=True) for line in lines]
    return "".join([*written, _escaped(last, "", pipes=True)])


def _escaped(
    line: str, end: str, *, starts: bool = False, heading: bool = False, pipes: bool = False
) -> str:
    """One line escaped, and `end` after it.

    `starts`: it may begin a line of the document; `heading`: it may end a heading; `pipes`: it
    is in a table.
    """
    if not line or _plain(line):
        return line + end
    positions = [match.start() for match in _ANYWHERE.finditer(line)]
    for match in _NAMED.finditer(line):
        if match[1] in html5:  # "R&D;" names no character
            positions.append(match.start())
    positions += _unlinked(line)
    for match in _UNDERSCORES.finditer(line):
        start, stop = match.span()
        between = line[max(0, start - 1) : start].isalnum() and line[stop : stop + 1].isalnum()
        positions += range(start, start if between else stop)
    if starts and (mark := _LINE_START.match(line)):
        positions.append(mark.end() - 1)
    if heading and (closing := _CLOSING_MARKS.search(line)):
        positions.append(closing.start())
    if pipes:
        positions += (match.start() for match in _PIPE.finditer(line))
    written = {position: "\\" + line[position] for position in positions}
    ends = (position for position in (0, len(line) - 1) if line[position].isspace())
    for position in (*ends, *(match.start() for match in _BREAK.finditer(line))):
        written[position] = _entity(line[position])
    _part_urls(line, written, end)
    parts: list[str] = []
    done = 0
    for position in sorted(written):
        parts += (line[done:position], written[position])
        done = position + 1
    return "".join([*parts, line[done:], end])


def _unlinked(line: str) -> Iterator[int]:
    """The places of marks without which markdown-it shows no link where it would alter its text.

    It moves a port that follows what cannot be a host, and drops a host of more than 255
    characters.
    """
    if not any(sign in line for sign in _NO_HOST) and not _has_long(line):
        return
    for host in _HOST.finditer(line):
        named = "." in host[0] or line.endswith("//", 0, host.start())
        if named and any(sign in host[0] for sign in _NO_HOST):
            yield from (mark.start() for mark in _BEFORE_DIGIT.finditer(line, *host.span()))
        if len(host[0]) > _LONG:
            yield from (mark.start() for mark in _DOT.finditer(line, *host.span()))


def _part_urls(line: str, written: dict[int, str], end: str) -> None:
    """Escape the mark of a bare URL (`https\\://`, `www\\.`) in whose reach an escape stands.

    A renderer takes a bare URL as it is in the file, backslashes and entities and all, up to the
    next white space; its own mark escaped, it is text like any other. Without escapes in its
    reach it stays a link. White space at an end of the line is written as an entity, and is
    within the reach it touches.
    """
    if not _has_url(line):
        return
    for reach in _REACH.finditer(line):
        start, stop = reach.span()
        at_end = start == 1 or stop == len(line) - 1 or (stop == len(line) and end)
        if at_end or any(position in written for position in range(start, stop)):
            for mark in _URL_MARK.finditer(line, start, stop):
                written[mark.start()] = "\\" + mark[0]


def _entity(space: str) -> str:
    return "&nbsp;" if space == "\u00a0" else f"&#{ord(space)};"

"""A returned form as a file: what it is, by its first bytes and never by its name."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from store.errors import Unreadable
from store.returned.form import Returned
from store.returned.markdown import markdown

WORD_LIMIT = 20_000_000
"""Bytes: a form of ours has some 40,000; with photographs pasted in, Word files grow to this."""
TEXT_LIMIT = 2_000_000
"""Bytes: a long form has some 40,000; as many as this are still read within seconds."""

SEND_INSTEAD = "Send the form as it was exported: a Word file (.docx) or Markdown (.md)."
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%PDF",), "a PDF, in which nothing can be told apart"),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF"),
        "a picture or a recording",
    ),
    ((b"{\\rtf",), "Rich Text (RTF); open it and save it as a Word file (.docx)"),
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"), "a packed file; unpack it first"),
    ((b"\x7fELF", b"MZ\x90"), "a program"),
    ((b"SQLite format 3",), "a database"),
)
_TEXT_OF_ITS_OWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S),
        "a web page",
    ),
    (re.compile(r"<\?xml\b|<svg\b", re.I), "XML"),
    (re.compile(r"begin:v(?:calendar|card)", re.I), "a calendar or a visiting card"),
    (
        re.compile(r"(?=.*^(?:mime-version|message-id): )[\w-]+: ", re.I | re.M | re.S),
        "an e-mail message; save what is attached to it",
    ),
    (re.compile(r'\{\s*"|\[\s*\{'), "data (JSON)"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def read_path(path: Path) -> Returned:
    """The form in the file at `path`; links are followed, and no more than the limit is read.

    Raises:
        Unreadable: when there is no file, or none that may be read, or no form in it.
    """
    try:
        return read_returned(_bytes_at(path.expanduser()), path.name)
    except FileNotFoundError:
        raise Unreadable(f"{path} is not there; look at how its name is written.") from None
    except PermissionError:
        raise Unreadable(f"{path} may not be read; ask whoever owns it for the right to.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    except (RuntimeError, ValueError) as error:  # no such user's home; a name with a NUL in it
        raise Unreadable(f"{path} cannot be read: {str(error).rstrip('.')}.") from None


def read_returned(data: bytes, name: str) -> Returned:
    """The form in `data`, the bytes of a file called `name`.

    A Word file is read as Word, any text as Markdown: in UTF-8, in UTF-16 with its mark, or else
    in Windows-1252. Nothing in it is changed but the encoding.

    Raises:
        Unreadable: when it is neither, or too large, or empty; the sentence begins with the name.
    """
    if data.startswith((*_ZIP, _OLE)):
        _within(len(data), WORD_LIMIT, name)
        from store.returned.word import word  # only for a Word file: lxml costs more than a start

        try:
            return word.read(data)
        except Unreadable as error:
            raise Unreadable(f"{name}: {error}") from None
    for starts, what in _FOREIGN:
        if data.startswith(starts):
            raise _other(name, what)
    _within(len(data), TEXT_LIMIT, name)
    text = _decoded(data, name)
    beginning = text[:2000].strip()
    if not beginning and not text.strip():
        raise Unreadable(f"{name} is empty: there is nothing in it to read. {SEND_INSTEAD}")
    for sign, what in _TEXT_OF_ITS_OWN:
        if sign.match(beginning):
            raise _other(name, what)
    return markdown.read(text)


def _bytes_at(path: Path) -> bytes:
    """The bytes of a file; what is not a plain file is not opened, or at least not waited for.

    Raises:
        Unreadable: when it is no file, or larger than any form.
    """
    _is_file(path.stat().st_mode, path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _is_file(status.st_mode, path)
        _within(status.st_size, WORD_LIMIT, path.name)
        data = file.read(WORD_LIMIT + 1)
    _within(len(data), WORD_LIMIT, path.name)  # it may have grown
    return data


def _is_file(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise Unreadable(f"{path} is a folder; name the forms in it.")
    if not stat.S_ISREG(mode):
        raise Unreadable(f"{path} is no file that could hold a form, but a device or a pipe.")


def _within(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise Unreadable(
            f"{name} has {size:,} bytes; at most {limit:,} are read, and no form has as many. "
            "Take pictures out of it, or send the form by itself."
        )


def _decoded(data: bytes, name: str) -> str:
    """The text of a file, which may have at most one control character in a hundred."""
    text = _as_text(data)
    if text is None or len(_CONTROLS.findall(text)) * 100 > len(text) or "\x00" in text:
        raise _other(name, "neither text nor a Word file")
    return text


def _as_text(data: bytes) -> str | None:
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"", "utf-8-sig"),
        (b"", "cp1252"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _other(name: str, what: str) -> Unreadable:
    return Unreadable(f"{name} is {what}. {SEND_INSTEAD}")

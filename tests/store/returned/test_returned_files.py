"""A returned file is what its first bytes say; what holds no form is refused with a sentence."""

from __future__ import annotations

import os
import re
import socket
import time
import zlib
from pathlib import Path

import pytest

from store.documents.all_documents import REVIEW_FORMS
from store.documents.formats.markdown import write
from store.errors import Unreadable
from store.returned.file import TEXT_LIMIT, WORD_LIMIT, read_path, read_returned
from store.returned.form import Prose, as_returned

PAGE = REVIEW_FORMS["summary"].blank
MARKDOWN = write(PAGE)


def refusal(data: bytes, name: str = "summary.md") -> str:
    with pytest.raises(Unreadable) as refused:
        read_returned(data, name)
    return str(refused.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_a_form_is_read_in_every_encoding_that_says_what_it_is(encoding: str) -> None:
    text = MARKDOWN
    if encoding in ("utf-16-le", "utf-16-be"):
        text = "\ufeff" + text
    assert read_returned(text.encode(encoding), "x.bin") == as_returned(PAGE)


def test_what_is_not_utf_8_is_read_as_windows_has_it_and_quotes_stay_curly() -> None:
    typed = "“Calm” – children’s café"
    for encoding in ("cp1252", "utf-8"):
        assert read_returned(typed.encode(encoding), "x.txt").pieces == (Prose(typed),)


def test_the_name_of_a_file_says_nothing() -> None:
    assert read_returned(MARKDOWN.encode(), "summary.docx") == as_returned(PAGE)
    assert "is a PDF" in refusal(b"%PDF-1.7\n%\xe2\xe3", "summary.docx")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"{\\rtf1\\ansi Hello}", "Rich Text"),
        (b"\x1f\x8b\x08\x00\x00", "a packed file"),
        (b"7z\xbc\xaf\x27\x1c", "a packed file"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"<!DOCTYPE html>\n<p>x", "a web page"),
        (b"\xef\xbb\xbf \n<HTML><body>", "a web page"),
        ("<!-- saved --> <html>".encode("utf-16"), "a web page"),
        (b'<?xml version="1.0"?><x/>', "XML"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "a calendar"),
        (b"From: a@b.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nx", "an e-mail message"),
        (b'{"reviews": {}}', "data (JSON)"),
        (b"text\x00and more", "neither text nor"),
        (bytes(range(256)), "neither text nor"),
        (b"\x01\x02\x03 a", "neither text nor"),
        (zlib.compress(b"x" * 5000), "neither text nor"),
    ],
)
def test_a_file_that_is_something_else_is_called_what_it_is(data: bytes, what: str) -> None:
    said = refusal(data, "back.md")
    assert said.startswith("back.md is ")
    assert what in said
    assert "Send the form as it was exported" in said


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_says_so(data: bytes) -> None:
    assert "is empty" in refusal(data)


@pytest.mark.parametrize(
    "typed",
    [
        "Received: 3 March\n\nSubject: phonics",
        "BM and GIF are letters",
        "{not data}",
        "[[brackets]]",
        "<b>bold</b>",
        "From: the head\n\nMIME",
    ],
)
def test_what_people_type_is_taken_for_nothing_else(typed: str) -> None:
    assert read_returned(typed.encode(), "x").pieces == (Prose(typed),)


def test_one_odd_character_is_no_reason_to_refuse_a_form() -> None:
    assert read_returned(b"\x0c" + MARKDOWN.encode() + b"\x1a", "x").identity == PAGE.identity


def test_a_file_larger_than_any_form_is_refused_before_it_is_read() -> None:
    assert f"at most {TEXT_LIMIT:,}" in refusal(b"x" * (TEXT_LIMIT + 1))
    assert f"at most {WORD_LIMIT:,}" in refusal(b"PK\x03\x04" + b"\0" * WORD_LIMIT)


def test_what_begins_as_word_does_is_read_as_word() -> None:
    for start in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert "Word" in refusal(start + b"\0" * 100)


# --------------------------------------------------------------------------- on the disk


def path_refusal(path: Path) -> str:
    begun = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_path(path)
    assert time.monotonic() - begun < 5
    return str(refused.value)


def test_a_file_is_read_through_a_link_to_it_too(tmp_path: Path) -> None:
    path = tmp_path / "back.md"
    path.write_bytes(MARKDOWN.encode())
    (tmp_path / "link").symlink_to(path)
    assert read_path(path) == read_path(tmp_path / "link") == as_returned(PAGE)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a folder" in path_refusal(tmp_path)
    assert "a device or a pipe" in path_refusal(tmp_path / "pipe")
    assert "a device or a pipe" in path_refusal(Path("/dev/zero"))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert "a device or a pipe" in path_refusal(tmp_path / "s")


def test_a_file_that_is_gone_or_unnameable_says_so(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "is not there" in path_refusal(tmp_path / "gone.md")
    assert "cannot be read" in path_refusal(tmp_path / "loop")
    assert "cannot be read" in path_refusal(tmp_path / ("x" * 300))
    assert "cannot be read" in path_refusal(tmp_path / "a\0b")
    assert "cannot be read" in path_refusal(Path("~nobody-of-this-name/x.md"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "back.md"
    path.write_text("x")
    path.chmod(0)
    assert "may not be read" in path_refusal(path)


def test_of_a_file_of_fifty_million_bytes_nothing_is_read(tmp_path: Path) -> None:
    path = tmp_path / "back.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert re.search(r"has 50,000,000 bytes; at most 20,000,000", path_refusal(path))

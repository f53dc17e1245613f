"""The parts of a Word file somebody sent: opened with care, for it may be anything.

A part is parsed by Python's own parser rather than by python-docx, which takes in a whole package
before anything can be counted: here an order to expand something, a depth or a number of elements
beyond any form's ends the reading at once.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from store.errors import Unreadable

FILE_LIMIT = 25 * 1024 * 1024
"""The most bytes a file has: no mail server takes a larger one, and a form with photographs of
its pages is smaller."""
PART_LIMIT = 24 * 1024 * 1024
"""The most bytes a part has once unpacked: a form with every place filled to the brim has half."""
PARTS_LIMIT = 2_000
"""The most parts a file has: Word makes about fifteen, and one for each picture."""
ELEMENTS_LIMIT = 200_000
"""The most elements a part has: twenty times those of a plan of a hundred rows; about 60 MB."""
DEPTH_LIMIT = 200
"""How deep elements may lie in each other: a table in a table in a table is at 30."""

_ASK = "ask for it again as a Word document (.docx)"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
_LOCKED = "This Word file is locked with a password; ask for it again without one."
_DAMAGED = f"This Word file is damaged; {_ASK}."
_TOO_LARGE = f"This Word file unpacks to more than any form can hold, so it was not opened; {_ASK}."


class WordFile:
    """A Word file that was opened: its parts as trees of elements, by their local names.

    Raises:
        Unreadable: when it is no Word file, or no whole one, or too much.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = _opened(data)
        self._names = frozenset(self._archive.namelist())
        if "mimetype" in self._names:
            raise Unreadable(f"This is an OpenDocument file, not a Word one; {_ASK}.")
        self._main = self._related("").get("officeDocument", "")
        if b"macroEnabled" in self._bytes("[Content_Types].xml"):
            raise Unreadable(f"This Word file has macros in it, so it was not read; {_ASK}.")
        if not self._main or self._main not in self._names:
            raise Unreadable(f"There is no document in this file; {_ASK}.")

    @cached_property
    def body(self) -> Element:
        """What stands in the document."""
        body = self._part(self._main).find("body")
        if body is None:
            raise Unreadable(f"This is an Office file, but no Word document; {_ASK}.")
        return body

    @cached_property
    def styles(self) -> Element:
        """Its styles; none where there is no such part."""
        name = self._related(self._main).get("styles", "")
        return self._part(name) if name in self._names else Element("styles")

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """What the file says of itself: title, subject, description, lastModifiedBy, …"""
        name = self._related("").get("core-properties", "")
        if name not in self._names:
            return {}
        return {element.tag: element.text or "" for element in self._part(name)}

    def _related(self, source: str) -> dict[str, str]:
        """The parts a part names, by what they are to it: the end of the relation's type."""
        folder, name = posixpath.split(source)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self._names:
            return {}
        return {
            relation.get("Type", "").rpartition("/")[2]: posixpath.normpath(
                posixpath.join("/", folder, relation.get("Target", ""))
            )[1:]
            for relation in self._part(listed)
            if relation.get("TargetMode") != "External"
        }

    def _part(self, name: str) -> Element:
        return _tree(self._bytes(name))

    def _bytes(self, name: str) -> bytes:
        """A part, unpacked: no more than its limit, whatever it says of its size."""
        if name not in self._names:
            return b""
        told = self._archive.getinfo(name)
        if told.flag_bits & 1:
            raise Unreadable(_LOCKED)
        if told.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # Word knows no others
            raise Unreadable(_DAMAGED)
        try:
            with self._archive.open(name) as part:
                data = part.read(PART_LIMIT + 1)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise Unreadable(_DAMAGED) from None
        if len(data) > PART_LIMIT:
            raise Unreadable(_TOO_LARGE)
        return data


def _opened(data: bytes) -> ZipFile:
    """The archive a Word file is."""
    if len(data) > FILE_LIMIT:
        size, most = (round(count / 1024 / 1024) for count in (len(data), FILE_LIMIT))
        raise Unreadable(
            f"This file has {size} MB, more than the {most} MB that are read; ask for it again "
            "without its pictures."
        )
    if what := _something_else(data):
        raise Unreadable(what)
    if data.count(_ENTRY) > PARTS_LIMIT:
        raise Unreadable(_TOO_LARGE)
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(_DAMAGED) from None
    if sum(part.file_size for part in archive.infolist() if _is_text(part.filename)) > PART_LIMIT:
        raise Unreadable(_TOO_LARGE)
    return archive


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _something_else(data: bytes) -> str:
    """What kind of file this is if not a .docx, by its first bytes; empty if it may be one."""
    if not data:
        return f"This file is empty; {_ASK}."
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return _LOCKED
        return (
            "This is a Word file of the old kind (.doc); save it in Word as a Word document "
            f"(.docx), or {_ASK}."
        )
    if data.startswith(b"%PDF"):
        return f"This is a PDF, which cannot be read back; {_ASK}."
    if data.startswith(b"{\\rtf"):
        return f"This is a Rich Text file, not a Word one; {_ASK}."
    if not data.startswith(b"PK"):
        return f"This is no Word file; {_ASK}."
    return ""


class _Counted(TreeBuilder):
    """Builds a tree of elements by their local names, and stops at what no form has."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise Unreadable(
            "This Word file has orders in it to fetch or repeat something, as none of Word's has, "
            f"so it was not read; {_ASK}."
        )

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > ELEMENTS_LIMIT or self._depth > DEPTH_LIMIT:
            raise Unreadable(_TOO_LARGE)
        local = {_local(name): value for name, value in attributes.items()}
        return super().start(_local(tag), local)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(_local(tag))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _tree(data: bytes) -> Element:
    parser = XMLParser(target=_Counted())
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, LookupError, ValueError):
        raise Unreadable(_DAMAGED) from None
    assert isinstance(root, Element)
    return root

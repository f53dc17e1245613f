"""An e-mail as a file (.eml) that a mail program opens as a draft, and the office's signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from store.documents.files import FileKind
from store.paperwork import consortium
from store.records.record import Record
from store.text import clean_line

if TYPE_CHECKING:
    from email.message import EmailMessage

OFFICE = "Consortium Office"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""An address that every mail program takes; what else stands in a directory is no recipient."""


class Addressee(Struct, frozen=True):
    """Somebody a draft goes to; `email` is empty where the directory has no valid address."""

    name: str
    email: str


def new_draft(subject: str, to: Iterable[Addressee]) -> EmailMessage:
    """A draft without its text, addressed to those who have an address. It is ASCII with CRLF."""
    # 50 ms, which only who drafts a message has to wait for
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    made = EmailMessage(policy=SMTP)
    made["X-Unsent"] = "1"
    made["Subject"] = subject
    known = [
        Address(clean_line(addressee.name), addr_spec=addressee.email)
        for addressee in to
        if addressee.email
    ]
    if known:
        made["To"] = known
    return made


def address_of(email: str) -> str:
    """The e-mail address that stands in the directory; empty where it is no valid one."""
    address = email.strip()
    return address if _ADDRESS.fullmatch(address) else ""


def signature(settings: Record) -> Iterator[str]:
    """The lines a message of the office ends with."""
    yield settings[consortium.OFFICE_NAME] or OFFICE
    if name := settings[consortium.CONSORTIUM_NAME]:
        yield name
    yield from (line for line in settings[consortium.OFFICE_ADDRESS].split("\n") if line)
    if telephone := settings[consortium.OFFICE_TELEPHONE]:
        yield f"Telephone: {telephone}"
    if email := settings[consortium.OFFICE_EMAIL]:
        yield f"E-mail: {email}"


def _whose(data: bytes) -> tuple[str, ...]:
    """The headers that tell one of our drafts from another."""
    from email.parser import BytesHeaderParser  # as above

    headers = BytesHeaderParser().parsebytes(data)
    return tuple(" ".join(str(headers[name]).split()) for name in ("X-Unsent", "Subject", "To"))


EML = FileKind(".eml", _whose)

"""What the screens offer is what the command takes: the same documents, the same bytes."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.documents.all_documents import FORMS, PACKS, Filled, YearsForm
from store.documents.formats.all_formats import FORMATS
from store.errors import Refused
from store.exports.export_offers import (
    ExportOffer,
    offer_of,
    offer_of_version,
    offers_of_review,
    offers_of_year,
    offers_of_years,
)
from store.exports.export_request import ExportRequest, Misused, refuse_misuse
from store.progress.document_trail import Recipient
from store.register.register import Register
from store.versions.freezing import freezing
from tests.support.a_review import FILLED, HALF, filled, register_at
from tests.support.command_line import Shell
from tests.support.one_document import asked_for

YEARS = (2025, 2026)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Two reviews of 2026–27, the proforma of the first frozen."""
    with register_at(tmp_path) as made:
        first = filled(made, FILLED)
        made.apply([freezing(made, first)])
        filled(made, HALF)
        yield made


def offers() -> list[ExportOffer]:
    return [
        *offers_of_review("PR-2026-001"),
        *offers_of_year(2026),
        *offers_of_years(YEARS),
        offer_of(FORMS["expertise"]),
        offer_of_version("PR-2026-001", 1),
    ]


def requests(offer: ExportOffer) -> Iterator[ExportRequest]:
    """An offer in each of its formats, and as far filled as it can be, one document at a time."""
    forms = [(form,) for form in offer.request.forms]
    for each in [offer.request.forms] if offer.request.pack else forms:
        request = replace(offer.request, forms=each)
        yield from (replace(request, written=written) for written in request.formats)
        if not request.formats:
            yield request
        for filled_so in () if request.pack else request.fillings:
            reviews = () if filled_so is Filled.BLANK else request.reviews
            yield replace(request, filled=filled_so, reviews=reviews)


@pytest.mark.parametrize("offer", offers(), ids=lambda offer: offer.title)
def test_each_offer_is_what_the_command_gives_when_it_is_told_the_same(
    offer: ExportOffer, register: Register, shell: Shell, tmp_path: Path
) -> None:
    for number, request in enumerate(requests(offer)):
        out = tmp_path / str(number)
        arguments = shlex.split(" ".join(request.arguments()))
        shell.done("export", *arguments, "--to", str(out))
        written = {str(path.relative_to(out)): path for path in out.rglob("*") if path.is_file()}
        documents = asked_for(register, request)
        assert {
            str(Path(document.folder, document.name)) for document in documents
        } == written.keys()
        for document in documents:
            if document.kind.suffix != ".docx":  # another moment's zip; its pages are the same
                assert (
                    written[str(Path(document.folder, document.name))].read_bytes() == document.data
                )


def test_every_form_is_offered_somewhere() -> None:
    offered = {form.key for offer in offers() for form in offer.request.forms}
    assert offered == FORMS.keys()
    assert {offer.request.pack.key for offer in offers() if offer.request.pack} == PACKS.keys()


def test_a_draft_has_the_document_that_is_exported(register: Register) -> None:
    request = ExportRequest(forms=(FORMS["load"],), years=YEARS)
    [document] = asked_for(register, request)
    [draft] = asked_for(register, replace(request, mail_to=Recipient.GROUP))
    assert document.name.encode() in draft.data
    assert " ".join(replace(request, mail_to=Recipient.GROUP).arguments()) == (
        "--years 2025-2026 --form load --mail group"
    )


def request(key: str, **said: object) -> ExportRequest:
    pack = PACKS.get(key)
    forms = pack.forms if pack else (FORMS[key],)
    return replace(ExportRequest(forms=forms, pack=pack), **said)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (request("summary"), "Say of which REVIEW"),
        (request("pack"), "Say of which REVIEW"),
        (request("summary", reviews=("PR-2026-001",), year=2026), "not both"),
        (request("schools", year=2026), "is of today: it has no --year"),
        (request("schools", reviews=("PR-2026-001",)), "is of the consortium, and of no REVIEW"),
        (request("register", reviews=("PR-2026-001",)), "is of a school year; use --year"),
        (request("load", years=YEARS, year=2026), "Give --years alone"),
        (request("register", years=YEARS), "--years belongs to --form matrix"),
        (request("pack", year=2026, filled=Filled.HEAD), "the pack of forms so is feedback-pack"),
        (request("summary", year=2026, filled=Filled.BLANK), "--blank is of no review"),
        (request("pack", year=2026, mail_to=Recipient.GROUP), "a pack is no form"),
        (request("audit", version=1), "--version needs a REVIEW"),
        (request("summary", reviews=("PR-2026-001",), version=1), "--version is of --form audit"),
    ],
)
def test_what_makes_no_sense_is_told_as_the_command_line_has_it(
    asked: ExportRequest, sentence: str
) -> None:
    with pytest.raises(Misused, match=sentence):
        refuse_misuse(asked)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (request("record", filled=Filled.BLANK), "There is no empty form of record"),
        (request("feedback-pack", filled=Filled.BLANK), "the empty forms are --form pack"),
        (request("register", filled=Filled.HEAD), "is no form to fill in"),
        (request("calendar", year=2026, written=FORMATS["md"]), "has no other format"),
        (request("pack", year=2026, written=FORMATS["csv"]), "is no list: it has no CSV"),
    ],
)
def test_what_there_is_not_is_refused(asked: ExportRequest, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as told:
        refuse_misuse(asked)
    assert not isinstance(told.value, Misused)


def test_only_lists_of_years_are_of_several(register: Register) -> None:
    forms = [form for form in FORMS.values() if isinstance(form, YearsForm)]
    assert [offer.request.forms for offer in offers_of_years(YEARS)] == [(form,) for form in forms]

"""What was exported: where it is, how to fetch it, and what may be done with it next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec.structs import replace
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.base.choose import Choose
from screens.base.clipboard import SENT, TOO_LONG, sent
from screens.base.commands import (
    FORWARDED_TO_GROUP,
    FORWARDED_TO_SCHOOL,
    SEND_DOCUMENT,
    SEND_LINE,
    UNDO,
    WRITE_MAIL,
    Command,
)
from screens.base.fetching import asking, how_to_fetch
from screens.base.page import Page
from screens.base.session import Session
from screens.widgets.offer_list import Offer
from store.changes.chase_and_forward import forwarded_fields, noting_forwarded
from store.dates.typed_dates import echo
from store.documents.all_documents import Filled
from store.documents.files import Document, export_all
from store.documents.messages.covering_message import (
    addressed_words,
    addressees,
    covering_document,
)
from store.errors import RegisterError
from store.exports.export_request import ExportRequest
from store.exports.exporting import covering_of
from store.exports.zip_file import ZIP
from store.paperwork.tables import REVIEWS
from store.progress.document_trail import CUSTODY, DocumentTrail, Recipient, document_trails
from store.records.change import Entry
from store.records.record import Record
from store.text import cut


class Exported(Page):
    """Documents that have just been written."""

    commands: ClassVar[tuple[Command, ...]] = (SEND_LINE, SEND_DOCUMENT, WRITE_MAIL)
    about = (
        "The files were written on the machine the register is on. The line fetches them to the "
        "one you sit at: c sends it to your terminal’s clipboard, where the terminal takes it, "
        "and d the document itself. m writes a draft for a mail program, the document attached."
    )
    DEFAULT_CSS = "Exported { & > VerticalScroll { height: 1fr; padding: 0 1; } }"

    def __init__(
        self,
        session: Session,
        request: ExportRequest,
        documents: tuple[Document, ...],
        paths: Sequence[Path],
        of: Record | None = None,
    ) -> None:
        """`documents` are what was asked for, `paths` their files, `of` is their review."""
        super().__init__(session)
        self._request = request
        self._documents = documents
        self._paths = list(paths)
        self._of = of
        self._folder = paths[0].parent if request.pack and len(paths) > 1 else None
        """The subfolder that a pack is in."""
        self._drafted = ""
        self._fetching = self._line_for(self._paths, request)

    def compose_content(self) -> Iterable[Widget]:
        self._text = Static("", markup=False)
        yield VerticalScroll(self._text, can_focus=True)

    async def on_mount(self) -> None:
        count = len(self._paths)
        self.say(f"Exported: {count} document{'s' if count != 1 else ''}.")
        self._look()
        self.query_one(VerticalScroll).focus()

    def heard(self, entry: Entry) -> None:
        self._look()

    def title_line(self) -> Content:
        pack, forms = self._request.pack, self._request.forms
        what = pack.title if pack else ", ".join(form.title for form in forms)
        title = f" Exported: {f'{self._of.id}   ' if self._of else ''}{what}"
        return Content(cut(title, self.app.size.width))

    def _look(self) -> None:
        parts = [how_to_fetch(self._paths, self._fetching, self._drafted)]
        if folder := self._folder:
            names = "\n".join(f"  {path.name}" for path in self._paths)
            drafted = "\n\n".join(filter(None, (names, self._drafted)))
            parts = [how_to_fetch([folder], self._fetching, drafted)]
        if trails := [f"  {trail.title}: {trail.words()}" for trail in self._trails()]:
            parts.append("\n".join(["Where it is now:", *trails]))
        self._text.update("\n\n".join(parts))

    def _trails(self) -> Iterable[DocumentTrail]:
        """Where each document that is forwarded has got to."""
        record = self._review
        forwarded = CUSTODY.keys() & {form.key for form in self._request.forms}
        trails = document_trails(record) if record else ()
        return [trail for trail in trails if trail.form in forwarded]

    @property
    def _review(self) -> Record | None:
        """The review as it stands now."""
        return self.session.register.find(REVIEWS, self._of.key) if self._of else None

    def _line_for(self, paths: Sequence[Path], request: ExportRequest) -> str:
        """The line that fetches files; a confined login, which has no scp, asks for each."""
        by = self.session.reached
        if self.session.confined_to is None:
            if self._folder and not request.mail_to:
                return by.scp([self._folder], folder=True)
            return by.scp(paths)
        if request.pack:
            name = f"{self._folder.name}{ZIP.suffix}" if self._folder else paths[0].name
            return by.ssh(asked_again(replace(request, as_zip=False)), name)
        each = (asked_again(replace(request, forms=(form,))) for form in request.forms)
        return asking(by, zip(paths, each, strict=False))

    def action_line(self) -> None:
        """Send the line that fetches what was written last to the clipboard."""
        done = sent(self.app, self._fetching)
        self.say(f"{SENT}: the line that fetches it." if done else f"{TOO_LONG}: type the line.")

    def action_document(self) -> None:
        """Send the document itself to the clipboard, where it is text."""
        if self._request.pack:
            self.say(
                f"A pack goes to no clipboard: fetch it, {WRITE_MAIL.key} attaches it to a mail, "
                "or export one document by itself."
            )
            return
        if len(self._documents) > 1:
            self.say("One document goes to a clipboard, not several: export one by itself.")
            return
        [document] = self._documents
        written = self._request.format
        if written.binary and document.kind is written.kind:
            self.say(
                f"{written.title} is no text that a clipboard could hold: fetch the file, "
                f"{WRITE_MAIL.key} attaches it to a mail, or export it as Markdown."
            )
        elif sent(self.app, document.data.decode()):
            self.say(f"{SENT}: {document.name}.")
        else:
            self.say(f"{TOO_LONG}: fetch the file, or {WRITE_MAIL.key} attaches it to a mail.")

    def action_mail(self) -> None:
        """Ask to whom, and write the draft; what belongs to a year goes to the group."""
        if self.session.confined_to is not None and len(self._request.forms) > 1:
            self.say("This login drafts a mail with one document: export one by itself.")
            return
        if self._of is None:
            self._draft(Recipient.GROUP)
            return
        offers = [Offer(str(to), to.words) for to in Recipient]
        self.app.push_screen(
            Choose(
                "A mail to whom?",
                lambda typed: [offer for offer in offers if typed.casefold() in offer.text],
            ),
            lambda offer: self._draft(Recipient(offer.text)) if offer else None,
        )

    def _draft(self, to: Recipient) -> None:
        register = self.session.register
        addressed = addressees(register, self._of, to)
        covering = covering_of(register, self._request, self._documents, self._of)
        made = covering_document(covering, addressed, to, register.consortium)
        try:
            folder = self._folder.parent if self._folder else self._paths[0].parent
            [path] = export_all(folder, [made])
        except RegisterError as error:
            self.say(str(error))
            return
        words = addressed_words(addressed, to)
        self._fetching = self._line_for([path], replace(self._request, mail_to=to))
        self._drafted = f"Drafted to {to.words}:\n  {path}\n  {words}"
        self.say(f"Drafted. {words}")
        self._look()


class ExportedOfReview(Exported):
    """Documents of a review: two of its forms are forwarded to the school and to the group."""

    commands: ClassVar[tuple[Command, ...]] = (
        SEND_LINE,
        SEND_DOCUMENT,
        WRITE_MAIL,
        FORWARDED_TO_SCHOOL,
        FORWARDED_TO_GROUP,
        UNDO,
    )
    about = (
        f"{Exported.about} Once a Summary or an Action Plan has gone, s notes today as the day it "
        f"was forwarded to the school and g to the management group; {UNDO.key} takes that back."
    )

    def action_forwarded(self, name: str) -> None:
        """Note, once, that the documents were forwarded today."""
        to, record = Recipient(name), self._review
        keys = [form.key for form in self._request.forms]
        fields = list(forwarded_fields(keys, to))
        if not fields or record is None:
            self.say("Only a Summary or an Action Plan has a day on which it was forwarded.")
            return
        if self._request.filling is not Filled.AS_IT_STANDS:
            self.say("It is still to be filled in: nothing was noted.")
            return
        dated = [(field, day) for field in fields if (day := record[field]) is not None]
        words = [f"{field.wording} {echo(day)} already" for field, day in dated]
        changes = noting_forwarded(record, keys, to, self.session.today)
        if changes:
            if not self.apply(changes):
                return
            noted = " and ".join(f.wording for f in fields if record[f] is None)
            words.insert(0, f"{noted} today, {UNDO.key} takes it back")
        self.say(f"Forwarded to {to.words}: {'; '.join(words)}.")


def exported_page(
    session: Session,
    request: ExportRequest,
    documents: tuple[Document, ...],
    paths: Sequence[Path],
    of: Record | None,
) -> Exported:
    """The screen for what was exported."""
    page = ExportedOfReview if of else Exported
    return page(session, request, documents, paths, of)


def asked_again(request: ExportRequest) -> str:
    """The command that gives the same on standard output."""
    return " ".join(["export", *request.arguments(), "--to -"])

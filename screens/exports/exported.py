"""What was exported: where it is, how to fetch it, and what may be done with it next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

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
from store.changes.forward import forwarded_fields, noting_forwarded
from store.dates.typed_dates import echo
from store.errors import RegisterError
from store.paperwork.tables import REVIEWS
from store.progress.document_trail import CUSTODY, DocumentTrail, Recipient, document_trails
from store.records.change import Entry
from store.records.record import Record
from store.text import cut

if TYPE_CHECKING:
    from store.documents.formats.all_formats import Format
    from store.documents.messages.covering_message import Covering


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
        exported: Covering,
        written: Format,
        paths: Sequence[Path],
        pack: str = "",
    ) -> None:
        """`exported` is what stands at `paths`, in a format; the calendar is in its own.

        `pack` is the key of the pack it is, in a folder of its own or as one zip.
        """
        super().__init__(session)
        self._exported = exported
        self._written = written
        self._paths = list(paths)
        self._pack = pack
        self._folder = paths[0].parent if pack and len(paths) > 1 else None
        self._drafted = ""
        self._fetching = self._line_for(self._paths)

    def compose_content(self) -> Iterable[Widget]:
        """The paths, the line, where the documents have got to."""
        self._text = Static("", markup=False)
        yield VerticalScroll(self._text, can_focus=True)

    async def on_mount(self) -> None:
        """Show them."""
        count = len(self._paths)
        self.say(f"Exported: {count} document{'s' if count != 1 else ''}.")
        self._look()
        self.query_one(VerticalScroll).focus()

    def heard(self, entry: Entry) -> None:
        """Where a document has got to may be another place now."""
        self._look()

    def title_line(self) -> Content:
        """What was exported, and of what."""
        found = self._exported.found
        forms = ", ".join(form.title for form in self._exported.forms)
        if self._pack:
            from store.documents.packs import PACKS

            forms = PACKS[self._pack].title
        title = f" Exported: {f'{found.id}   ' if found else ''}{forms}"
        return Content(cut(title, self.app.size.width))

    def _look(self) -> None:
        parts = [how_to_fetch(self._paths, self._fetching, self._drafted)]
        if folder := self._folder:
            names = "\n".join(f"  {path.name}" for path in self._paths)
            drafted = "\n\n".join(filter(None, (names, self._drafted)))
            parts = [how_to_fetch([folder], self._fetching, drafted)]
        if ways := [f"  {way.title}: {way.words()}" for way in self._ways()]:
            parts.append("\n".join(["Where it is now:", *ways]))
        self._text.update("\n\n".join(parts))

    def _ways(self) -> Iterable[DocumentTrail]:
        """Where what was exported is, of those documents that have a way."""
        found, forms = self._review, {form.key for form in self._exported.forms}
        return (
            [way for way in document_trails(found) if way.form in forms & CUSTODY.keys()]
            if found
            else []
        )

    @property
    def _review(self) -> Record | None:
        """The review as it stands now."""
        found = self._exported.found
        return self.session.register.found(REVIEWS, found.key) if found else None

    def _line_for(self, paths: Sequence[Path], mail: str = "") -> str:
        """The line that fetches files; a confined login, which has no scp, asks for each."""
        by = self.session.reached
        if self.session.confined_to is None:
            if self._folder and not mail:
                return by.scp([self._folder], folder=True)
            return by.scp(paths)
        if self._pack and (found := self._exported.found):
            from store.documents.formats.all_formats import STANDARD
            from store.documents.packs import ZIP

            own = "" if self._written is STANDARD else f" --format {self._written.key}"
            name = f"{self._folder.name}{ZIP.suffix}" if self._folder else paths[0].name
            return by.ssh(f"export {found.id} --form {self._pack}{own} --to -", name)
        return asking(by, zip(paths, self._asked(mail), strict=False))

    def _asked(self, mail: str) -> Iterable[str]:
        from store.documents.filled import Filled
        from store.documents.formats.all_formats import STANDARD

        one, filled = self._exported, self._exported.filled
        of = one.found.id if one.found else f"--year {one.year}"
        if one.years:
            of = f"--years {one.years[0]}-{one.years[-1]}"
        options = {Filled.AS_IT_STANDS: "", Filled.HEAD: " --heads", Filled.BLANK: " --blank"}
        of = "" if filled is Filled.BLANK and not mail else f" {of}"
        rest = options[filled] + (f" --mail {mail}" if mail else "")
        for form in one.forms:
            own = self._written is STANDARD or form.page is None
            written = "" if own else f" --format {self._written.key}"
            yield f"export{of} --form {form.key}{written}{rest} --to -"

    def action_line(self) -> None:
        """Send the line that fetches what was written last to the clipboard."""
        done = sent(self.app, self._fetching)
        self.say(f"{SENT}: the line that fetches it." if done else f"{TOO_LONG}: type the line.")

    def action_document(self) -> None:
        """Send the document itself to the clipboard, where it is text."""
        if self._pack:
            self.say(
                f"A pack goes to no clipboard: fetch it, {WRITE_MAIL.key} attaches it to a mail, "
                "or export one document by itself."
            )
            return
        if len(self._exported.documents) > 1:
            self.say("One document goes to a clipboard, not several: export one by itself.")
            return
        [document] = self._exported.documents
        if self._written.binary and document.kind is self._written.kind:
            self.say(
                f"{self._written.title} is no text that a clipboard could hold: fetch the file, "
                f"{WRITE_MAIL.key} attaches it to a mail, or export it as Markdown."
            )
        elif sent(self.app, document.data.decode()):
            self.say(f"{SENT}: {document.name}.")
        else:
            self.say(f"{TOO_LONG}: fetch the file, or {WRITE_MAIL.key} attaches it to a mail.")

    def action_mail(self) -> None:
        """Ask to whom, and write the draft; what is of a year goes to the group."""
        if self.session.confined_to is not None and len(self._exported.forms) > 1:
            self.say("This login drafts a mail with one document: export one by itself.")
            return
        if self._exported.found is None:
            self._draft(Recipient.GROUP)
            return
        offers = [Offer(str(whom), whom.words) for whom in Recipient]
        self.app.push_screen(
            Choose(
                "A mail to whom?",
                lambda typed: [offer for offer in offers if typed.casefold() in offer.text],
            ),
            lambda offer: self._draft(Recipient(offer.text)) if offer else None,
        )

    def _draft(self, whom: Recipient) -> None:
        from store.documents.files import export_all
        from store.documents.messages.covering_message import (
            addressed_words,
            addressees,
            covering_document,
        )

        register = self.session.register
        to = addressees(register, self._exported.found, whom)
        made = covering_document(self._exported, to, whom, register.consortium)
        try:
            folder = self._folder.parent if self._folder else self._paths[0].parent
            [path] = export_all(folder, [made])
        except RegisterError as error:
            self.say(str(error))
            return
        words = addressed_words(to, whom)
        self._fetching = self._line_for([path], whom)
        self._drafted = f"Drafted to {whom.words}:\n  {path}\n  {words}"
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
        "was forwarded to the school and g to the management group; u takes that back."
    )

    def action_forwarded(self, name: str) -> None:
        """Note today as the day on which the documents were forwarded; once."""
        from store.documents.filled import Filled

        whom, found = Recipient(name), self._review
        keys = [form.key for form in self._exported.forms]
        fields = list(forwarded_fields(keys, whom))
        if not fields or found is None:
            self.say("Only a Summary or an Action Plan has a day on which it was forwarded.")
            return
        if self._exported.filled is not Filled.AS_IT_STANDS:
            self.say("It is still to be filled in: nothing was noted.")
            return
        there = [(field, day) for field in fields if (day := found[field]) is not None]
        words = [f"{field.wording} {echo(day)} already" for field, day in there]
        changes = noting_forwarded(found, keys, whom, self.session.today)
        if changes:
            if not self.apply(changes):
                return
            noted = " and ".join(f.wording for f in fields if found[f] is None)
            words.insert(0, f"{noted} today, {UNDO.key} takes it back")
        self.say(f"Forwarded to {whom.words}: {'; '.join(words)}.")


def exported_screen(
    session: Session, exported: Covering, written: Format, paths: Sequence[Path], pack: str = ""
) -> Exported:
    """The screen for what was exported."""
    screen = ExportedOfReview if exported.found else Exported
    return screen(session, exported, written, paths, pack)

"""A returned form held against the page that was sent: what was written, field by field.

Nothing that stands on the form is dropped: what is no field's is `unplaced`, as sentences with all
their text; what was understood although it stood there otherwise is among the `notices`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from store.documents.page import Answer, DocumentPage, Heading, PageRow, PageTable
from store.documents.pages import record
from store.field_values import Unacceptable
from store.paperwork import review
from store.paperwork.field_kinds import Kind, RecordKind
from store.paperwork.list_kinds import BulletsKind
from store.returned.form import Returned, ReturnedGrid
from store.returned.likeness import bare, paired, without_printed
from store.returned.places import (
    FieldRows,
    ReturnedSection,
    SentSection,
    field_of,
    field_rows,
    filled_out,
    returned_sections,
    sent_sections,
)
from store.returned.reading_values import PLAIN, Writing, days, name_alone, understood
from store.returned.tables import (
    Placed,
    arranged,
    home_of,
    keep_columns,
    matched_columns,
    read_rows,
    row_text,
)


def placed(
    sent: DocumentPage, returned: Returned, today: date, *, lines_too: Sequence[str] = ()
) -> Placed:
    """What was written on a returned form, by the places of the page `sent`.

    The line under the title is the form's own; `lines_too` are other ones it may have.
    """
    placing = _Placing(sent, today)
    placing.line(returned, (sent.line, *lines_too))
    placing.sections(returned_sections(returned))
    return placing.placed


class _Placing:
    """One form being held against its page."""

    def __init__(self, sent: DocumentPage, today: date) -> None:
        self.placed = Placed()
        self._today = today
        self._form = sent.identity.form if sent.identity else ""
        page = filled_out(sent)
        self._sections = sent_sections(page)
        self._field_rows = field_rows(page)
        self._homes: list[tuple[PageTable | FieldRows, ReturnedGrid]] = []

    def line(self, returned: Returned, own: Iterable[str]) -> None:
        """The title and the line under it, which nobody is asked to change."""
        if returned.line and bare(returned.line) not in map(bare, own):
            self.placed.keep("The line under the title", returned.line)

    def sections(self, returned: Sequence[ReturnedSection]) -> None:
        """Everything below."""
        homes = self._headings(returned)
        for at, section in enumerate(returned):
            under = homes.get(at)
            for grid in section.grids:
                self._grid(grid, under, section.heading)
            self._prose(section, under)
        self._in_order()

    def _headings(self, returned: Sequence[ReturnedSection]) -> dict[int, SentSection]:
        """Which section of the page each returned section is."""
        homes = {
            at: self._sections[0] for at, section in enumerate(returned) if section.heading is None
        }
        wanted = [(section.heading, section) for section in self._sections if section.heading]
        backs = [(at, section.heading) for at, section in enumerate(returned) if section.heading]
        left = []
        for at, heading in backs:  # a path names its field, whatever the heading became
            own = next((s for h, s in wanted if heading.path and h.path == heading.path), None)
            if own is None:
                left.append((at, heading))
            elif own in homes.values():
                continue
            else:
                homes[at] = own
        open_ = [(h, s) for h, s in wanted if s not in homes.values()]
        for pair in paired([h.text for h, _ in open_], [h.text for _, h in left]):
            homes[left[pair.given][0]] = open_[pair.wanted][1]
            if not pair.same:
                self.placed.taken_for(left[pair.given][1].text, open_[pair.wanted][0].text)
        missing = [
            s for s in self._sections if s.answer and s.answer.content and s not in homes.values()
        ]
        for section in missing:
            assert section.heading is not None
            self.placed.notices.append(
                f"“{section.heading.text}” is not on the returned form any more; what the "
                "register holds there stays."
            )
        return homes

    def _prose(self, section: ReturnedSection, under: SentSection | None) -> None:
        heading = section.heading
        if under is None:
            if heading and (section.text or not (section.grids or self._own_heading(heading))):
                self.placed.keep(f"Under the heading “{heading.text}”", section.text)
            return
        text, altered = without_printed(section.text, under.printed)
        for each in altered:
            self.placed.keep(f"The printed sentence “{each.printed}” was changed", each.returned)
        if under.answer is None:
            if text.strip():
                where = f"Under the heading “{heading.text}”" if heading else "Before any heading"
                self.placed.keep(where, text)
            return
        self._answer(under.answer, text, self._entries(section, under))

    def _own_heading(self, heading: Heading) -> bool:
        """Whether a heading with nothing beneath it is one of the record's own."""
        if self._form != "record":
            return False
        return any(
            bare(heading.text) in (bare(title), *(bare(s.heading) for s in sections))
            for title, sections in record.GROUPS
        )

    def _entries(self, section: ReturnedSection, under: SentSection) -> tuple[str, ...]:
        own = {bare(line) for words in under.printed for line in words.split("\n")}
        return tuple(entry for entry in section.entries if bare(entry) not in own or not own)

    def _answer(self, answer: Answer, text: str, entries: tuple[str, ...]) -> None:
        field = field_of(answer.field)
        bullets = entries if isinstance(field.kind, BulletsKind) else None
        self._value(answer.field, field.label, text, PLAIN, bullets)

    def _value(
        self,
        path: str,
        wording: str,
        text: str,
        writing: Writing,
        entries: Sequence[str] | None = None,
    ) -> None:
        kind = field_of(path).kind
        try:
            if path == review.DATE_OF_REVIEW.path and self._form != "record":
                first, last = days(text, self._today) if text.strip() else (None, None)
                self.placed.values[path] = first
                self.placed.values[review.END_DATE.path] = last
                return
            self.placed.values[path] = understood(kind, text, self._today, writing, entries)
        except Unacceptable as error:
            self.placed.not_understood(wording, text, error)

    def _grid(self, grid: ReturnedGrid, under: SentSection | None, heading: Heading | None) -> None:
        for sentence in grid.surplus:
            self.placed.unplaced.append(sentence)
        home = home_of(grid, under, self._sections, self._field_rows)
        if home is None:
            where = f"A table under “{heading.text}”" if heading else "A table"
            self.placed.keep(where, "\n".join(row_text(row) for row in grid.rows))
            return
        self._homes.append((home, grid))

    def _in_order(self) -> None:
        """Read the tables; several that are parts of one table of the form are read together."""
        for pool in self._field_rows:
            grids = [grid for home, grid in self._homes if home is pool]
            if grids:
                self._lines(pool, grids)
        for section in self._sections:
            for table in section.tables:
                grids = [grid for home, grid in self._homes if home is table]
                if grids:
                    read_rows(table, grids, self._today, self.placed)
                elif any(isinstance(row, PageRow) and row.id for row in table.rows):
                    self.placed.notices.append(
                        f"The table “{field_of(table.rows_of).label}” is not on the returned form "
                        "any more; what the register holds there stays."
                    )

    def _lines(self, pool: FieldRows, grids: Sequence[ReturnedGrid]) -> None:
        rows: list[tuple[str, ...]] = []
        heads = pool.head or ("", "")
        for grid in grids:
            if not pool.head:
                rows += grid.rows
                continue
            columns, strange = matched_columns(heads, grid, self.placed)
            rows += (arranged(row, columns, len(heads)) for row in grid.rows[1:])
            keep_columns(grid, strange, self.placed)
        labels = [self._label(row) for row in pool.rows]
        backs = [self._label_of(row, pool) for row in rows]
        known: set[int] = set()
        for pair in paired(labels, backs):
            known.add(pair.given)
            own, back = pool.rows[pair.wanted], rows[pair.given]
            if not pair.same:
                self.placed.taken_for(back[0], own.cells[0])
            self._line(own, back, counted=bool(pool.head))
        for at, row in enumerate(rows):
            if at not in known and any(cell.strip() for cell in row):
                self.placed.keep("A row that is not on the form", row_text(row))

    def _label(self, row: PageRow) -> str:
        """What names a row of fields: its path, where the form prints it, else its wording."""
        return row.cells[-1] if self._form == "record" else row.cells[0]

    def _label_of(self, row: tuple[str, ...], pool: FieldRows) -> str:
        return (row[-1] if self._form == "record" and pool.head else row[0]) if row else ""

    def _line(self, own: PageRow, back: tuple[str, ...], *, counted: bool) -> None:
        office = self._form == "record"
        for at, path in enumerate(own.fields):
            if not path:
                continue
            text = back[at] if at < len(back) else ""
            writing = Writing(not (counted or office), counted and not office, office)
            kind = field_of(path).kind
            if self._school_renamed(kind, own.cells[at], text):
                self.placed.keep(f"{own.cells[0]}: another school", text)
                continue
            self._value(path, own.cells[0], text, writing)
        for extra in back[len(own.cells) :]:
            if extra.strip():
                self.placed.keep(f"{own.cells[0]}: beyond the last column", extra)

    @staticmethod
    def _school_renamed(kind: Kind[object], was: str, text: str) -> bool:
        """Whether only the school's name was changed, and not the number after it, which counts."""
        if not isinstance(kind, RecordKind) or not was:
            return False
        same_key = was.rpartition("(")[2].strip() == text.rpartition("(")[2].strip()
        return same_key and bare(name_alone(was)) != bare(name_alone(text))

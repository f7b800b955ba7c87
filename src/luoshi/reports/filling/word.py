"""An office's Word form filled: the words of its table cells and blanks change, every other byte stays."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from luoshi.reports.filling.growing import Grown
from luoshi.reports.filling.package import Package, opened, packed
from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.values import MOST_TEXT, Fillable, escaped
from luoshi.reports.filling.word_blanks import (
    BODY,
    TICKED,
    Blank,
    BlankKind,
    Piece,
    Span,
    blanks_of,
    ticked,
)
from luoshi.reports.filling.word_parts import Document, WordCell, WordTable, copied, document_of

PART = "word/document.xml"
Address = tuple[str, int, int]
_GAP = re.compile(r"[_＿]{2,}")
_OF_CHANGES = re.compile(
    rb"<(\w+:)?rPrChange\b.*?</(\w+:)?rPrChange>|<(\w+:)?(ins|del|moveFrom|moveTo)\b[^>]*/>", re.DOTALL
)
Edit = tuple[int, int, bytes]
Change = tuple[int, int, str]
"""Of a piece of text: from where to where, and what stands there then."""


@dataclass(frozen=True)
class WordTemplate:
    """A Word form taken apart; its tables are called 表1, 表2 …, and the lines before one are its first rows."""

    parts: Package
    document: Document

    @cached_property
    def sheets(self) -> Mapping[str, WordTable]:
        """The tables by their names."""
        return {f"表{number}": table for number, table in enumerate(self.document.tables, start=1)}

    @property
    def formulas(self) -> frozenset[Address]:
        """Word forms hold none that would be computed here."""
        return frozenset()

    @cached_property
    def blanks(self) -> Sequence[Blank]:
        """The blanks outside the tables, in reading order: the rows of 正文."""
        return blanks_of(self.document.content)

    def fill(self, values: Mapping[Address, Fillable]) -> bytes:
        """The office's file with these values; what has no cell is refused."""
        edits: list[Edit] = []
        pieces: dict[Span, tuple[Piece, list[Change]]] = {}
        for (name, row, column), value in values.items():
            if name == BODY:
                edits += self._write_blank(pieces, row, column, value)
                continue
            cell = self._cell(name, row, column)
            edits += self._written(cell, said(value))
        for piece, changes in pieces.values():
            edits.append((*piece.span, self._words(_changed(piece.text, changes))))
        return self._with(edits)

    def _write_blank(
        self, pieces: dict[Span, tuple[Piece, list[Change]]], row: int, column: int, value: Fillable
    ) -> list[Edit]:
        """Note what a blank changes in the pieces it reaches over; the marks of boxes to tick are changed at once."""
        if column != 2 or not 0 < row <= len(self.blanks):
            raise refused("fill_no_place", place=f"{BODY} {row}:{column}")
        blank = self.blanks[row - 1]
        if value is None or value == "":
            return []
        begin, end, text = written_in(blank, value, said(value))
        edits: list[Edit] = []
        at, put = 0, False
        for each in blank.pieces:
            first, last = max(begin - at, 0), min(end - at, len(each.text))
            at += len(each.text)
            if first >= last:
                continue
            pieces.setdefault(each.span, (each, []))[1].append((first, last, "" if put else text))
            put = True
            if each.control is not None and each.control.box is not None:
                mark = each.control.box
                edits.append((*mark, ticked(self.document.content[mark[0] : mark[1]])))
        return edits

    def grown(self, shifts: Sequence[Grown]) -> "WordTemplate":
        """The form with rows put in: each a copy of the row it follows, with its looks."""
        edits: list[Edit] = []
        for shift in shifts:
            table = self._table(shift.sheet)
            for growth in shift.growths:
                row = table.rows[growth.last - table.above - 1] if self._reaches(table, growth.last) else None
                if row is None or row.held:
                    what = "合并的单元格或图片（merged cells or pictures）"
                    raise refused("fill_no_growing", sheet=shift.sheet, what=what)
                more = copied(self.document.content[row.begin : row.end]) * growth.more
                edits.append((row.end, row.end, more))
        if not edits:
            return self
        parts = {**self.parts, PART: self.parts[PART].with_content(self._edited(edits))}
        return replace(self, parts=parts, document=document_of(parts[PART].content()))

    def room(self, name: str, first: int, columns: Collection[int]) -> int:
        """The last of the rows after a list's first one that wait for lines: they hold numbers of lines at most."""
        if name == BODY:
            return first
        table = self._table(name)
        last = first
        while self._reaches(table, last + 1):
            cells = table.rows[last - table.above].cells
            waits = all(column in cells and not cells[column].text.strip() for column in columns)
            if not waits or not all(cell.text.strip().isdigit() or not cell.text.strip() for cell in cells.values()):
                break
            last += 1
        return last

    def _table(self, name: str) -> WordTable:
        if name not in self.sheets:
            raise refused("fill_no_sheet", sheet=name)
        return self.sheets[name]

    def _reaches(self, table: WordTable, row: int) -> bool:
        return 0 < row - table.above <= len(table.rows)

    def _cell(self, name: str, row: int, column: int) -> WordCell:
        table = self._table(name)
        cell = table.rows[row - table.above - 1].cells.get(column) if self._reaches(table, row) else None
        if cell is None or cell.merged or (cell.room is None and not cell.said):
            raise refused("fill_no_place", place=f"{name} {row}:{column}")
        return cell

    def _written(self, cell: WordCell, text: str) -> list[Edit]:
        """The changes that make a cell say this: into its gap ____, in place of its words, or as its first words."""
        gap = _GAP.search(cell.text)
        if gap is not None:
            return self._over(cell, gap.start(), gap.end(), text)
        if cell.said:
            return self._over(cell, 0, len(cell.text), text)
        if not text or cell.room is None:
            return []
        return [self._put_in(cell, cell.room, text)]

    def _over(self, cell: WordCell, begin: int, end: int, text: str) -> list[Edit]:
        """Text in place of what stands from one sign to another, over as many pieces as that reaches."""
        edits: list[Edit] = []
        at, put = 0, False
        for each in cell.said:
            first, last = max(begin - at, 0), min(end - at, len(each.text))
            at += len(each.text)
            if first > last or (put and first == last):
                continue
            now = each.text[:first] + ("" if put else text) + each.text[last:]
            put = True
            edits.append((*each.span, self._words(now)))
        return edits

    def _put_in(self, cell: WordCell, room: tuple[int, int], text: str) -> Edit:
        content, prefix = self.document.content, self.document.prefix.encode()
        span = cell.looks or cell.mark
        looks = _OF_CHANGES.sub(b"", content[span[0] : span[1]]) if span else b""
        run = b"<%br>%b%b</%br>" % (prefix, looks, self._words(text), prefix)
        begin, end = room
        if begin == end:
            return begin, end, run
        tag = content[begin:end].rstrip(b">").rstrip(b"/").rstrip()
        return begin, end, b"%b>%b</%bp>" % (tag, run, prefix)

    def _words(self, text: str) -> bytes:
        """Pieces of text with breaks of lines between them."""
        prefix = self.document.prefix
        piece = '<{0}t xml:space="preserve">{1}</{0}t>'
        return f"<{prefix}br/>".join(piece.format(prefix, escaped(line)) for line in text.split("\n")).encode()

    def _with(self, edits: list[Edit]) -> bytes:
        return packed(
            {**self.parts, PART: self.parts[PART].with_content(self._edited(edits))} if edits else self.parts
        )

    def _edited(self, edits: list[Edit]) -> bytes:
        pieces, at = [], 0
        for begin, end, put in sorted(edits):
            pieces += [self.document.content[at:begin], put]
            at = end
        return b"".join((*pieces, self.document.content[at:]))


def _changed(text: str, changes: Sequence[Change]) -> str:
    """A piece's text after changes that do not overlap."""
    for begin, end, now in sorted(changes, reverse=True):
        text = text[:begin] + now + text[end:]
    return text


def written_in(blank: Blank, value: Fillable, text: str) -> tuple[int, int, str]:
    """What of its paragraph a value changes: from where to where, and to which words.

    Of boxes the one is ticked whose words it is; refused where none is called so, and where a no is to be ticked.
    """
    if blank.kind is BlankKind.DAY:
        day = value if isinstance(value, date) else _day(text)
        return blank.begin, blank.end, f"{day.year}年{day.month}月{day.day}日" if day else text
    if blank.kind is not BlankKind.BOXES:
        return blank.begin, blank.end, text
    if len(blank.options) == 1 and text == "否":
        return blank.begin, blank.begin, ""
    wanted = next((at for words, at in blank.options if words == text), None)
    if wanted is None and len(blank.options) == 1 and text == "是":
        wanted = blank.options[0][1]
    if wanted is None:
        raise refused(
            "fill_no_option", label=blank.label, value=text, of="、".join(each for each, _ in blank.options)
        )
    return wanted, wanted + 1, TICKED


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def said(value: Fillable) -> str:
    """A value in words, since a Word form has no formats of its own.

    >>> said(Decimal("1200.50")), said(3.0), said(True), said(date(2022, 2, 9)), said(None)
    ('1200.50', '3', '是', '2022-02-09', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)[:MOST_TEXT]


def compile_word(content: bytes) -> WordTemplate:
    """The document taken apart; refused where it is no whole .docx without macros."""
    parts = opened(content)
    if PART not in parts:
        raise refused("fill_damaged", why=PART)
    return WordTemplate(parts, document_of(parts[PART].content()))

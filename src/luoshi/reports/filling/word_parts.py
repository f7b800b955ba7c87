"""The document part of a Word file taken apart: its tables, and where each cell's words stand in the bytes."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.sheets import in_utf8, parser_of

MOST_LINES = 12  # of those before a table, as they are read
MOST_WORD_CELLS = 200_000
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Span = tuple[int, int]


@dataclass(slots=True)
class Said:
    """A piece of text: where its element stands, and what it says."""

    span: Span
    text: str = ""


@dataclass(slots=True)
class WordCell:
    """A cell: its pieces of text; where a run may be put in, and how that run looks."""

    column: int
    said: list[Said] = field(default_factory=list)
    room: Span | None = None
    """The end of its first paragraph, or all of it where it is one empty tag."""
    looks: Span | None = None
    mark: Span | None = None
    merged: bool = False

    @property
    def text(self) -> str:
        """All it says."""
        return "".join(each.text for each in self.said)


@dataclass(slots=True)
class WordRow:
    """A row of a table and where it stands."""

    begin: int
    end: int = 0
    cells: dict[int, WordCell] = field(default_factory=dict)
    width: int = 0
    held: bool = False
    """Whether a cell of it goes on downwards, or it holds what cannot stand twice."""


@dataclass(slots=True)
class WordTable:
    """A table of the body; `above` lines stand before it and count as its first rows."""

    above: int
    rows: list[WordRow] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """The bytes of the document with its tables; `prefix` is how its elements are called."""

    content: bytes
    tables: list[WordTable]
    prefix: str


def document_of(content: bytes) -> Document:
    """The document taken apart, some 3 µs for each element; refused where it declares a type of its own."""
    return _Reader(in_utf8(content)).read()


class _Reader:
    """One reading. The stack holds the names from the root on; only tables of the body itself are forms."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.stack: list[str] = []
        self.begun: list[int] = []
        self.tables: list[WordTable] = []
        self.prefix = "w:"
        self.level = 0  # of the table that is being read; deeper ones are words of its cells
        self.row: WordRow | None = None
        self.cell: WordCell | None = None
        self.words: Said | None = None
        self.lines = 0
        self.line: list[str] = []
        self.many = 0

    def read(self) -> Document:
        self.parser = parser_of(self.content, start=self._start, end=self._end, said=self._said)
        try:
            self.parser.Parse(self.content, True)
        except expat.ExpatError as wrong:
            raise refused("fill_damaged", why=str(wrong)) from None
        return Document(self.content, self.tables, self.prefix)

    def _start(self, name: str, given: dict[str, str]) -> None:
        if not self.stack:
            named = (key for key, value in given.items() if value == _WORD)
            self.prefix = next((f"{key[6:]}:" if key != "xmlns" else "" for key in named), "w:")
        local = name[len(self.prefix) :] if name.startswith(self.prefix) else f"?{name}"
        self.stack.append(local)
        self.begun.append(self.parser.CurrentByteIndex)
        depth = len(self.stack)
        if local == "tbl" and not self.level and self._outermost():
            self.level = depth
            self.tables.append(WordTable(min(self.lines, MOST_LINES)))
        elif self.level:
            self._start_inside(local, depth - self.level, given)
        elif local == "t":
            self.words = Said((0, 0))

    def _outermost(self) -> bool:
        """Whether what begins stands in the body itself, or in a content control of it."""
        above = self.stack[1:-1]
        return above in (["body"], ["body", "sdt", "sdtContent"])

    def _start_inside(self, local: str, deep: int, given: dict[str, str]) -> None:
        if local == "tr" and deep == 1:
            self.row = WordRow(self.parser.CurrentByteIndex)
        elif local == "tc" and deep == 2 and self.row is not None:
            self._start_cell(self.row)
        elif self.cell is not None and self.row is not None:
            self._start_in_cell(local, deep, given, self.cell, self.row)

    def _start_cell(self, row: WordRow) -> None:
        self.many += 1
        if self.many > MOST_WORD_CELLS:
            raise refused("fill_too_large", why=f"> {MOST_WORD_CELLS:,} cells")
        self.cell = WordCell(row.width + 1)
        row.width += 1
        row.cells[self.cell.column] = self.cell

    def _start_in_cell(self, local: str, deep: int, given: dict[str, str], cell: WordCell, row: WordRow) -> None:
        value = given.get(f"{self.prefix}val", "")
        if deep == 4 and local == "gridSpan":
            row.width += (int(value) if value.isdecimal() else 1) - 1
        elif deep == 4 and local == "vMerge":
            row.held = True
            cell.merged = value in ("", "continue")
        elif local == "t":
            self.words = Said((self.parser.CurrentByteIndex, 0))
            cell.said.append(self.words)
        elif local in ("drawing", "pict", "object", "footnoteReference", "commentReference"):
            row.held = True

    def _said(self, text: str) -> None:
        if self.words is not None:
            self.words.text += text

    def _end(self, name: str) -> None:
        local, deep, begun = self.stack.pop(), len(self.stack) + 1 - self.level, self.begun.pop()
        if not self.level:
            self._end_outside(local)
        elif deep == 0:
            self.level = self.lines = 0
        elif local == "tr" and deep == 1 and self.row is not None:
            self.row.end = self._closed(begun)
            self.tables[-1].rows.append(self.row)
            self.row = None
        elif local == "tc" and deep == 2:
            self.cell = None
        elif self.cell is not None:
            self._end_in_cell(local, deep, begun, self.cell)

    def _end_outside(self, local: str) -> None:
        if local == "t" and self.words is not None:
            self.line.append(self.words.text)
            self.words = None
        above = self.stack[1:]
        if above in (["body"], ["body", "sdt", "sdtContent"]):
            self.lines += bool("".join(self.line).strip())
            self.line = []

    def _end_in_cell(self, local: str, deep: int, begun: int, cell: WordCell) -> None:
        if local == "t" and self.words is not None:
            self.words.span = (self.words.span[0], self._closed(begun))
            self.words = None
        elif local == "p" and deep == 3 and cell.room is None:
            here = self.parser.CurrentByteIndex
            cell.room = (begun, self._closed(begun)) if self._is_empty_tag(begun) else (here, here)
        elif local == "rPr" and cell.room is None and deep == 5:
            span = (begun, self._closed(begun))
            if self.stack[-1] == "r" and cell.looks is None:
                cell.looks = span
            elif self.stack[-1] == "pPr":
                cell.mark = span

    def _is_empty_tag(self, begun: int) -> bool:
        return self.content[self.content.index(b">", begun) - 1 : self.content.index(b">", begun)] == b"/"

    def _closed(self, begun: int) -> int:
        """Where the element that began there and ends now is over."""
        if self._is_empty_tag(begun):
            return self.content.index(b">", begun) + 1
        return self.content.index(b">", self.parser.CurrentByteIndex) + 1


_IDS = re.compile(rb"""\s(?:\w+:)?(?:paraId|textId)\s*=\s*(?:"[^"]*"|'[^']*')""")
_BOOKMARKS = re.compile(rb"<(?:\w+:)?bookmark(?:Start|End)\b[^>]*/>")


def copied(row: bytes) -> bytes:
    """A row once more, without what may stand only once in a document."""
    return _BOOKMARKS.sub(b"", _IDS.sub(b"", row))

"""The XML of one sheet as pieces: each cell is one, and what stands between them stays as it was written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from luoshi.reports.filling.places import MOST_ROW, Place, area, name_of, place
from luoshi.reports.filling.references import moved
from luoshi.reports.filling.refusals import refused

MOST_CELLS = 600_000
_TYPE = re.compile(r"""\s+t\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(slots=True)
class Formula:
    """A formula of a cell; `kind` as the file calls it (`shared`, `array`, `dataTable` or nothing)."""

    text: str
    kind: str = ""
    group: str = ""
    ref: str = ""
    raw: str = ""
    cached: tuple[str, str] | None = None


@dataclass(slots=True)
class Row:
    """Where a row stands in the pieces: the piece that opens it, the piece that ends it, its attributes."""

    opens: int
    closes: int
    attributes: Mapping[str, str]


@dataclass(slots=True)
class SheetXml:
    """A sheet taken apart: joined again, the pieces are the sheet."""

    pieces: list[str] = field(default_factory=list)
    openings: dict[int, str] = field(default_factory=dict)
    at: dict[Place, int] = field(default_factory=dict)
    styles: dict[Place, int] = field(default_factory=dict)
    held: dict[Place, tuple[str, str]] = field(default_factory=dict)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    prefix: str = ""

    def text(self) -> str:
        """The whole of it."""
        return "".join(self.pieces)


def taken_apart(content: bytes) -> SheetXml:
    """The sheet in pieces. About 2 µs for each cell; refused where it has more than MOST_CELLS of them."""
    return _Reader(in_utf8(content)).read()


def in_utf8(content: bytes) -> bytes:
    """The part in UTF-8; the standard also allows UTF-16, which hardly anybody writes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16")
        return re.sub(r"""(<\?xml[^>]*encoding=["'])[^"']*""", r"\1UTF-8", text, count=1).encode()
    return content


def parser_of(content: bytes, *, start: Any, end: Any, said: Any) -> expat.XMLParserType:
    """A parser that refuses declarations of document types, so that no entity can grow."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said

    def refuse(*_: object) -> None:
        raise refused("fill_damaged", why="DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    return parser


class _Reader:
    """One reading of a sheet: the parser tells where each cell begins and ends in the bytes."""

    def __init__(self, content: bytes) -> None:
        self.content, self.sheet = content, SheetXml()
        self.taken = 0  # bytes that are in pieces already
        self.row = self.column = 0
        self.begun = -1
        self.cell: dict[str, str] = {}
        self.words: list[str] | None = None
        self.value, self.formula = "", Formula("")
        self.has_formula = self.has_value = False
        self.formula_begun = self.row_opens = 0
        self.row_attributes: Mapping[str, str] = {}

    def read(self) -> SheetXml:
        """All of it."""
        self.parser = parser_of(self.content, start=self._start, end=self._end, said=self._said)
        try:
            self.parser.Parse(self.content, True)
        except expat.ExpatError as wrong:
            raise refused("fill_damaged", why=str(wrong)) from None
        self._piece(self.taken, len(self.content))
        _share(self.sheet)
        return self.sheet

    def _piece(self, begin: int, end: int) -> int:
        self.sheet.pieces.append(self.content[begin:end].decode())
        self.taken = end
        return len(self.sheet.pieces) - 1

    def _start(self, name: str, given: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._start_cell(given)
        elif self.begun >= 0:
            self._start_inside(local, given)
        elif local == "row":
            self._start_row(given)
        elif local == "worksheet":
            self.sheet.prefix = name[: -len(local)]
        elif local == "mergeCell":
            self.sheet.merges.append(area(given.get("ref", "A1")))
        elif local == "col" and "style" in given:
            self.sheet.columns.append((int(given["min"]), int(given["max"]), int(given["style"])))

    def _start_row(self, given: dict[str, str]) -> None:
        self.row = int(given.get("r", self.row + 1))
        self.column = 0
        self.row_attributes = given
        end = self.content.index(b">", self.parser.CurrentByteIndex) + 1
        if self.row > MOST_ROW or self.row in self.sheet.rows:
            raise refused("fill_damaged", why=f"row {self.row}")
        if self.content[end - 2 : end] == b"/>":
            piece = self._between(self.parser.CurrentByteIndex, end)
            self.sheet.rows[self.row] = Row(piece, piece, given)
        else:
            self.row_opens = self._between(self.parser.CurrentByteIndex, end)

    def _between(self, begin: int, end: int) -> int:
        """What stands before goes into a piece of its own."""
        if begin > self.taken:
            self._piece(self.taken, begin)
        return self._piece(begin, end)

    def _start_cell(self, given: dict[str, str]) -> None:
        if "r" in given:
            self.row, self.column = place(given["r"])
        else:
            self.column += 1
        if len(self.sheet.at) >= MOST_CELLS:
            raise refused("fill_too_large", why=f"> {MOST_CELLS:,} cells")
        self.begun = self.parser.CurrentByteIndex
        self.cell, self.value, self.formula = given, "", Formula("")
        self.has_formula = self.has_value = False
        if self.begun > self.taken:
            self._piece(self.taken, self.begun)

    def _start_inside(self, local: str, given: dict[str, str]) -> None:
        if local == "f":
            self.formula = Formula("", given.get("t", ""), given.get("si", ""), given.get("ref", ""))
            self.has_formula, self.formula_begun = True, self.parser.CurrentByteIndex
        if local in ("f", "v", "t"):
            self.words = []

    def _said(self, text: str) -> None:
        if self.words is not None:
            self.words.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._end_cell()
        elif self.begun >= 0:
            self._end_inside(local)
        elif local == "row" and self.row not in self.sheet.rows:
            begin = self.parser.CurrentByteIndex
            piece = self._between(begin, self.content.index(b">", begin) + 1)
            self.sheet.rows[self.row] = Row(self.row_opens, piece, self.row_attributes)

    def _end_inside(self, local: str) -> None:
        said = "".join(self.words or ())
        if local == "f":
            self.formula.text = said
            self.formula.raw = self.content[self.formula_begun : self._tag_closed(self.formula_begun)].decode()
        elif local == "v":
            self.value, self.has_value = said, bool(said) or self.cell.get("t") == "str"
        elif local == "t":
            self.value, self.has_value = self.value + said, True
        if local in ("f", "v", "t"):
            self.words = None

    def _tag_closed(self, begun: int) -> int:
        """Where the element ends that began there and ends now; an empty one ends with its own tag."""
        end = self.content.index(b">", begun) + 1
        if self.content[end - 2 : end] == b"/>":
            return end
        return self.content.index(b">", self.parser.CurrentByteIndex) + 1

    def _end_cell(self) -> None:
        piece = self._piece(self.begun, self._tag_closed(self.begun))
        here, kind = (self.row, self.column), self.cell.get("t", "n")
        if here in self.sheet.at:
            raise refused("fill_damaged", why=name_of(*here))
        tag = self.sheet.pieces[piece]
        tag = tag[: tag.index(">")].rstrip("/").rstrip()
        self.sheet.openings[piece] = _TYPE.sub("", tag) if "t" in self.cell else tag
        self.sheet.at[here] = piece
        self.sheet.styles[here] = int(self.cell.get("s", 0))
        if self.has_formula:
            self.formula.cached = (kind, self.value) if self.has_value else None
            self.sheet.formulas[here] = self.formula
        elif self.has_value:
            self.sheet.held[here] = (kind, self.value)
        self.begun = -1


def _share(sheet: SheetXml) -> None:
    """Each cell of a shared formula gets its own wording, moved from where the group was written."""
    masters = {
        each.group: (here, each) for here, each in sheet.formulas.items() if each.kind == "shared" and each.text
    }
    for here, each in sheet.formulas.items():
        if each.kind == "shared" and not each.text and each.group in masters:
            origin, master = masters[each.group]
            each.text = moved(master.text, here[0] - origin[0], here[1] - origin[1])

"""Blank cells put into a sheet where the file has none: in the order it demands, in the looks of their place."""

import re
from collections.abc import Iterable

from luoshi.reports.filling.places import Place, name_of
from luoshi.reports.filling.sheets import SheetXml

_SPANS = re.compile(r"""\s+spans\s*=\s*("[^"]*"|'[^']*')""")


def with_cells(sheet: SheetXml, places: Iterable[Place]) -> str:
    """The sheet's XML with these cells in it, blank."""
    wanted: dict[int, list[int]] = {}
    for row, column in sorted(set(places) - sheet.at.keys()):
        wanted.setdefault(row, []).append(column)
    return _Adding(sheet).done(wanted)


class _Adding:
    """What goes before a piece, and what stands instead of one."""

    def __init__(self, sheet: SheetXml) -> None:
        self.sheet, self.prefix = sheet, sheet.prefix
        self.before: dict[int, str] = {}
        self.instead: dict[int, str] = {}
        self.standing: dict[int, list[int]] = {}
        for row, column in sorted(sheet.at):
            self.standing.setdefault(row, []).append(column)

    def done(self, wanted: dict[int, list[int]]) -> str:
        """The sheet with these columns in these rows."""
        new = ""
        standing = sorted(self.sheet.rows)
        for row, columns in wanted.items():
            if row in self.sheet.rows:
                self._into(row, columns)
                continue
            made = self._row(row, columns)
            after = next((other for other in standing if other > row), None)
            if after is None:
                new += made
            else:
                self._put_before(self.sheet.rows[after].opens, made)
        if new:
            self._at_end(new)
        pieces = enumerate(self.sheet.pieces)
        return "".join(f"{self.before.get(spot, '')}{self.instead.get(spot, piece)}" for spot, piece in pieces)

    def _put_before(self, spot: int, text: str) -> None:
        self.before[spot] = self.before.get(spot, "") + text

    def _into(self, row: int, columns: list[int]) -> None:
        told = self.sheet.rows[row]
        tag = _SPANS.sub("", self.sheet.pieces[told.opens])
        if told.opens == told.closes:
            cells = "".join(self._blank(row, column) for column in columns)
            self.instead[told.opens] = f"{tag.rstrip('>').rstrip('/').rstrip()}>{cells}</{self.prefix}row>"
            return
        self.instead[told.opens] = tag
        for column in columns:
            after = next((other for other in self.standing.get(row, ()) if other > column), None)
            self._put_before(told.closes if after is None else self.sheet.at[(row, after)], self._blank(row, column))

    def _row(self, row: int, columns: list[int]) -> str:
        cells = "".join(self._blank(row, column) for column in columns)
        return f'<{self.prefix}row r="{row}">{cells}</{self.prefix}row>'

    def _at_end(self, rows: str) -> None:
        closing, empty = f"</{self.prefix}sheetData>", re.compile(rf"<{self.prefix}sheetData\s*/>")
        for spot in range(len(self.sheet.pieces) - 1, -1, -1):
            piece = self.sheet.pieces[spot]
            if closing in piece:
                self.instead[spot] = piece.replace(closing, rows + closing, 1)
                return
            if empty.search(piece):
                self.instead[spot] = empty.sub(f"<{self.prefix}sheetData>{rows}{closing}", piece, count=1)
                return

    def _blank(self, row: int, column: int) -> str:
        style = style_for(self.sheet, row, column)
        mark = f' s="{style}"' if style else ""
        return f'<{self.prefix}c r="{name_of(row, column)}"{mark}/>'


def style_for(sheet: SheetXml, row: int, column: int) -> int:
    """The looks a cell without its own has: those of its row, else of its column."""
    told = sheet.rows.get(row)
    if told and told.attributes.get("customFormat") in ("1", "true"):
        return int(told.attributes.get("s", 0))
    return next((style for first, last, style in sheet.columns if first <= column <= last), 0)

"""The formulas of a workbook after it was filled: which are stale, what they come to, which are left alone."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from luoshi.reports.filling.evaluating import compiled, computed
from luoshi.reports.filling.functions import Found, Node, Unknown
from luoshi.reports.filling.references import span_of, tokens
from luoshi.reports.filling.sheets import Formula, SheetXml

Address = tuple[str, int, int]
Span = tuple[str, tuple[int, int, int, int]]
_ELSEWHERE = frozenset(("INDIRECT(", "OFFSET(", "NOW(", "TODAY(", "RAND(", "RANDBETWEEN(", "CELL(", "INFO("))


@dataclass(frozen=True, slots=True)
class Understood:
    """A formula: how to compute it, if known; what it reads; whether it may read what cannot be seen in it."""

    node: Node | None
    reads: tuple[Span, ...]
    opaque: bool
    written: Formula


@dataclass
class Formulas:
    """All formulas, and which cells stand in which range."""

    found: dict[Address, Understood]
    columns: Mapping[str, Mapping[int, Sequence[int]]]
    names: Mapping[str, str]
    starts: Mapping[str, int]
    spots: Mapping[str, Mapping[tuple[int, int], int]]
    spans: dict[Span, tuple[list[int], list[Address]]] = field(default_factory=dict)

    def __contains__(self, address: Address) -> bool:
        return address in self.found

    def inside(self, span: Span) -> tuple[list[int], list[Address]]:
        """The pieces of a range's cells, and which of the cells are formulas."""
        if span not in self.spans:
            sheet, (top, left, bottom, right) = span
            name = self.names.get(sheet.casefold(), "")
            by_column = self.columns.get(name, {})
            cells = [
                (name, row, column)
                for column in by_column
                if left <= column <= right
                for row in by_column[column][
                    bisect_left(by_column[column], top) : bisect_right(by_column[column], bottom)
                ]
            ]
            spots = [self.starts[name] + self.spots[name][cell[1:]] for cell in cells]
            self.spans[span] = spots, [cell for cell in cells if cell in self.found]
        return self.spans[span]


def formulas_of(sheets: Mapping[str, SheetXml], starts: Mapping[str, int]) -> Formulas:
    """The formulas of all sheets."""
    found: dict[Address, Understood] = {}
    columns: dict[str, dict[int, list[int]]] = {}
    for name, sheet in sheets.items():
        by_column = columns.setdefault(name, {})
        for row, column in sorted(sheet.at):
            by_column.setdefault(column, []).append(row)
        for place, formula in sheet.formulas.items():
            found[(name, *place)] = _understood(formula, name)
    spots = {name: sheet.at for name, sheet in sheets.items()}
    return Formulas(found, columns, {name.casefold(): name for name in sheets}, starts, spots)


def _understood(formula: Formula, here: str) -> Understood:
    reads: list[Span] = []
    opaque = formula.kind == "dataTable"
    for token in tokens(formula.text):
        if token.kind == "ref" and "[" not in token.on:
            opaque = opaque or ":" in token.on
            reads.append((token.on or here, span_of(token)))
        elif token.kind in ("name", "unknown") or (token.kind == "call" and token.text.upper() in _ELSEWHERE):
            opaque = opaque or token.text.upper() not in ("TRUE", "FALSE")
    node = None
    if not opaque and formula.text and formula.kind != "array":
        try:
            node = compiled(formula.text, here)
        except Unknown:
            node = None
    return Understood(node, tuple(reads), opaque, formula)


class Workbook(Protocol):
    """What a calculation reads of a template."""

    @property
    def formulas(self) -> Formulas: ...
    def cached(self, address: Address) -> Found: ...


class Calculation:
    """One calculation after one filling; each formula is computed once.

    `read` holds each cell's value by its piece, and takes what formulas come to; `changed` names
    the pieces that were filled, `verdicts` what is known of formulas being stale after filling just these.
    """

    def __init__(
        self, book: Workbook, read: list[Found], changed: frozenset[int], verdicts: dict[Address, bool]
    ) -> None:
        self.book, self.formulas, self.read, self.changed = book, book.formulas, read, changed
        self.verdicts = verdicts
        self.ready: set[Address] = set()
        self.failed: set[Address] = set()

    def all(self) -> tuple[dict[Address, Found], list[Address]]:
        """What stale formulas come to, and the stale ones that are not computed here."""
        found: dict[Address, Found] = {}
        left: list[Address] = []
        for address, formula in self.formulas.found.items():
            stale = self._stale(address)
            if not stale and formula.written.cached is not None:
                continue
            try:
                found[address] = self._result(address)
            except (Unknown, RecursionError):
                self.failed.add(address)
                if stale:
                    left.append(address)
        return found, left

    def _stale(self, address: Address) -> bool:
        """Whether what a formula reads, at whatever remove, was filled."""
        if address not in self.verdicts:
            self.verdicts[address] = False  # a circle is as stale as the rest of it
            formula = self.formulas.found[address]
            try:
                self.verdicts[address] = formula.opaque or any(map(self._touched, formula.reads))
            except RecursionError:
                self.verdicts[address] = True
        return self.verdicts[address]

    def _touched(self, span: Span) -> bool:
        cells, formulas = self.formulas.inside(span)
        return not self.changed.isdisjoint(cells) or any(self._stale(cell) for cell in formulas)

    def _result(self, address: Address) -> Found:
        name, row, column = address
        spot = self.formulas.starts[name] + self.formulas.spots[name][(row, column)]
        if address in self.ready:
            return self.read[spot]
        formula = self.formulas.found[address]
        if not self._stale(address) and formula.written.cached is not None:
            self.read[spot] = self.book.cached(address)
        else:
            if formula.node is None or address in self.failed:
                raise Unknown(address)
            self.failed.add(address)  # met again on the way, it is a circle
            self.read[spot] = computed(formula.node, self)
            self.failed.discard(address)
        self.ready.add(address)
        return self.read[spot]

    def value(self, sheet: str, row: int, column: int) -> Found:
        """One cell, computed first where it is a formula."""
        name = self.formulas.names.get(sheet.casefold())
        if name is None:
            raise Unknown(sheet)
        if (name, row, column) in self.formulas.found:
            return self._result((name, row, column))
        spot = self.formulas.spots[name].get((row, column))
        return None if spot is None else self.read[self.formulas.starts[name] + spot]

    def values(self, sheet: str, span: tuple[int, int, int, int]) -> Sequence[Found]:
        """The cells of a range that the file has."""
        if sheet.casefold() not in self.formulas.names:
            raise Unknown(sheet)
        cells, formulas = self.formulas.inside((sheet, span))
        for address in formulas:
            self._result(address)
        read = self.read
        return [read[cell] for cell in cells]

"""An office's workbook compiled once: everything that stays is fixed text, each cell is a place to fill."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from luoshi.reports.filling.adding import with_cells
from luoshi.reports.filling.book import Book, book_of
from luoshi.reports.filling.calculating import Calculation, Formulas, formulas_of
from luoshi.reports.filling.functions import Found, Wrong
from luoshi.reports.filling.growing import Grown
from luoshi.reports.filling.grown import grown_book
from luoshi.reports.filling.package import Package, Part, opened, packed
from luoshi.reports.filling.places import Place
from luoshi.reports.filling.recalculating import with_full_calculation
from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.rosters import Roster, laid_out, room_in, shifts_of
from luoshi.reports.filling.sheets import SheetXml, taken_apart
from luoshi.reports.filling.values import EXACT, Fillable, all_exact, computed_cell, in_cell, serial_of

Address = tuple[str, int, int]
"""Sheet, row and column, from 1."""
Values = Mapping[Address, Fillable]
_NUMBERS = frozenset((int, float))
MOST_MERGED = 2_000_000  # cells under merged ranges, all together


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled file, and what a person should know about it.

    `kept` are cells with a formula of the office's for which a value was given: the formula stays. `computed` is what
    the formulas came to; `uncomputed` are those left to the program that opens the file.
    """

    content: bytes
    kept: tuple[Address, ...] = ()
    computed: Mapping[Address, Found] | None = None
    uncomputed: tuple[Address, ...] = ()


@dataclass(frozen=True)
class Template:
    """A compiled workbook; filling it changes nothing in it, so one serves thousands of files."""

    parts: Package
    book: Book
    sheets: Mapping[str, SheetXml]

    def fill(self, values: Values, rosters: Sequence[Roster] = ()) -> bytes:
        """The office's file with these values; addresses are those of the empty form, whatever the rosters hold."""
        return self.filled(values, rosters).content

    def filled(self, values: Values, rosters: Sequence[Roster] = ()) -> Filled:
        """The same, with what became of the formulas."""
        if rosters:
            return self._with_rosters(values, rosters)
        given, kept = self._sorted_out(values)
        whole = self if given is values else self.with_cells(place for place in given if place not in self.places)
        return _Filling(whole, given, kept).done()

    def _with_rosters(self, values: Values, rosters: Sequence[Roster]) -> Filled:
        shifts = shifts_of(rosters)
        return self.grown(tuple(shifts.values())).filled(laid_out(values, rosters, shifts))

    def grown(self, shifts: Sequence[Grown]) -> "Template":
        """The form with rows put in; for rosters of the same lengths it is made once."""
        wanted = tuple(shift for shift in shifts if shift.growths)
        if not wanted:
            return self
        whole = self.longer.get(wanted)
        if whole is None:
            parts, sheets = dict(self.parts), dict(self.sheets)
            for shift in wanted:
                if shift.sheet not in sheets:
                    raise refused("fill_no_sheet", sheet=shift.sheet)
                parts, sheets = grown_book(parts, self.book, sheets, shift)
            whole = replace(self, parts=parts, sheets=sheets)
            self.longer.clear()
            self.longer[wanted] = whole
        return whole

    @cached_property
    def longer(self) -> dict[tuple[Grown, ...], "Template"]:
        """The form as the last rosters made it."""
        return {}

    def room(self, sheet: str, first: int, columns: Collection[int]) -> int:
        """The last row of a list that the form itself has room for."""
        return room_in(self.sheets[sheet], first, columns) if sheet in self.sheets else first

    def with_cells(self, places: Iterable[Address]) -> "Template":
        """The template with blank cells where the file has none yet, in the looks of their row or column."""
        wanted: dict[str, set[Place]] = {}
        for sheet, row, column in places:
            wanted.setdefault(sheet, set()).add((row, column))
        if not wanted:
            return self
        key = frozenset((name, frozenset(spots)) for name, spots in wanted.items())
        whole = self.widened.get(key)
        if whole is None:
            made = {
                name: taken_apart(with_cells(self.sheets[name], spots).encode()) for name, spots in wanted.items()
            }
            whole = replace(self, sheets={**self.sheets, **made})
            self.widened.clear()  # the same form is filled with the same cells over and over: one is enough
            self.widened[key] = whole
        return whole

    def _sorted_out(self, values: Values) -> tuple[Values, list[Address]]:
        """Values by the cell that holds them: under a merged range its first cell; formulas keep to themselves."""
        last = self.aims.get("last")
        if (last and last.addresses == list(values)) or self.places.keys() >= values.keys():
            return values, []
        given: dict[Address, Fillable] = {}
        kept: list[Address] = []
        for address, value in values.items():
            place = self._place(address)
            if place in self.formulas:
                kept.append(place)
            else:
                given[place] = value
        return given, kept

    def _place(self, address: Address) -> Address:
        if address in self.places:
            return address
        sheet, row, column = address
        if sheet not in self.sheets:
            raise refused("fill_no_sheet", sheet=sheet)
        if not (0 < row <= 1_048_576 and 0 < column <= 16_384):
            raise refused("fill_no_place", place=f"{sheet} {row}:{column}")
        for top, left, bottom, right in self.sheets[sheet].merges:
            if top <= row <= bottom and left <= column <= right:
                return sheet, top, left
        return address

    @cached_property
    def widened(self) -> dict[frozenset[tuple[str, frozenset[Place]]], "Template"]:
        """The template with the cells that were missing at the last filling."""
        return {}

    def cached(self, address: Address) -> Found:
        """What a formula came to when the office saved the file."""
        cached = self.sheets[address[0]].formulas[address[1:]].cached
        return held_value(*cached, self.book.texts) if cached else None

    @cached_property
    def starts(self) -> Mapping[str, int]:
        """Where the pieces of each sheet begin in the row of all pieces."""
        found, at = {}, 0
        for name, sheet in self.sheets.items():
            found[name] = at
            at += len(sheet.pieces)
        return found

    @cached_property
    def pieces(self) -> list[str]:
        """All pieces of all sheets."""
        return [piece for sheet in self.sheets.values() for piece in sheet.pieces]

    @cached_property
    def openings(self) -> dict[int, str]:
        """The tag of each cell up to its last attribute, by its piece."""
        return {
            self.starts[name] + piece: tag
            for name, sheet in self.sheets.items()
            for piece, tag in sheet.openings.items()
        }

    @cached_property
    def places(self) -> Mapping[Address, int]:
        """The piece of each cell that may be filled: no formulas, and nothing under a merged range but its first."""
        found: dict[Address, int] = {}
        for name, sheet in self.sheets.items():
            hidden, start = _hidden(sheet), self.starts[name]
            for place, piece in sheet.at.items():
                if place not in hidden and place not in sheet.formulas:
                    found[(name, *place)] = start + piece
        return found

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas of all sheets, understood as far as they are."""
        return formulas_of(self.sheets, self.starts)

    @cached_property
    def prefixed(self) -> bool:
        """Whether the elements of some sheet have a prefix, which hardly any program writes."""
        return any(sheet.prefix for sheet in self.sheets.values())

    @cached_property
    def constants(self) -> list[Found]:
        """What stands in the cells already, by the piece of the cell."""
        found: list[Found] = [None] * len(self.pieces)
        for name, sheet in self.sheets.items():
            for place, held in sheet.held.items():
                found[self.starts[name] + sheet.at[place]] = held_value(*held, self.book.texts)
        return found

    def aim_at(self, given: Values) -> "Aim":
        """Where these values go; for the same cells again, as in village after village, it is known."""
        addresses = list(given)
        aim = self.aims.get("last")
        if aim is None or aim.addresses != addresses:
            spots = [self.places[address] for address in addresses]
            aim = Aim(addresses, spots, [f"{self.openings[spot]}><v>" for spot in spots], frozenset(spots))
            self.aims["last"] = aim
        return aim

    @cached_property
    def aims(self) -> dict[str, "Aim"]:
        """The cells filled last."""
        return {}


@dataclass(frozen=True, slots=True)
class Aim:
    """Cells to fill, their pieces, what stands before a number in each, and which formulas they make stale."""

    addresses: list[Address]
    spots: list[int]
    tags: list[str]
    changed: frozenset[int]
    stale: dict[Address, bool] = field(default_factory=dict)


def held_value(kind: str, said: str, texts: Sequence[str]) -> Found:
    """A cell's value as the file keeps it."""
    if kind == "s":
        return texts[int(said)] if said.isdigit() and int(said) < len(texts) else ""
    if kind == "e":
        return Wrong(said)
    if kind == "b":
        return said.strip() in ("1", "true")
    if kind in ("str", "inlineStr", "d"):
        return said
    try:
        return float(said)
    except ValueError:
        return said


def _hidden(sheet: SheetXml) -> set[Place]:
    """Cells under merged ranges, but for the first of each."""
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in sheet.merges) > MOST_MERGED:
        raise refused("fill_too_large", why="merged cells")
    return {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


class _Filling:
    """One filling of one template: `read` holds what formulas read, by the piece of its cell."""

    def __init__(self, template: Template, given: Values, kept: Sequence[Address]) -> None:
        self.template, self.given, self.kept = template, given, kept
        self.pieces = template.pieces.copy()
        self.read = template.constants.copy()

    def done(self) -> Filled:
        """The file."""
        self._put()
        aim = self.template.aim_at(self.given)
        calculation = Calculation(self.template, self.read, aim.changed, aim.stale)
        computed, uncomputed = calculation.all() if self.given else ({}, [])
        for address, found in computed.items():
            self._show(address, found)
        for address in uncomputed:
            self._show(address, None)
        parts = self._parts()
        if uncomputed:
            parts[self.template.book.part] = with_full_calculation(parts[self.template.book.part])
        return Filled(packed(parts), tuple(self.kept), computed, tuple(uncomputed))

    def _put(self) -> None:
        """Each value into its piece: what the time of thousands of files is spent in, so numbers go all at once."""
        aim, values = self.template.aim_at(self.given), list(self.given.values())
        others = [at for at, value in enumerate(values) if type(value) not in _NUMBERS]
        exact = all_exact([value for value in values if type(value) in _NUMBERS] if others else values)
        if self.template.prefixed or not exact:
            others = list(range(len(values)))
        made = [f"{tag}{value}</v></c>" for tag, value in zip(aim.tags, values, strict=True)]
        for spot, piece in zip(aim.spots, made, strict=True):
            self.pieces[spot] = piece
        numbers: list[Any] = values
        for spot, number in zip(aim.spots, numbers, strict=True):
            self.read[spot] = number
        for at in others:
            self._put_other(aim.spots[at], aim.addresses[at], values[at])

    def _put_other(self, spot: int, address: Address, value: Fillable) -> None:
        book, sheet = self.template.book, self.template.sheets[address[0]]
        dated = isinstance(value, date) and sheet.styles[address[1:]] in book.dated
        since = book.since_1904
        self.pieces[spot] = in_cell(self.template.openings[spot], value, sheet.prefix, dated=dated, since_1904=since)
        self.read[spot] = read_as(value, since_1904=since)

    def _show(self, address: Address, found: Found) -> None:
        name, place = address[0], address[1:]
        sheet = self.template.sheets[name]
        spot = self.template.starts[name] + sheet.at[place]
        opening, raw = self.template.openings[spot], sheet.formulas[place].raw
        if found is None:
            self.pieces[spot] = f"{opening}>{raw}</{sheet.prefix}c>"
        else:
            self.pieces[spot] = computed_cell(opening, raw, found, sheet.prefix)

    def _parts(self) -> dict[str, Part]:
        parts = dict(self.template.parts)
        for name, sheet in self.template.sheets.items():
            begin = self.template.starts[name]
            pieces = self.pieces[begin : begin + len(sheet.pieces)]
            if pieces != sheet.pieces:
                part = self.template.book.sheets[name]
                parts[part] = parts[part].with_content("".join(pieces).encode())
        return parts


def read_as(value: Fillable, *, since_1904: bool = False) -> Found:
    """A filled value as formulas read it.

    >>> read_as(1.5), read_as("无"), read_as(None)
    (1.5, '无', None)
    """
    if isinstance(value, date):
        return serial_of(value, since_1904=since_1904)
    if isinstance(value, (bool, str)) or value is None:
        return None if value == "" else value
    return float(value) if abs(float(value)) < EXACT else str(value)


def compile_template(content: bytes) -> Template:
    """The workbook compiled; some 4 µs for each cell. Refused where it is no whole .xlsx without macros."""
    parts = opened(content)
    book = book_of(parts)
    return Template(parts, book, {name: taken_apart(parts[part].content()) for name, part in book.sheets.items()})

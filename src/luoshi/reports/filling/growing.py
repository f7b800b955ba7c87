"""Rows inserted for a roster: the sheet's cells, formulas, merges, validations, colours and breaks move along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from luoshi.reports.filling.places import Place, area, name_of
from luoshi.reports.filling.references import area_shifted, moved, shifted
from luoshi.reports.filling.sheets import Formula, SheetXml

_R = re.compile(r"""(\sr\s*=\s*["'])(\$?[A-Z]*)(\d+)""")
_SQREF = re.compile(r"""(\ssqref\s*=\s*["'])([^"']*)""")
_ACTIVE = re.compile(r"""(\sactiveCell\s*=\s*["'])([^"']*)""")
_REF = re.compile(
    r"""(<(?:\w+:)?(?:dimension|autoFilter|hyperlink|sortState|sortCondition)\b[^>]*?\sref\s*=\s*["'])([^"']*)"""
)
_INNER = re.compile(r"(<(?:\w+:)?(?:formula|formula1|formula2|f)(?:\s[^>]*)?>)([^<]*)")
_INNER_SQREF = re.compile(r"(<(?:\w+:)?sqref>)([^<]*)")
_MERGE = re.compile(r"""<((?:\w+:)?)mergeCell\b[^>]*?\sref\s*=\s*["']([^"']*)["'][^>]*?/>""")
_MERGES = re.compile(r"""(<(?:\w+:)?mergeCells\b)([^>]*>)""")
_COUNT = re.compile(r"""\scount\s*=\s*["']\d*["']""")
_BREAKS = re.compile(r"<(?:\w+:)?rowBreaks\b.*?</(?:\w+:)?rowBreaks>", re.DOTALL)
_ID = re.compile(r"""(\sid\s*=\s*["'])(\d+)""")


@dataclass(frozen=True, slots=True)
class Growth:
    """Rows put in after the row `last` of a sheet, in its looks."""

    last: int
    more: int


@dataclass(frozen=True, slots=True)
class Grown:
    """Where the rows of a sheet went."""

    sheet: str
    growths: tuple[Growth, ...]

    def __call__(self, row: int, end: bool = False) -> int:
        """The row's new number; the end of a range takes the rows in that were put in after it."""
        return row + sum(each.more for each in self.growths if (row >= each.last if end else row > each.last))


def grown_sheet(sheet: SheetXml, shift: Grown) -> str:
    """The sheet with the rows in it. Shared formulas are written out, each in its own cell."""
    if not sheet.rows:
        return sheet.text()
    first = min(row.opens for row in sheet.rows.values())
    last = max(row.closes for row in sheet.rows.values())
    head, tail = "".join(sheet.pieces[:first]), "".join(sheet.pieces[last + 1 :])
    more = {each.last: each.more for each in shift.growths}
    by_spot = {spot: place for place, spot in sheet.at.items()}
    body = list(sheet.pieces)
    for place, formula in sheet.formulas.items():
        spot = sheet.at[place]
        body[spot] = body[spot].replace(formula.raw, written(formula, _text(formula, shift), sheet.prefix, shift), 1)
    made: list[str] = []
    for row, told in sorted(sheet.rows.items(), key=lambda each: each[1].opens):
        spots = range(told.opens, told.closes + 1)
        made += [_renumbered(body[spot], shift(row), spot in by_spot or spot == told.opens) for spot in spots]
        for down in range(1, more.get(row, 0) + 1):
            made += _copied(sheet, row, shift(row) + down, down, by_spot, shift)
    return f"{around(head, shift)}{''.join(made)}{around(tail, shift)}"


def _text(formula: Formula, shift: Grown) -> str:
    return shifted(formula.text, shift.sheet, shift.sheet, shift)


def written(formula: Formula, text: str, prefix: str, shift: Grown | None) -> str:
    """The formula's element; of a shared one a plain one is made."""
    if formula.kind in ("array", "dataTable"):
        raw = formula.raw
        if shift is not None and formula.ref:
            raw = raw.replace(f'"{formula.ref}"', f'"{area_shifted(formula.ref, shift)}"', 1)
        return raw.replace(escape(formula.text, quote=False), escape(text, quote=False), 1)
    return f"<{prefix}f>{escape(text, quote=False)}</{prefix}f>"


def _renumbered(piece: str, row: int, has_tag: bool) -> str:
    return _R.sub(rf"\g<1>\g<2>{row}", piece, count=1) if has_tag and _R.search(piece[: piece.find(">")]) else piece


def _copied(
    sheet: SheetXml, row: int, number: int, down: int, by_spot: Mapping[int, Place], shift: Grown
) -> list[str]:
    """A row that was put in: the looks of the one above, its formulas moved down, and nothing filled in."""
    told = sheet.rows[row]
    made = [_renumbered(sheet.pieces[told.opens], number, True)]
    for spot in range(told.opens + 1, told.closes + 1):
        if spot not in by_spot:
            made.append(sheet.pieces[spot])
            continue
        opening = _R.sub(rf"\g<1>\g<2>{number}", sheet.openings[spot], count=1)
        formula = sheet.formulas.get(by_spot[spot])
        if formula is None or formula.kind in ("array", "dataTable"):
            made.append(f"{opening}/>")
        else:
            text = moved(_text(formula, shift), down, 0)
            made.append(f"{opening}>{written(formula, text, sheet.prefix, None)}</{sheet.prefix}c>")
    return made


def around(text: str, shift: Grown) -> str:
    """What stands before and behind the rows: every range in it follows."""
    text = _ACTIVE.sub(lambda found: found[1] + areas(found[2], shift).partition(":")[0], text)
    text = _SQREF.sub(lambda found: found[1] + areas(found[2], shift), text)
    text = _INNER_SQREF.sub(lambda found: found[1] + areas(found[2], shift), text)
    text = _REF.sub(lambda found: found[1] + areas(found[2], shift), text)
    text = _INNER.sub(lambda found: found[1] + formula_shifted(found[2], shift.sheet, shift), text)
    text = _BREAKS.sub(lambda found: _ID.sub(lambda one: f"{one[1]}{shift(int(one[2]))}", found[0]), text)
    text = _MERGE.sub(lambda found: _merged(found[1], found[2], shift), text)
    count = len(_MERGE.findall(text))
    return _MERGES.sub(lambda found: f'{found[1]} count="{count}"{_COUNT.sub("", found[2])}', text)


def formula_shifted(said: str, here: str, shift: Grown) -> str:
    """A formula in an element."""
    return escape(shifted(unescape(said), here, shift.sheet, shift), quote=False)


def areas(refs: str, shift: Grown) -> str:
    """Ranges with spaces between; one that ends in the row that was copied takes the copies in."""
    return " ".join(_area(each, shift) for each in refs.split())


def _area(ref: str, shift: Grown) -> str:
    if not re.fullmatch(r"\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?", ref):
        return ref
    top, left, bottom, right = area(ref)
    top, bottom = shift(top), shift(bottom, True)
    first, last = name_of(top, left), name_of(bottom, right)
    return first if first == last else f"{first}:{last}"


def _merged(prefix: str, ref: str, shift: Grown) -> str:
    """A range within the copied row is merged in each copy; one that reaches across it grows."""
    top, left, bottom, right = area(ref)
    more = next((each.more for each in shift.growths if each.last == top == bottom), 0)
    if not more:
        return f'<{prefix}mergeCell ref="{_area(ref, shift)}"/>'
    row = shift(top)
    found = (f"{name_of(row + down, left)}:{name_of(row + down, right)}" for down in range(more + 1))
    return "".join(f'<{prefix}mergeCell ref="{each}"/>' for each in found)


def reading(sheet: SheetXml, here: str, shift: Grown) -> str | None:
    """Another sheet, where its formulas read the one that grew; None where they do not."""
    texts = {place: shifted(each.text, here, shift.sheet, shift) for place, each in sheet.formulas.items()}
    if all(texts[place] == each.text for place, each in sheet.formulas.items()):
        return None
    pieces = list(sheet.pieces)
    for place, formula in sheet.formulas.items():
        spot = sheet.at[place]
        pieces[spot] = pieces[spot].replace(formula.raw, written(formula, texts[place], sheet.prefix, None), 1)
    return "".join(pieces)

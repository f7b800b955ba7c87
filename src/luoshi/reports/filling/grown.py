"""A whole workbook after rows were inserted: names, drawings, comments, charts and tables follow the sheet."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from luoshi.reports.filling.book import Book, relations
from luoshi.reports.filling.growing import Grown, areas, formula_shifted, grown_sheet, reading
from luoshi.reports.filling.package import Part
from luoshi.reports.filling.references import shifted
from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.sheets import SheetXml, in_utf8, taken_apart

_NAME = re.compile(r"(<(?:\w+:)?definedName\b[^>]*>)([^<]*)")
_ROW = re.compile(r"(<(?:\w+:)?row>)(\d+)(</)")
_ANY_REF = re.compile(r"""(\sref\s*=\s*["'])([^"']*)""")
_NOTE_ROW = re.compile(r"(<x:Row>\s*)(\d+)")
_NOTE_ANCHOR = re.compile(r"(<x:Anchor>)([^<]*)")
_CHART = re.compile(r"(<(?:\w+:)?f>)([^<]*)")
_CHAIN_TYPE = re.compile(r"<(?:\w+:)?Override\b[^>]*calcChain[^>]*/>")
_CHAIN_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*calcChain[^>]*/>")
_FIXED = {"pivotTable": "数据透视表", "queryTable": "外部查询", "control": "控件", "oleObject": "嵌入对象"}


def grown_book(
    parts: Mapping[str, Part], book: Book, sheets: Mapping[str, SheetXml], shift: Grown
) -> tuple[dict[str, Part], dict[str, SheetXml]]:
    """The parts and sheets with rows put into one sheet; refused where something there cannot follow."""
    made, apart = dict(parts), dict(sheets)
    for kind, to in relations(parts, book.sheets[shift.sheet]).values():
        if kind in _FIXED:
            raise refused("fill_no_growing", sheet=shift.sheet, what=_FIXED[kind])
        if to in made and kind in _FOLLOW:
            _rewrite(made, to, _following(kind, shift))
    for name, sheet in sheets.items():
        text = grown_sheet(sheet, shift) if name == shift.sheet else reading(sheet, name, shift)
        if text is not None:
            part = book.sheets[name]
            made[part] = made[part].with_content(text.encode())
            apart[name] = taken_apart(text.encode())
    for name in [name for name in made if "/charts/" in name and name.endswith(".xml")]:
        _rewrite(made, name, lambda text: _CHART.sub(lambda one: one[1] + formula_shifted(one[2], "", shift), text))
    _rewrite(made, book.part, lambda text: _NAME.sub(lambda one: one[1] + _name(one[2], shift), text))
    _without_chain(made, book)
    return made, apart


def _rewrite(parts: dict[str, Part], name: str, how: Callable[[str], str]) -> None:
    before = in_utf8(parts[name].content()).decode()
    after = how(before)
    if after != before:
        parts[name] = parts[name].with_content(after.encode())


def _name(said: str, shift: Grown) -> str:
    return escape(shifted(unescape(said), "", shift.sheet, shift), quote=False)


def _zero_based(row: int, shift: Grown) -> int:
    return shift(row + 1) - 1


def _drawing(text: str, shift: Grown) -> str:
    return _ROW.sub(lambda one: f"{one[1]}{_zero_based(int(one[2]), shift)}{one[3]}", text)


def _refs(text: str, shift: Grown) -> str:
    return _ANY_REF.sub(lambda one: one[1] + _note(one[2], shift), text)


def _note(ref: str, shift: Grown) -> str:
    """A comment stays with its own cell."""
    return areas(ref, shift).partition(":")[0] if ":" not in ref else areas(ref, shift)


def _notes(text: str, shift: Grown) -> str:
    """The frames in which older programs draw comments: rows from 0, among columns and distances."""
    text = _NOTE_ROW.sub(lambda one: f"{one[1]}{_zero_based(int(one[2]), shift)}", text)
    return _NOTE_ANCHOR.sub(lambda one: one[1] + _anchor(one[2], shift), text)


def _anchor(said: str, shift: Grown) -> str:
    numbers = [each.strip() for each in said.split(",")]
    if len(numbers) == 8 and all(each.isdigit() for each in numbers):
        for at in (2, 6):
            numbers[at] = str(_zero_based(int(numbers[at]), shift))
    return ", ".join(numbers)


_FOLLOW: Mapping[str, Callable[[str, Grown], str]] = {
    "drawing": _drawing,
    "comments": _refs,
    "threadedComment": _refs,
    "table": _refs,
    "vmlDrawing": _notes,
}


def _following(kind: str, shift: Grown) -> Callable[[str], str]:
    return lambda text: _FOLLOW[kind](text, shift)


def _without_chain(parts: dict[str, Part], book: Book) -> None:
    """The order of computing that the program left; it makes it anew, and takes a wrong one for damage."""
    chain = next((to for kind, to in relations(parts, book.part).values() if kind == "calcChain"), "")
    if chain not in parts:
        return
    folder, _, name = book.part.rpartition("/")
    del parts[chain]
    _rewrite(parts, "[Content_Types].xml", lambda text: _CHAIN_TYPE.sub("", text))
    _rewrite(parts, f"{folder}/_rels/{name}.rels", lambda text: _CHAIN_RELATION.sub("", text))

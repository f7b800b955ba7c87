"""A hidden sheet added to a filled workbook that tells the lineage id of each figure; all other sheets stay."""

import re
from collections.abc import Sequence

from luoshi.reports.filling.package import Part, opened, packed
from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.values import escaped

NAME = "溯源"
Line = tuple[str, str, str]
"""Cell, its words, lineage id."""
_TYPES, _BOOK, _RELATED = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SHEETS = re.compile(r"</((?:\w+:)?)sheets>")
_IDS = re.compile(r"""<(?:\w+:)?sheet\b[^>]*\bsheetId\s*=\s*["'](\d+)""")
_NAMES = re.compile(r"""<(?:\w+:)?sheet\b[^>]*\bname\s*=\s*["']([^"']*)""")
_LOCKED = re.compile(r"""<(?:\w+:)?workbookProtection\b[^>]*\blockStructure\s*=\s*["'](?:1|true)""")


def with_trace(content: bytes, lines: Sequence[Line]) -> bytes:
    """The workbook with the sheet; only the list of sheets, its relations and the list of parts change besides.

    Refused where the office has locked which sheets there are.
    """
    parts = opened(content)
    if not {_BOOK, _RELATED} <= parts.keys():
        raise refused("fill_damaged", why=_BOOK)
    book, related, types = (parts[name].content().decode() for name in (_BOOK, _RELATED, _TYPES))
    if _LOCKED.search(book) or not _SHEETS.search(book):
        raise refused("fill_no_tracing")
    part = _free("xl/worksheets/trace{}.xml", set(parts))
    relation, name = _free("rIdTrace{}", set(re.findall(r'Id="([^"]*)"', related))), NAME
    while name in _NAMES.findall(book):
        name += "_"
    number = max(map(int, _IDS.findall(book)), default=0) + 1
    said = f'xmlns:r="{_OFFICE}" name="{name}" sheetId="{number}" state="hidden" r:id="{relation}"'
    book = _SHEETS.sub(lambda found: f"<{found[1]}sheet {said}/></{found[1]}sheets>", book, count=1)
    target = part.removeprefix("xl/")
    related = related.replace(
        "</Relationships>",
        f'<Relationship Id="{relation}" Type="{_OFFICE}/worksheet" Target="{target}"/></Relationships>',
    )
    types = types.replace("</Types>", f'<Override PartName="/{part}" ContentType="{_KIND}"/></Types>')
    told = {_BOOK: book, _RELATED: related, _TYPES: types}
    changed = {each: parts[each].with_content(text.encode()) for each, text in told.items()}
    return packed({**parts, **changed, part: _sheet(part, lines, parts[_BOOK])})


def _free(pattern: str, taken: set[str]) -> str:
    return next(name for number in range(1, 10_000) if (name := pattern.format(number)) not in taken)


def _sheet(name: str, lines: Sequence[Line], like: Part) -> Part:
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    told = (("单元格", "表头", "溯源号"), *lines)
    rows = "".join(f"<row>{''.join(cell.format(escaped(text)) for text in line)}</row>" for line in told)
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    )
    return Part(name, like.method, like.stamp, 0, 0, b"").with_content(xml.encode())

"""Cells of an .xlsx that its reader leaves empty: errors such as #N/A, and formulas that were saved without a result.

The sheet's text is looked through piece by piece with one pattern; no tree is built. No Django here.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

MOST = 20_000
PIECE, OVERLAP = 1 << 20, 1 << 14
Blind = dict[int, dict[int, str]]
"""Row and column, from 0, → "formula", or the error's own sign."""

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]{0,9000}</f>)?'
    rb"\s*(<v\s*/>|<v></v>|<v>[^<]{0,40}</v>)?\s*</c>"
)
_NAMES = {
    "book": "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet",
    "id": "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "relation": "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship",
}


def blind_cells(source: Path, sheet: str) -> Blind:
    """Those of one sheet, the first 20,000. Reads the sheet's text once."""
    found: Blind = {}
    with zipfile.ZipFile(source) as archive:
        part = part_of(archive, sheet)
        if part is None:
            return found
        for number, (row, column, what) in enumerate(_looked_through(archive, part)):
            if number >= MOST:
                break
            found.setdefault(row, {})[column] = what
    return found


def part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Where in the archive a sheet lies; nothing where the book's own list does not tell."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  (in the child, under its limits)
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        return None
    wanted = next((each.get(_NAMES["id"]) for each in book.iter(_NAMES["book"]) if each.get("name") == sheet), None)
    for each in relations.iter(_NAMES["relation"]):
        if wanted is not None and each.get("Id") == wanted:
            target = str(each.get("Target", ""))
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in archive.namelist() else None
    return None


def _looked_through(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    seen = -1
    with archive.open(part) as stream:
        rest, begins = b"", 0
        while piece := stream.read(PIECE):
            text = rest + piece
            if b"<f" in text or b't="e"' in text:
                for found in _CELL.finditer(text):
                    what = _what(found)
                    if what and begins + found.start() > seen:
                        seen = begins + found.start()
                        yield int(found[2]) - 1, column_of(found[1].decode()), what
            rest = text[-OVERLAP:]
            begins += len(text) - len(rest)


def _what(found: re.Match[bytes]) -> str:
    value = found[4] or b""
    if b't="e"' in found[3]:
        return value.removeprefix(b"<v>").removesuffix(b"</v>").decode("utf-8", "replace") or "#"
    has_formula = b"<f" in found.group()
    return "formula" if has_formula and (not value or value[2:3] in b" /" or value == b"<v></v>") else ""


def column_of(letters: str) -> int:
    """A column's place from 0.

    >>> column_of("A"), column_of("Z"), column_of("AA"), column_of("XFD")
    (0, 25, 26, 16383)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1

"""The tables of a Word document, with the paragraphs before and behind them, as sheets of cells. No Django here."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from luoshi.evidence.inspection.verdicts import Unfit
from luoshi.reports.filling.word_blanks import BODY, Blank, blanks_of

MOST_BYTES = 80_000_000
MOST_ROWS, MOST_COLUMNS, MOST_LINES = 3_000, 60, 12
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAID = (f"{_W}t", f"{_W}tab", f"{_W}br")
Told = dict[str, Any]


def word_tables(source: Path) -> list[Told]:
    """Each table as a sheet: the lines before it are rows over its whole width, `above` counts them; so behind it."""
    tables: list[tuple[list[str], Element]] = []
    lines: list[str] = []
    for part in _body(source):
        if part.tag == f"{_W}tbl":
            tables.append((lines[-MOST_LINES:], part))
            lines = []
        elif (text := _text(part)).strip():
            lines.append(text)
    found = []
    for number, (above, table) in enumerate(tables, start=1):
        behind = lines[:MOST_LINES] if number == len(tables) else []
        found.append(_sheet(f"表{number}", above, table, behind))
    blanks = blanks_of(_part(source))
    return [*found, _listed(blanks)] if blanks else found


def _listed(blanks: list[Blank]) -> Told:
    """The blanks outside the tables as a card: each a row of its label and an empty cell."""
    rows = [[each.label, ""] for each in blanks]
    return {
        "name": BODY,
        "hidden": False,
        "rows": rows,
        "kinds": ["t "] * len(rows),
        "spans": [],
        "formulas": [],
        "cut": False,
        "above": 0,
    }


def _part(source: Path) -> bytes:
    with zipfile.ZipFile(source) as archive:
        if archive.getinfo("word/document.xml").file_size > MOST_BYTES:
            raise Unfit("too_costly")
        data = archive.read("word/document.xml")
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unfit("damaged")
    return data


def _body(source: Path) -> Iterator[Element]:
    """What stands in the document at the outermost level, also inside content controls."""
    data = _part(source)
    body = ElementTree.fromstring(data).find(f"{_W}body")  # noqa: S314  (in the child, under its limits, no entities)
    for part in body if body is not None else ():
        inner = part.find(f"{_W}sdtContent") if part.tag == f"{_W}sdt" else None
        yield from inner if inner is not None else (part,)


def _text(part: Element) -> str:
    """All the text of a paragraph or a cell; paragraphs of a cell on lines of their own."""
    lines = []
    paragraphs = [part] if part.tag == f"{_W}p" else part.iter(f"{_W}p")
    for paragraph in paragraphs:
        pieces = [
            (piece.text or "") if piece.tag == f"{_W}t" else " " for piece in paragraph.iter() if piece.tag in _SAID
        ]
        lines.append("".join(pieces))
    return "\n".join(lines).strip("\n")[:2_000]


def _sheet(name: str, above: list[str], table: Element, behind: list[str]) -> Told:
    rows, spans = _cells(table)
    width = max((len(row) for row in rows), default=1)
    if width > MOST_COLUMNS:
        raise Unfit("too_wide", columns=width, most=MOST_COLUMNS)
    shifted = [[top + len(above), left, bottom + len(above), right] for top, left, bottom, right in spans]
    begun = len(above) + len(rows)
    whole = [*range(1, len(above) + 1), *range(begun + 1, begun + 1 + len(behind))]
    texts = [[line] for line in above] + rows + [[line] for line in behind]
    spread = [[row, 1, row, width] for row in whole] if width > 1 else []
    return {
        "name": name,
        "hidden": False,
        "rows": texts,
        "kinds": ["".join("t" if text.strip() else " " for text in row) for row in texts],
        "spans": [*spread, *shifted],
        "formulas": [],
        "cut": len(rows) >= MOST_ROWS,
        "above": len(above),
    }


def _cells(table: Element) -> tuple[list[list[str]], list[list[int]]]:
    """Texts row by row, and the spans of cells that go on to the right (gridSpan) and downwards (vMerge)."""
    rows: list[list[str]] = []
    spans: list[list[int]] = []
    running: dict[int, list[int]] = {}
    for number, row in enumerate(_rows(table), start=1):
        texts: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            wide, merge = _merging(cell)
            column = len(texts) + 1
            going = running.get(column)
            if merge == "continue" and going is not None:
                going[2] = number
                texts += [""] * wide
                continue
            span = [number, column, number, column + wide - 1]
            running[column] = span
            spans.append(span)
            texts += [_text(cell), *[""] * (wide - 1)]
        rows.append(texts)
    return rows, [span for span in spans if span[:2] != span[2:]]


def _rows(table: Element) -> Iterator[Element]:
    for number, row in enumerate(table.findall(f"{_W}tr")):
        if number >= MOST_ROWS:
            return
        yield row


def _merging(cell: Element) -> tuple[int, str]:
    """How many columns a cell covers, and whether it begins or goes on with one that reaches down."""
    properties = cell.find(f"{_W}tcPr")
    if properties is None:
        return 1, ""
    wide = properties.find(f"{_W}gridSpan")
    down = properties.find(f"{_W}vMerge")
    columns = wide.get(f"{_W}val", "1") if wide is not None else "1"
    merge = "" if down is None else down.get(f"{_W}val", "continue")
    return (min(int(columns), MOST_COLUMNS + 1) if columns.isdecimal() else 1), merge

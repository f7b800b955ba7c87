"""Asking the child about the file of a form, and its sheets as grids."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from luoshi.evidence.confined import ask
from luoshi.evidence.models import File
from luoshi.evidence.policies import REFUSALS as OF_EVIDENCE
from luoshi.evidence.policies import refused as evidence_refused
from luoshi.evidence.stores import Missing, store
from luoshi.reports.policies import refused
from luoshi.rules.refusals import Refused
from luoshi.rules.tables.grid import Grid, Kind, Span, grid_of
from luoshi.sheets.policies import REFUSALS as OF_SHEETS
from luoshi.sheets.policies import refused as sheets_refused

CHILD = "luoshi.reports.reading.child"
_KINDS = {"n": Kind.NUMBER, "d": Kind.DATE, "t": Kind.TEXT, " ": Kind.BLANK}
Told = dict[str, Any]


def sheets_of(file: File) -> Told:
    """{"sheets": […], "links": whether it points to other workbooks}; a process of 0.2 seconds.

    A sheet is {name, hidden, rows, kinds, spans, formulas, cut, above}, with places from 1. Refused where nothing
    stands in the file.
    """
    with tempfile.TemporaryDirectory() as place:
        source, folder = Path(place) / "source", Path(place) / "told"
        folder.mkdir()
        _lay(file, source)
        limits = {"memory": int(settings.SHEETS["memory"]), "seconds": int(settings.SHEETS["seconds"])}
        answer = ask(CHILD, source, folder, {"task": "sheets", "format": file.content.format, **limits})
        if "unfit" in answer:
            raise _refusal(answer["unfit"], answer.get("words", {}), file.name)
        found: list[Told] = json.loads((folder / "sheets").read_text(encoding="utf-8"))
    if not found:
        raise refused("nothing_in_it", where=file.name)
    return {"sheets": found, "links": bool(answer["links"])}


def _lay(file: File, source: Path) -> None:
    try:
        with source.open("wb") as going:
            for piece in store().read(file.sha256):
                going.write(piece)
    except Missing:
        raise evidence_refused("missing", name=file.name) from None


def _refusal(code: str, words: Mapping[str, object], name: str) -> Refused:
    if code in OF_SHEETS:
        return sheets_refused(code, where=name, **words)
    return evidence_refused(code if code in OF_EVIDENCE else "damaged", name=name)


def grid_from(told: Mapping[str, Any]) -> Grid:
    """A sheet as it was told, with an empty column and an empty row behind it, which may wait to be filled."""
    rows: Sequence[Sequence[str]] = told["rows"]
    spans: list[Span] = [(top, left, bottom, right) for top, left, bottom, right in told["spans"]]
    width = max([*(len(row) for row in rows), *(span[3] for span in spans), 0]) + 1
    height = max([len(rows), *(span[2] for span in spans)]) + 1
    formulas = {(row, column) for row, column in told["formulas"]}
    texts = [[*(rows[row] if row < len(rows) else ()), ""] for row in range(height)]
    texts[-1] = [""] * width
    kinds = [
        [_kind(sign, (row, column), formulas) for column, sign in enumerate(signs.ljust(width), start=1)]
        for row, signs in enumerate(told["kinds"], start=1)
    ]
    kinds += [[] for _row in range(height - len(kinds))]
    return grid_of(texts, spans, name=told["name"], kinds=kinds)


def _kind(sign: str, place: tuple[int, int], formulas: set[tuple[int, int]]) -> Kind:
    return Kind.FORMULA if place in formulas else _KINDS[sign]

"""Asking the child about a kept file, and its answer as values."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from luoshi.evidence.confined import ask
from luoshi.evidence.models import Content, File
from luoshi.evidence.policies import REFUSALS
from luoshi.evidence.policies import refused as evidence_refused
from luoshi.evidence.stores import Missing, store
from luoshi.rules.refusals import Refused
from luoshi.sheets.policies import TABLES, refused

CHILD = "luoshi.sheets.reading.child"
Cells = list[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The head of one sheet: its first rows, and which cells up there are merged (top, left, bottom, right)."""

    name: str
    head: tuple[Cells, ...]
    spans: tuple[tuple[int, int, int, int], ...] = ()
    height: int = 0
    hidden: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell is not None for row in self.head for cell in row) and self.height <= len(self.head)


def sheets_of(file: File) -> list[Sheet]:
    """The sheets that hold something, in their order.

    A process: 1.0 s of processor time for 100,000 rows of 8 columns (`make bench ONLY=imports`, "opened").
    """
    with _lying(file.content) as (source, folder):
        answer = _ask(source, folder, file, {"task": "heads"})
    found = [
        Sheet(
            each["name"],
            tuple(each["head"]),
            tuple(tuple(span) for span in each["spans"]),
            each["height"],
            each.get("hidden", False),
        )
        for each in answer["sheets"]
    ]
    held = [sheet for sheet in found if not sheet.empty]
    if not held:
        raise refused("nothing_in_it", where=file.name)
    return held


def first_shown(sheets: Sequence[Sheet]) -> Sheet:
    """The first sheet that people see; lists to choose from often lie on a hidden one before it."""
    return next((each for each in sheets if not each.hidden), sheets[0])


def plain_rows(file: File) -> list[tuple[int, Cells]]:
    """All rows of the first sheet people see, each with its place from 0; for tables of some thousand rows.

    Refused where the file is no table. Two processes.
    """
    if file.content.format not in TABLES:
        raise refused("no_table", where=file.name)
    with rows_of(file, first_shown(sheets_of(file)).name, after=0) as rows:
        return list(rows)


@contextmanager
def rows_of(file: File, sheet: str, *, after: int) -> Iterator[Iterator[tuple[int, Cells]]]:
    """All rows that hold something, each with its place from 0, read as they are asked for.

    `after` is the number of rows above the first of the data: cells merged downwards below it stand in each row.
    """
    with _lying(file.content) as (source, folder):
        _ask(source, folder, file, {"task": "rows", "sheet": sheet, "after": after, "most": _limit("rows")})
        with (folder / "rows").open(encoding="utf-8") as lines:
            yield (_parsed(line) for line in lines)


def _parsed(line: str) -> tuple[int, Cells]:
    place, cells = json.loads(line, parse_float=Decimal)
    return place, cells


def _limit(name: str) -> int:
    return int(settings.SHEETS[name])


@contextmanager
def _lying(content: Content) -> Iterator[tuple[Path, Path]]:
    """The bytes as a file of their own, with an empty folder beside it; both gone afterwards."""
    with tempfile.TemporaryDirectory() as place:
        source, folder = Path(place) / "source", Path(place) / "told"
        folder.mkdir()
        try:
            with source.open("wb") as going:
                for piece in store().read(content.sha256):
                    going.write(piece)
        except Missing:
            raise evidence_refused("missing") from None
        yield source, folder


def _ask(source: Path, folder: Path, file: File, wanted: dict[str, object]) -> dict[str, Any]:
    told = {**wanted, "format": file.content.format, "memory": _limit("memory"), "seconds": _limit("seconds")}
    answer = ask(CHILD, source, folder, told)
    if "unfit" in answer:
        raise _refusal(answer["unfit"], answer.get("words", {}), file.name)
    return answer


def _refusal(code: str, words: dict[str, object], name: str) -> Refused:
    known = code in REFUSALS and code not in ("too_costly",)
    return evidence_refused(code, name=name) if known else refused(code, where=name, **words)

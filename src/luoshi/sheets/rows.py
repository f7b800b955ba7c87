"""A row of a table on its way: what it says, what is wrong with it; and the records that rows may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.registers.models import Record
from luoshi.registers.values import Kept
from luoshi.rules.texts import Text
from luoshi.rules.written.misfits import said
from luoshi.sheets.mapping import Mapped
from luoshi.sheets.reading.addresses import address

Cells = Sequence[Any]
_MARKS = ("formula", "long")  # of a cell whose content was not read; the reason tells it


@dataclass
class Read:
    """A row on its way: what it says, what is wrong with it, which record it means."""

    place: int
    cells: Cells
    entered: dict[str, Kept] = field(default_factory=dict)
    blank: list[str] = field(default_factory=list)
    standing: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    record_id: int | None = None
    key: str = ""

    def refuse(self, column: Mapped | None, raw: Any, reason: Text, remedy: Text) -> None:
        """Note what is wrong, at a cell or with the whole row."""
        at = {"cell": address(self.place, column.index), "title": column.title} if column else {}
        self.problems.append({**problem_of(reason, remedy), **at, "read": _said(raw)})


def problem_of(reason: Text, remedy: Text) -> dict[str, str]:
    """What is wrong with a whole row, as it is kept."""
    told = {"zh": reason.zh, "en": reason.en, "remedy_zh": remedy.zh, "remedy_en": remedy.en}
    return {"cell": "", "title": "", "read": "", **told}


def _said(raw: Any) -> str:
    if isinstance(raw, dict):
        told = str(raw.get("d", raw.get("x", "")))
        return "" if told in _MARKS else told
    return "" if raw is None else said(raw)


def written(cell: Any) -> Any:
    """A cell as JSON keeps it."""
    return cell if cell is None or isinstance(cell, str | int | bool | dict) else str(cell)


@dataclass(frozen=True, slots=True)
class Held:
    """Records that rows mean: by id, by key, by unit and period; `seen` are those the person sees."""

    records: Mapping[int, Record]
    holders: Mapping[str, int]
    returns: Mapping[tuple[int, str], int]
    seen: set[int]

"""Audits out of a workbook of formulas: each row shown as it was understood, the good ones as YAML for the pack."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from luoshi.evidence.confined import ask
from luoshi.packs.declarations import Register
from luoshi.packs.scope import audit_scope
from luoshi.returns.policies import unread
from luoshi.rules.audit_rules import ReadRule, read_rules
from luoshi.rules.expressions import YESNO, ExpressionError, check_as, parse
from luoshi.rules.texts import Text
from luoshi.sheets.reading.opening import CHILD

FORMATS = {".xlsx": "xlsx", ".xls": "xls", ".csv": "csv"}
LIMITS = {"memory": 512 * 1024 * 1024, "seconds": 20}
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class RuleBook:
    """What a workbook says: rows that can be audits, and rows that cannot, each with why."""

    rules: tuple[ReadRule, ...]

    @property
    def good(self) -> tuple[ReadRule, ...]:
        """The rows that become audits."""
        return tuple(rule for rule in self.rules if rule.is_good)

    @property
    def bad(self) -> tuple[ReadRule, ...]:
        """The rows somebody has to mend."""
        return tuple(rule for rule in self.rules if not rule.is_good)


def rule_book(path: Path, register: Register) -> RuleBook:
    """The audits of a workbook, for a register; its titles, ids and element codes name the figures.

    The file is opened by a child that can do nothing else. Raises `Refused` where it cannot be read, and where no
    column holds relations.
    """
    rules = read_rules(_rows(path), names_of(register))
    if rules is None:
        raise unread(path.name)
    return RuleBook(tuple(_checked(rule, register) for rule in rules))


def names_of(register: Register) -> dict[str, str]:
    """What figures may be called in a workbook, and their ids."""
    names: dict[str, str] = {}
    for field in register.fields.values():
        for name in (field.title.zh, field.title.en, field.element, field.id):
            if name:
                names.setdefault(name, field.id)
    return names


def yaml_of(rules: Sequence[ReadRule]) -> str:
    """The audits as they are written in a register's file."""
    return "".join(["audits:\n", *(f"  - {_yaml(rule)}\n" for rule in rules)])


def _yaml(rule: ReadRule) -> str:
    remark = rule.remark.replace('"', "”")
    title = f', title: {{zh: "{remark}", en: "{remark}"}}' if remark else ""
    return f'{{id: {rule.id}, expr: "{rule.source}", severity: {rule.severity.value}{title}}}'


def _checked(rule: ReadRule, register: Register) -> ReadRule:
    """The rule, unless its figures do not go together: people and households are not added."""
    if not rule.is_good:
        return rule
    try:
        check_as(parse(rule.source), audit_scope(register), YESNO)
    except ExpressionError as error:
        wrong = Text(f"{error.reason.zh}{error.remedy.zh}", f"{error.reason.en} {error.remedy.en}")
        return ReadRule(rule.row, rule.id, rule.written, rule.source, rule.severity, rule.remark, wrong)
    return rule


def _rows(path: Path) -> list[list[str]]:
    """The rows of the first sheet people see, as texts."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise unread(path.name)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        told: Mapping[str, Any] = ask(CHILD, path, folder, {"task": "heads", "format": form, **LIMITS})
        if "unfit" in told:
            raise unread(path.name)
        held = [each for each in told["sheets"] if any(any(row) for row in each["head"])]
        sheets = [each["name"] for each in sorted(held, key=lambda each: bool(each.get("hidden")))]
        if not sheets:
            raise unread(path.name)
        wanted = {"task": "rows", "sheet": sheets[0], "after": 0, "most": MOST_ROWS, "format": form, **LIMITS}
        answer: Mapping[str, Any] = ask(CHILD, path, folder, wanted)
        if "unfit" in answer:
            raise unread(path.name)
        return _texts((folder / "rows").read_text(encoding="utf-8"))


def _texts(lines: str) -> list[list[str]]:
    """Each row at its own place, so that it is told by the number people see."""
    placed = [json.loads(line, parse_float=Decimal) for line in lines.splitlines()]
    rows: list[list[str]] = [[] for _place in range(max((place for place, _ in placed), default=-1) + 1)]
    for place, cells in placed:
        rows[place] = [_text(cell) for cell in cells]
    return rows


def _text(cell: Any) -> str:
    if isinstance(cell, dict):
        return str(cell.get("d", ""))
    return "" if cell is None else str(cell).strip()

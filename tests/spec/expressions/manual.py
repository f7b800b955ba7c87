"""The manual of the expression language: its chapters are the spec, and docs/reference/expressions.md is made of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from luoshi.rules.expressions import (
    DATE,
    PERCENT,
    TEXT,
    YESNO,
    Kind,
    Raw,
    Type,
    Value,
    choice,
    money,
    number,
    reference,
)
from luoshi.rules.expressions.functions import FUNCTIONS
from luoshi.rules.expressions.wording import plain

FOLDER = Path(__file__).parent
PRINTED = Path(__file__).resolve().parents[3] / "docs" / "reference" / "expressions.md"
CHAPTERS = tuple(sorted(path.stem for path in FOLDER.glob("*.md")))
TODAY = date(2022, 3, 1)

_HEAD = """# Expressions · 表达式

The chapters below are the test suite of the language: every line of every table is run in Python, SQLite,
DuckDB and PostgreSQL. This page is written by `python -m tests.spec.expressions`; do not edit it by hand.
"""


@dataclass(frozen=True)
class Line:
    """One line of a table: its cells by the headings, without the marks of code."""

    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]


def chapter(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def lines(text: str, heading: str) -> Iterator[Line]:
    """The lines of all tables of a text whose first heading is the one given."""
    headings: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip().removeprefix("`").removesuffix("`") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            headings = []
        elif not headings:
            headings = cells
        elif headings[0] == heading and set(line) - set("|- "):
            yield Line(dict(zip(headings, cells, strict=True)))


def scope() -> dict[str, Type]:
    """The fields of the manual's examples, from the table of the first chapter."""
    return {line["field"]: _type(*line["type"].split()) for line in lines(chapter(CHAPTERS[0]), "field")}


def _type(kind: str, *more: str) -> Type:
    return _TYPES[kind](*more)


_TYPES: dict[str, Callable[..., Type]] = {
    "money": money,
    "number": number,
    "choice": choice,
    "reference": reference,
    "percent": lambda: PERCENT,
    "date": lambda: DATE,
    "text": lambda: TEXT,
    "yesno": lambda: YESNO,
}


def record(cell: str, fields: Mapping[str, Type]) -> dict[str, Raw]:
    """The record of a cell such as `amount = 10, name = a`."""
    pairs = [pair.split(" = ") for pair in cell.split(", ") if pair]
    return {name: _raw(written, fields[name].kind) for name, written in pairs}


def _raw(written: str, kind: Kind) -> Raw:
    match kind:
        case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
            return Decimal(written)
        case Kind.DATE:
            return date.fromisoformat(written)
        case Kind.YESNO:
            return written == "yes"
        case Kind.REF:
            return int(written)
        case Kind.TEXT | Kind.CHOICE:
            return "" if written == "''" else written


def shown(value: Value) -> str:
    """A value as the tables write it."""
    if value is None:
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, Decimal) else str(value)


def manual() -> str:
    """The whole page."""
    listed = [
        f"| `{function.usage}` | {function.meaning.zh} | {function.meaning.en} |" for function in FUNCTIONS.values()
    ]
    functions = "\n".join(["## Functions · 函数", "", "| function | 含义 | meaning |", "|---|---|---|", *listed, ""])
    return "\n".join([_HEAD, *(chapter(name) for name in CHAPTERS), functions])

"""A declared condition asked of all stored records at once, by the database itself."""

from datetime import date
from typing import Literal

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from sqlglot import exp, parse_one

from luoshi.packs.declarations import Register
from luoshi.packs.scope import DAYS_LEFT, scope_of
from luoshi.registers.daycount import days_left_sql
from luoshi.rules.expressions import to_sql
from luoshi.rules.expressions.nodes import Node

STANDING = {"state": "state", "due": "due", "period": "period", "unit": "unit_id", "lead": "lead_id"}
TABLE = "registers_record"


def meets(register: Register, condition: Node, *, today: date) -> RawSQL:
    """The condition as a yes/no expression over `Record`; blank counts as not met, as it does for one record."""
    dialect: Literal["postgres", "sqlite"] = "postgres" if connection.vendor == "postgresql" else "sqlite"

    def column(name: str) -> exp.Expression:
        left = name == DAYS_LEFT
        stored = days_left_sql(f"{TABLE}.due", today, dialect) if left else _stored(name, dialect)
        return exp.Paren(this=parse_one(stored, dialect=dialect))

    tree = to_sql(condition, scope_of(register), dialect=dialect, column=column, today=today)
    text = tree.sql(dialect=dialect).replace("%", "%%")
    return RawSQL(f"coalesce(({text}), false)", (), output_field=BooleanField())  # noqa: S611  (from a checked tree)


def _stored(name: str, dialect: str) -> str:
    """Where a name's value stands: a column of its own, the dates reached, or the fields; ids are plain words."""
    if name == "reopened":
        return f"CAST({TABLE}.reopened AS text)"
    if name in STANDING:
        return f"nullif({TABLE}.{name}, '')" if name in ("state", "period") else f"{TABLE}.{STANDING[name]}"
    holder, key = ("reached", name[3:]) if name.startswith("on_") else ("data", name)
    if dialect == "postgres":
        return f"({TABLE}.{holder} ->> '{key}')"
    return f"json_extract({TABLE}.{holder}, '$.{key}')"

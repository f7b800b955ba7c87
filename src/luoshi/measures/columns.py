"""Where the names of a register stand in the reading copy, and conditions over them."""

from collections.abc import Callable
from datetime import date

from sqlglot import exp

from luoshi.measures.reading.layout import OWN, is_personal
from luoshi.packs.declarations import Register
from luoshi.packs.scope import scope_of
from luoshi.rules.expressions import Node, names_in, to_sql
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def column_of(register: Register, name: str) -> str:
    """The column of a field, of `state`, `unit`, `lead`, `due`, `period`, `reopened`, or of on_<state>."""
    if name in register.fields:
        check_not_personal(register, name)
        return f"f_{name}"
    if name in OWN or name.startswith("on_"):
        return name
    raise Refused(
        "measures.no_such_field",
        reason=Text(f"“{register.title.zh}”没有“{name}”。", f"{register.title.en} has no {name}."),
        remedy=Text(f"可用：{'、'.join(register.fields)}。", f"There are: {', '.join(register.fields)}."),
        where=name,
    )


def check_not_personal(register: Register, name: str) -> None:
    """No number is counted by, or grouped by, what a natural person told of themselves (rule B8)."""
    declared = register.fields.get(name)
    if declared is None or not is_personal(register, declared):
        return
    raise Refused(
        "measures.personal",
        reason=Text(
            f"“{declared.title.zh}”是个人信息，不参与统计和分组。",
            f"{declared.title.en} is personal: nothing is counted or grouped by it.",
        ),
        remedy=Text("按单位、时间或选项分组。", "Group by unit, time or an option."),
        where=name,
    )


def sql_of(register: Register, node: Node, *, today: date) -> str:
    """An expression over the columns of a register, as DuckDB reads it."""
    for name in names_in(node):
        column_of(register, name)
    sql = to_sql(node, scope_of(register), dialect="duckdb", column=_columns(register), today=today)
    return sql.sql(dialect="duckdb")


def _columns(register: Register) -> Callable[[str], exp.Expression]:
    return lambda name: exp.column(exp.to_identifier(column_of(register, name), quoted=True))

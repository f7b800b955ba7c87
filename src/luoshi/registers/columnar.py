"""Returns by the hundred thousand, checked column by column: the rows that are as they should be, and the others.

A row whose every cell is written as it is kept, and which meets every rule, is ready as it stands; whatever else
there is in a row is for the checks that look at one row at a time, and have the words for what is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
from sqlglot import exp

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.scope import derivation_order, scope_of
from luoshi.registers.auditing import counts
from luoshi.rules.audits import Severity
from luoshi.rules.expressions import Node, names_in, to_sql

NUMBERS = (FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT, FieldType.INTEGER)
KINDS = {FieldType.DATE: "DATE", FieldType.YESNO: "BOOLEAN"} | dict.fromkeys(NUMBERS, "DECIMAL(18,6)")
WHOLE, BROKEN_DOWN = r"-?\d{1,12}", r"-?\d{1,12}(\.\d{1,6})?"
PLACES = ("unit", "period")  # the columns that say whose return it is


@dataclass(frozen=True, slots=True)
class Sorted:
    """`ready`: row, unit, county, period, data and changed (JSON), by columns; `others`: places of the rest."""

    ready: pa.Table
    others: list[int]


def suits(register: Register, *, state: str) -> bool:
    """Whether rows can be checked by columns: nothing in them is looked up, drawn, or held against other periods."""
    names = {name for node in _conditions(register, state) for name in names_in(node)}
    named = all(name in register.fields for name in names)
    return bool(register.period) and not register.key and not register.conserves and named


def _conditions(register: Register, state: str) -> Iterator[Node]:
    yield from (rule.condition for rule in register.rules)
    yield from (field.formula for field in register.fields.values() if field.formula is not None)
    yield from _refusing(register, state)


def _refusing(register: Register, state: str) -> Iterator[Node]:
    """The audits that refuse a return in this state; those that ask are for who enters."""
    if counts(register, state):
        yield from (audit.condition for audit in register.audits if audit.severity is Severity.REFUSE)


def sort_out(
    register: Register, given: pa.Table, units: Mapping[str, tuple[int, str]], *, state: str, today: date
) -> Sorted:
    """Check every cell and every rule; `units` gives id and county by code. About a microsecond a value."""
    numbered = given.append_column("row_", pa.array(range(given.num_rows), pa.int64()))
    known = pa.table(
        {"code": list(units), "id": [each[0] for each in units.values()], "county": [c for _, c in units.values()]}
    )
    with duckdb.connect(":memory:") as connection:
        connection.register("given", numbered)
        connection.register("known", known)
        connection.execute(f"CREATE TABLE judged AS {_judged(register, given.column_names, state, today)}")
        ready = connection.sql(
            "SELECT row_, unit_ AS unit, county_ AS county, period_ AS period, data, changed "
            "FROM judged WHERE fits ORDER BY row_"
        ).to_arrow_table()
        others = connection.execute("SELECT row_ FROM judged WHERE fits IS NOT TRUE ORDER BY row_").fetchall()
    return Sorted(ready, [row for (row,) in others])


def _judged(register: Register, names: Sequence[str], state: str, today: date) -> str:
    """Row by row: the texts, what they hold in their type, what formulas make of it, and whether all of it fits."""
    entered = [field for field in register.fields.values() if field.id in names and field.formula is None]
    texts = "".join(f", nullif(trim(CAST({_quoted(each.id)} AS VARCHAR)), '') AS {_text(each)}" for each in entered)
    typed = "".join(f", {_typed(each, entered)} AS {_value(each.id)}" for each in register.fields.values()
                    if each.formula is None)  # fmt: skip
    held = 'given LEFT JOIN known ON CAST(given."unit" AS VARCHAR) = known.code'
    told = f"SELECT row_, id AS unit_, county AS county_, CAST(period AS VARCHAR) AS period_{texts} FROM {held}"  # noqa: S608
    inner = f"SELECT *{typed} FROM ({told})"  # noqa: S608  (ids of a declaration)
    for name in derivation_order(register):
        formula = register.fields[name].formula
        if formula is not None:
            inner = f"SELECT *, {_sql(register, formula, today)} AS {_value(name)} FROM ({inner})"  # noqa: S608
    fits = " AND ".join(_demands(register, entered, state, today))
    whole = f"{_data(register)}, {_changed(register)}, ({fits}) AS fits"
    return f"SELECT row_, unit_, county_, period_, {whole} FROM ({inner})"  # noqa: S608


def _demands(register: Register, entered: Sequence[Field], state: str, today: date) -> Iterator[str]:
    yield "unit_ IS NOT NULL AND period_ IS NOT NULL"
    yield from (f"({_text(each)} IS NULL OR {_fits(each)})" for each in entered)
    for field in register.fields.values():
        reason = f" OR {_value(field.reason_field)} IS NOT NULL" if field.reasons else ""
        if field.required:
            yield f"({_value(field.id)} IS NOT NULL{reason})"
        if field.reasons:
            yield f"({_value(field.id)} IS NULL OR {_value(field.reason_field)} IS NULL)"
    yield from (f"({_sql(register, rule.condition, today)})" for rule in register.rules)
    yield from (f"(({_sql(register, each, today)}) IS NOT FALSE)" for each in _refusing(register, state))


def _fits(field: Field) -> str:
    """Whether a text is written as its field keeps it; what only a closer look can tell does not fit here."""
    text, value = _text(field), _value(field.id)
    match field.type:
        case FieldType.CHOICE:
            return f"{text} IN ({', '.join(map(_literal, field.options))})"
        case FieldType.YESNO:
            return f"{text} IN ('true', 'false')"
        case FieldType.DATE:
            return rf"(regexp_full_match({text}, '\d{{4}}-\d\d-\d\d') AND {value} IS NOT NULL)"
        case FieldType.NUMBER | FieldType.MONEY | FieldType.PERCENT | FieldType.INTEGER:
            form = WHOLE if field.type is FieldType.INTEGER else BROKEN_DOWN
            bounds = "".join(_bound(value, sign, at) for sign, at in ((">=", field.min), ("<=", field.max)))
            return f"(regexp_full_match({text}, '{form}'){bounds})"
        case _:
            return "FALSE"


def _bound(value: str, sign: str, bound: Decimal | None) -> str:
    return "" if bound is None else f" AND {value} {sign} {bound:f}"


def _typed(field: Field, entered: Sequence[Field]) -> str:
    kind = KINDS.get(field.type, "VARCHAR")
    return f"TRY_CAST({_text(field)} AS {kind})" if field in entered else f"CAST(NULL AS {kind})"


def _sql(register: Register, node: Node, today: date) -> str:
    sql = to_sql(
        node,
        scope_of(register),
        dialect="duckdb",
        column=lambda name: exp.column(exp.to_identifier(f"v_{name}", quoted=True)),
        today=today,
    )
    return sql.sql(dialect="duckdb")


def _data(register: Register) -> str:
    """The kept forms as one JSON text, its names in order; blanks are left out."""
    parts = (
        f"CASE WHEN {_value(each)} IS NOT NULL THEN '\"{each}\":' || {_kept(register.fields[each])} END"
        for each in sorted(register.fields)
    )
    return f"'{{' || concat_ws(',', {', '.join(parts)}) || '}}' AS data"


def _changed(register: Register) -> str:
    parts = (f"CASE WHEN {_value(each)} IS NOT NULL THEN '\"{each}\"' END" for each in sorted(register.fields))
    return f"'[' || concat_ws(',', {', '.join(parts)}) || ']' AS changed"


def _kept(field: Field) -> str:
    """A value as `values.keep` and formulas keep it, as JSON."""
    value = _value(field.id)
    if field.type is FieldType.INTEGER and field.formula is None:
        return f"CAST(CAST({value} AS BIGINT) AS VARCHAR)"
    if field.type in NUMBERS:
        return f"'\"' || rtrim(rtrim(CAST(CAST({value} AS DECIMAL(18,6)) AS VARCHAR), '0'), '.') || '\"'"
    if field.type is FieldType.YESNO:
        return f"CAST({value} AS VARCHAR)"
    return f"CAST(to_json(CAST({value} AS VARCHAR)) AS VARCHAR)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(field: Field) -> str:
    return _quoted(f"t_{field.id}")


def _value(name: str) -> str:
    return _quoted(f"v_{name}")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

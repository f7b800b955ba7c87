"""From a figure to the rows it was made from, and from one moment's rows to another's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.measures.asking import Asking
from luoshi.measures.columns import column_of
from luoshi.measures.compiling import when_of
from luoshi.measures.questions import Question, year_earlier
from luoshi.measures.reading.engine import quoted
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure, MeasureKind
from luoshi.rules.periods import Coverage

MOST_DIFFERENCES = 500


@dataclass(frozen=True, slots=True)
class Part:
    """A side of a figure that counts rows: "rows", "numerator", "denominator", "now", "base", or "base.numerator"."""

    name: str
    measure: Measure
    counted: Coverage


@dataclass(frozen=True, slots=True)
class Row:
    """A record that was counted, with what it contributed and the day or period that placed it."""

    record: int
    value: Decimal | None
    when: date | str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that counts differently at two moments; None where it does not count at all."""

    part: str
    record: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the rows behind a part of a figure; `part` is None where no rows are counted."""

    part: Part | None
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


def parts_of_figure(catalogue: Catalogue, question: Question) -> tuple[Part, ...]:
    """The sides of a figure that count rows, in the order of its formula."""
    return tuple(_parts(catalogue, catalogue.measure(question.measure), question.coverage, ""))


def _parts(catalogue: Catalogue, measure: Measure, counted: Coverage, above: str) -> Iterator[Part]:
    sides: Sequence[tuple[str, str, Coverage]]
    if measure.kind is MeasureKind.GROWTH:
        sides = (("now", measure.operand, counted), ("base", measure.operand, year_earlier(counted)))
    elif measure.operand:
        sides = (("rows", measure.operand, counted),)
    elif measure.kind is MeasureKind.PRO_RATA:
        sides = ()
    elif measure.numerator:
        sides = (("numerator", measure.numerator, counted), ("denominator", measure.denominator, counted))
    else:
        yield Part(above or "rows", measure, counted)
        return
    for name, ref, when in sides:
        yield from _parts(catalogue, catalogue.measure(ref), when, f"{above}.{name}" if above else name)


def page_of(asking: Asking, question: Question, part: Part, *, page: int, size: int) -> tuple[list[Row], int]:
    """The rows of one page in the order of their time, and how many there are in all."""
    sql, values = _rows_sql(asking, question, part)
    ((total,),) = asking.session.rows(f"SELECT count(*) FROM ({sql})", values)  # noqa: S608 — compiled
    pieces = [sql, "ORDER BY on_ NULLS LAST, record LIMIT ? OFFSET ?"]
    rows = asking.session.rows(" ".join(pieces), [*values, size, (page - 1) * size])
    return [Row(*row) for row in rows], total


def differences(before: Asking, after: Asking, question: Question, parts: Sequence[Part]) -> list[Difference]:
    """The records that count differently, for each part; at most 500 of each."""
    found: list[Difference] = []
    for part in parts:
        old, old_values = _rows_sql(before, question, part)
        new, new_values = _rows_sql(after, question, part)
        pieces = [
            "SELECT o.record, o.v, o.on_, n.record, n.v, n.on_ FROM (", old, ") AS o FULL JOIN (", new, ") AS n",
            "ON o.record = n.record WHERE (o.record, o.v, o.on_) IS DISTINCT FROM (n.record, n.v, n.on_)",
            "ORDER BY coalesce(o.record, n.record) LIMIT", str(MOST_DIFFERENCES),
        ]  # fmt: skip
        changed = after.session.rows(" ".join(pieces), [*old_values, *new_values])
        found += [_difference(part, row) for row in changed]
    return found


def _difference(part: Part, row: Sequence[Any]) -> Difference:
    before, after = (Row(*side) if side[0] is not None else None for side in (row[:3], row[3:]))
    record = before or after
    return Difference(part.name, record.record if record else 0, before, after)


def _rows_sql(asking: Asking, question: Question, part: Part) -> tuple[str, list[object]]:
    measure = part.measure
    register = asking.catalogue.register(measure.of)
    statement = asking.compiler.statement(measure, register, question, part.counted)
    value = asking.compiler.value_of(measure, register)
    when = when_of(measure, register)
    on = f"r.{quoted(column_of(register, when))}" if when else "NULL"
    return statement.select("r.record AS record", f"{value} AS v", f"{on} AS on_"), statement.values

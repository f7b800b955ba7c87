"""One pass over the reading copy: what the rows of each group add up to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from luoshi.measures.compiling import Statement
from luoshi.measures.reading.live import Session
from luoshi.measures.wording import Tally

GroupKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """What one measure counts in a pass: rows that meet a condition, and the value added up of each."""

    met: str
    value: str
    adds_up: bool

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """The parts of a `Tally`, in SQL."""
        only = f"FILTER (WHERE {self.met})"
        total = f"coalesce(sum({self.value}) {only}, 0)" if self.adds_up else "0"
        return f"count(*) {only}", f"count({self.value}) {only}", total, f"coalesce(sum(r.misfits) {only}, 0)::BIGINT"


def tallies(session: Session, statement: Statement, counts: Sequence[Count]) -> list[dict[GroupKey, Tally]]:
    """For each count, a tally of every group that has rows; without groups, one under the empty key. One pass."""
    _lend_maps(session, statement.maps)
    width = len(statement.groups)
    columns = [column for count in counts for column in count.columns]
    by = [f"GROUP BY {', '.join(str(number + 1) for number in range(width))}"] if width else []
    rows = session.rows(" ".join([statement.select(*statement.groups, *columns), *by]), statement.values)
    return [_tallied(rows, width, width + 4 * place) for place in range(len(counts))]


def ranks(session: Session, statement: Statement, value: str) -> dict[GroupKey, Tally]:
    """Quartiles of each group that has rows.

    The values next to each are fetched and interpolated exactly; DuckDB's own are cut or rounded.
    """
    _lend_maps(session, statement.maps)
    keys = [f"g{number}" for number in range(len(statement.groups))]
    named = [f"{group} AS {key}" for group, key in zip(statement.groups, keys, strict=True)]
    sql = _neighbours(statement.select(*named, f"{value} AS v", "r.misfits AS misfits"), keys)
    values: dict[GroupKey, dict[int, Any]] = defaultdict(dict)
    sizes: dict[GroupKey, tuple[int, int, int]] = {}
    for *key, place, rows, filled, misfits, found in session.rows(sql, statement.values):
        values[tuple(key)][place] = found
        sizes[tuple(key)] = rows, filled, misfits
    return {
        key: Tally(rows, filled, Decimal(0), misfits, _quartiles(values[key], filled))
        for key, (rows, filled, misfits) in sizes.items()
    }


def _tallied(rows: Sequence[tuple[Any, ...]], width: int, at: int) -> dict[GroupKey, Tally]:
    return {row[:width]: Tally(row[at], row[at + 1], Decimal(row[at + 2]), row[at + 3]) for row in rows if row[at]}


def _neighbours(met: str, keys: Sequence[str]) -> str:
    """The rows whose values stand beside a quartile, or at least one of each group, with the group's sizes."""
    by = f"PARTITION BY {', '.join(keys)}" if keys else ""
    over = {
        "place": f"row_number() OVER ({by} ORDER BY v NULLS LAST) - 1",
        "filled": f"count(v) OVER ({by})",
        "total": f"count(*) OVER ({by})",
        "misfit": f"sum(misfits) OVER ({by})::BIGINT",
    }
    ranked = ["SELECT *,", ", ".join(f"{sql} AS {name}" for name, sql in over.items()), "FROM (", met, ")"]
    beside = (f"place IN ((filled - 1) * {part} // 4, ((filled - 1) * {part} + 3) // 4)" for part in (1, 2, 3))
    columns = ", ".join([*keys, "place", "total", "filled", "misfit", "v"])
    return " ".join(["SELECT", columns, "FROM (", *ranked, ") WHERE place = 0 OR", " OR ".join(beside)])


def _quartiles(values: Mapping[int, Any], filled: int) -> tuple[Fraction, Fraction, Fraction] | None:
    """Linear interpolation between the neighbours; the median of an even number is the mean of the middle two."""
    if not filled:
        return None
    first, second, third = (_at(values, Fraction((filled - 1) * quarter, 4)) for quarter in (1, 2, 3))
    return first, second, third


def _at(values: Mapping[int, Any], place: Fraction) -> Fraction:
    below = place.numerator // place.denominator
    rest = place - below
    low = Fraction(values[below])
    return low if not rest else low + (Fraction(values[below + 1]) - low) * rest


def _lend_maps(session: Session, maps: Mapping[str, Mapping[object, str]]) -> None:
    for name, through in maps.items():
        session.connection.register(
            name, pa.table({"k": list(through), "g": pa.array(through.values(), pa.string())})
        )

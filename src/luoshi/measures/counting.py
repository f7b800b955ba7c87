"""One pass over the reading copy: what the rows of each group add up to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from luoshi.measures.amounts import Quartiles, Tally
from luoshi.measures.compiling import ALWAYS, ONE, Statement
from luoshi.measures.grouping import BLANK
from luoshi.measures.reading.live import Session

GroupKey = tuple[str, ...]
YES_NO = {True: "true", False: "false", None: BLANK}


@dataclass(frozen=True, slots=True)
class Count:
    """What one measure counts in a pass: rows that meet a condition, and the value, if any, added up of each."""

    met: str
    value: str
    adds_up: bool

    @property
    def columns(self) -> tuple[str, str, str]:
        """Rows, rows with a value, and its sum, in SQL."""
        only = "" if self.met == ALWAYS else f" FILTER (WHERE {self.met})"
        filled = "NULL" if self.value == ONE else f"count({self.value}){only}"
        return f"count(*){only}", filled, f"coalesce(sum({self.value}){only}, 0)" if self.adds_up else "0"


def tallies(session: Session, statement: Statement, counts: Sequence[Count]) -> list[dict[GroupKey, Tally]]:
    """For each count, a tally of every group that has rows, and of all rows under the empty key. One pass."""
    _lend_maps(session, statement.maps)
    width = len(statement.groups)
    columns = [column for count in counts for column in count.columns]
    by = [f"GROUP BY {', '.join(str(number + 1) for number in range(width))}"] if width else []
    rows = session.rows(" ".join([statement.select(*statement.groups, *columns), *by]), statement.values)
    return [_with_total(_tallied(rows, width, width + 3 * place)) for place in range(len(counts))]


def ranks(session: Session, statement: Statement, value: str) -> dict[GroupKey, Tally]:
    """Quartiles of each group that has rows.

    The values next to each are fetched and interpolated exactly; DuckDB's own are cut or rounded.
    """
    _lend_maps(session, statement.maps)
    keys = [f"g{number}" for number in range(len(statement.groups))]
    named = [f"{group} AS {key}" for group, key in zip(statement.groups, keys, strict=True)]
    sql = _neighbours(statement.select(*named, f"{value} AS v"), keys)
    values: dict[GroupKey, dict[int, Any]] = defaultdict(dict)
    sizes: dict[GroupKey, tuple[int, int]] = {}
    for *key, place, rows, filled, found in session.rows(sql, statement.values):
        values[_group(key)][place] = found
        sizes[_group(key)] = rows, filled
    return {
        key: Tally(rows, filled, Decimal(0), _quartiles(values[key], filled)) for key, (rows, filled) in sizes.items()
    }


def _tallied(rows: Sequence[tuple[Any, ...]], width: int, at: int) -> dict[GroupKey, Tally]:
    found = {}
    for row in rows:
        counted, filled, total = row[at : at + 3]
        if counted:
            found[_group(row[:width])] = Tally(counted, counted if filled is None else filled, Decimal(total))
    return found


def _with_total(found: dict[GroupKey, Tally]) -> dict[GroupKey, Tally]:
    """Every row is in exactly one group, so the groups' counts and sums add up to those of all rows."""
    if found:
        every = list(found.values())
        rows, filled = sum(each.rows for each in every), sum(each.filled for each in every)
        found[()] = Tally(rows, filled, sum((each.total for each in every), Decimal(0)))
    return found


def _group(values: Sequence[object]) -> GroupKey:
    """The key of a group as it is asked for."""
    return tuple(YES_NO[value] if isinstance(value, bool | None) else str(value) for value in values)


def _neighbours(met: str, keys: Sequence[str]) -> str:
    """The rows whose values stand beside a quartile, or at least one of each group, with the group's sizes."""
    by = f"PARTITION BY {', '.join(keys)}" if keys else ""
    over = {
        "place": f"row_number() OVER ({by} ORDER BY v NULLS LAST) - 1",
        "filled": f"count(v) OVER ({by})",
        "total": f"count(*) OVER ({by})",
    }
    ranked = ["SELECT *,", ", ".join(f"{sql} AS {name}" for name, sql in over.items()), "FROM (", met, ")"]
    beside = (f"place IN ((filled - 1) * {part} // 4, ((filled - 1) * {part} + 3) // 4)" for part in (1, 2, 3))
    columns = ", ".join([*keys, "place", "total", "filled", "v"])
    return " ".join(["SELECT", columns, "FROM (", *ranked, ") WHERE place = 0 OR", " OR ".join(beside)])


def _quartiles(values: Mapping[int, Any], filled: int) -> Quartiles | None:
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

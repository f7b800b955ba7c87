"""The same sums in SQL: one question to the reading copy for every figure of every unit of a tree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luoshi.rules.adding_up import Added, Adds, OverTime, OverUnits

Ask = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
Place = tuple[int, str, int]
"""A unit, a period, and the unit of the tree its figure counts for."""


def sums(
    codes: Sequence[str],
    rules: Mapping[str, Adds],
    table: str,
    places: Iterable[Place],
    periods: Sequence[str],
    ask: Ask,
) -> dict[tuple[int, str], Added]:
    """Every figure of every unit of the tree, by unit and code. One query for each figure.

    `table` has unit, period and a column for each code; `places` says what counts where.
    """
    listed = list(places)
    if not listed:
        return {}
    rows = ", ".join(
        f"({int(unit)}, '{_period(period)}', {int(node)})" for unit, period, node in dict.fromkeys(listed)
    )
    found: dict[tuple[int, str], Added] = {}
    for code in codes:
        found |= _figure(code, rules, f"(VALUES {rows}) AS place(unit, period, node)", table, periods, ask)
    return found


def _period(label: str) -> str:
    if not all(each.isalnum() or each == "-" for each in label):
        raise ValueError(label)
    return label


def _figure(
    code: str, rules: Mapping[str, Adds], places: str, table: str, periods: Sequence[str], ask: Ask
) -> dict[tuple[int, str], Added]:
    rule = rules[code]
    joined = f"{places} LEFT JOIN {table} AS told ON told.unit = place.unit AND told.period = place.period"
    parts = ", ".join(_over_time(name, rules[name], alias, periods) for alias, name in _needed(code, rule).items())
    inside = f"SELECT node, place.unit AS unit, {parts} FROM {joined} GROUP BY node, place.unit"  # noqa: S608
    if rule.over_units in (OverUnits.RECOMPUTE, OverUnits.WEIGHTED):
        return _quotients(code, rules, inside, ask)
    summed = "node, own_many, sum(own_sum), sum(own_many), sum(own_wanted), count(*)"
    rows = ask(f"SELECT {summed} FROM ({inside}) GROUP BY node, own_many", ())  # noqa: S608
    by_node: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_node.setdefault(row[0], []).append(row)
    return {(node, code): _whole(rule, mine) for node, mine in by_node.items()}


def _needed(code: str, rule: Adds) -> dict[str, str]:
    """The columns a figure is made of, by what they are called inside."""
    match rule.over_units:
        case OverUnits.RECOMPUTE:
            return {"above": rule.numerator, "below": rule.denominator}
        case OverUnits.WEIGHTED:
            return {"above": code, "below": rule.weight}
        case _:
            return {"own": code}


def _over_time(name: str, rule: Adds, alias: str, periods: Sequence[str]) -> str:
    """Sum, number of known and number of wanted cells of one unit."""
    wanted = "TRUE" if rule.over_time is not OverTime.NONE or len(periods) == 1 else "FALSE"
    if rule.over_time is OverTime.LAST:
        wanted = f"place.period = '{_period(periods[-1])}'"
    column = f'told."{name}"'
    return (
        f"sum({column}) FILTER ({wanted}) AS {alias}_sum, count({column}) FILTER ({wanted}) AS {alias}_many, "
        f"count(*) FILTER ({wanted}) AS {alias}_wanted"
    )


def _whole(rule: Adds, rows: Sequence[tuple[Any, ...]]) -> Added:
    units = sum(row[5] for row in rows)
    known, expected = sum(int(row[3]) for row in rows), sum(int(row[4]) for row in rows)
    averages = rule.over_time is OverTime.AVERAGE
    terms = [_exact(row[2]) / (row[1] if averages else 1) for row in rows if row[2] is not None]
    alone = rule.over_units is OverUnits.NONE and units != 1
    return Added(sum(terms, Fraction(0)) if terms and not alone else None, None, known, expected)


def _quotients(code: str, rules: Mapping[str, Adds], inside: str, ask: Ask) -> dict[tuple[int, str], Added]:
    rule = rules[code]
    weighted = rule.over_units is OverUnits.WEIGHTED
    over_rule, under_rule = (rules[name] for name in _needed(code, rule).values())
    rows = ask(f"SELECT node, above_sum, above_many, below_sum, below_many FROM ({inside})", ())  # noqa: S608
    found: dict[int, list[tuple[Fraction, Fraction]]] = {}
    expected: dict[int, int] = {}
    for node, over, over_many, under, under_many in rows:
        expected[node] = expected.get(node, 0) + 1
        pairs = found.setdefault(node, [])
        if over_many and under_many:
            top, base = _of_periods(over_rule, over, over_many), _of_periods(under_rule, under, under_many)
            pairs.append((top * base if weighted else top * rule.times, base))
    return {(node, code): _quotient(pairs, expected[node]) for node, pairs in found.items()}


def _quotient(pairs: Sequence[tuple[Fraction, Fraction]], expected: int) -> Added:
    if not pairs:
        return Added(None, None, 0, expected)
    top, base = (sum(side, Fraction(0)) for side in zip(*pairs, strict=True))
    return Added(top, base, len(pairs), expected)


def _of_periods(rule: Adds, total: Any, many: int) -> Fraction:
    return _exact(total) / many if rule.over_time is OverTime.AVERAGE else _exact(total)


def _exact(value: Any) -> Fraction:
    return Fraction(value if isinstance(value, int | Decimal) else Decimal(str(value)))

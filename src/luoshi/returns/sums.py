"""The same sums in SQL: two questions to the reading copy for all figures of every unit of a tree.

What adds up by addition alone is asked for at once. An average over periods, and what is weighted by another figure,
are put together here from the parts of their own question, so that nothing is rounded on the way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luoshi.rules.adding_up import Added, Adds, OverTime, OverUnits

Ask = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
Place = tuple[int, str, int]
"""A unit, a span of periods, and the unit of the tree its figures count for."""
Spans = Mapping[str, Sequence[str]]
"""The periods of each span; no period stands in two of them."""
MEMBERS = (
    "member AS (SELECT unnest(?::BIGINT[]) AS unit, unnest(?::VARCHAR[]) AS span, unnest(?::BIGINT[]) AS node), "
    "during AS (SELECT unnest(?::VARCHAR[]) AS span, unnest(?::VARCHAR[]) AS period)"
)
FROM = (
    "FROM member JOIN during USING (span) "
    "LEFT JOIN (SELECT * FROM {table} WHERE period IN ({periods})) AS told "
    "ON told.unit = member.unit AND told.period = during.period"
)
ROWS = f"SELECT member.node AS node, member.unit AS unit, (during.period = ?) AS is_last{{parts}} {FROM}"
OWN = (
    "SELECT member.node AS node, member.unit AS unit, count(*) AS every_wanted, "
    f"count(*) FILTER (during.period = ?) AS last_wanted{{parts}} {FROM} GROUP BY member.node, member.unit"
)


def sums(
    codes: Sequence[str],
    rules: Mapping[str, Adds],
    table: str,
    places: Iterable[Place],
    periods: Sequence[str],
    ask: Ask,
    spans: Spans | None = None,
) -> dict[tuple[int, str], Added]:
    """Every figure of every unit of the tree, by unit and code. One query, and one for each mean or weighted figure.

    `table` has unit, period and a column for each code; `places` says what counts where, in `spans` or by periods.
    """
    listed = list(dict.fromkeys(places))
    if not listed:
        return {}
    during = spans if spans is not None else {each: (each,) for each in periods}
    values = [*map(list, zip(*listed, strict=True)), *_pairs(during), periods[-1]]
    plain = [code for code in codes if _adds_plainly(code, rules, alone=len(periods) == 1)]
    found = _plainly(plain, rules, table, periods, lambda sql: ask(sql, values)) if plain else {}
    for code in codes:
        if code not in plain:
            found |= _alone(code, rules, table, periods, lambda sql: ask(sql, values))
    return found


def _pairs(spans: Spans) -> tuple[list[str], list[str]]:
    pairs = [(span, period) for span, periods in spans.items() for period in periods]
    return [span for span, _period in pairs], [period for _span, period in pairs]


def _adds_plainly(code: str, rules: Mapping[str, Adds], *, alone: bool) -> bool:
    """Whether sums of sums are all it takes: the mean of a period alone is what was reported."""
    means = not alone and any(
        rules[name].over_time is OverTime.AVERAGE for name in _needed(code, rules[code]).values()
    )
    return not means and rules[code].over_units is not OverUnits.WEIGHTED


def _needed(code: str, rule: Adds) -> dict[str, str]:
    """The columns a figure is made of, by what they are called inside."""
    match rule.over_units:
        case OverUnits.RECOMPUTE:
            return {"above": rule.numerator, "below": rule.denominator}
        case OverUnits.WEIGHTED:
            return {"above": code, "below": rule.weight}
        case _:
            return {"own": code}


def _plainly(
    codes: Sequence[str],
    rules: Mapping[str, Adds],
    table: str,
    periods: Sequence[str],
    ask: Callable[[str], list[tuple[Any, ...]]],
) -> dict[tuple[int, str], Added]:
    """Figures whose units are simply added; a quotient of those that have both its counts.

    What a unit tells over several periods is put together first where a quotient needs it; else rows are added as
    they are.
    """
    apart = [code for code in codes if rules[code].over_units is OverUnits.RECOMPUTE and len(periods) > 1]
    at_once = [code for code in codes if code not in apart]
    found = _added_up(at_once, rules, ROWS, table, periods, ask) if at_once else {}
    return found | (_added_up(apart, rules, OWN, table, periods, ask) if apart else {})


def _added_up(
    codes: Sequence[str],
    rules: Mapping[str, Adds],
    rows: str,
    table: str,
    periods: Sequence[str],
    ask: Callable[[str], list[tuple[Any, ...]]],
) -> dict[tuple[int, str], Added]:
    """The sums of rows: of returns as they are, or of what each unit told over the periods."""
    columns = {name: f"c{at}" for at, name in enumerate(_columns_of(codes, rules))}
    value, every, final = (
        (_told, "count(*)", "count(*) FILTER (is_last)")
        if rows is ROWS
        else (_summed, "sum(every_wanted)", "sum(last_wanted)")
    )
    parts = "".join(
        f", {value(name, _wanted(rules[name], periods), periods)} AS {alias}" for name, alias in columns.items()
    )
    wholes = ", ".join(_whole_of(code, rules[code], columns) for code in codes)
    units = "count(DISTINCT unit)" if rows is ROWS and len(periods) > 1 else "count(*)"
    told = f"SELECT node, {units}, {every}, {final}, {wholes} FROM own GROUP BY node"  # noqa: S608
    found: dict[tuple[int, str], Added] = {}
    for node, many, all_wanted, last, *cells in ask(
        f"WITH {MEMBERS}, own AS ({rows.format(table=table, parts=parts, periods=_listed(periods))}) {told}"
    ):
        wanted = {"every": int(all_wanted), "last": int(last), "none": 0}
        for at, code in enumerate(codes):
            rule = rules[code]
            found[node, code] = _added(rule, cells[3 * at : 3 * at + 3], many, wanted[_wanted(rule, periods)])
    return found


def _columns_of(codes: Iterable[str], rules: Mapping[str, Adds]) -> Iterator[str]:
    return iter(dict.fromkeys(name for code in codes for name in _needed(code, rules[code]).values()))


def _whole_of(code: str, rule: Adds, columns: Mapping[str, str]) -> str:
    """Three columns: the whole, what it is divided by, how many are known."""
    if rule.over_units is not OverUnits.RECOMPUTE:
        return f"sum({columns[code]}), NULL, count({columns[code]})"
    over, under = columns[rule.numerator], columns[rule.denominator]
    both = f"FILTER ({over} IS NOT NULL AND {under} IS NOT NULL)"
    return f"sum({over}) {both}, sum({under}) {both}, count(*) {both}"


def _added(rule: Adds, parts: Sequence[Any], units: int, wanted: int) -> Added:
    whole, base, known = parts
    if rule.over_units is OverUnits.RECOMPUTE:
        if not known:
            return Added(None, None, 0, units)
        return Added(_exact(whole) * rule.times, _exact(base), int(known), units)
    alone = rule.over_units is OverUnits.NONE and units != 1
    return Added(None if whole is None or alone else _exact(whole), None, int(known), wanted)


def _wanted(rule: Adds, periods: Sequence[str]) -> str:
    """Which periods a figure is made of: every one, the last alone, or none where several make nothing."""
    if rule.over_time is OverTime.LAST:
        return "last"
    return "every" if rule.over_time is not OverTime.NONE or len(periods) == 1 else "none"


def _told(name: str, wanted: str, periods: Sequence[str]) -> str:
    """What one return tells, where its period is wanted."""
    column = f'told."{name}"'
    if wanted == "every" or (wanted == "last" and len(periods) == 1):
        return column
    return f"CASE WHEN {_is_wanted(wanted, periods)} THEN {column} END"


def _summed(name: str, wanted: str, periods: Sequence[str]) -> str:
    """What one unit tells over the periods that are wanted."""
    return f'sum(told."{name}") FILTER ({_is_wanted(wanted, periods)})'


def _is_wanted(wanted: str, periods: Sequence[str]) -> str:
    return {"every": "TRUE", "last": f"during.period = '{_period(periods[-1])}'", "none": "FALSE"}[wanted]


def _listed(periods: Sequence[str]) -> str:
    """As literals: the files know which of their parts hold a period, and the others are not read."""
    return ", ".join(f"'{_period(each)}'" for each in periods)


def _period(label: str) -> str:
    if not all(each.isalnum() or each == "-" for each in label):
        raise ValueError(label)
    return label


def _alone(
    code: str,
    rules: Mapping[str, Adds],
    table: str,
    periods: Sequence[str],
    ask: Callable[[str], list[tuple[Any, ...]]],
) -> dict[tuple[int, str], Added]:
    """One figure that is more than a sum of sums."""
    rule = rules[code]
    wanted = {name: _wanted(rules[name], periods) for name in _needed(code, rule).values()}
    parts = "".join(
        f", {_summed(name, wanted[name], periods)} AS {alias}_sum"
        f', count(told."{name}") FILTER ({_is_wanted(wanted[name], periods)}) AS {alias}_many'
        for alias, name in _needed(code, rule).items()
    )
    inside = f"WITH {MEMBERS}, own AS ({OWN.format(table=table, parts=parts, periods=_listed(periods))})"
    if rule.over_units in (OverUnits.RECOMPUTE, OverUnits.WEIGHTED):
        pairs = "SELECT node, above_sum, above_many, below_sum, below_many FROM own"
        return _quotients(code, rules, ask(f"{inside} {pairs}"))
    summed = "SELECT node, own_many, sum(own_sum), sum(own_many), sum(every_wanted), count(*) FROM own"
    by_node: dict[int, list[tuple[Any, ...]]] = {}
    for row in ask(f"{inside} {summed} GROUP BY node, own_many"):
        by_node.setdefault(row[0], []).append(row)
    return {(node, code): _mean(rule, rows) for node, rows in by_node.items()}


def _mean(rule: Adds, rows: Sequence[tuple[Any, ...]]) -> Added:
    units = sum(row[5] for row in rows)
    known, expected = sum(int(row[3]) for row in rows), sum(int(row[4]) for row in rows)
    terms = [_exact(row[2]) / row[1] for row in rows if row[2] is not None]
    alone = rule.over_units is OverUnits.NONE and units != 1
    return Added(sum(terms, Fraction(0)) if terms and not alone else None, None, known, expected)


def _quotients(code: str, rules: Mapping[str, Adds], rows: Sequence[tuple[Any, ...]]) -> dict[tuple[int, str], Added]:
    rule = rules[code]
    weighted = rule.over_units is OverUnits.WEIGHTED
    over_rule, under_rule = (rules[name] for name in _needed(code, rule).values())
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

"""The same sums in SQL: one question to the reading copy for all that adds up by addition, for every unit of a tree.

Returns are added by party: the units that count for the same units of the tree, so that each row is read once however
many units it counts for. Averages over periods, and what is weighted by another figure, are put together here from
the parts of their own questions. Amounts are whole millionths throughout, so that nothing is rounded on the way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from luoshi.returns.members import Members, Place, Spans
from luoshi.rules.adding_up import Added, Adds, OverTime, OverUnits

Ask = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
Found = dict[tuple[int, str], Added]
MILLION = 1_000_000  # columns hold six decimals
OWN = (
    "own AS MATERIALIZED (SELECT member.node AS node, member.unit AS unit{parts} "
    "FROM {table} AS told JOIN during USING (period) JOIN member ON member.unit = told.unit "
    "AND member.span = during.span WHERE told.period IN ({periods}) GROUP BY member.node, member.unit)"
)
MEMBERS = (
    "WITH member AS (SELECT unnest(?::BIGINT[]) AS unit, unnest(?::VARCHAR[]) AS span, unnest(?::BIGINT[]) AS node), "
    "during AS (SELECT unnest(?::VARCHAR[]) AS span, unnest(?::VARCHAR[]) AS period)"
)


def sums(
    codes: Sequence[str],
    rules: Mapping[str, Adds],
    table: str,
    places: Iterable[Place],
    periods: Sequence[str],
    ask: Ask,
    spans: Spans | None = None,
) -> Found:
    """Every figure of every unit of the tree, by unit and code.

    One query, one for all means over periods, and one for each quotient of several periods. `table` has unit, period
    and a column for each code; `places` says what counts where, in `spans` or by periods.
    """
    listed = dict.fromkeys(places)
    if not listed:
        return {}
    members = Members.of(listed, spans if spans is not None else {each: (each,) for each in periods}, periods)
    ways = {code: _way(code, rules, alone=len(periods) == 1) for code in codes}
    plain = [code for code in codes if ways[code] is _plainly]
    means = [code for code in codes if ways[code] is _means]
    found = _plainly(plain, rules, table, members, ask) if plain else {}
    found |= _means(means, rules, table, members, ask) if means else {}
    for code in codes:
        if ways[code] is _quotients:
            found |= _quotients([code], rules, table, members, ask)
    return found


Way = Callable[[Sequence[str], Mapping[str, Adds], str, Members, Ask], Found]


def _way(code: str, rules: Mapping[str, Adds], *, alone: bool) -> Way:
    """How a figure is found: the mean of a period alone is what was reported, and its shares are simply added."""
    rule = rules[code]
    if rule.over_units is OverUnits.WEIGHTED or (rule.over_units is OverUnits.RECOMPUTE and not alone):
        return _quotients
    return _means if rule.over_time is OverTime.AVERAGE and not alone else _plainly


def _needed(code: str, rule: Adds) -> dict[str, str]:
    """The columns a figure is made of, by what they are called inside."""
    match rule.over_units:
        case OverUnits.RECOMPUTE:
            return {"above": rule.numerator, "below": rule.denominator}
        case OverUnits.WEIGHTED:
            return {"above": code, "below": rule.weight}
        case _:
            return {"own": code}


def _plainly(codes: Sequence[str], rules: Mapping[str, Adds], table: str, members: Members, ask: Ask) -> Found:
    """Figures whose rows are simply added; a quotient of the rows that have both its counts."""
    wholes = ", ".join(_whole_of(code, rules, members.periods) for code in codes)
    source, values = members.by_party(table, _listed(members.periods))
    totals: dict[int, list[int]] = {}
    asked = f"SELECT party, {wholes} FROM {source} GROUP BY party"  # noqa: S608  (names of a declaration)
    for party, *cells in ask(asked, values):
        told = [cell or 0 for cell in cells]
        for node in members.parties[party]:
            totals[node] = list(map(int.__add__, totals[node], told)) if node in totals else told
    found: Found = {}
    nothing = [0] * (3 * len(codes))
    for code, start, make in _making(codes, rules, members):
        for node in members.units:
            found[node, code] = make(totals.get(node, nothing), start, node)
    return found


def _making(
    codes: Sequence[str], rules: Mapping[str, Adds], members: Members
) -> Iterator[tuple[str, int, Callable[[Sequence[int], int, int], Added]]]:
    """For each code: where its columns begin, and what makes a figure of them."""
    start = 0
    for code in codes:
        if rules[code].over_units is OverUnits.RECOMPUTE:
            yield code, start, _share(rules[code].times, members)
            start += 3
        else:
            yield code, start, _whole(rules[code], members)
            start += 2


def _whole(rule: Adds, members: Members) -> Callable[[Sequence[int], int, int], Added]:
    wanted, alone = members.wanted[_wanted(rule, members.periods)], rule.over_units is OverUnits.NONE

    def make(cells: Sequence[int], start: int, node: int) -> Added:
        total, known = cells[start], cells[start + 1]
        blank = not known or (alone and members.units[node] != 1)
        return Added(None if blank else _exact(total), None, known, wanted[node])

    return make


def _share(times: int, members: Members) -> Callable[[Sequence[int], int, int], Added]:
    def make(cells: Sequence[int], start: int, node: int) -> Added:
        top, base, known = cells[start : start + 3]
        if not known:
            return Added(None, None, 0, members.units[node])
        return Added(_exact(top * times), _exact(base), known, members.units[node])

    return make


def _whole_of(code: str, rules: Mapping[str, Adds], periods: Sequence[str]) -> str:
    """Two columns: the whole, and how many are known; what it is divided by stands between them."""
    rule = rules[code]
    if rule.over_units is not OverUnits.RECOMPUTE:
        told = _told(code, _wanted(rule, periods), periods)
        return f"{_millionths(f'sum({told})')}, count({told})"
    above, below = (f'told."{name}"' for name in _needed(code, rule).values())
    both = f"FILTER ({above} IS NOT NULL AND {below} IS NOT NULL)"
    return f"{_millionths(f'sum({above}) {both}')}, {_millionths(f'sum({below}) {both}')}, count(*) {both}"


def _millionths(amount: str) -> str:
    return f"CAST({amount} * {MILLION} AS HUGEINT)"


def _exact(millionths: int) -> Fraction:
    whole, rest = divmod(millionths, MILLION)
    return Fraction(millionths, MILLION) if rest else Fraction(whole)


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


def _is_wanted(wanted: str, periods: Sequence[str]) -> str:
    return {"every": "TRUE", "last": f"told.period = '{_period(periods[-1])}'", "none": "FALSE"}[wanted]


def _listed(periods: Sequence[str]) -> str:
    """As literals: the files know which of their parts hold a period, and the others are not read."""
    return ", ".join(f"'{_period(each)}'" for each in periods)


def _period(label: str) -> str:
    if not all(each.isalnum() or each == "-" for each in label):
        raise ValueError(label)
    return label


def _own(codes: Sequence[str], rules: Mapping[str, Adds], table: str, periods: Sequence[str]) -> str:
    """What each unit tells over its periods in each unit of the tree: the sum, and how many are known."""
    names = dict.fromkeys(name for code in codes for name in _needed(code, rules[code]).values())
    parts = "".join(_own_parts(name, _is_wanted(_wanted(rules[name], periods), periods)) for name in names)
    return f"{MEMBERS}, {OWN.format(table=table, parts=parts, periods=_listed(periods))}"


def _own_parts(name: str, wanted: str) -> str:
    column = f'told."{name}"'
    return (
        f', {_millionths(f"sum({column}) FILTER ({wanted})")} AS "{name}.sum"'
        f', count({column}) FILTER ({wanted}) AS "{name}.many"'
    )


def _means(codes: Sequence[str], rules: Mapping[str, Adds], table: str, members: Members, ask: Ask) -> Found:
    """Each unit's mean over the periods it told; units that told as many are added together before dividing."""
    told = " UNION ALL ".join(_terms(at, code) for at, code in enumerate(codes))
    terms: dict[tuple[int, str], list[tuple[Fraction, int]]] = {}
    for at, node, many, total, units in ask(f"{_own(codes, rules, table, members.periods)} {told}", members.values):
        terms.setdefault((node, codes[at]), []).append((Fraction(int(total), MILLION * many), many * units))
    found: Found = {}
    for node, units in members.units.items():
        for code in codes:
            known = terms.get((node, code), [])
            alone = rules[code].over_units is OverUnits.NONE and units != 1
            whole = sum((each for each, _many in known), Fraction(0)) if known and not alone else None
            told_by = sum(many for _each, many in known)
            found[node, code] = Added(whole, None, told_by, members.wanted["every"][node])
    return found


def _terms(at: int, code: str) -> str:
    columns = f'{at}, node, "{code}.many", sum("{code}.sum")::HUGEINT, count(*)'
    return f'SELECT {columns} FROM own WHERE "{code}.many" > 0 GROUP BY node, "{code}.many"'  # noqa: S608


def _quotients(codes: Sequence[str], rules: Mapping[str, Adds], table: str, members: Members, ask: Ask) -> Found:
    """Of the units that have both: one without its base must not swell the share of the others."""
    found: Found = {}
    for code in codes:
        over, under = _needed(code, rules[code]).values()
        rows = ask(_pairs(code, over, under, rules, table, members.periods), members.values)
        of_nodes: dict[int, list[tuple[Fraction, Fraction, int]]] = {}
        for node, top, top_many, base, base_many, units in rows:
            parts = _of_periods(rules[over], int(top), top_many), _of_periods(rules[under], int(base), base_many)
            of_nodes.setdefault(node, []).append((*parts, units))
        for node, units in members.units.items():
            found[node, code] = _quotient(rules[code], of_nodes.get(node, []), units)
    return found


def _pairs(code: str, over: str, under: str, rules: Mapping[str, Adds], table: str, periods: Sequence[str]) -> str:
    """Both parts of each unit; units are added together where nothing but their sums is asked for."""
    own, of_both = _own([code], rules, table, periods), f'"{over}.many" > 0 AND "{under}.many" > 0'
    sums_of, many, group = 'sum("{}.sum")::HUGEINT', "count(*)", f' GROUP BY node, "{over}.many", "{under}.many"'
    if rules[code].over_units is OverUnits.WEIGHTED:
        sums_of, many, group = '"{}.sum"', "1", ""
    columns = f'node, {sums_of.format(over)}, "{over}.many", {sums_of.format(under)}, "{under}.many", {many}'
    return f"{own} SELECT {columns} FROM own WHERE {of_both}{group}"  # noqa: S608


def _quotient(rule: Adds, pairs: Sequence[tuple[Fraction, Fraction, int]], units: int) -> Added:
    if not pairs:
        return Added(None, None, 0, units)
    weighted = rule.over_units is OverUnits.WEIGHTED
    top = sum((over * under if weighted else over * rule.times for over, under, _many in pairs), Fraction(0))
    base = sum((under for _over, under, _many in pairs), Fraction(0))
    return Added(top, base, sum(many for _over, _under, many in pairs), units)


def _of_periods(rule: Adds, millionths: int, many: int) -> Fraction:
    return Fraction(millionths, MILLION * many) if rule.over_time is OverTime.AVERAGE else _exact(millionths)

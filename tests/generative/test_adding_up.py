"""Figures of returns added up by Python over cells and by SQL over rows: one answer, whatever is blank."""

from decimal import Decimal

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.returns.sums import sums
from luoshi.rules.adding_up import Adds, OverTime, OverUnits, add_up

PERIODS = ("2022-01", "2022-02", "2022-03")
UNITS = (1, 2, 3, 4)
NODES = (10, 11, 12)
RULES = {
    "flow": Adds(OverTime.SUM, OverUnits.SUM),
    "stock": Adds(OverTime.LAST, OverUnits.SUM),
    "mean": Adds(OverTime.AVERAGE, OverUnits.SUM),
    "alone": Adds(OverTime.NONE, OverUnits.NONE),
    "share": Adds(OverTime.NONE, OverUnits.RECOMPUTE, numerator="flow", denominator="stock", times=100),
    "price": Adds(OverTime.AVERAGE, OverUnits.WEIGHTED, weight="stock"),
}
HELD = ("flow", "stock", "mean", "alone", "price")
AMOUNTS = st.none() | st.decimals(Decimal("-9999"), Decimal(99999), places=6) | st.just(Decimal(0))
RETURNS = st.dictionaries(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(PERIODS)), st.fixed_dictionaries(dict.fromkeys(HELD, AMOUNTS))
)
PLACES = st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(PERIODS), st.sampled_from(NODES)))


@settings(max_examples=60, deadline=None)
@given(cells=RETURNS, places=PLACES, many=st.integers(1, 3))
def test_two_engines_add_up_alike(
    cells: dict[tuple[int, str], dict[str, Decimal | None]], places: set[tuple[int, str, int]], many: int
) -> None:
    periods = PERIODS[:many]
    inside = sorted(place for place in places if place[1] in periods)
    with duckdb.connect(":memory:") as connection:
        columns = ", ".join(f'"{name}" DECIMAL(18,6)' for name in HELD)
        connection.execute(f"CREATE TABLE told (unit BIGINT, period VARCHAR, {columns})")
        for (unit, period), row in cells.items():
            marks = ", ".join("?" * (2 + len(HELD)))
            connection.execute(f"INSERT INTO told VALUES ({marks})", [unit, period, *(row[each] for each in HELD)])
        found = sums(
            list(RULES),
            RULES,
            "told",
            inside,
            periods,
            lambda sql, values: connection.execute(sql, values).fetchall(),
        )
    for node in {place[2] for place in inside}:
        members = {(unit, period) for unit, period, there in inside if there == node}
        for code in RULES:
            assert found[node, code] == add_up(code, RULES, cells, members, periods), (node, code)

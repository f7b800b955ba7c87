"""What returns add up to: over months and villages, in the tree of the day and in today's; nothing is invented."""

from dataclasses import replace
from datetime import date

import pytest

from luoshi.org.actions import merge_units, split_unit
from luoshi.org.models import UnitKind
from luoshi.org.tests.small_city import draft
from luoshi.packs.queries import register
from luoshi.registers.actions import create, move
from luoshi.registers.models import Record
from luoshi.registers.tests.small_returns import EXPLAINED, NOW, SmallReturns, step
from luoshi.returns.adding import Sheet, View, sheet_of
from luoshi.rules.periods import parse

TODAY = date(2022, 7, 5)


def report(flocks: SmallReturns, code: str, period: str, **figures: object) -> Record:
    """A return handed over by the township for one of its villages."""
    entered = {"rubbish": 0, **figures}
    unit = flocks.city.unit(code)
    record = create("flocks.herd", entered, unit=unit, by=flocks.township, at=NOW, period=period)
    move(record, "submit", step=step(explained=EXPLAINED), by=flocks.township, at=NOW)
    return record


def sheet(flocks: SmallReturns, period: str, view: View = View.AS_WAS, top: str = "stone") -> Sheet:
    unit = flocks.city.unit(top).pk
    found = sheet_of(flocks.county, register("flocks.herd"), parse(period), view=view, top=unit, today=TODAY)
    assert found is not None
    return found


def told(found: Sheet, name: str) -> list[tuple[str, str, str]]:
    """Unit, figure, and how many of its cells are known; the total last."""
    rows = [*((each.title, each.figures[name]) for each in found.lines), ("合计", found.total[name])]
    return [(title, str(added.value), f"{added.known}/{added.expected}") for title, added in rows]


@pytest.fixture
def quarter(flocks: SmallReturns) -> SmallReturns:
    """April and May of both villages; June of the first alone. Drafts do not count."""
    report(flocks, "spring", "2022-04", born=10, closing=100, people=50, women=20)
    report(flocks, "spring", "2022-05", born=20, closing=110, people=50, women=20)
    report(flocks, "spring", "2022-06", born=30, closing=120, people=50, women=20)
    report(flocks, "weir", "2022-04", born=1, closing=10, people=10, women=9)
    report(flocks, "weir", "2022-05", closing=11, people=10, women=9)
    create(
        "flocks.herd",
        {"rubbish": 1, "born": 99},
        unit=flocks.city.unit("weir"),
        by=flocks.township,
        at=NOW,
        period="2022-06",
    )
    return flocks


def test_flows_add_up_stocks_take_the_last_and_a_share_is_recomputed(quarter: SmallReturns) -> None:
    found = sheet(quarter, "2022-Q2")
    assert told(found, "born") == [("泉村", "60", "3/3"), ("河村", "1", "1/3"), ("合计", "61", "4/6")]
    assert told(found, "closing") == [("泉村", "120", "1/1"), ("河村", "None", "0/1"), ("合计", "120", "1/2")]
    may = sheet(quarter, "2022-05")
    assert told(may, "women_share") == [("泉村", "40", "1/1"), ("河村", "90", "1/1"), ("合计", "145/3", "2/2")]


def test_merged_units_are_told_as_they_were_and_restated(quarter: SmallReturns) -> None:
    city = quarter.city
    merge_units([city.unit("weir")], into=city.unit("spring"), on=date(2022, 6, 1), by=city.admin, at=NOW)
    assert told(sheet(quarter, "2022-05"), "closing") == [
        ("泉村", "110", "1/1"),
        ("河村", "11", "1/1"),
        ("合计", "121", "2/2"),
    ]
    assert told(sheet(quarter, "2022-05", View.RESTATED), "closing") == [
        ("泉村", "121", "2/2"),
        ("合计", "121", "2/2"),
    ]


def test_a_split_without_weights_stays_at_the_lowest_unit_above_its_heirs(quarter: SmallReturns) -> None:
    city = quarter.city
    split_weir(quarter)
    found = sheet(quarter, "2022-05", View.RESTATED)
    assert told(found, "closing") == [("泉村", "110", "1/1"), ("河村", "11", "1/1"), ("合计", "121", "2/2")]
    assert [(each.title, each.undivided) for each in found.lines] == [("泉村", False), ("河村", True)]
    assert city.unit("weir").valid_to == date(2022, 6, 1)


def split_weir(flocks: SmallReturns) -> None:
    """河村 becomes two villages on 1 June."""
    city, on = flocks.city, date(2022, 6, 1)
    parts = [
        replace(draft(f"weir_{side}", f"{title}河村", UnitKind.VILLAGE, "stone", code), valid_from=on)
        for side, title, code in (("a", "上", "150521100203"), ("b", "下", "150521100204"))
    ]
    split_unit(city.unit("weir"), into=parts, children={}, on=on, by=city.admin, at=NOW)

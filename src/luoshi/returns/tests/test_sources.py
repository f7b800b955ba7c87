"""From a figure to its returns: those that were handed over, as the units stood, to who may see them."""

from datetime import date

import pytest

from luoshi.org.actions import move_unit
from luoshi.org.queries import paths_below, trees
from luoshi.packs.queries import register
from luoshi.registers.actions import correct, create, move
from luoshi.registers.tests.small_returns import NOW, SmallReturns, step
from luoshi.returns.sources import Source, sources_of
from luoshi.returns.tests.test_adding import report
from luoshi.rules.actors import Actor
from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused

TODAY = date(2022, 7, 5)


def asked(flocks: SmallReturns, actor: Actor, *, period: str = "2022-Q2", code: str = "stone") -> list[Source]:
    unit = flocks.city.unit(code).pk
    return sources_of(actor, register("flocks.herd"), parse(period), unit=unit, field="born", today=TODAY)


def told(found: list[Source]) -> list[tuple[str, str, object, str]]:
    return [(each.unit, each.period, each.value, each.by_name) for each in found]


def test_a_figure_opens_to_the_returns_and_to_who_wrote_the_value_that_stands(flocks: SmallReturns) -> None:
    april = report(flocks, "spring", "2022-04", born=10)
    move(april, "send_back", step=step("出生数不对"), by=flocks.county, at=NOW)
    correct(april, {"born": 12}, reason="漏报两头", by=flocks.clerk, at=NOW)
    correct(april, {"sold": 3}, reason="补报", by=flocks.township, at=NOW)
    move(april, "submit", step=step(), by=flocks.clerk, at=NOW)
    report(flocks, "weir", "2022-05", born=4)
    weir = flocks.city.unit("weir")
    create("flocks.herd", {"rubbish": 0, "born": 99}, unit=weir, by=flocks.township, at=NOW, period="2022-06")
    found = asked(flocks, flocks.county)
    assert told(found) == [
        ("泉村", "2022-04", 12, flocks.clerk.name),
        ("河村", "2022-05", 4, flocks.township.name),
    ]
    assert found[0].reason == "漏报两头"
    assert told(asked(flocks, flocks.county, code="spring")) == told(found)[:1]


def test_nobody_is_told_of_units_beyond_their_own(flocks: SmallReturns) -> None:
    report(flocks, "spring", "2022-04", born=10)
    report(flocks, "weir", "2022-04", born=4)
    assert [each.unit for each in asked(flocks, flocks.clerk)] == ["泉村"]  # of one village, though it asks for all
    assert asked(flocks, flocks.other) == []
    with pytest.raises(Refused, match="no_such_figure"):
        sources_of(flocks.county, register("flocks.herd"), parse("2022-04"), unit=1, field="remark", today=TODAY)


def test_a_part_of_the_tree_is_read_as_the_whole_has_it(flocks: SmallReturns) -> None:
    city, moved = flocks.city, date(2022, 6, 1)
    move_unit(city.unit("stone"), to=city.unit("south"), on=moved, by=city.admin, at=NOW)
    days = [date(2022, 5, 31), moved, date(2021, 12, 31)]
    whole = trees(days)
    for code in ("stone", "city", "spring", "south"):
        unit = city.unit(code).pk
        for day, found in paths_below(unit, days).items():
            here = whole[day].nodes.get(unit)
            inside = whole[day].below(unit) if here else ()
            assert found == {node.unit_id: node.path for node in inside}, (code, day)

"""The period before of units that merged, were split or replaced since: audits against it, worked out."""

from dataclasses import replace
from datetime import date

import pytest

from luoshi.org.actions import merge_units, replace_unit, split_unit
from luoshi.org.models import Unit, UnitKind
from luoshi.org.policies.drafts import UnitDraft
from luoshi.org.tests.small_city import draft
from luoshi.registers.actions import correct, create, move
from luoshi.registers.models import Record
from luoshi.registers.tests.small_returns import EXPLAINED, NOW, SmallReturns, step
from luoshi.registers.values import Invalid

JUNE = date(2022, 6, 1)


def herd(flocks: SmallReturns, unit: Unit, period: str, **figures: int) -> Record:
    return create("flocks.herd", {"rubbish": 0, **figures}, unit=unit, by=flocks.township, at=NOW, period=period)


def hand_over(flocks: SmallReturns, record: Record) -> None:
    move(record, "submit", step=step(explained=EXPLAINED), by=flocks.township, at=NOW)


def merge(flocks: SmallReturns) -> None:
    """河村 goes into 泉村 on 1 June."""
    city = flocks.city
    merge_units([city.unit("weir")], into=city.unit("spring"), on=JUNE, by=city.admin, at=NOW)


def part(code: str, title: str, division: str) -> UnitDraft:
    return replace(draft(code, title, UnitKind.VILLAGE, "stone", division), valid_from=JUNE)


def test_a_merged_unit_opens_with_what_its_parts_closed_with(flocks: SmallReturns) -> None:
    """泉村 closed May with 110 head and 河村 with 11; merged on 1 June, June opens with 110 + 11 = 121."""
    hand_over(flocks, herd(flocks, flocks.spring, "2022-05", closing=110))
    hand_over(flocks, herd(flocks, flocks.city.unit("weir"), "2022-05", closing=11))
    merge(flocks)
    june = herd(flocks, flocks.spring, "2022-06", opening=110)
    with pytest.raises(Invalid) as caught:
        hand_over(flocks, june)
    assert [each.reason.zh for each in caught.value.problems] == ["左边 110，右边 121，相差 -11"]
    correct(june, {"opening": 121}, reason="并入河村", by=flocks.township, at=NOW)
    hand_over(flocks, june)
    assert Record.objects.get(pk=june.pk).state == "submitted"


def test_where_one_of_the_parts_did_not_report_nothing_is_asked(flocks: SmallReturns) -> None:
    hand_over(flocks, herd(flocks, flocks.spring, "2022-05", closing=110))
    herd(flocks, flocks.city.unit("weir"), "2022-05", closing=11)  # a draft
    merge(flocks)
    june = herd(flocks, flocks.spring, "2022-06", opening=1)
    hand_over(flocks, june)
    assert Record.objects.get(pk=june.pk).state == "submitted"


def test_a_merger_of_this_period_leaves_the_one_before_as_it_was(flocks: SmallReturns) -> None:
    hand_over(flocks, herd(flocks, flocks.spring, "2022-04", closing=100))
    hand_over(flocks, herd(flocks, flocks.city.unit("weir"), "2022-04", closing=10))
    merge(flocks)
    with pytest.raises(Invalid, match=r"registers\.invalid"):
        hand_over(flocks, herd(flocks, flocks.spring, "2022-05", opening=110))


def test_of_a_split_unit_nothing_is_carried_over(flocks: SmallReturns) -> None:
    """Nobody can say which of the 11 head went to which of the two."""
    hand_over(flocks, herd(flocks, flocks.city.unit("weir"), "2022-05", closing=11))
    parts = [part("weir_a", "上河村", "150521100203"), part("weir_b", "下河村", "150521100204")]
    city = flocks.city
    first, _ = split_unit(city.unit("weir"), into=parts, children={}, on=JUNE, by=city.admin, at=NOW)
    june = herd(flocks, first, "2022-06", opening=4)
    hand_over(flocks, june)
    assert Record.objects.get(pk=june.pk).state == "submitted"


def test_what_takes_the_place_of_a_unit_opens_as_that_closed(flocks: SmallReturns) -> None:
    hand_over(flocks, herd(flocks, flocks.city.unit("weir"), "2022-05", closing=11))
    new, city = part("ford", "渡口村", "150521100205"), flocks.city
    heir = replace_unit(city.unit("weir"), draft=new, on=JUNE, by=city.admin, at=NOW)
    june = herd(flocks, heir, "2022-06", opening=4)
    with pytest.raises(Invalid) as caught:
        hand_over(flocks, june)
    assert [each.reason.zh for each in caught.value.problems] == ["左边 4，右边 11，相差 -7"]

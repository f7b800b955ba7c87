"""An existing dictionary from a table: what is taken over, and every cell that cannot be."""

from dataclasses import replace

import pytest

from luoshi.dictionary.columns import COLUMNS
from luoshi.dictionary.importing.planning import Plan, plan_of
from luoshi.dictionary.importing.reading import Read, read
from luoshi.dictionary.queries import elements
from luoshi.org.tests.small_city import NOW, TODAY, SmallCity
from luoshi.packs.actions import publish_loaded
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.queries import current

OWNERS = {"市商务局": "commerce"}
HEAD = ["数据元代码", "中文名称", "定义", "归口单位", "采集目的", "数据类型", "单位", "跨单位汇总", "别名", "联系人"]
GOOD: list[object] = [
    "SHOPS-1", "网点数", "正在营业的网点", "市商务局", "安排补助", "整数", "个", "相加", "门店数；店铺数",
]  # fmt: skip


def told(*lines: list[object]) -> Read:
    """A table with a title above its headings, as offices make them."""
    return read(enumerate([["某市数据元目录"], HEAD, *lines]), OWNERS)


def test_a_row_of_an_office_becomes_an_element() -> None:
    found = told(GOOD)
    assert (found.faults, found.unknown) == ((), ("联系人",))
    (entry,) = found.entries
    assert (entry.row, entry.code) == (3, "shops_1")
    assert entry.body["owner"] == "commerce"
    assert (entry.body["type"], entry.body["over_units"], entry.body["over_time"]) == ("integer", "sum", "none")
    assert entry.body["aliases"] == ["门店数", "店铺数"]


@pytest.mark.parametrize(
    ("at", "written", "column"),
    [
        (0, "1号", "代码"),
        (1, "", "名称"),
        (2, None, "口径"),
        (3, "某不存在的局", "归口"),
        (4, " ", "用途"),
        (5, "图片", "类型"),
        (7, "乘起来", "几个单位合起来"),
    ],
)
def test_a_bad_cell_is_named_with_row_column_reason_and_remedy(at: int, written: object, column: str) -> None:
    bad: list[object] = [*GOOD]
    bad[at] = written
    found = told([*GOOD], ["SHOPS-2", *bad[1:]] if at else bad)
    (fault,) = found.faults
    assert (fault.row, fault.column) == (4, column)
    assert all((fault.reason.en, fault.remedy.en))
    assert [entry.row for entry in found.entries] == [3]


def test_a_code_twice_names_the_first_row() -> None:
    (fault,) = told(GOOD, GOOD).faults
    assert (fault.row, fault.column) == (4, "代码")
    assert "第 3 行" in fault.reason.zh


def test_without_headings_or_needed_columns_the_table_is_told() -> None:
    assert [fault.row for fault in read(enumerate([["甲", "乙"]]), {}).faults] == [0]
    lacking = read(enumerate([["代码", "名称"], ["a", "甲"]]), {})
    assert [fault.column for fault in lacking.faults] == ["口径", "归口", "用途", "类型"]


def planned(city: SmallCity, *lines: list[object]) -> Plan:
    return plan_of(told(*lines), "sample", catalogue=current(), today=TODAY)


def test_what_adds_up_to_nothing_is_told_at_its_row(city: SmallCity) -> None:
    share = [*GOOD]
    share[0], share[1], share[5], share[6], share[8] = "share", "网点占比", "百分数", "", ""
    plan = planned(city, GOOD, share)
    (fault,) = plan.faults
    assert (fault.row, fault.column) == (4, "几个单位合起来")
    assert not plan.fits


def test_a_table_that_contradicts_a_register_is_told(city: SmallCity) -> None:
    other: list[object] = ["budget_planned", "预算数", "批复的预算", "市商务局", "安排资金", "金额", "元", "相加", ""]
    (fault,) = planned(city, other).faults
    assert fault.row == 0
    assert "task.yaml" in fault.column


def test_the_next_version_is_published_and_says_the_same_when_it_comes_again(city: SmallCity) -> None:
    plan = planned(city, GOOD)
    assert (plan.added, plan.version, plan.fits) == (("shops_1",), "2", True)
    assert plan.loaded is not None
    publish_loaded(plan.loaded, by=city.admin, at=NOW)
    assert [each.code for each in elements()] == ["budget_planned", "staff", "shops_1"]
    again = planned(city, GOOD)
    assert (again.same, again.fits) == (("shops_1",), False)


def test_what_another_pack_declares_is_passed_by(city: SmallCity) -> None:
    """A table of the whole city names every element; each stays with its own line of work."""
    catalogue = current()
    other = plan_of(told(GOOD), "sample", catalogue=catalogue, today=TODAY)
    assert other.loaded is not None
    publish_loaded(other.loaded, by=city.admin, at=NOW)
    mine = replace(current().packs["sample"], id="mine")
    both = Catalogue({**current().packs, "mine": mine}, {**current().versions, "mine": catalogue.versions["sample"]})
    plan = plan_of(told(GOOD), "mine", catalogue=both, today=TODAY)
    assert (plan.added, plan.same) == ((), ("shops_1",))


def test_what_is_exported_is_imported_without_a_change(city: SmallCity) -> None:
    head: list[object] = [column.title.zh for column in COLUMNS]
    lines = [[column.cell(each) for column in COLUMNS] for each in elements()]
    found = read(enumerate([head, *lines]), OWNERS)
    plan = plan_of(found, "sample", catalogue=current(), today=TODAY)
    assert (plan.faults, plan.added, plan.changed) == ((), (), ())
    assert plan.same == ("budget_planned", "staff")

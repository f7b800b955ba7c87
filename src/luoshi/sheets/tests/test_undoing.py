"""An import is undone: corrections made back, new records withdrawn; what changed since stays and is named."""

import pytest

from luoshi.jobs.testing import drain
from luoshi.packs.queries import register
from luoshi.registers.actions import correct, move
from luoshi.registers.models import Identity, Record, Version
from luoshi.registers.queries import get, visible_to
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.rules.refusals import Refused
from luoshi.sheets.actions import undo
from luoshi.sheets.models import Import, Result, Stage
from luoshi.sheets.queries import import_seen, rows_of_round
from luoshi.sheets.tests.workbooks import brought_in, fates, looked_at, workbook

HEADS = ("工地名称", "所属计划", "造价（万元）")


def undone(table: Import, works: SmallWorks) -> Import:
    undo(table, reason="传错了文件", by=works.lead, at=NOW)
    drain(at=NOW)
    return import_seen(works.lead, table.pk)


def test_everything_an_import_wrote_is_taken_back_and_told(works: SmallWorks) -> None:
    site = works.site("东桥", cost="5")
    plan = Record.objects.get(pk=site.data["plan"]).label
    data = workbook([HEADS, ("东桥", plan, 7), ("西桥", plan, 8)])
    done = brought_in(looked_at("works.site", data, unit=works.north, by=works.lead), by=works.lead)
    west = Record.objects.get(label="西桥")
    with pytest.raises(Refused, match="reason"):
        undo(done, reason=" ", by=works.lead, at=NOW)
    told = undone(done, works)
    assert told.stage == Stage.UNDONE
    site.refresh_from_db()
    assert site.data["cost"] == "5"
    assert not Record.objects.filter(pk=west.pk).exists()
    assert west.pk not in visible_to(works.lead, register("works.site")).values_list("pk", flat=True)
    assert get(works.lead, west.pk).withdrawn_at == NOW
    assert "传错了文件" in Version.objects.filter(record_id=west.pk).latest("revision").reason
    assert not Identity.objects.filter(record_id=west.pk).exists()
    assert told.counts["result_taken_back"] == 2
    with pytest.raises(Refused, match="not_now"):
        undo(told, reason="再来", by=works.lead, at=NOW)
    again = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert fates(again) == [(2, "update"), (3, "new")]


def test_what_changed_since_is_left_alone_and_named(works: SmallWorks) -> None:
    works.plan("大桥计划")
    rows = [HEADS, ("东桥", "大桥计划", 7), ("西桥", "大桥计划", 8), ("南桥", "大桥计划", 9)]
    done = brought_in(looked_at("works.site", workbook(rows), unit=works.north, by=works.lead), by=works.lead)
    east, west, _south = Record.objects.filter(register="works.site").order_by("pk")
    correct(Record.objects.get(pk=east.pk), {"cost": "70"}, reason="改", by=works.lead, at=NOW)
    correct(Record.objects.get(pk=west.pk), {"permit_ok": True}, reason="改", by=works.lead, at=NOW)
    move(Record.objects.get(pk=west.pk), "start", step=start(), by=works.lead, at=NOW)
    told = undone(done, works)
    results = {row.label: row.result for row in rows_of_round(told)}
    assert results == {"东桥": Result.KEPT, "西桥": Result.KEPT, "南桥": Result.TAKEN_BACK}
    assert sorted(Record.objects.filter(register="works.site").values_list("label", flat=True)) == ["东桥", "西桥"]
    assert "已修改了这条记录" in rows_of_round(told).get(label="东桥").problems[-1]["zh"]


def test_a_record_that_another_points_to_is_not_taken_back(works: SmallWorks) -> None:
    data = workbook([("名称",), ("大桥计划",)])
    unit = works.city.unit("supervision")
    done = brought_in(looked_at("works.plan", data, unit=unit, by=works.planner), by=works.planner)
    works.site("东桥", plan=Record.objects.get(label="大桥计划").pk)
    undo(done, reason="传错了", by=works.planner, at=NOW)
    drain(at=NOW)
    row = rows_of_round(done).get()
    assert (row.result, "引用了它" in row.problems[-1]["zh"]) == (Result.KEPT, True)


def test_a_return_taken_back_leaves_its_period_free(works: SmallWorks) -> None:
    data = workbook([("期间", "备注"), ("2022-05", "正常")])
    done = brought_in(looked_at("works.monthly", data, unit=works.north, by=works.lead), by=works.lead)
    undone(done, works)
    assert fates(looked_at("works.monthly", data, unit=works.north, by=works.lead)) == [(2, "new")]
    again = brought_in(looked_at("works.monthly", data, unit=works.north, by=works.lead), by=works.lead)
    assert rows_of_round(again).get().result == Result.CREATED

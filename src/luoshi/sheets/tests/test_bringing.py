"""A table is looked at, confirmed and brought in: nothing before it is confirmed, each row once, by the same acts."""

from datetime import timedelta

import pytest

from luoshi.audit.models import Entry
from luoshi.jobs.testing import drain
from luoshi.registers.actions import correct
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.refusals import Refused
from luoshi.sheets import jobs as of_sheets
from luoshi.sheets.actions import bring_in, confirm, drop, map_columns
from luoshi.sheets.models import ColumnMap, Fate, Import, Result, Stage
from luoshi.sheets.queries import import_seen, rows_of_round
from luoshi.sheets.tests.workbooks import brought, brought_in, fates, looked_at, problems, proposal, workbook

HEADS = ("工地名称", "所属计划", "造价（万元）", "面积（亩）", "许可通过", "备齐日期", "类别")


def test_a_table_is_brought_in_after_it_was_confirmed(works: SmallWorks) -> None:
    works.plan("大桥计划")
    data = workbook(
        [
            ("2022年工地一览表",),
            ("单位：万元",),
            HEADS,
            ("东桥", "大桥计划", "1.2亿", 30, "是", "2022.2.9", "道路"),
            ("西桥", "大桥计划", 350.5, "", "√", 44601, "水利"),
            ("合计", None, 12350.5, 30),
            ("填表人：云山",),
        ]
    )
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert table.stage == Stage.READY
    assert fates(table) == [(4, "new"), (5, "new"), (6, "skipped"), (7, "skipped")]
    assert not Record.objects.filter(register="works.site").exists()
    done = brought_in(table, by=works.lead)
    assert done.stage == Stage.DONE
    east, west = Record.objects.filter(register="works.site").order_by("pk")
    assert (east.label, east.data["cost"], east.data["ready_on"], east.data["sort"]) == (
        "东桥",
        "12000",
        "2022-02-09",
        "road",
    )
    assert (west.data["cost"], west.data["ready_on"], west.data["permit_ok"]) == ("350.5", "2022-02-09", True)
    assert east.unit == works.north
    assert Entry.objects.filter(act="registers.create", subject_id=east.pk, by_account=works.lead.account_id).exists()
    assert list(rows_of_round(done).exclude(result="").values_list("result", "record_id")) == [
        (Result.CREATED, east.pk),
        (Result.CREATED, west.pk),
    ]


def test_every_bad_cell_is_named_with_row_column_reason_and_remedy(works: SmallWorks) -> None:
    works.plan("大桥计划")
    data = workbook(
        [
            HEADS,
            ("东桥", "没有的计划", "约500万", 30, "也许", "2022年2月", "空运"),
            ("", "大桥计划", "-5", 30, "", "", ""),
            ("<script>alert(1)</script>", "大桥计划", "", "", "", "", ""),
        ]
    )
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    found = problems(table)
    assert [(cell, title) for cell, title, *_ in found] == [
        ("B2", "所属计划"),
        ("C2", "造价"),
        ("E2", "许可通过"),
        ("F2", "备齐日期"),
        ("G2", "类别"),
        ("C3", "造价"),
        ("A3", "工地名称"),  # blank but required: told together with what else is wrong
    ]
    assert found[-2][-1] == "-5 小于下限 0万元"
    assert ("C2", "造价", "约500万", "“约500万”只是概数") in found
    assert fates(table) == [(2, "refused"), (3, "refused"), (4, "new")]


def test_a_row_that_is_known_by_its_key_is_an_update_and_shows_what_changes(works: SmallWorks) -> None:
    site = works.site("东桥", cost="5", area="2")
    plan = Record.objects.get(pk=site.data["plan"]).label
    same = works.site("西桥", cost="8")
    other = Record.objects.get(pk=same.data["plan"]).label
    data = workbook([HEADS[:4], ("东 桥", plan, 7, ""), ("西桥", other, 8, ""), ("东桥", plan, 9, "")])
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert fates(table) == [(2, "update"), (3, "same"), (4, "duplicate")]
    row = rows_of_round(table).get(place=2)
    assert (row.was["cost"], row.entered["cost"]) == ("5", "7")
    brought_in(table, by=works.lead)
    site.refresh_from_db()
    assert (site.data["cost"], site.data["area"], site.revision) == ("7", "2", 2)
    assert "表.xlsx" in site.versions.get(revision=2).reason


def test_a_blank_cell_clears_only_where_that_was_chosen(works: SmallWorks) -> None:
    site = works.site("东桥", cost="5", area="2")
    plan = Record.objects.get(pk=site.data["plan"]).label
    table = looked_at(
        "works.site", workbook([HEADS[:4], ("东桥", plan, 5, "")]), unit=works.north, by=works.lead, clears=True
    )
    assert fates(table) == [(2, "update")]
    brought_in(table, by=works.lead)
    site.refresh_from_db()
    assert "area" not in site.data


def test_a_record_that_changed_since_the_preview_is_not_overwritten(works: SmallWorks) -> None:
    site = works.site("东桥", cost="5")
    plan = Record.objects.get(pk=site.data["plan"]).label
    data = workbook([HEADS[:3], ("东桥", plan, 7), ("北桥", plan, 3)])
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    correct(Record.objects.get(pk=site.pk), {"cost": "6"}, reason="改", by=works.lead, at=NOW)
    works.site("北桥", plan=site.data["plan"])
    done = brought_in(table, by=works.lead)
    site.refresh_from_db()
    assert site.data["cost"] == "6"
    assert [row.result for row in rows_of_round(done)] == [Result.REFUSED, Result.REFUSED]
    assert all("核对之后" in row.problems[-1]["zh"] for row in rows_of_round(done))
    assert Record.objects.filter(register="works.site", label="北桥").count() == 1


def test_what_somebody_else_registered_is_refused_before_anything_happens(works: SmallWorks) -> None:
    site = works.site("东桥")
    plan = Record.objects.get(pk=site.data["plan"]).label
    table = looked_at("works.site", workbook([HEADS[:3], ("东桥", plan, 7)]), unit=works.south, by=works.other_lead)
    assert [reason for *_, reason in problems(table)] == [f"已由北山旗登记（{site.number}）"]


def test_a_unit_one_may_not_enter_for_is_refused(works: SmallWorks) -> None:
    works.plan("大桥计划")
    data = workbook([("单位", *HEADS[:2]), ("南河县", "东桥", "大桥计划"), ("北山旗", "西桥", "大桥计划")])
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert fates(table) == [(2, "refused"), (3, "new")]
    with pytest.raises(Refused, match="may_not_edit"):
        brought("works.site", data, unit=works.south, by=works.lead)


def test_a_return_of_a_period_is_known_by_unit_and_period(works: SmallWorks) -> None:
    data = workbook([("期间", "备注", "完成数"), ("2022年5月", "正常", 5), ("2022-06", "正常", "三十")])
    brought_in(looked_at("works.monthly", data, unit=works.north, by=works.lead), by=works.lead)
    assert sorted(Record.objects.filter(register="works.monthly").values_list("period", flat=True)) == [
        "2022-05",
        "2022-06",
    ]
    again = workbook([("期间", "备注", "完成数"), ("2022-05", "正常", 6), ("2022-13", "错", 1)])
    table = looked_at("works.monthly", again, unit=works.north, by=works.lead)
    assert fates(table) == [(2, "update"), (3, "refused")]


def test_the_mapping_is_remembered_for_tables_headed_alike(works: SmallWorks) -> None:
    works.plan("大桥计划")
    data = workbook([("工程", "挂靠", "钱"), ("东桥", "大桥计划", 5)])
    table = brought("works.site", data, unit=works.north, by=works.lead)
    first = proposal(table, works.lead)
    assert [each.field for each in first] == ["", "", ""]
    chosen = tuple(
        type(each)(each.index, each.title, field, "万元" if field == "cost" else "")
        for each, field in zip(first, ("title_of_site", "plan", "cost"), strict=True)
    )
    map_columns(table, chosen, sheet=table.sheet, clears=False, by=works.lead, at=NOW)
    assert ColumnMap.objects.count() == 1
    again = brought(
        "works.site",
        data,
        unit=works.north,
        by=works.lead,
    )
    assert [each.field for each in proposal(again, works.lead)] == ["title_of_site", "plan", "cost"]


def test_mapping_twice_makes_the_first_check_void(works: SmallWorks) -> None:
    works.plan("大桥计划")
    table = brought("works.site", workbook([HEADS[:2], ("东桥", "大桥计划")]), unit=works.north, by=works.lead)
    for _turn in range(2):
        map_columns(table, proposal(table, works.lead), sheet=table.sheet, clears=False, by=works.lead, at=NOW)
    drain(at=NOW)
    table.refresh_from_db()
    assert (table.stage, table.round, rows_of_round(table).count()) == (Stage.READY, 2, 1)
    confirm(table, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="not_now"):
        confirm(Import.objects.get(pk=table.pk), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="not_now"):
        drop(Import.objects.get(pk=table.pk), by=works.lead, at=NOW)


def test_only_who_brought_a_table_goes_on_with_it(works: SmallWorks) -> None:
    works.plan("大桥计划")
    table = looked_at("works.site", workbook([HEADS[:2], ("东桥", "大桥计划")]), unit=works.north, by=works.lead)
    with pytest.raises(Refused, match="not_yours"):
        confirm(table, by=works.officer, at=NOW)
    with pytest.raises(Refused, match=r"sheets\.not_visible"):
        import_seen(works.officer, table.pk)
    assert import_seen(works.city.admin, table.pk).pk == table.pk


def test_a_dropped_table_brings_nothing(works: SmallWorks) -> None:
    works.plan("大桥计划")
    table = looked_at("works.site", workbook([HEADS[:2], ("东桥", "大桥计划")]), unit=works.north, by=works.lead)
    drop(table, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="not_now"):
        confirm(table, by=works.lead, at=NOW)
    assert not Record.objects.filter(register="works.site").exists()


def test_a_kill_in_the_middle_neither_loses_nor_doubles_a_row(
    works: SmallWorks, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.plan("大桥计划")
    rows = [("工地名称", "所属计划"), *((f"工地{number}", "大桥计划") for number in range(7))]
    table = looked_at("works.site", workbook(rows), unit=works.north, by=works.lead)
    confirm(table, by=works.lead, at=NOW)
    real, calls = bring_in, list[int]()

    def dies_once(*args: object, **named: object) -> None:
        real(*args, **named)  # type: ignore[arg-type]
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionResetError("pulled out")

    monkeypatch.setattr(of_sheets, "BROUGHT", 3)
    monkeypatch.setattr(of_sheets, "bring_in", dies_once)
    drain(at=NOW, tolerant=True)
    assert Record.objects.filter(register="works.site").count() == 3
    monkeypatch.setattr(of_sheets, "bring_in", real)
    drain(at=NOW + timedelta(hours=1))
    assert sorted(Record.objects.filter(register="works.site").values_list("label", flat=True)) == [
        f"工地{number}" for number in range(7)
    ]
    table.refresh_from_db()
    assert (table.stage, table.counts["result_created"]) == (Stage.DONE, 7)
    assert all(row.fate == Fate.NEW for row in rows_of_round(table))

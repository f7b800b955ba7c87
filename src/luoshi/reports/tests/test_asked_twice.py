"""Headings of a form beside what is held: proposals, what people said of them, and the cells that are left."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.audit.models import Entry
from luoshi.audit.tests.lifting import an_act
from luoshi.dictionary.models import Alias
from luoshi.org.tests.small_city import NOW, TODAY
from luoshi.registers.models import Record
from luoshi.reports.actions import confirm, count_form, decline, keep_timing, settle_slot
from luoshi.reports.actions.issuing import issue
from luoshi.reports.burden.forms import burden_of, newest_counts
from luoshi.reports.burden.reach import due_to_go
from luoshi.reports.burden.timings import timings
from luoshi.reports.matching.proposals import Proposed, proposals_of
from luoshi.reports.models import FormFile, Ruling
from luoshi.reports.tests.small_one_table import SmallOneTable
from luoshi.rules.burden import CellKind, Timing
from luoshi.rules.refusals import Refused


def at(brought: FormFile, heading: str) -> Proposed:
    return next(each for each in proposals_of(brought) if each.slot.words == heading)


def test_what_is_held_is_proposed_and_a_person_confirms(one_table: SmallOneTable) -> None:
    brought = one_table.file(one_table.form(), "户籍人口/其中：女", "电商网点（个）")
    women, shops = proposals_of(brought)
    assert women.best is not None
    assert (women.best.holding.key, women.best.found.relation) == ("element:registered_women", "same")
    assert (women.asks_held, women.filled, shops.asks_held) == (True, False, False)
    confirm(women.slot, holding="element:registered_women", by=one_table.officer, at=NOW)
    women = at(brought, "户籍人口/其中：女")
    assert (women.filled, women.asks_held, women.slot.source["code"]) == (True, False, "registered_women")
    assert Entry.objects.filter(act="reports.confirm_held").count() == 1


WATER = "element:tap_water_households"


def test_a_confirmed_wording_is_found_on_the_next_form_with_the_name(one_table: SmallOneTable) -> None:
    first = one_table.file(one_table.form(), "村里头通自来水的人家")
    (slot,) = proposals_of(first)
    assert not slot.asks_held
    confirm(slot.slot, holding=WATER, reason="口径一致", by=one_table.officer, at=NOW)
    second = one_table.file(one_table.form("饮水情况表", office="supervision"), "村里头通自来水的人家")
    (again,) = proposals_of(second)
    assert again.best is not None
    assert (again.best.holding.key, again.best.confirmed_by) == (WATER, one_table.officer.name)
    assert again.asks_held
    decline(again.slot, holding=WATER, reason="只要打井的", by=one_table.other, at=NOW)
    settle_slot(again.slot, source={"kind": "new"}, by=one_table.other, at=NOW)
    assert not at(second, "村里头通自来水的人家").asks_held


def test_what_a_supervisor_confirms_binds_every_office(one_table: SmallOneTable) -> None:
    first = one_table.file(one_table.form(), "村里头通自来水的人家")
    (slot,) = proposals_of(first)
    confirm(slot.slot, holding=WATER, reason="口径一致", by=one_table.supervisor, at=NOW)
    assert Alias.objects.get().confirmed_by_name == one_table.supervisor.name
    second = one_table.file(one_table.form("饮水情况表", office="supervision"), "村里头通自来水的人家", "户籍人口")
    again = proposals_of(second)[0]
    with pytest.raises(Refused, match=r"reports\.confirmed_by_other"):
        decline(again.slot, holding=WATER, reason="想再要", by=one_table.other, at=NOW)
    for each in proposals_of(second):
        with pytest.raises(Refused, match=r"reports\.held_already"):
            settle_slot(each.slot, source={"kind": "new"}, by=one_table.other, at=NOW)
    decline(again.slot, holding=WATER, reason="口径不同", by=one_table.supervisor, at=NOW)
    settle_slot(again.slot, source={"kind": "new"}, by=one_table.other, at=NOW)


def test_who_judges_otherwise_than_the_signatures_says_why(one_table: SmallOneTable) -> None:
    brought = one_table.file(one_table.form(), "耕地面积（亩）")
    (slot,) = proposals_of(brought)
    with pytest.raises(Refused, match=r"reports\.ruling_without_reason") as told:
        decline(slot.slot, holding="element:farmland_area", by=one_table.officer, at=NOW)
    assert told.value.where == "reason"
    decline(slot.slot, holding="element:farmland_area", reason="要的是确权面积", by=one_table.officer, at=NOW)
    kept = Ruling.objects.get()
    assert (kept.confirmed, kept.reason, kept.by_name) == (False, "要的是确权面积", one_table.officer.name)
    assert "element:farmland_area" not in {each.holding.key for each in at(brought, "耕地面积（亩）").candidates}
    with pytest.raises(Refused, match=r"reports\.not_a_candidate"):
        confirm(slot.slot, holding="element:nothing", by=one_table.officer, at=NOW)
    with pytest.raises(Refused, match=r"registers\.may_not_edit"):
        confirm(slot.slot, holding="element:farmland_area", by=one_table.other, at=NOW)


def test_counted_cells_stand_on_the_record(one_table: SmallOneTable) -> None:
    form = one_table.form()
    brought = one_table.file(form, "户籍人口/其中：女", "耕地面积（公顷）", "电商网点（个）", "存在的问题")
    count_form(brought, by=one_table.officer, at=NOW)
    form.refresh_from_db()
    assert [form.data[name] for name in ("cells_asked", "cells_held", "cells_filled", "cells_new")] == [4, 2, 0, "2"]
    for heading, holding in (("户籍人口/其中：女", "registered_women"), ("耕地面积（公顷）", "farmland_area")):
        confirm(at(brought, heading).slot, holding=f"element:{holding}", by=one_table.officer, at=NOW)
    form.refresh_from_db()
    brought.record = form
    count_form(brought, by=one_table.officer, at=NOW)
    form.refresh_from_db()
    assert [form.data[name] for name in ("cells_asked", "cells_held", "cells_filled")] == [2, 0, 2]


def test_a_roster_counts_its_rows(one_table: SmallOneTable) -> None:
    form = one_table.form()
    brought = one_table.file(form, "电商网点名称", "电商网点（个）", repeats=True)
    kept = count_form(brought, roster_rows=30, by=one_table.officer, at=NOW)
    assert kept.asked == {"text": 30, "number": 30, "row": 30}
    with pytest.raises(Refused, match=r"reports\.rows_of_roster"):
        count_form(brought, roster_rows=0, by=one_table.officer, at=NOW)


def test_hours_rest_on_what_was_measured_or_say_that_they_do_not(one_table: SmallOneTable) -> None:
    form = one_table.form(respondents=10)
    brought = one_table.file(form, "户籍人口/其中：女", "电商网点（个）")
    count_form(brought, by=one_table.officer, at=NOW)
    form.refresh_from_db()
    assumed = burden_of(form, newest_counts([form])[form.pk], timings())
    assert assumed.before is not None
    assert not assumed.before.measured
    measured = Timing(CellKind.NUMBER, Decimal(30), Decimal(10), Decimal(90), sample=120)
    keep_timing(measured, measured_on=TODAY, how="两名经办人，十张表，秒表", by=one_table.clerk, at=NOW)
    burden = burden_of(form, newest_counts([form])[form.pk], timings())
    assert burden.before is not None
    assert (burden.before.value, burden.before.low, burden.before.measured) == (Decimal(2), Decimal(2) / 3, True)
    assert burden.saved.value == 0
    with pytest.raises(Refused, match=r"burden\.no_baseline"):
        _ = burden_of(one_table.form("另一张表"), None, timings()).saved


@pytest.mark.parametrize(
    ("low", "sample", "how"), [("0", 9, "秒表"), ("40", 9, "秒表"), ("10", 0, "秒表"), ("10", 9, "")]
)
def test_what_is_no_measurement_is_refused(one_table: SmallOneTable, low: str, sample: int, how: str) -> None:
    timing = Timing(CellKind.NUMBER, Decimal(30), Decimal(low), Decimal(90), sample)
    with pytest.raises(Refused, match=r"reports\.timing"):
        keep_timing(timing, measured_on=TODAY, how=how, by=one_table.supervisor, at=NOW)
    with pytest.raises(Refused, match=r"reports\.may_not_time"):
        keep_timing(timing, measured_on=TODAY, how=how, by=one_table.officer, at=NOW)


def in_force(form: Record, *, since: date = TODAY, **data: object) -> Record:
    """The form as if it had been admitted on that day."""
    form.refresh_from_db()
    with an_act():
        told = {"state": "admitted", "reached": {"admitted": since.isoformat()}, "data": {**form.data, **data}}
        Record.objects.filter(pk=form.pk).update(**told)
    form.refresh_from_db()
    return form


def test_an_office_asks_for_different_indicators_over_all_its_forms(one_table: SmallOneTable) -> None:
    first, second = one_table.form(), one_table.form("另一张表")
    count_form(one_table.file(first, "电商网点（个）", "快递点（个）"), by=one_table.officer, at=NOW)
    in_force(first)
    count_form(one_table.file(second, "电商网点（个）", "冷库（座）"), by=one_table.officer, at=NOW)
    second.refresh_from_db()
    assert (first.data["office_indicators"], second.data["office_indicators"]) == (2, 3)


def test_a_form_that_nobody_filled_for_a_year_is_proposed_for_removal(one_table: SmallOneTable) -> None:
    lawful = {"use": "安排补贴", "expires": "2023-06-30"}
    kept, form = one_table.form(), one_table.form("没人用的表")
    brought = one_table.file(form, "电商网点（个）")
    in_force(kept, since=TODAY, **lawful)
    in_force(form, since=date(2021, 6, 1), **lawful)
    burdens = [burden_of(each, None, timings()) for each in (kept, form)]

    def due(day: date) -> list[tuple[int, str]]:
        return [(each.record.pk, reason) for each, reason in due_to_go(burdens, today=day)]

    assert due(date(2022, 6, 1)) == []
    assert due(date(2022, 6, 2)) == [(form.pk, "idle")]
    brought.record = form
    unit = one_table.city.unit("stone")
    issue(brought, unit=unit, period="2022-05", by=one_table.supervisor, at=NOW, today=TODAY)
    assert due(TODAY) == []

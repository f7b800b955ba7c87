"""The pages of burdens: proposals settled by a person, a form counted and judged, who asks a township for what."""

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from luoshi.audit.tests.lifting import an_act
from luoshi.org.tests.small_city import NOW
from luoshi.registers.actions import create
from luoshi.registers.models import Record
from luoshi.reports.models import CellTiming
from luoshi.reports.tests.small_one_table import SmallOneTable
from luoshi.web.tests.test_registers import as_


@pytest.fixture
def one_table(db: None, settings: Settings, tmp_path: Path) -> SmallOneTable:
    """The shipped line one_table in force."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    return SmallOneTable()


def test_a_form_is_settled_counted_and_judged_on_one_page(one_table: SmallOneTable) -> None:
    form = one_table.form()
    brought = one_table.file(form, "户籍人口/其中：女", "电商网点（个）")
    officer, address = as_(one_table.officer), reverse("burden_form", args=[form.pk])
    shown = officer.get(address).content.decode()
    assert "口径一致" in shown
    assert "有 1 处可能已经有了" in shown
    assert 'aria-keyshortcuts="y"' in shown
    rule = reverse("burden_rule", args=[brought.slots.order_by("column")[0].pk])
    refused = officer.post(rule, {"decline": "element:registered_women"}, follow=True).content.decode()
    assert "这样判断与比对结果不一致" in refused
    settled = officer.post(rule, {"confirm": "element:registered_women"}, follow=True).content.decode()
    assert "没有待确认的重复" in settled
    counted = officer.post(reverse("burden_count", args=[form.pk]), {"roster_rows": "1"}, follow=True)
    assert "假设" in counted.content.decode()
    odd = officer.post(reverse("burden_count", args=[form.pk]), {"roster_rows": "9" * 5000})
    assert odd.status_code == 302
    assert Record.objects.get(pk=form.pk).data["cells_filled"] == 1
    officer.cookies["django_language"] = "en"
    assert "Burden and admission" in officer.get(address).content.decode()


def test_a_township_sees_who_asks_it_for_what_and_keeps_the_table(one_table: SmallOneTable) -> None:
    form = one_table.form()
    one_table.file(form, "电商网点（个）")
    as_(one_table.officer).post(reverse("burden_count", args=[form.pk]))
    with an_act():
        Record.objects.filter(pk=form.pk).update(state="admitted")
    stone = one_table.city.unit("stone")
    clerk = as_(one_table.clerk)
    shown = clerk.get(reverse("burden_township", args=[stone.pk])).content.decode()
    assert form.label in shown
    assert "市商务局" in shown
    assert "没有减负之前的数" in shown
    for form_of_file in ("csv", "xlsx", "pdf"):
        kept = clerk.get(reverse("burden_township_file", args=[stone.pk, form_of_file]))
        assert kept.status_code == 200
        assert kept.getvalue()
    office = reverse("burden_office", args=[one_table.city.unit("commerce").pk])
    assert form.label in clerk.get(office).content.decode()
    whole = clerk.get(reverse("burden")).content.decode()
    assert "没有写明有效期" in whole
    assert clerk.get(reverse("burden_township", args=[999_999])).status_code == 404


def test_hours_kept_before_and_after_say_what_a_person_saves(one_table: SmallOneTable) -> None:
    stone = one_table.city.unit("stone")
    for side, week, hours in (("before", "2022-03-07", "84"), ("after", "2022-06-06", "12")):
        given = {"name": side, "township": stone.pk, "week_from": week, "side": side, "people": 6, "hours": hours}
        create("one_table.entry_hours", {**given, "origin": "generated"}, unit=stone, by=one_table.clerk, at=NOW)
    shown = as_(one_table.clerk).get(reverse("burden_township", args=[stone.pk])).content.decode()
    assert "14.0 小时（6 人周）" in shown
    assert "12.0 小时" in shown
    assert "生成数据" in shown


def test_measured_times_are_kept_and_nonsense_is_told(one_table: SmallOneTable) -> None:
    clerk, given = as_(one_table.clerk), {"kind": "number", "seconds": "11", "low": "5", "high": "30", "sample": "60"}
    given |= {"measured_on": "2022-06-15", "how": "秒表"}
    assert clerk.post(reverse("burden_timing"), {**given, "low": "很快"}).status_code == 422
    assert clerk.post(reverse("burden_timing"), {**given, "low": "20"}).status_code == 422
    assert clerk.post(reverse("burden_timing"), given).status_code == 302
    assert CellTiming.objects.get().sample == 60
    assert "实测60格" in clerk.get(reverse("burden")).content.decode()

"""R059: a form that asks for what is held is not admitted, and a confirmed field may not be asked for again."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from luoshi.org.tests.small_city import NOW, TODAY
from luoshi.registers.actions import Step, correct, move, waive
from luoshi.registers.models import Record
from luoshi.reports.actions import confirm, count_form, settle_slot
from luoshi.reports.matching.proposals import proposals_of
from luoshi.reports.models import FormFile
from luoshi.reports.tests.small_asking import kept
from luoshi.reports.tests.small_one_table import SmallOneTable
from luoshi.rules.refusals import Refused
from luoshi.sheets.tests.workbooks import workbook

LAWFUL: dict[str, Any] = {
    "approval_number": "示例表批〔2022〕7号",
    "expires": "2023-06-30",
    "notice_days": 5,
    "use": "安排补贴",
}


@pytest.fixture
def city(db: None, settings: Settings, tmp_path: Path) -> SmallOneTable:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    return SmallOneTable()


def designed(city: SmallOneTable) -> tuple[Record, FormFile]:
    """A form that asks for one thing that is held and one that is new."""
    form = city.form(**LAWFUL)
    return form, city.file(form, "户籍人口/其中：女（人）", "电商网点（个）")


def submitted(city: SmallOneTable, form: Record, brought: FormFile) -> None:
    form.refresh_from_db()
    brought.record = form
    count_form(brought, by=city.officer, at=NOW)
    form.refresh_from_db()
    blank = kept(workbook([["空白表"]]), by=city.officer, name="空白表.xlsx")
    move(form, "submit", step=Step(on=TODAY, evidence={"blank_form": blank.sha256}), by=city.officer, at=NOW)


def admit(city: SmallOneTable, form: Record) -> None:
    approval = kept(workbook([["批准"]]), by=city.supervisor, name="批准文件.xlsx")
    move(form, "admit", step=Step(on=TODAY, evidence={"approval": approval.sha256}), by=city.supervisor, at=NOW)


def test_r059_a_form_that_asks_for_what_is_held_is_not_admitted(city: SmallOneTable) -> None:
    form, brought = designed(city)
    submitted(city, form, brought)
    with pytest.raises(Refused) as told:
        admit(city, form)
    assert "已有的数据" in told.value.reason.zh
    assert "由系统生成" in told.value.remedy.zh


def test_r059_once_it_is_filled_from_what_is_held_the_form_is_admitted(city: SmallOneTable) -> None:
    form, brought = designed(city)
    held = proposals_of(brought)[0].slot
    confirm(held, holding="element:registered_women", by=city.officer, at=NOW)
    with pytest.raises(Refused, match=r"reports\.held_already"):
        settle_slot(held, source={"kind": "new"}, by=city.officer, at=NOW)
    submitted(city, form, brought)
    admit(city, form)
    form.refresh_from_db()
    assert (form.state, form.data["cells_asked"], form.data["cells_filled"]) == ("admitted", 1, 1)


def test_r059_nor_without_approval_last_day_or_notice(city: SmallOneTable) -> None:
    form, brought = designed(city)
    confirm(proposals_of(brought)[0].slot, holding="element:registered_women", by=city.officer, at=NOW)
    submitted(city, form, brought)
    for lacking, said in (("approval_number", "批准文号"), ("expires", "有效期"), ("notice_days", "三天")):
        correct(form, {lacking: None}, reason="试", by=city.officer, at=NOW)
        with pytest.raises(Refused) as told:
            admit(city, form)
        assert said in told.value.reason.zh
        correct(form, {lacking: LAWFUL[lacking]}, reason="试", by=city.officer, at=NOW)


def test_r059_nor_above_the_budget_of_indicators_without_a_recorded_reason(city: SmallOneTable) -> None:
    form, brought = designed(city)
    confirm(proposals_of(brought)[0].slot, holding="element:registered_women", by=city.officer, at=NOW)
    submitted(city, form, brought)
    assert form.data["office_indicators"] == 1
    correct(form, {"office_indicators": 61}, reason="试", by=city.officer, at=NOW)
    with pytest.raises(Refused) as told:
        admit(city, form)
    assert "超过 60 个" in told.value.reason.zh
    waive(form, "within_budget", basis="应急统计，示例府发〔2022〕3号", by=city.supervisor, at=NOW)
    admit(city, form)
    form.refresh_from_db()
    assert form.state == "admitted"

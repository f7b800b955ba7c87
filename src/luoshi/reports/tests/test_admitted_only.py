"""A form is filled once it is admitted; before that only with the reason of who oversees admission."""

from datetime import date

import pytest

from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import NOW, TODAY
from luoshi.registers.actions import Step, move
from luoshi.reports.actions.issuing import ask_for_many, issue
from luoshi.reports.models import Issue
from luoshi.reports.policies import check_is_admitted
from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.small_books import SmallBooks, slot
from luoshi.reports.tests.small_one_table import SmallOneTable
from luoshi.rules.refusals import Refused


def test_a_form_that_is_not_admitted_is_not_filled_and_all_that_is_missing_is_named(one_table: SmallOneTable) -> None:
    form = one_table.file(one_table.form(approval_number="统审〔2022〕1号"), "户籍人口")
    unit = one_table.city.unit("stone")
    with pytest.raises(Refused, match=r"reports\.not_admitted") as told:
        issue(form, unit=unit, period="2022-05", by=one_table.supervisor, at=NOW, today=TODAY)
    assert told.value.reason.zh == (
        "这张报表还没有准入（草拟），不能生成：还没有数清要填多少格、多少单位；这张表还在要已有的数据；"
        "没有写明有效期，或已过期，或超过两年；没有写明报表用途；通知到报送不足三天。"
    )
    with pytest.raises(Refused, match=r"reports\.not_admitted"):
        ask_for_many(form, units=[unit], period="2022-05", by=one_table.supervisor, at=NOW, today=TODAY)


def test_a_reason_of_who_oversees_admission_is_kept_and_nobody_elses_counts(one_table: SmallOneTable) -> None:
    form, unit = one_table.file(one_table.form(), "户籍人口"), one_table.city.unit("stone")
    with pytest.raises(Refused, match=r"reports\.may_not_set_aside"):
        issue(form, unit=unit, period="2022-05", by=one_table.clerk, at=NOW, today=TODAY, reason="急用")
    made = issue(form, unit=unit, period="2022-05", by=one_table.supervisor, at=NOW, today=TODAY, reason=" 防汛急用 ")
    assert Issue.objects.get(pk=made.pk).reason == "防汛急用"
    assert Entry.objects.filter(act="reports.issue", canonical__contains="防汛急用").count() == 1


def test_an_admitted_form_is_filled_until_its_last_day(asking: SmallAsking) -> None:
    books = SmallBooks(asking)
    form = books.form(slot(5, 1, {"kind": "unit"}))
    made = issue(form, unit=books.unit, period="2022-05", by=books.lead, at=NOW, today=TODAY, reason="不必要的理由")
    assert made.reason == ""
    move(form.record, "retire", step=Step(TODAY), by=asking.supervisor, at=NOW)
    with pytest.raises(Refused, match=r"reports\.closed"):
        issue(form, unit=books.unit, period="2022-05", by=books.lead, at=NOW, today=TODAY)


def test_an_admission_ends_with_its_last_day(asking: SmallAsking) -> None:
    record = asking.admitted()
    record.data = {**record.data, "expires": "2022-06-30"}
    check_is_admitted(record, day=date(2022, 6, 30))
    with pytest.raises(Refused, match=r"reports\.admission_over"):
        check_is_admitted(record, day=date(2022, 7, 1))

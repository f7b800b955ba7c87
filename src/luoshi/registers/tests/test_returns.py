"""Returns: locks, approval up the tree, reasons for blanks, audits that refuse and audits that ask."""

from collections.abc import Mapping

import pytest

from luoshi.packs.queries import register
from luoshi.registers.actions import Step, confirm, correct, create, move
from luoshi.registers.locks import may_be_corrected
from luoshi.registers.models import Move, Record
from luoshi.registers.queries import available_moves
from luoshi.registers.tests.small_returns import FIGURES, NOW, SmallReturns, step
from luoshi.registers.values import Invalid
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused


@pytest.fixture
def flocks(small_returns: SmallReturns) -> SmallReturns:
    return small_returns


def again(record: Record) -> Record:
    return Record.objects.select_related("unit", "lead").get(pk=record.pk)


def test_what_was_handed_over_is_locked_until_it_is_sent_back_with_a_reason(flocks: SmallReturns) -> None:
    record = flocks.submitted()
    with pytest.raises(Refused, match=r"registers\.locked") as caught:
        correct(record, {"sold": 11}, reason="漏报", by=flocks.clerk, at=NOW)
    assert "退回" in caught.value.remedy.zh
    with pytest.raises(Refused, match="note_missing"):
        move(record, "send_back", step=step(" "), by=flocks.township, at=NOW)
    move(record, "send_back", step=step("出栏数与台账不符"), by=flocks.township, at=NOW)
    assert Move.objects.get(name="send_back").note == "出栏数与台账不符"
    correct(record, {"sold": 11, "closing": 109}, reason="漏报", by=flocks.clerk, at=NOW)
    move(record, "submit", step=step(), by=flocks.clerk, at=NOW)
    assert (again(record).state, may_be_corrected(again(record), register("flocks.herd"))) == ("submitted", False)


def test_each_level_is_approved_by_one_above_it(flocks: SmallReturns) -> None:
    record = again(flocks.submitted())
    for nobody in (flocks.clerk, flocks.other, flocks.city.actor(Role.AUDITOR, "city")):
        with pytest.raises(Refused, match="may_not_move"):
            move(record, "check", step=step(), by=nobody, at=NOW)
    move(record, "check", step=step(), by=flocks.township, at=NOW)
    with pytest.raises(Refused, match="own_level"):
        move(record, "approve", step=step(), by=flocks.township, at=NOW)
    move(record, "approve", step=step(), by=flocks.county, at=NOW)
    assert again(record).state == "approved"


def test_who_handed_up_for_another_does_not_check_it(flocks: SmallReturns) -> None:
    """The township's clerk fills in for a village without a computer: then the county checks it."""
    record = flocks.herd(by=flocks.township)
    move(record, "submit", step=step(), by=flocks.township, at=NOW)
    with pytest.raises(Refused, match="own_level"):
        move(record, "check", step=step(), by=flocks.township, at=NOW)
    choices = {
        each.move.id: each.refused for each in available_moves(flocks.township, again(record), today=NOW.date())
    }
    assert choices["check"] is not None
    assert choices["send_back"] is None
    move(record, "check", step=step(), by=flocks.county, at=NOW)


def test_an_approved_return_is_opened_by_its_unit_with_a_reason_and_somebody_above(flocks: SmallReturns) -> None:
    record = again(flocks.submitted())
    move(record, "check", step=step(), by=flocks.township, at=NOW)
    move(record, "approve", step=step(), by=flocks.county, at=NOW)
    asked = move(record, "reopen", step=step("数据有误"), by=flocks.clerk, at=NOW)
    with pytest.raises(Refused, match="may_not_sign_off"):
        confirm(asked, by=flocks.clerk, at=NOW)
    confirm(Move.objects.get(pk=asked.pk), by=flocks.township, at=NOW)
    assert again(record).state == "draft"


def test_a_required_figure_is_a_number_or_a_reason_and_blank_is_not_zero(flocks: SmallReturns) -> None:
    with pytest.raises(Invalid, match=r"registers\.invalid") as caught:
        flocks.herd(rubbish="")
    assert "未统计" in caught.value.remedy.zh
    record = flocks.herd(rubbish="未统计")
    assert ("rubbish" in record.data, record.data["rubbish_blank"]) == (False, "not_counted")
    correct(record, {"rubbish": 0}, reason="已统计", by=flocks.clerk, at=NOW)
    assert (record.data["rubbish"], "rubbish_blank" in record.data) == ("0", False)
    correct(record, {"rubbish": "", "rubbish_blank": "to_check"}, reason="存疑", by=flocks.clerk, at=NOW)
    assert ("rubbish" in record.data, record.data["rubbish_blank"]) == (False, "to_check")
    correct(record, {"rubbish": 7, "rubbish_blank": "to_check"}, reason="已核", by=flocks.clerk, at=NOW)
    assert (record.data["rubbish"], "rubbish_blank" in record.data) == ("7", False)
    with pytest.raises(Invalid):
        correct(record, {"rubbish": 8, "rubbish_blank": "not_counted"}, reason="x", by=flocks.clerk, at=NOW)


def refused(flocks: SmallReturns, record: Record, explained: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(Invalid) as caught:
        move(record, "submit", step=Step(on=NOW.date(), explained=explained or {}), by=flocks.clerk, at=NOW)
    return [f"{each.field} {each.title.zh}：{each.reason.zh}" for each in caught.value.problems]


def test_figures_that_contradict_each_other_are_not_handed_over(flocks: SmallReturns) -> None:
    """A draft may be wrong; what is handed over may not, and every fault is told at once with its figures."""
    record = flocks.herd(people=6, closing=100)
    assert refused(flocks, record) == [
        " 人口 = 男 + 女：左边 6，右边 5，相差 1",
        " 期初存栏 + 繁殖 − 出栏 = 期末存栏：左边 110，右边 100，相差 10",
    ]


def test_a_month_opens_as_the_month_before_closed(flocks: SmallReturns) -> None:
    flocks.herd("2022-03", opening=40, closing=50)  # a draft: it was not reported
    flocks.submitted("2022-04", opening=80, born=20, sold=0, closing=100)
    fits = flocks.herd("2022-05", opening=100, born=10, sold=0, closing=110)
    move(fits, "submit", step=step(), by=flocks.clerk, at=NOW)
    breaks = flocks.herd("2022-06", opening=100, born=20, sold=10, closing=110)
    assert refused(flocks, breaks) == [" 期初存栏 = 上期期末存栏：左边 100，右边 110，相差 -10"]


def test_a_blank_leaves_an_audit_open(flocks: SmallReturns) -> None:
    record = flocks.herd(men=None)
    move(record, "submit", step=step(), by=flocks.clerk, at=NOW)
    assert again(record).state == "submitted"


def test_a_jump_is_explained_or_mended_and_the_explanation_is_kept(flocks: SmallReturns) -> None:
    flocks.submitted("2021-05", opening=40, born=0, sold=0, closing=40)
    flocks.submitted("2022-04", opening=100, born=0, sold=0, closing=100)
    record = flocks.herd("2022-05", opening=100, born=100, sold=0, closing=200)
    assert refused(flocks, record) == [
        "explain-stock_change 期末存栏较上期的升降：100 %，不在 [-30, 30] 之内",
        "explain-stock_year 期末存栏较上年同期的升降：400 %，不在 [-50, 50] 之内",
    ]
    explained = {"stock_change": "新建牧场投产", "stock_year": "新建牧场投产"}
    taken = move(record, "submit", step=step(explained=explained), by=flocks.clerk, at=NOW)
    kept = Move.objects.get(pk=taken.pk).explained
    assert kept["stock_change"]["words"] == "新建牧场投产"
    assert "100 %" in kept["stock_change"]["zh"]


def test_r101_rubbish_that_is_not_credible_is_asked_about_with_the_unit_it_was_meant_in(flocks: SmallReturns) -> None:
    """1140万余吨 over 30 villages is 380,000 t for each; in kilograms it would be 380 t."""
    record = flocks.herd(rubbish=380_000)
    assert refused(flocks, record) == [
        (
            "explain-rubbish_credible 每嘎查清理垃圾量：380,000 吨，不在 [0, 2,000] 之内；"
            "若原数按“公斤”填写，则为 380 吨，可能用错了单位"
        )
    ]
    correct(record, {"rubbish": 380}, reason="单位应为吨", by=flocks.clerk, at=NOW)
    move(record, "submit", step=step(), by=flocks.clerk, at=NOW)


def test_a_return_nobody_signs_is_audited_at_every_write(flocks: SmallReturns) -> None:
    def stalls(period: str, **figures: object) -> Record:
        return create("flocks.stalls", figures, unit=flocks.spring, by=flocks.clerk, at=NOW, period=period)

    with pytest.raises(Invalid, match=r"registers\.invalid"):
        stalls("2022-05-T1", all=3, warm=4)
    stalls("2022-05-T1", all=4, warm=4)
    with pytest.raises(Invalid) as caught:
        stalls("2022-05-T2", all=3)
    assert caught.value.problems[0].title.zh == "棚圈合计 ≥ 上期棚圈合计"
    later = stalls("2022-05-T2", all=5)
    with pytest.raises(Invalid):
        correct(later, {"all": 2}, reason="x", by=flocks.clerk, at=NOW)


def test_nobody_reports_what_has_not_begun(flocks: SmallReturns) -> None:
    with pytest.raises(Refused, match="period_ahead"):
        flocks.herd("2022-07")
    assert flocks.herd("2022-06").period == "2022-06"  # the month that runs is filled in as it goes


def test_who_does_not_owe_a_return_hands_none_in(flocks: SmallReturns) -> None:
    for unit, by in ((flocks.city.unit("stone"), flocks.township), (flocks.city.unit("north"), flocks.county)):
        with pytest.raises(Refused, match="not_owed_here"):
            create("flocks.herd", FIGURES, unit=unit, by=by, at=NOW, period="2022-05")
    assert not Record.objects.exists()

"""经过, 历史, 相关记录, 一页纸: one line of time, any two versions, what is connected, what is printed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.packs.queries import register
from luoshi.registers.actions import (
    Halt,
    chase,
    comment,
    correct,
    move,
    reply,
    resume_clock,
    set_parties,
    stop_clock,
    waive,
)
from luoshi.registers.models import Record
from luoshi.registers.relations import Tie, related_to
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.web.onepage import code_of
from luoshi.web.telling import Strand, told_of
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_home import LATE
from luoshi.web.tests.test_registers import as_, page

SCRIPT = "<script>alert(1)</script>"
LONG = "沿河修建三公里道路并配套路灯和排水，工期两年。"


@pytest.fixture
def site(works: SmallWorks) -> Record:
    return works.site(f"东桥 {SCRIPT}", cost=5, permit_ok=True, foreman="13800000000")


def test_everything_stands_in_one_line_of_time(works: SmallWorks, site: Record) -> None:
    move(site, "start", step=start(), by=works.lead, at=NOW)
    clock = site.clocks.get(clock="build")
    then, day = NOW + timedelta(days=2), TODAY + timedelta(days=2)
    stop_clock(clock, Halt("court", "裁定1号", day), by=works.lead, at=then)
    clock.refresh_from_db()
    resume_clock(clock, on=day, by=works.lead, at=then)
    site.refresh_from_db()
    notice = chase(site, "order", by=works.supervisor, at=LATE.replace(month=12))
    reply(notice, f"答 {SCRIPT}", by=works.lead, at=LATE.replace(month=12))
    comment(site, "记一笔", by=works.lead, at=NOW)
    shown = page(as_(works.lead), "record", site.pk)
    for words in ("进入“开工”", "停表，自", "恢复计时", notice.number, "答复", "记一笔", "首次登记"):
        assert words in shown.split('id="events"')[1], words
    assert SCRIPT not in shown
    only = page(as_(works.lead), "record_history", site.pk, strand="words")
    assert "记一笔" in only
    assert notice.number not in only
    assert barriers(Page(only)) == []
    assert page(as_(works.lead), "record_history", site.pk, strand="nonsense", page="９")


def test_two_versions_are_told_word_by_word(works: SmallWorks) -> None:
    task = works.task("甲" + LONG)
    correct(task, {"matter": "甲" + LONG.replace("三公里", "五公里")}, reason="核实", by=works.planner, at=NOW)
    correct(task, {"remark": SCRIPT}, reason="补充", by=works.planner, at=NOW)
    client = as_(works.planner)
    shown = page(client, "record_history", task.pk, **{"from": "1", "to": "3"})
    assert "<del>三</del><ins>五</ins>" in shown
    assert "&lt;script&gt;" in shown
    assert SCRIPT not in shown
    assert "<ins>" in page(client, "record_history", task.pk, **{"from": "3", "to": "1"})
    refused = client.get(reverse("record_history", args=[task.pk]), {"from": "99"})
    assert refused.status_code == 409
    assert "1 到 3" in refused.content.decode()


def test_what_a_reader_may_not_see_is_in_no_difference(works: SmallWorks, site: Record) -> None:
    correct(site, {"foreman": "13900000000", "cost": "6"}, reason="换人", by=works.lead, at=NOW)
    address = {"from": "1", "to": "2"}
    assert "13900000000" in page(as_(works.lead), "record_history", site.pk, **address)
    hidden = page(as_(works.officer), "record_history", site.pk, **address)
    assert "13900000000" not in hidden
    assert "造价" in hidden
    assert as_(works.other_lead).get(reverse("record_history", args=[site.pk])).status_code == 404


def test_what_a_record_has_besides_fields_is_compared_too(works: SmallWorks, site: Record) -> None:
    set_parties(site, lead=works.city.unit("zone"), by=works.lead, at=NOW)
    shown = page(as_(works.officer), "record_history", site.pk)
    assert "<del>北山旗</del>" in shown
    assert "<ins>示例经济技术开发区</ins>" in shown


def test_a_single_version_has_nothing_to_compare(works: SmallWorks, site: Record) -> None:
    assert "只有一个版本" in page(as_(works.lead), "record_history", site.pk)


def test_the_line_of_time_costs_the_same_however_long(works: SmallWorks, site: Record) -> None:
    waive(site, "permit", basis="某法", by=works.supervisor, at=NOW)

    def cost() -> int:
        client = as_(works.lead)
        client.get(reverse("record_history", args=[site.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("record_history", args=[site.pk]))
        return len(queries)

    def more() -> None:
        correct(site, {"cost": str(10 + site.revision)}, reason="改", by=works.lead, at=NOW)
        comment(site, "又改", by=works.lead, at=NOW)

    more()
    few = cost()
    for _turn in range(6):
        more()
    assert cost() <= few <= 30


def test_older_happenings_are_turned_to(works: SmallWorks, site: Record) -> None:
    for number in range(55):
        comment(site, f"第{number:02}句", by=works.lead, at=NOW + timedelta(minutes=number + 1))
    client = as_(works.lead)
    assert "较早的" in page(client, "record_history", site.pk)
    assert "首次登记" in page(client, "record_history", site.pk, page="2").split('id="events"')[1]
    told = told_of(works.lead, register(site.register, site.pack_version_id), site, most=3, strand=Strand.WORDS)
    assert [each.event.text for each in told] == ["第54句", "第53句", "第52句"]


def test_what_is_connected_is_found_both_ways_and_paged(works: SmallWorks) -> None:
    plan = works.plan("大计划")
    sites = [works.site(f"工地{number:02}", plan=plan.pk) for number in range(12)]
    task = works.task("某事")
    below = related_to(works.planner, plan)
    assert [(each.tie, len(each.records), each.more) for each in below] == []  # its sites are none of their business
    seen = related_to(works.officer, plan)
    assert [(each.tie, len(each.records), each.more) for each in seen] == [(Tie.POINTED_AT, 10, True)]
    assert len(related_to(works.officer, plan, only=seen[0].key, page=2)[0].records) == 2
    ways = {each.tie: len(each.records) for each in related_to(works.lead, sites[0])}
    assert ways == {Tie.POINTS_TO: 1, Tie.SAME: 10}
    assert related_to(works.lead, task) == []
    client = as_(works.officer)
    shown = page(client, "record_related", plan.pk)
    assert "工地11" in shown
    assert "工地01" in page(client, "record_related", plan.pk, only=seen[0].key, page="2")
    part = client.get(reverse("record_related", args=[plan.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "没有与它相关的" in page(as_(works.planner), "record_related", plan.pk)


@override_settings(DEMO=True)
def test_a_record_goes_on_one_sheet_with_its_code_and_its_proof(works: SmallWorks, site: Record) -> None:
    shown = page(as_(works.lead), "record_sheet", site.pk)
    address = f"http://testserver{reverse('record', args=[site.pk])}"
    entry = Entry.objects.about("record", site.pk)[0]
    assert str(code_of(address)) in shown
    assert entry.digest[:16] in shown
    assert address in shown
    assert "打印于" in shown
    assert works.lead.name in shown
    assert shown.count("由程序生成") == 2  # on the page and on the sheet itself
    assert SCRIPT not in shown
    assert barriers(Page(shown)) == []
    assert as_(works.other_lead).get(reverse("record_sheet", args=[site.pk])).status_code == 404


def test_a_code_holds_nothing_but_squares() -> None:
    drawn = str(code_of(f"http://x/{SCRIPT}"))
    assert "script" not in drawn
    assert "style" not in drawn
    assert drawn.startswith("<svg")


def test_the_form_of_a_move_that_is_not_mine_says_why_instead(works: SmallWorks) -> None:
    task = works.reported()
    address = reverse("record_move", args=[task.pk, "strike_off"])
    refused = as_(works.lead).get(address)
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert "您属于办理单位“北山旗”" in shown
    assert "办理单位的人除外" in shown
    assert "核验记录" not in shown
    assert barriers(Page(shown)) == []
    assert "核验记录" in page(as_(works.verifier), "record_move", task.pk, "strike_off")
    site = works.site(cost=5, permit_ok=True)
    early = as_(works.lead).get(reverse("record_move", args=[site.pk, "complete"]))
    assert early.status_code == 409
    assert "须先到：开工" in early.content.decode()

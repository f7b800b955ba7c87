"""挂图: what is drawn of a record, in which lane, what another date would mean, and what is kept of it."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from luoshi.packs.declarations import Chart, Season
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import move
from luoshi.registers.models import MoreTime, Record
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.rules.texts import Text
from luoshi.web import charting, charting_axis
from luoshi.web.charting_axis import Reach, reach_of
from luoshi.web.components.walls import Zoom
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_costs import MOST, asked
from luoshi.web.tests.test_registers import as_, page


@pytest.fixture(autouse=True)
def on_the_day(settings: Settings) -> None:
    settings.SAMPLE_DAY = TODAY


@pytest.fixture
def site(works: SmallWorks) -> Record:
    """A site begun on 15 June 2022, to be completed by 10 August."""
    site = works.site("东桥 <b>", permit_ok=True, sort="road")
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    site.refresh_from_db()
    return site


def test_a_bar_for_what_is_planned_and_one_for_what_is_done(works: SmallWorks, site: Record) -> None:
    register = declared("works.site")
    reader = charting.Reader(works.lead, register, today=TODAY, limits=charting.limits_of([site]))
    plan = reader.plan(site)
    assert plan.planned == charting.Span(TODAY, date(2022, 8, 10))
    assert plan.actual == charting.Span(TODAY, TODAY, running=True)
    assert plan.expected is None
    assert not plan.over


def test_declared_dates_take_the_place_of_derived_ones(works: SmallWorks, site: Record) -> None:
    chart = Chart(planned_from="filed", planned_to="ready_on", actual_from="started", expected="ready_on")
    register = replace(declared("works.site"), chart=chart)
    site.data["ready_on"] = "2022-09-01"
    plan = charting.Reader(works.lead, register, today=TODAY, limits={}).plan(site)
    assert plan.planned == charting.Span(TODAY, date(2022, 9, 1))
    assert plan.expected == charting.Span(TODAY, date(2022, 9, 1))
    assert charting.end_name(register) == "ready_on"


def test_the_chart_is_a_table_of_the_same_rows(works: SmallWorks, site: Record) -> None:
    shown = page(as_(works.lead), "wall", "works.site")
    assert 'role="table"' in shown
    assert "2022-06-15 – 2022-08-10" in shown
    assert "mark-planned" in shown
    assert "mark-actual" in shown
    assert "东桥 &lt;b&gt;" in shown
    assert "东桥 <b>" not in shown
    assert "还剩 40 个工作日" in shown
    assert reverse("wall_try", args=[site.pk]) in shown
    assert barriers(Page(shown)) == []


@pytest.mark.parametrize(
    ("lanes", "title"), [("county", "北山旗"), ("lead", "北山旗"), ("state", "开工"), ("sort", "道路")]
)
def test_lanes_by_unit_or_kind(works: SmallWorks, site: Record, lanes: str, title: str) -> None:
    shown = Page(page(as_(works.lead), "wall", "works.site", lanes=lanes))
    assert [each.text for each in shown.all("strong")] == [title]


def test_a_folded_lane_keeps_its_count_and_shows_no_rows(works: SmallWorks, site: Record) -> None:
    shown = page(as_(works.lead), "wall", "works.site", lanes="state", folded="started")
    assert "1 项" in shown
    assert "东桥" not in shown.partition('class="wall-lane"')[2]


def test_filters_are_those_of_the_list(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    assert "没有符合条件的记录" in page(client, "wall", "works.site", state="completed")
    assert "没有符合条件的记录" in page(client, "wall", "works.site", **{"field-sort": "water"})
    assert "东桥" in page(client, "wall", "works.site", q="东桥", zoom="week", lanes="nonsense", page="x")
    assert 'data-zoom="week"' in page(client, "wall", "works.site", zoom="week")


def test_a_stranger_sees_no_bar(works: SmallWorks, site: Record) -> None:
    client = as_(works.other_lead)
    assert "东桥" not in page(client, "wall", "works.site")
    refused = client.get(reverse("wall_try", args=[site.pk]))
    assert refused.status_code == 404
    assert "东桥" not in refused.content.decode()


def test_every_charted_register_is_offered_and_others_are_refused_in_words(works: SmallWorks) -> None:
    client = as_(works.lead)
    assert reverse("wall", args=["works.site"]) in page(client, "walls")
    assert reverse("wall", args=["works.site"]) in page(client, "register", "works.site")
    assert reverse("wall", args=["works.monthly"]) not in page(client, "register", "works.monthly")
    refused = client.get(reverse("wall", args=["works.monthly"]))
    assert refused.status_code == 409
    assert "画不成挂图" in refused.content.decode()


def test_another_end_is_tried_without_being_kept(works: SmallWorks, site: Record) -> None:
    client, address = as_(works.lead), reverse("wall_try", args=[site.pk])
    tried = client.get(address, {"until": "2022-08-17"}, headers={"HX-Request": "true"}).content.decode()
    assert "比现在晚 7 天" in tried
    assert "土方" in tried
    assert "申请延期 5 个工作日" in tried
    assert "<html" not in tried
    assert "<html" in client.get(address).content.decode()
    site.refresh_from_db()
    assert site.due == date(2022, 8, 10)
    assert client.get(address, {"until": "2022-99-99"}).status_code == 409


def test_trying_says_who_may_keep_it_and_how_far(works: SmallWorks, site: Record) -> None:
    address = reverse("wall_try", args=[site.pk])

    def told(until: str) -> str:
        return str(as_(works.lead).get(address, {"until": until}).content.decode())

    assert "只能延后" in told("2022-08-01")
    assert "每次延期 1 至 15 个工作日" in told("2022-12-01")
    assert "不由您办理" in as_(works.officer).get(address, {"until": "2022-08-17"}).content.decode()


def test_what_was_tried_is_kept_by_the_act_that_exists(works: SmallWorks, site: Record) -> None:
    client, clock = as_(works.lead), site.clocks.get(clock="build")
    act = reverse("clock_act", args=[clock.pk, "ask"])
    assert act in client.get(reverse("wall_try", args=[site.pk]), {"until": "2022-08-17"}).content.decode()
    assert client.post(act, {"days": "5", "reason": "材料迟到"}).status_code == 302
    assert MoreTime.objects.get(clock=clock).days == 5


def test_children_hang_under_their_parent(works: SmallWorks) -> None:
    above = works.plan("全年计划", due=date(2022, 12, 31))
    works.plan("上半年计划", parent=above, due=date(2022, 10, 1))
    shown = Page(page(as_(works.planner), "wall", "works.plan"))
    rows = [each.text for each in shown.all("div") if "depth-" in each.traits.get("class", "")]
    assert [row.partition("期限内")[0] for row in rows] == ["全年计划", "上半年计划"]
    assert any("depth-1" in each.traits.get("class", "") for each in shown.all("div"))
    assert "上级的期限连到下级" in page(as_(works.planner), "wall", "works.plan")


def test_children_that_would_end_later_are_told(works: SmallWorks) -> None:
    above = works.plan("全年计划", due=date(2022, 12, 31))
    below = works.plan("上半年计划", parent=above, due=date(2022, 10, 1))
    client = as_(works.planner)
    told = client.get(reverse("wall_try", args=[above.pk]), {"until": "2022-09-01"}).content.decode()
    assert "下级“上半年计划”的 2022-10-01 在它之后" in told
    told = client.get(reverse("wall_try", args=[below.pk]), {"until": "2023-02-01"}).content.decode()
    assert "晚于上级“全年计划”的 2022-12-31" in told
    assert "不能申请延期" in told


def test_a_room_says_as_of_when(works: SmallWorks, site: Record) -> None:
    shown = page(as_(works.lead), "wall_board", "works.site")
    assert "数据截至" in shown
    assert "data-room" in shown
    assert "mainnav" not in shown


def test_the_chart_costs_the_same_however_many_it_shows(works: SmallWorks, site: Record) -> None:
    client, address = as_(works.lead), reverse("wall", args=["works.site"])
    few = asked(client, address)
    for number in range(8):
        works.site(f"工地{number}", cost=5)
    assert asked(client, address) <= few <= MOST


def test_seasons_reach_over_new_year_and_february_has_an_end() -> None:
    reach = Reach(date(2022, 1, 1), date(2023, 12, 31))
    winter = Season("frost", Text("停工期", "Closed season"), (11, 15), (3, 15), "")
    assert list(charting_axis.season_spans(winter.since, winter.until, reach)) == [
        (date(2022, 1, 1), date(2022, 3, 15)),
        (date(2022, 11, 15), date(2023, 3, 15)),
        (date(2023, 11, 15), date(2023, 12, 31)),
    ]
    leap = list(charting_axis.season_spans((2, 1), (2, 29), reach))
    assert leap[0] == (date(2022, 2, 1), date(2022, 2, 28))


def test_the_axis_covers_whole_months_and_leaves_out_a_mistyped_year() -> None:
    reach = reach_of([date(2022, 3, 10), date(2222, 1, 1)], TODAY)
    assert reach.first == date(2022, 2, 1)
    assert reach.last == date(2022, 7, 31)
    assert reach.x(reach.first) == "0.000"
    assert reach.x(date(2222, 1, 1)) == "100.000"
    assert float(reach.width(reach.first, reach.last)) == 100


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_zoom_has_its_lines(language: str) -> None:
    reach = Reach(date(2022, 1, 1), date(2022, 12, 31))
    with translation.override(language):
        axis = charting_axis.axis_of(reach, TODAY, Zoom.MONTH, lambda zoom: f"?zoom={zoom}")
    counts = {scale.zoom: len(scale.ticks) for scale in axis.scales}
    assert counts == {Zoom.WEEK: 52, Zoom.MONTH: 12, Zoom.QUARTER: 4, Zoom.YEAR: 1}
    assert axis.printed.zoom is Zoom.MONTH
    assert axis.width == 1460

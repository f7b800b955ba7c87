"""挂图 and 指标 in a browser: a date tried by dragging and by key, a room without its link, a picture taken away."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from tests.journeys.visitor import Visitor
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WALL = "/wall/key_projects.project/"
FLAG_IN_SIGHT = """() => {
  const box = document.querySelector(".wall-box").getBoundingClientRect();
  for (const flag of document.querySelectorAll("[data-try]")) {
    const seen = flag.getBoundingClientRect();
    const inside = seen.left > box.left + 460 && seen.right < box.right - 60;
    if (inside && seen.top > box.top + 100 && seen.bottom < box.bottom - 20)
      return [seen.left + seen.width / 2, seen.top + seen.height / 2, flag.dataset.end];
  }
}"""


@pytest.fixture
def visitor(page: Page, sample_city: SampleCity, settings: Settings) -> Visitor:
    """Somebody at the door of the sample city, on its day."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    return Visitor(page)


def test_a_flag_is_dragged_and_nothing_is_kept_until_a_reason_is_given(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.goto(WALL)
    page.get_by_role("group", name="时间刻度").get_by_text("月", exact=True).click()
    expect(page.locator(".wall")).to_have_attribute("data-zoom", "month")
    x, y, day = page.evaluate(FLAG_IN_SIGHT)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y, steps=4)
    page.mouse.up()
    panel = page.get_by_role("dialog", name="试排")
    expect(panel).to_contain_text("比现在晚")
    expect(panel).to_contain_text("倒排工期")
    expect(panel).to_contain_text("没有保存")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert Record.objects.of("key_projects.project").filter(data__planned_finish=day).exists()


def test_by_keys_a_lead_tries_a_date_and_corrects_it(visitor: Visitor) -> None:
    page = visitor.enter(Role.COUNTY_LEAD)
    page.goto(WALL)
    page.locator(".wall-lane .wall-row:has([data-try]) .wall-name a").first.focus()
    page.keyboard.press("d")
    panel = page.get_by_role("dialog", name="试排")
    panel.get_by_label("换一个日期试排").fill("2026-09-30")
    panel.get_by_role("button", name="试排").click()
    expect(panel.get_by_role("button", name="更正为 2026-09-30")).to_be_visible()
    panel.get_by_label("理由（写入经过）").fill("施工许可晚到")
    panel.get_by_role("button", name="更正为 2026-09-30").click()
    visitor.told("已更正")
    assert Record.objects.of("key_projects.project").filter(data__planned_finish="2026-09-30").count() == 1


def test_a_room_outlives_a_lost_link(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.goto(f"{WALL}board/")
    expect(page.get_by_role("status")).to_contain_text("数据截至")
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_role("alert")).to_contain_text("连接已断")
    expect(page.locator(".wall-row").first).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_on_a_phone_the_table_comes_first_and_nothing_sticks_out(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.goto(f"{WALL}?q=0019")
    visitor.reads_on_a_phone()
    page.goto(f"{WALL}?q=0019&as=chart")
    visitor.reads_on_a_phone()


def test_a_trend_follows_the_figure_and_is_taken_as_a_picture(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.goto("/measures/investment.signed_projects/?period=2022")
    expect(page.get_by_role("heading", name="趋势")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "signed_projects.png"
    visitor.reads_on_a_phone()

"""报表 from the navigation to the records behind a figure; a list by keys, and somebody named in a comment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from luoshi.console.sample.one_table.form import FORM, TOWNSHIP, fill_the_form
from luoshi.registers.models import Comment
from luoshi.rules.actors import Role
from tests.journeys.visitor import Visitor
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TASKS = "/registers/supervision.task/"


@pytest.fixture
def visitor(page: Page, sample_city: SampleCity, settings: Settings) -> Iterator[Visitor]:
    """A supervisor at the door of the sample city, on its day; an error in the browser's log fails the journey."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    arrived = Visitor(page)
    yield arrived
    assert arrived.problems == []


def test_an_offices_form_is_filled_and_each_figure_followed_back(
    visitor: Visitor, sample_city: SampleCity, settings: Settings, tmp_path: Path
) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    fill_the_form(at=sample_city.at, today=sample_city.today, folder=tmp_path)
    page = visitor.enter(Role.SUPERVISOR)
    page.get_by_role("navigation").get_by_role("link", name="报表", exact=True).first.click()
    page.wait_for_url("**/forms/")
    row = page.get_by_role("row", name=FORM)
    row.get_by_role("link", name="生成报表").click()
    page.get_by_label("单位", exact=True).select_option(str(sample_city.unit(TOWNSHIP).pk))
    page.get_by_label("期间", exact=True).first.fill("2022-12")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("region", name="将要填入")).to_contain_text("户籍户数")
    visitor.reads_on_a_phone()
    page.get_by_role("button", name="生成并冻结").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2022-12")
    figure = page.get_by_role("row", name="户籍户数/本期数")
    said = figure.get_by_role("cell").nth(1).inner_text()
    figure.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("溯源")
    expect(page.get_by_role("main")).to_contain_text(said)
    expect(page.get_by_role("region", name="由这些记录得出")).to_contain_text("柳树嘎查")


def test_a_matter_opens_beside_the_list_and_by_keys_and_somebody_is_named_in_it(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.locator("a[data-beside]").first.click()
    beside = page.get_by_role("dialog")
    expect(beside.get_by_role("heading").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()

    page.goto(TASKS)
    names = page.locator("[data-ledger] tr[data-row] th[scope=row] a")
    expect(names.nth(1)).to_be_visible()
    page.get_by_role("searchbox", name="搜索").focus()
    page.keyboard.press("ArrowDown")
    expect(names.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("[data-ledger] tr[data-row]").nth(1).get_by_role("checkbox")).to_be_checked()
    wanted = names.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(wanted)

    box = page.get_by_role("combobox", name="说一句")
    box.focus()
    page.keyboard.type("请 @霜")
    offered = page.get_by_role("listbox", name="可以提到的人").get_by_role("option")
    expect(offered).to_have_count(1)
    page.keyboard.press("Enter")
    expect(offered).to_have_count(0)
    page.keyboard.type("核对")
    page.get_by_role("button", name="发出").click()
    expect(page.locator(".comment .mention")).to_have_text("@霜降（样例）")
    assert Comment.objects.get().mentions.count() == 1

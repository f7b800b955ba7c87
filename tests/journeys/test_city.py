"""A day in the sample city, role by role: what each came for, and what each is told."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from luoshi.org.models import Unit
from luoshi.registers.actions import correct
from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from tests.journeys.visitor import Visitor
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAGES = ("/", "/registers/", "/registers/investment.project/", "/measures/", "/registers/claims/", "/password/")


@pytest.fixture
def visitor(page: Page, sample_city: SampleCity, settings: Settings) -> Iterator[Visitor]:
    """Somebody at the door of the sample city, on its day; an error in the browser's log fails the journey."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    arrived = Visitor(page)
    yield arrived
    assert arrived.problems == []


def led_by(city: SampleCity, code: str, state: str) -> Record:
    """The first project of a unit in a state."""
    unit: Unit = city.unit(code)
    return city.records("project").filter(unit=unit, lead=unit, state=state).select_related("unit")[0]


def test_a_clerk_enters_a_project_and_both_sides_learn_that_it_is_held(
    visitor: Visitor, sample_city: SampleCity
) -> None:
    held = led_by(sample_city, "hewan", "reserved")
    investor = Record.objects.get(pk=held.data["investor"])
    page = visitor.enter(Role.TOWNSHIP_CLERK)
    page.goto("/registers/investment.project/")
    page.get_by_role("link", name="登记", exact=True).click()
    visitor.reads_on_a_phone()
    page.get_by_label("项目名称").fill("草业社会化服务中心（样例）")
    visitor.pick("投资方", investor.label)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("招商方式")
    page.get_by_label("招商方式").select_option("scene")
    page.get_by_role("button", name="登记", exact=True).click()
    visitor.told("已登记：草业社会化服务中心（样例）")
    visitor.reads_on_a_phone()

    page.goto("/registers/investment.project/new/")
    page.get_by_label("项目名称").fill(held.label)
    visitor.pick("投资方", investor.label)
    page.get_by_label("招商方式").select_option("scene")
    page.get_by_role("button", name="登记", exact=True).click()
    visitor.told(f"“{held.label}”已由河湾区于")
    expect(page.get_by_role("row", name=held.label)).to_be_visible()
    visitor.reads_on_a_phone()

    page = visitor.enter(Role.COUNTY_LEAD)
    page.goto(f"/?q={held.label}")
    row = page.locator(".work-line").filter(has_text=held.label).last
    expect(row).to_contain_text("东河镇也登记了这一项")
    page.goto(f"/records/{held.pk}/")
    expect(page.get_by_role("region", name="其他单位也登记了这一项")).to_contain_text("东河镇")


def test_an_officer_corrects_with_a_reason(visitor: Visitor, sample_city: SampleCity) -> None:
    project = led_by(sample_city, "yunling", "signed")
    page = visitor.enter(Role.BUREAU_OFFICER)
    page.goto(f"/records/{project.pk}/")
    page.get_by_role("link", name="更正").click()
    visitor.reads_on_a_phone()
    page.get_by_label("用地面积").fill("１２３．５")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("alert")).to_contain_text("更正必须写明原因")
    page.get_by_label("更正原因").fill("按不动产权证更正")
    page.get_by_role("button", name="保存更正").click()
    visitor.told("已更正，原内容保留在经过中。")
    newest = page.locator(".timeline > li").first
    expect(newest).to_contain_text("按不动产权证更正")
    expect(newest).to_contain_text("→ 123.5")


def test_a_county_lead_moves_on_evidence_and_is_told_why_not(visitor: Visitor, sample_city: SampleCity) -> None:
    project, small = led_by(sample_city, "hewan", "signed"), led_by(sample_city, "hewan", "negotiating")
    page = visitor.enter(Role.COUNTY_LEAD)
    page.goto(f"/records/{project.pk}/")
    page.get_by_role("link", name="办结立项").click()
    page.get_by_role("button", name="办结立项").click()
    expect(page.get_by_role("alert")).to_contain_text("缺少证明")
    visitor.reads_on_a_phone()
    page.get_by_label("立项（备案、核准、审批）文件").fill("样例备案〔2023〕7号")
    page.get_by_role("button", name="办结立项").click()
    visitor.told("已办理。")
    expect(page.locator(".record-head, .sheet").first).to_contain_text("立项")

    page.goto(f"/records/{small.pk}/")
    locked = page.get_by_role("button", name="提请领导洽谈")
    expect(locked).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("region", name="流转")).to_contain_text("不提请市领导洽谈")
    visitor.reads_on_a_phone()


def test_a_verifier_turns_one_down_and_confirms_another(visitor: Visitor) -> None:
    page = visitor.enter(Role.VERIFIER)
    page.goto("/?pack=investment")
    waiting = page.locator(".work-line").filter(has_text="待确认：")
    expect(waiting).to_have_count(5)
    visitor.reads_on_a_phone()
    page.goto(str(waiting.first.get_by_role("link").first.get_attribute("href")))
    page.get_by_label("退回理由").fill("缺少竣工验收文件（样例）")
    page.get_by_role("button", name="退回").click()
    visitor.told("已退回，理由已告知办理人。")
    expect(page.locator(".timeline > li").first).to_contain_text("缺少竣工验收文件（样例）")
    page.goto("/?pack=investment")
    expect(waiting).to_have_count(4)
    page.goto(str(waiting.first.get_by_role("link").first.get_attribute("href")))
    visitor.reads_on_a_phone()
    page.get_by_role("button", name="确认").click()
    visitor.told("已确认。")


def test_a_supervisor_opens_a_rate_down_to_its_rows_and_prints_it(visitor: Visitor, sample_city: SampleCity) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.locator(".funnel-drawing").get_by_role("link", name="44.70 %").click()
    figure = page.locator("article.sheet")
    expect(figure).to_contain_text("156")
    expect(figure).to_contain_text("349")
    visitor.reads_on_a_phone()
    page.locator("#rows").get_by_role("link", name="开工项目").click()
    expect(page.locator(".pager")).to_contain_text("共 349 条")
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("共 156 条")
    number = page.locator("#rows tbody .cell-note").first.inner_text()
    page.locator("#rows tbody a").first.click()
    expect(page.get_by_role("region", name="经过")).to_contain_text("由既有台账接收")
    page.go_back()
    page.get_by_role("button", name="存为打印数").click()
    expect(page.get_by_text("没有变化")).to_be_visible()
    visitor.reads_on_a_phone()

    counted = Record.objects.get(pk=int(number.rsplit("-", 1)[1]))
    officer = sample_city.actor(Role.BUREAU_OFFICER)
    correct(counted, {"amount": "900"}, reason="按正式合同更正（样例）", by=officer, at=sample_city.at)
    page.reload()
    facts = page.locator(".facts")
    expect(facts).to_contain_text("44.70 %")  # as printed
    expect(facts).to_contain_text("44.54 %")  # as of today: 155 of 348
    expect(page.locator("tbody")).to_contain_text(counted.number)


def test_an_auditor_reads_who_did_what_and_changes_nothing(visitor: Visitor, sample_city: SampleCity) -> None:
    page = visitor.enter(Role.AUDITOR)
    page.get_by_role("link", name="管理").click()
    page.get_by_role("link", name="审计").click()
    page.get_by_label("何事").select_option(label="登记豁免")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("row").filter(has_text="登记豁免")).to_contain_text("谷雨")
    assert "registers." not in page.locator("main").inner_text()
    visitor.reads_on_a_phone()
    page.get_by_role("row").filter(has_text="登记豁免").get_by_role("link").last.click()
    expect(page.get_by_role("region", name="经过")).to_contain_text("豁免")
    expect(page.get_by_role("link", name="更正")).to_have_count(0)
    page.goto("/registers/investment.project/new/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("不能登记")


def test_an_administrator_sees_packs_units_and_people(visitor: Visitor) -> None:
    page = visitor.enter(Role.ADMINISTRATOR)
    page.get_by_role("link", name="管理").click()
    page.locator(".tabs").get_by_role("link", name="业务条线").click()
    expect(page.get_by_role("row").filter(has_text="招商引资")).to_be_visible()
    visitor.reads_on_a_phone()
    for tab, found in (("单位", "样例市（生成数据）"), ("人员", "督查员")):
        page.locator(".tabs").get_by_role("link", name=tab).click()
        expect(page.locator("tbody")).to_contain_text(found)
        visitor.reads_on_a_phone()


def test_every_place_fits_a_phone_in_both_languages(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    for language in ("zh-Hans", "en"):
        expect(page.locator("html")).to_have_attribute("lang", language)
        for address in PAGES:
            page.goto(address)
            visitor.reads_on_a_phone()
        if language == "zh-Hans":
            page.get_by_role("button", name="Switch to English").click()

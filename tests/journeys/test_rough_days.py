"""Days on which things go wrong: an old file, a finger, an ended session, a huge paste, a cut upload, a stale tab."""

from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from playwright.sync_api import Browser, FilePayload, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from luoshi.jobs.testing import drain
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import correct
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.actors import Role
from luoshi.sheets.tests.old_workbooks import old_workbook
from luoshi.web.tests.test_entry import more_villages
from tests.journeys.test_entry import GRID, box, enter_as, state
from tests.journeys.test_walls import FLAG_IN_SIGHT, WALL
from tests.journeys.visitor import Visitor
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
HUGE = """name => {
  const data = new DataTransfer();
  data.setData("text/plain", "五月\\t7\\n".repeat(1_500_000));  // some 10 MB as UTF-8
  const began = performance.now();
  document.getElementsByName(name)[0].dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
  return performance.now() - began;
}"""


@pytest.fixture
def visitor(page: Page, sample_city: SampleCity, settings: Settings) -> Visitor:
    """Somebody at the door of the sample city, on its day."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    return Visitor(page)


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """Villages and the people who enter for them."""
    return SmallWorks(SmallCity())


@pytest.fixture
def finger(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A tablet, used by touch."""
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 1180, "height": 820}, has_touch=True
    )
    yield context.new_page()
    context.close()


def test_an_old_workbook_is_brought_in(
    page: Page,
    works: SmallWorks,
    live_server: LiveServer,
    settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path_factory.mktemp("evidence")}
    works.plan("大桥计划")
    rows: list[list[str | float | None]] = [
        ["工地一览表"],
        ["工地名称", "所属计划", "造价（万元）"],
        ["东桥", "大桥计划", 5.5],
        ["西桥", "没有的计划", 6],
    ]
    enter_as(page, works.lead, live_server.url)
    page.goto("/registers/works.site/imports/")
    sent: FilePayload = {
        "name": "2003年版.xls",
        "mimeType": "application/vnd.ms-excel",
        "buffer": old_workbook(rows),
    }
    page.get_by_label("表格文件").set_input_files(sent)
    page.get_by_label("登记单位").select_option(works.city.unit("north").title)
    page.get_by_role("button", name="下一步：对应各列").click()
    page.get_by_role("button", name="下一步：核对各行").click()
    expect(page.locator("main")).to_contain_text("马上开始")
    drain(at=NOW)
    page.reload()
    expect(page.locator(".import-said")).to_contain_text(["", "没有的计划"])
    page.get_by_role("button", name="导入这 1 行").click()
    drain(at=NOW)
    page.reload()
    expect(page.locator("main")).to_contain_text("新增 1，更新 0")
    assert Record.objects.get(register="works.site").data["cost"] == "5.5"


def test_a_flag_follows_a_finger(finger: Page, sample_city: SampleCity, settings: Settings) -> None:
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    page = Visitor(finger).enter(Role.SUPERVISOR)
    page.goto(f"{WALL}?as=chart")
    page.get_by_role("group", name="时间刻度").get_by_text("月", exact=True).click()
    expect(page.locator(".wall")).to_have_attribute("data-zoom", "month")
    x, y, _day = page.evaluate(FLAG_IN_SIGHT)
    touch = page.context.new_cdp_session(page)
    for kind, to in (("touchStart", 0), ("touchMove", 30), ("touchMove", 60), ("touchEnd", None)):
        points = [] if to is None else [{"x": x + to, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    panel = page.get_by_role("dialog", name="试排")
    expect(panel).to_contain_text("比现在晚")
    expect(panel).to_contain_text("没有保存")


def test_a_room_whose_session_ended_says_so_and_keeps_its_picture(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.goto(f"{WALL}board/")
    expect(page.get_by_role("status")).to_contain_text("数据截至")
    page.context.clear_cookies(name=configured.SESSION_COOKIE_NAME)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_role("alert")).to_contain_text("登录已过期，画面停在上面的时间")
    expect(page.locator(".wall-row").first).to_be_visible()
    page.get_by_role("link", name="重新登录").click()
    page.locator(f"button[name=role][value={Role.SUPERVISOR.value}]").click()
    page.wait_for_url(f"**{WALL}board/")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_ten_megabytes_pasted_into_a_grid_fill_what_there_is(
    page: Page, works: SmallWorks, live_server: LiveServer
) -> None:
    more_villages(works)
    enter_as(page, works.lead, live_server.url)
    page.goto(GRID)
    expect(page.locator("form[data-alive]")).to_be_visible()
    page.evaluate(HUGE, box(works, "spring", "remark"))
    state(page, "已粘贴 6 格")
    expect(page.locator(f"[name='{box(works, 'spring', 'done')}']")).to_have_value("7")


def test_a_cut_upload_says_so_and_the_next_one_arrives(
    visitor: Visitor, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path_factory.mktemp("evidence")}
    page = visitor.enter(Role.TOWNSHIP_CLERK)
    unit = SampleCity().actor(Role.TOWNSHIP_CLERK).posts[0].unit_id
    project = SampleCity().records("project").filter(state="signed", lead=unit)[0]
    page.goto(f"/records/{project.pk}/")
    proof = visitor.part("主体工程开工证明")
    photo: FilePayload = {"name": "现场.png", "mimeType": "image/png", "buffer": PHOTO}

    def cut(route: Route) -> None:
        route.abort("connectionreset")

    page.route("**/evidence/**", cut)
    proof.locator("input[type=file]").set_input_files(photo)
    expect(page.locator(".upload-fates")).to_contain_text("这个文件没有上传")
    page.unroute("**/evidence/**", cut)
    proof.locator("input[type=file]").set_input_files(photo)
    expect(proof.get_by_role("link", name="现场.png")).to_be_visible()
    assert project.exhibits.count() == 1


def test_a_stale_tab_is_shown_what_a_colleague_changed(
    page: Page, works: SmallWorks, live_server: LiveServer
) -> None:
    site = works.site("东桥", cost="5", area="2")
    enter_as(page, works.lead, live_server.url)
    page.goto(f"/records/{site.pk}/correct/")
    page.get_by_label("面积").fill("3")
    page.get_by_label("更正原因").fill("核对")
    correct(Record.objects.get(pk=site.pk), {"cost": "8"}, reason="合同变更", by=works.lead, at=NOW)
    page.locator("main form .button.main-act").click()
    expect(page.locator("main")).to_contain_text("别人先保存了")
    expect(page.locator("main")).to_contain_text("8")
    expect(page.get_by_label("面积")).to_have_value("3")
    assert Record.objects.get(pk=site.pk).data["area"] == "2"
    page.locator("main form .button.main-act").click()
    page.wait_for_url(f"**/records/{site.pk}/")
    kept = Record.objects.get(pk=site.pk).data
    assert (kept["cost"], kept["area"]) == ("8", "3")  # neither change is lost

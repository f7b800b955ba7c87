"""填报 in a browser: typed, pasted, undone, saved; on a phone, by keys alone."""

import pytest
from django.conf import settings as configured
from playwright.sync_api import Page, expect

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Actor
from luoshi.web.tests.test_entry import more_villages
from luoshi.web.tests.test_registers import as_
from tests.journeys.eyes import barriers, sticks_out

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
GRID = "/entry/?period=2022-05"
PASTE = """([name, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.getElementsByName(name)[0].dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """Villages and the people who enter for them, committed so that the running site sees them."""
    made = SmallWorks(SmallCity())
    more_villages(made)
    return made


def enter_as(page: Page, actor: Actor, address: str) -> None:
    """Bring the cookie of somebody who has signed in."""
    name = configured.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": as_(actor).cookies[name].value, "url": address}])


def opened(page: Page, works: SmallWorks, address: str) -> Page:
    """The grid of May, with its script at work."""
    enter_as(page, works.lead, address)
    page.goto(GRID)
    expect(page.locator("form[data-alive]")).to_be_visible()
    return page


def box(works: SmallWorks, unit: str, field: str) -> str:
    return f"v|works.monthly|{works.city.unit(unit).pk}|{field}"


def state(page: Page, words: str) -> None:
    expect(page.locator("[data-state]")).to_contain_text(words)


def test_a_clerk_pastes_undoes_and_saves_without_a_mouse(page: Page, works: SmallWorks, live_server: object) -> None:
    opened(page, works, str(live_server))
    first = page.locator(f"[name='{box(works, 'spring', 'remark')}']")
    first.focus()
    page.evaluate(PASTE, [box(works, "spring", "remark"), '五月\t１，２００\r\n五月\t约十\r\n"五\n月"\t7\r\n'])
    state(page, "已粘贴 6 格")
    page.keyboard.press("Control+z")
    expect(first).to_have_value("")
    state(page, "都已送到")
    page.keyboard.press("Control+y")
    expect(first).to_have_value("五月")

    # What is wrong says so at once and holds up its own row only.
    done = page.locator(f"[name='{box(works, 'hill', 'done')}']")
    expect(done).to_have_attribute("aria-invalid", "true")
    first.focus()
    page.keyboard.press("Control+s")
    state(page, "需要改正")
    expect(done).to_be_focused()
    assert sorted(Record.objects.values_list("data__done", flat=True)) == [7, 1200]
    assert barriers(page) == []

    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("10")
    page.keyboard.press("Control+s")
    state(page, "都已送到")
    assert Record.objects.count() == 3
    page.reload()
    expect(page.locator("main")).to_contain_text("这一期都已填齐")


def test_arrows_and_enter_walk_and_fill_down(page: Page, works: SmallWorks, live_server: object) -> None:
    opened(page, works, str(live_server))
    page.locator(f"[name='{box(works, 'spring', 'remark')}']").fill("五月")
    page.keyboard.press("Enter")
    second = page.locator(f"[name='{box(works, 'hill', 'remark')}']")
    expect(second).to_be_focused()
    page.keyboard.press("Control+d")
    expect(second).to_have_value("五月")
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"[name='{box(works, 'hill', 'done')}']")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"[name='{box(works, 'spring', 'done')}']")).to_be_focused()


def test_a_phone_shows_one_unit_at_a_time(page: Page, works: SmallWorks, live_server: object) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, works, str(live_server))
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    assert sticks_out(page) == 0
    page.get_by_role("button", name="下一个单位").click()
    save = page.get_by_role("button", name="保存")
    before = save.bounding_box()
    page.locator("tr:visible input:not([type=hidden])").first.fill("五月")
    page.locator("tr:visible input:not([type=hidden])").first.blur()
    state(page, "1 格未保存")
    assert save.bounding_box() == before, "what is said while typing moves the button from under the finger"
    save.click()
    state(page, "都已送到")
    assert Record.objects.get().data == {"remark": "五月"}

"""Each kind of page as a tool for accessibility, a narrow window, a large letter and a keyboard meet it."""

from collections.abc import Iterator

import pytest
from django.conf import settings as site
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from luoshi.rules.actors import Role
from luoshi.web.appearance import LARGE_PRINT_COOKIE, THEME_COOKIE
from tests.journeys.eyes import barriers, over_by
from tests.journeys.visitor import Visitor
from tests.pages.walking import browser_of, walk
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# 1280 pixels enlarged four times are 320 (WCAG 2.2, 1.4.10); the others are phone, tablet and desk
WIDTHS = (320, 390, 1024, 1440)
LOOKS = (
    ("light", "large", "zh-hans"),
    ("light", "usual", "en"),
    ("dark", "large", "en"),
    ("dark", "usual", "zh-hans"),
)
LARGE_WIDTHS = (390, 640, 1440)  # 640: 1280 enlarged twice, with large print besides


@pytest.fixture
def visitor(page: Page, sample_city: SampleCity, settings: Settings) -> Iterator[Visitor]:
    """Somebody at the door of the sample city, on its day."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    arrived = Visitor(page)
    yield arrived
    assert arrived.problems == []


def kinds_of_pages(role: Role, *others: Role) -> list[str]:
    """One address of each route the role gets to and the others do not."""
    known = {step.route for other in others for step in walk(browser_of(other), other)}
    return list(
        {step.route: step.address for step in walk(browser_of(role), role) if step.route not in known}.values()
    )


def cookie(page: Page, server: LiveServer, name: str, value: str) -> None:
    page.context.add_cookies([{"name": name, "value": value, "url": server.url}])


def too_narrow(page: Page, *widths: int) -> list[str]:
    """The windows that the present page does not fit."""
    return [f"{page.url} at {width}: {over} px" for width, over in over_by(page, *widths).items() if over]


@pytest.mark.parametrize(("role", "others"), [(Role.SUPERVISOR, ()), (Role.ADMINISTRATOR, (Role.SUPERVISOR,))])
def test_no_page_stands_in_anybodys_way(
    visitor: Visitor, live_server: LiveServer, role: Role, others: tuple[Role, ...]
) -> None:
    found: list[str] = []
    addresses = kinds_of_pages(role, *others)
    page = visitor.enter(role)
    for address in addresses:
        page.goto(address)
        found += barriers(page)
        found += too_narrow(page, *WIDTHS)
    cookie(page, live_server, LARGE_PRINT_COOKIE, "large")
    cookie(page, live_server, site.LANGUAGE_COOKIE_NAME, "en")
    for address in addresses:
        page.goto(address)
        found += [f"large: {told}" for told in too_narrow(page, *LARGE_WIDTHS)]
    assert not found, "\n".join(found)
    assert len(addresses) > 5


def test_the_style_page_holds_in_every_look(visitor: Visitor) -> None:
    page = visitor.enter(Role.ADMINISTRATOR)
    found: list[str] = []
    for theme, size, language in LOOKS:
        page.goto(f"/style/?theme={theme}&size={size}&lang={language}")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        found += barriers(page, "light")
        found += too_narrow(page, *WIDTHS[1:])
    assert not found, "\n".join(found)


def test_a_chosen_theme_is_there_from_the_first_tag(visitor: Visitor, live_server: LiveServer) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.emulate_media(color_scheme="light")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="深色").click()
    page.locator("details.account summary").click()
    expect(page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 21, 20)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    assert {each["name"] for each in page.context.cookies()} >= {THEME_COOKIE}


def test_everything_is_reached_by_keys(visitor: Visitor) -> None:
    page = visitor.enter(Role.SUPERVISOR)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="快捷键")
    expect(dialog).to_contain_text("台账")
    for _ in range(6):  # the focus stays in the dialog, or goes to the browser's own bar
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    page.keyboard.press("2")
    page.wait_for_url("**/registers/")
    page.goto("/registers/supervision.task/")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="搜索")
    expect(search).to_be_focused()
    page.keyboard.type("2?")  # in a field, a key is a letter
    expect(search).to_have_value("2?")
    expect(dialog).to_be_hidden()

    page.goto("/")
    page.keyboard.press("?")
    page.get_by_label("使用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    assert page.url.endswith("/")
    assert "registers" not in page.url

"""The conveniences of the script, on the style page: dialog, menu, reference picker, ticks, messages, keyboard."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luoshi.audit.tests.lifting import an_act
from luoshi.people.models import Account

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture
def style(page: Page, live_server: LiveServer) -> Page:
    """The style page, signed in."""
    with an_act():
        account = Account.objects.create(
            username="visitor", display_name="云山", created_at=datetime(2022, 3, 1, tzinfo=UTC)
        )
    client = Client()
    client.force_login(account, backend="luoshi.people.backend.Accounts")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto("/style/")
    return page


def test_a_dialog_opens_and_gives_the_focus_back(style: Page) -> None:
    opener = style.get_by_role("button", name="打开对话框")
    opener.click()
    expect(style.get_by_role("dialog", name="登记开工")).to_be_visible()
    style.keyboard.press("Escape")
    expect(style.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_reference_is_picked_with_the_keyboard(style: Page) -> None:
    box = style.get_by_role("combobox", name="投资方")
    box.fill("叶片")
    expect(style.locator(".picker-list [role=option]")).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("（样例）长风叶片")
    expect(style.locator("input[name=investor]")).to_have_value("2")
    box.fill("没有这一家")
    expect(style.locator("input[name=investor]")).to_have_value("")
    expect(style.get_by_role("option", name="没有找到")).to_be_visible()


def test_one_tick_ticks_all(style: Page) -> None:
    every = style.get_by_label("全选")
    every.check()
    expect(style.locator("[data-ticked]")).to_have_text("4")
    style.get_by_label("选择 冷链物流园").uncheck()
    expect(style.locator("[data-ticked]")).to_have_text("3")
    assert every.evaluate("tick => tick.indeterminate")


def test_a_menu_closes_on_escape(style: Page) -> None:
    menu = style.locator("details.account")
    menu.locator("summary").click()
    expect(style.get_by_role("button", name="退出")).to_be_visible()
    style.keyboard.press("Escape")
    expect(style.get_by_role("button", name="退出")).to_be_hidden()


def test_a_failed_request_is_told(style: Page) -> None:
    style.route("**/style/?q=**", lambda route: route.abort())
    style.get_by_role("searchbox", name="搜索").fill("羊绒")
    expect(style.get_by_text("没有连上系统")).to_be_visible()
    style.locator(".flashes").get_by_role("button", name="关闭").click()
    expect(style.get_by_text("没有连上系统")).to_have_count(0)


def test_a_search_replaces_the_results_and_keeps_the_address(style: Page) -> None:
    style.get_by_role("searchbox", name="搜索").fill("羊绒")
    style.wait_for_url("**/style/?q=**")
    expect(style.get_by_role("searchbox", name="搜索")).to_be_focused()


def test_an_ended_session_leads_to_the_sign_in(style: Page) -> None:
    style.context.clear_cookies()
    style.get_by_role("searchbox", name="搜索").fill("羊绒")
    style.wait_for_url("**/sign-in/**")


def test_the_first_tab_stop_skips_to_the_content(style: Page) -> None:
    style.evaluate("document.activeElement.blur()")
    style.goto("/")
    style.keyboard.press("Tab")
    expect(style.get_by_role("link", name="跳到正文")).to_be_focused()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_sticks_out(style: Page, width: int) -> None:
    style.set_viewport_size({"width": width, "height": 800})
    assert style.evaluate("document.documentElement.scrollWidth") <= width

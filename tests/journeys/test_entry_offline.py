"""填报 without network: cut, restored, doubled, the browser killed, the site brought to a new version meanwhile."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import Entered, fill
from luoshi.registers.models import Offer, Record, Submission, Version
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.actors import Role
from luoshi.web.entry import worker
from luoshi.web.entry.persons import mark_of
from scripts import browser as finder
from tests.journeys.test_entry import GRID, box, enter_as, state
from tests.journeys.wire import Wire, wired

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEPT = "caches.keys().then((names) => names.some((name) => name.startsWith('entry-pages:')))"
OLD_OUTBOX = """async (item) => {
  const request = indexedDB.open("luoshi-entry", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("returns", {keyPath: "id"});
  const base = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  const act = base.transaction("returns", "readwrite");
  act.objectStore("returns").put(item);
  await new Promise((done) => { act.oncomplete = done; });
  base.close();
}"""


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    return SmallWorks(SmallCity())


@pytest.fixture
def wire(live_server: object) -> Iterator[Wire]:
    with wired(str(live_server)) as made:
        yield made


@pytest.fixture
def context(browser: Browser, wire: Wire) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=wire.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def at_the_grid(context: BrowserContext, works: SmallWorks, wire: Wire) -> Page:
    """The grid of May, kept by its worker."""
    page = context.new_page()
    enter_as(page, works.lead, wire.url)
    page.goto(GRID)
    expect(page.locator("form[data-alive]")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.reload()  # the first page was fetched before there was a worker
    page.wait_for_function(KEPT)
    expect(page.locator("form[data-alive]")).to_be_visible()
    return page


def typed(page: Page, works: SmallWorks, remark: str, done: str) -> None:
    page.locator(f"[name='{box(works, 'spring', 'remark')}']").fill(remark)
    page.locator(f"[name='{box(works, 'spring', 'done')}']").fill(done)
    page.keyboard.press("Tab")


def test_what_is_entered_without_network_arrives_once(context: BrowserContext, works: SmallWorks, wire: Wire) -> None:
    page = at_the_grid(context, works, wire)
    wire.cut = True
    typed(page, works, "五月", "12")
    page.get_by_role("button", name="保存").click()
    state(page, "没有网络：2 格已存在这台设备上")

    # The page opens again without network, with everything in its boxes; nobody signs out from it.
    page.reload()
    expect(page.locator(f"[name='{box(works, 'spring', 'done')}']")).to_have_value("12")
    expect(page.locator("[data-unsent]")).to_contain_text("2")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="退出").click()
    expect(page.locator(".flashes")).to_contain_text("还有 2 格没有送出")
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出未送的").click()
    exported = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert exported[1].startswith("泉村,2022年5月,月报,备注,五月,等待送出")
    assert not Record.objects.exists()

    # The first answers are lost on the way, and what is sent goes through twice: one record, one version.
    wire.cut, wire.deaf, wire.doubled = False, True, True
    page.evaluate("dispatchEvent(new Event('online'))")
    state(page, "没有网络")
    wire.deaf = False
    page.evaluate("dispatchEvent(new Event('online'))")
    state(page, "都已送到")
    assert wire.passed.count("/entry/send/") == 4
    assert Record.objects.get().data == {"remark": "五月", "done": 12}
    assert (Version.objects.count(), Submission.objects.count()) == (1, 1)

    wire.doubled = False

    # With nothing unsent the way out is open, and the pages kept for this person are gone.
    page.locator("details.account summary").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in/")
    page.wait_for_function("caches.keys().then((names) => !names.some((n) => n.startsWith('entry-pages:')))")
    wire.cut = True
    page.goto(GRID)
    expect(page.locator("body")).to_contain_text("没有存在这台设备上")


def test_what_others_entered_meanwhile_is_kept_beside(context: BrowserContext, works: SmallWorks, wire: Wire) -> None:
    page = at_the_grid(context, works, wire)
    wire.cut = True
    typed(page, works, "五月", "8")
    page.get_by_role("button", name="保存").click()
    state(page, "没有网络")
    other = works.city.actor(Role.COUNTY_LEAD, "north")
    cells = {"remark": Entered("五月"), "done": Entered("7")}
    fill("works.monthly", cells, unit=works.city.unit("spring"), period="2022-05", reason="填报", by=other, at=NOW)
    wire.cut = False
    page.evaluate("dispatchEvent(new Event('online'))")
    state(page, "都已送到")
    expect(page.locator("tbody")).to_contain_text("两个值待裁定")
    assert (Offer.objects.get().value, Record.objects.get().data["done"]) == (8, 7)

    # Somebody else decides, with a reason; both stay readable.
    enter_as(page, other, wire.url)
    page.goto("/entry/offers/")
    page.get_by_label("依据").fill("电话核实")
    page.get_by_role("button", name="采用后填的值").click()
    expect(page.locator(".flashes")).to_contain_text("已采用后填的值")
    expect(page.locator("main")).to_contain_text("电话核实")
    assert Record.objects.get().data["done"] == 8


def test_a_killed_browser_loses_nothing(browser: Browser, works: SmallWorks, wire: Wire, tmp_path: Path) -> None:
    folder = tmp_path / "profile"

    def launched() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            folder, executable_path=finder.find(), args=["--no-sandbox"], base_url=wire.url, locale="zh-CN"
        )

    context = launched()
    page = at_the_grid(context, works, wire)
    wire.cut = True
    typed(page, works, "五月", "9")
    expect(page.locator("[data-unsent]")).to_contain_text("2")
    for process in main_processes(folder):
        os.kill(process, signal.SIGKILL)
    context = launched()
    page = context.new_page()
    page.goto(GRID)  # the network is still away
    expect(page.locator(f"[name='{box(works, 'spring', 'done')}']")).to_have_value("9")
    wire.cut = False
    enter_as(page, works.lead, wire.url)  # a cookie of the session goes with the browser
    page.get_by_role("button", name="保存").click()
    state(page, "都已送到")
    assert Record.objects.get().data == {"remark": "五月", "done": 9}
    context.close()


def main_processes(folder: Path) -> list[int]:
    """The browser that works in a folder: its process, not those it started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = place.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if f"--user-data-dir={folder}" in words and not any(word.startswith("--type=") for word in words):
            found.append(int(place.parent.name))
    return found


def test_a_new_version_of_the_site_takes_everything_over(
    context: BrowserContext, works: SmallWorks, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What an earlier version kept, in the form it kept it in, is brought further and sent.
    page = context.new_page()
    page.goto("/sign-in/")
    page.evaluate(
        OLD_OUTBOX,
        {
            "id": "from-an-older-page",
            "for": mark_of(works.lead),
            "register": "works.monthly",
            "unit": works.city.unit("spring").pk,
            "period": "2022-04",
            "state": "waiting",
            "cells": {"remark": {"value": "四月", "base": 0}},
            "at": "2022-05-01T00:00:00.000Z",
            "words": {"unit": "泉村", "period": "2022年4月", "register": "月报", "fields": {"remark": "备注"}},
        },
    )
    page.close()
    page = at_the_grid(context, works, wire)
    state(page, "都已送到")
    assert Record.objects.get().period == "2022-04"

    # A new build while something is unsent: the page says so, the new worker keeps the page, nothing is lost.
    typed(page, works, "五月", "3")
    monkeypatch.setattr(worker, "build", lambda: "another-build")
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    page.wait_for_function(
        "caches.keys().then((n) => n.some((x) => x.startsWith('entry-pages:another-build'))"
        " && n.every((x) => x.includes('another-build')))"
    )
    wire.cut = True
    page.reload()
    expect(page.locator(f"[name='{box(works, 'spring', 'done')}']")).to_have_value("3")
    wire.cut = False
    page.get_by_role("button", name="保存").click()
    state(page, "系统已更新。送完之后请刷新页面。")
    assert Record.objects.filter(period="2022-05").get().data == {"remark": "五月", "done": 3}

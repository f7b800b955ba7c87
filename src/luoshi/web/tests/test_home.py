"""首页: one list of what needs the reader, with its reasons, narrowed, paged, exported, and opened in place."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import chase, comment, create
from luoshi.registers.models import Record
from luoshi.registers.tests.small_returns import NOW as RETURNS_NOW
from luoshi.registers.tests.small_returns import SmallReturns
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.registers.tests.test_comments import renamed
from luoshi.returns.actions import remind
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_, page

LATE = datetime(2022, 7, 1, 2, 0, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def _on_the_day(settings: Settings) -> None:
    settings.SAMPLE_DAY = LATE.date()


@pytest.fixture
def site(works: SmallWorks) -> Record:
    return works.site(f"东桥 {SCRIPT}", cost=5)


def tabs(html: str) -> list[str]:
    """The tabs with their counts."""
    places = html.split('class="tabs"')[1].split("</ul>")[0]
    return [element.text for element in Page(f"<ul{places}</ul>").all("a")]


@pytest.mark.usefixtures("_on_the_day")
def test_each_matter_says_why_it_is_there_and_what_is_late(works: SmallWorks, site: Record) -> None:
    works.task()
    shown = page(as_(works.lead), "home")
    assert "因北山旗是牵头单位，已逾期2个工作日 · 下一步：开工" in shown
    assert "今天有 1 件要紧事，其中 1 件已逾期" in shown
    assert tabs(shown) == ["全部 2", "到期 1", "待办 2"]
    assert "红灯 · 逾期 2 个工作日" in shown
    assert "因北山旗是牵头单位，下一步：反馈" in shown
    assert SCRIPT not in shown
    assert barriers(Page(shown)) == []


@pytest.mark.usefixtures("_on_the_day")
def test_the_list_comes_before_figures_and_is_narrowed_in_the_address(works: SmallWorks, site: Record) -> None:
    works.task("修路三公里")
    client = as_(works.lead)
    only_due = page(client, "home", kind="due")
    assert "东桥" in only_due
    assert "修路三公里" not in only_due
    found = page(client, "home", q="三公里", pack="works")
    assert "修路三公里" in found
    assert "东桥" not in found
    assert tabs(found) == ["全部 1", "待办 1"]
    assert "没有符合条件的事项" in page(client, "home", q="无此事")
    assert "东桥" in page(client, "home", kind="nonsense", pack="nowhere", page="９", q="\x00")
    in_place = client.get(reverse("home"), {"kind": "due"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in in_place
    assert 'id="work"' in in_place


def test_more_than_a_page_is_paged_and_all_of_it_is_exported(works: SmallWorks) -> None:
    for number in range(41):
        create("works.task", {"matter": f"=事项{number:02}"}, unit=works.north, by=works.lead, at=NOW)
    client = as_(works.lead)
    first = page(client, "home")
    assert "第 1–40 条，共 41 条" in first
    assert page(client, "home", page="2").count('class="work-line"') == 1
    lines = page(client, "home_export", "csv").splitlines()
    assert len(lines) == 42
    assert "'=事项00" in lines[1]
    assert "下一步：反馈" in lines[1]


def test_nothing_to_do_is_good_news(works: SmallWorks) -> None:
    shown = page(as_(works.other_lead), "home")
    assert "今天没有要您办的事" in shown
    assert "今天可以从容些" in shown


@pytest.mark.usefixtures("_on_the_day")
def test_notices_and_mentions_lead_to_where_they_are_answered(works: SmallWorks, site: Record) -> None:
    notice = chase(site, "reminder", by=works.supervisor, at=LATE)
    renamed(works.lead, "赵北山")
    said = comment(site, f"@赵北山 {SCRIPT} 请答复", by=works.supervisor, at=LATE)
    shown = page(as_(works.lead), "home")
    assert tabs(shown) == ["全部 1", "被催办 1", "到期 1", "待办 1", "提到我 1"]
    assert reverse("chase", args=[notice.pk]) in shown
    assert f"{reverse('record', args=[site.pk])}#comment-{said.pk}" in shown
    assert SCRIPT not in shown
    assert page(as_(works.lead), "home", kind="mentioned").index("提到您") > 0


def test_a_record_opens_beside_the_list_with_its_moves_and_what_is_against_them(
    works: SmallWorks, site: Record
) -> None:
    address = reverse("record_beside", args=[site.pk])
    shown = as_(works.lead).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in shown
    assert "许可未通过" in shown or "开工" in shown
    assert reverse("record", args=[site.pk]) in shown
    assert SCRIPT not in shown
    assert as_(works.other_lead).get(address).status_code == 404
    assert address in page(as_(works.lead), "home")


@pytest.mark.usefixtures("_on_the_day")
def test_the_page_costs_the_same_however_much_waits(works: SmallWorks) -> None:
    client = as_(works.verifier)

    def cost() -> int:
        client.get(reverse("home"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("home"))
        return len(queries)

    works.reported("修路零")
    few = cost()
    for number in range(6):
        works.reported(f"修路{number}")
    assert cost() <= few <= 30


def test_what_was_asked_for_stands_first_until_it_is_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.web.clock.now", lambda: RETURNS_NOW)
    flocks = SmallReturns(SmallCity())
    remind(
        "flocks.herd", "2022-05", units=[flocks.spring.pk], words="请于明日前上报", by=flocks.county, at=RETURNS_NOW
    )
    told = page(as_(flocks.clerk), "home")
    assert "被催报" in told
    assert "请于明日前上报" in told
    assert f"unit-of-record={flocks.spring.pk}" in told
    assert "提醒单" in told
    assert "被催报" not in page(as_(flocks.other), "home")


def test_the_list_of_today_is_a_workbook_and_pages_too(works: SmallWorks) -> None:
    create("works.task", {"matter": "=修路"}, unit=works.north, by=works.lead, at=NOW)
    for form, begins in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        assert b"".join(as_(works.lead).get(reverse("home_export", args=[form]))).startswith(begins)
    assert as_(works.lead).get(reverse("home_export", args=["docx"])).status_code == 409


def test_the_pages_about_forms_are_one_place(works: SmallWorks) -> None:
    client, names = as_(works.lead), ("forms", "issues", "burden", "dictionary")
    for name in names:
        shown = page(client, name)
        assert re.search(r'href="/forms/" aria-keyshortcuts="\d" aria-current=', shown), name
        assert all(f'href="{reverse(each)}"' in shown for each in names)
        assert barriers(Page(shown)) == []

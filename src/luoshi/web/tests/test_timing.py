"""Time on the pages: clocks, notices and the back-schedule of a record, and the acts on them."""

import re

import pytest
from django.urls import reverse
from pytest_django import Settings

from luoshi.registers.actions import ask_for_time, move, set_parties
from luoshi.registers.models import Chase, Clock, MoreTime, Record
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.web.tests.test_registers import as_, page


@pytest.fixture
def site(works: SmallWorks) -> Record:
    """A site that was due on 10 August 2022, and is supervised."""
    site = works.site("东桥", permit_ok=True)
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    return set_parties(site, lead=works.north, supervisor=[works.city.unit("supervision")], by=works.lead, at=NOW)


def test_a_record_shows_its_limits_and_its_schedule(works: SmallWorks, site: Record) -> None:
    shown = page(as_(works.lead), "record", site.pk)
    assert "立项 → 开工" in shown
    assert "2022-08-10" in shown
    assert "红灯" in shown
    assert "2022-07-22" in shown  # earthworks of 20 days begin at the latest
    assert "没有保存" in page(as_(works.lead), "record", site.pk, until="2023-01-20")
    assert "2022-11-14" in page(as_(works.lead), "record", site.pk, until="2023-01-20")
    assert page(as_(works.lead), "record", site.pk, until="2023-99-99")


def test_a_clock_is_stopped_and_runs_again(works: SmallWorks, site: Record) -> None:
    clock, client = site.clocks.get(clock="build"), as_(works.supervisor)
    stop, resume = (reverse("clock_act", args=[clock.pk, act]) for act in ("stop", "resume"))
    assert stop in page(client, "record", site.pk)
    assert "专家评审" in page(client, "clock_act", clock.pk, "stop")
    data = {"reason": "review", "basis": "通知〔2022〕3号", "since": "2022-06-20"}
    assert client.post(stop, data | {"since": "2022-09-01"}).status_code == 422
    assert client.post(stop, data).status_code == 302
    assert client.post(stop, data).status_code == 422
    assert client.post(resume, {"on": "2022-06-27"}).status_code == 302
    assert Clock.objects.get(pk=clock.pk).stood == "2022-06-20/2022-06-26"
    assert "2022-06-27" not in page(client, "record", site.pk)


def test_a_form_to_what_one_may_not_see_is_as_one_to_nothing(works: SmallWorks, site: Record) -> None:
    clock, client = site.clocks.get(clock="build"), as_(works.other_lead)
    asked = ask_for_time(clock, 5, reason="材料迟到", by=works.lead, at=NOW)
    for name, there, more in (("clock_act", clock.pk, ["stop"]), ("settle_time", asked.pk, [])):
        unseen, nothing = (client.post(reverse(name, args=[pk, *more])) for pk in (there, 10**6))
        assert (unseen.status_code, nothing.status_code) == (404, 404)
        assert words(unseen.content) == words(nothing.content)
    assert MoreTime.objects.get(pk=asked.pk).settled_at is None


def words(page: bytes) -> list[str]:
    """The title and the text of a page, without what differs each time it is made."""
    return re.findall(r"<title>.*?</title>|<h1.*?</h1>|<p.*?</p>", page.decode(), re.S)


def test_more_time_is_decided_on_the_page(works: SmallWorks, site: Record) -> None:
    clock = site.clocks.get(clock="build")
    request = ask_for_time(clock, 5, reason="材料迟到", by=works.lead, at=NOW)
    shown = page(as_(works.supervisor), "record", site.pk)
    assert "材料迟到" in shown
    assert "同意延期" in shown
    assert "申请延期 5 个工作日" in page(as_(works.supervisor), "home")
    mine = page(as_(works.lead), "record", site.pk)
    assert "材料迟到" in mine
    assert "同意延期" not in mine
    assert "申请延期 5 个工作日" not in page(as_(works.lead), "home")
    address = reverse("settle_time", args=[request.pk])
    assert as_(works.supervisor).post(address, {"decision": "grant"}).status_code == 302
    assert MoreTime.objects.get(pk=request.pk).status == "granted"
    assert "申请延期 5 个工作日" not in page(as_(works.supervisor), "home")
    assert "2022-08-10 → 2022-08-17" in page(as_(works.lead), "record", site.pk)


def test_asking_says_that_the_date_stays_until_it_is_granted(
    works: SmallWorks, site: Record, settings: Settings
) -> None:
    settings.SAMPLE_DAY = TODAY
    ask, client = reverse("clock_act", args=[site.clocks.get(clock="build").pk, "ask"]), as_(works.lead)
    assert ask in page(client, "record", site.pk)
    told = client.post(ask, {"days": "5", "reason": "材料迟到"}, follow=True).content.decode()
    assert "批准之前期限不变" in told
    assert ask not in page(client, "record", site.pk)


def test_a_late_record_is_chased_and_answered(works: SmallWorks, site: Record) -> None:
    supervisor, lead = as_(works.supervisor), as_(works.lead)
    assert "可发" in page(supervisor, "home")
    assert supervisor.post(reverse("record_chase", args=[site.pk, "urging"])).status_code == 422
    assert (
        supervisor.post(reverse("record_chase", args=[site.pk, "reminder"]), {"words": "请抓紧"}).status_code == 302
    )
    notice = Chase.objects.get()
    assert notice.number in page(lead, "home")
    letter = page(lead, "chase", notice.pk)
    assert "请抓紧" in letter
    assert "个工作日" in letter
    assert lead.post(reverse("chase_reply", args=[notice.pk]), {"reply": "已复工"}).status_code == 302
    assert "已复工" in page(supervisor, "record", site.pk)


def test_a_list_is_narrowed_by_light(works: SmallWorks, site: Record) -> None:
    client = as_(works.supervisor)
    assert "东桥" in page(client, "register", "works.site", light="red")
    assert "东桥" not in page(client, "register", "works.site", light="green")

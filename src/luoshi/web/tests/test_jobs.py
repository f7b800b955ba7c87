"""任务 in the browser: own and all, progress that asks for itself, failures in words, again and cancel."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luoshi.jobs.actions import enqueue
from luoshi.jobs.leases import claim
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.run import Run
from luoshi.jobs.testing import drain
from luoshi.jobs.tests.small_kinds import NOW
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Actor, Role
from luoshi.rules.texts import Text
from luoshi.web.clock import now
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_costs import asked as cost
from luoshi.web.tests.test_registers import as_, page

ITSELF = 'hx-trigger="every 2s"'


def ask(by: Actor, kind: str = "test.once", **arguments: int) -> Job:
    return enqueue(kind, arguments or {"subject": 1}, by=by, at=NOW)


def running(by: Actor) -> Job:
    """A job of which six tenths are done."""
    ask(by, "test.batches", start=0, count=10, size=2)
    job = claim("one", at=NOW, lease_seconds=60)
    assert job is not None
    Run(job, at=NOW).progress(6, 10, Text("第三批", "Third batch"))
    return job


def test_an_empty_list_says_what_will_be_there(works: SmallWorks) -> None:
    shown = page(as_(works.lead), "jobs")
    assert "还没有任务" in shown
    assert ITSELF not in shown
    assert "我的任务" in shown


def test_progress_asks_for_itself_until_all_is_done(works: SmallWorks) -> None:
    running(works.lead)
    client = as_(works.lead)
    for address in (reverse("jobs"), reverse("job", args=[Job.objects.get().pk])):
        shown = client.get(address).content.decode()
        assert ITSELF in shown
        assert '<progress max="10" value="6"' in shown
        assert "6 / 10" in shown
        assert "第三批" in shown
        assert barriers(Page(shown)) == []
        part = client.get(address, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
        assert part.startswith('<div id="results"')
        assert "<html" not in part
    Job.objects.update(state=JobState.WAITING, owner="")
    drain(at=NOW)
    assert ITSELF not in page(client, "jobs")


def test_a_failure_is_told_in_words_and_tried_again(works: SmallWorks) -> None:
    job = ask(works.lead, "test.refused")
    drain(at=NOW, tolerant=True)
    client = as_(works.lead)
    assert "不行。" in page(client, "jobs")
    told = page(client, "job", job.pk)
    assert "换一个。" in told
    assert barriers(Page(told)) == []
    again = client.post(reverse("job_retry", args=[job.pk]), follow=True)
    assert "已安排重试" in again.content.decode()
    assert Job.objects.get().state == JobState.WAITING
    assert client.post(reverse("job_retry", args=[job.pk])).status_code == 409
    assert "任务已取消" in client.post(reverse("job_cancel", args=[job.pk]), follow=True).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Cancelled" in page(client, "job", job.pk)


def test_everybody_sees_their_own_and_administrators_all(works: SmallWorks) -> None:
    job = ask(works.lead)
    stranger, auditor, admin = (
        as_(works.other_lead),
        as_(works.city.actor(Role.AUDITOR, "city")),
        as_(works.city.admin),
    )
    for client in (auditor, admin, as_(works.lead)):
        assert "一次写入" in page(client, "jobs")
        assert "一次写入" in page(client, "job", job.pk)
    assert "还没有任务" in page(stranger, "jobs")
    assert stranger.get(reverse("job", args=[job.pk])).status_code == 409
    for client in (stranger, auditor):
        assert client.post(reverse("job_cancel", args=[job.pk])).status_code in (403, 409)
    assert reverse("job_cancel", args=[job.pk]) not in page(auditor, "jobs")
    assert Job.objects.get().state == JobState.WAITING
    assert client.get(reverse("job_cancel", args=[job.pk])).status_code == 405
    assert admin.post(reverse("job_cancel", args=[job.pk])).status_code == 302
    assert "取消任务" in page(admin, "manage_audit")


def test_only_administrators_read_the_programs_own_words(works: SmallWorks) -> None:
    job = ask(works.lead, "test.breaks", subject=1)
    drain(at=NOW, tolerant=True)
    assert "ConnectionResetError" not in page(as_(works.lead), "job", job.pk)
    assert "ConnectionResetError" in page(as_(works.city.admin), "job", job.pk)


def test_the_list_is_narrowed_and_searched(works: SmallWorks) -> None:
    first = ask(works.lead)
    ask(works.other_lead, "test.refused")
    drain(at=NOW, tolerant=True)
    admin = as_(works.city.admin)

    def numbers(**query: str) -> list[str]:
        return re.findall(r'class="cell-note num">#(\d+)<', page(admin, "jobs", **query))

    assert numbers(state="done") == numbers(kind="test.once") == numbers(q=str(first.pk)) == [str(first.pk)]
    assert numbers(q=works.lead.name) == [str(first.pk)]
    assert len(numbers(state="nonsense", kind="nonsense", page="９", q="\x00")) == 2
    assert "没有符合条件的任务" in page(admin, "jobs", state="running")


def test_who_asked_reads_the_result_on_the_first_page(works: SmallWorks) -> None:
    client = as_(works.lead)
    assert "系统替我办理的事" not in page(client, "home")
    ask(works.lead)
    drain(at=now())
    assert "写了一条" in page(client, "home")
    assert "系统替我办理的事" not in page(as_(works.other_lead), "home")


@pytest.mark.parametrize("name", ["jobs", "home"])
def test_many_jobs_cost_as_much_as_one(works: SmallWorks, name: str) -> None:
    ask(works.lead)
    client: Client = as_(works.lead)
    few = cost(client, reverse(name))
    for subject in range(12):
        ask(works.lead, subject=subject)
    assert cost(client, reverse(name)) <= few

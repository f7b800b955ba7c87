"""The same submission sent again, a hundred times at once too: done once, answered the same, on both databases."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions.submitting import KEPT, SWEEP, Submitted, keep_submission
from luoshi.registers.models import Claim, Move, Outcome, Record, Submission, Version
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.web.tests.test_registers import as_

AT_ONCE = 20
TIMES = 100


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """Committed, so that every thread sees it."""
    return SmallWorks(SmallCity())


def hundred_times(client: Client, send: Callable[[Client], object]) -> Counter[tuple[int, str]]:
    """Send a hundred times, twenty of them beginning together; how often which status and place came back."""
    meeting = Barrier(AT_ONCE)

    def sender(_: int) -> list[tuple[int, str]]:
        mine = Client()
        mine.cookies = client.cookies
        meeting.wait(timeout=30)
        try:
            answers = [send(mine) for _ in range(TIMES // AT_ONCE)]
        finally:
            connection.close()
        return [(each.status_code, each.headers.get("Location", "")) for each in answers]  # type: ignore[attr-defined]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(answer for answers in pool.map(sender, range(AT_ONCE)) for answer in answers)


def entries(act: str) -> int:
    return Entry.objects.filter(act=act).count()


def test_a_record_sent_a_hundred_times_at_once_is_one_record(works: SmallWorks) -> None:
    address = reverse("record_new", args=["works.site"])
    data = {"unit-of-record": works.north.pk, "title_of_site": "东桥", "plan": works.plan().pk, "submission": "once"}
    told = hundred_times(as_(works.lead), lambda client: client.post(address, data))
    site = Record.objects.get(register="works.site")
    assert told == {(302, reverse("record", args=[site.pk])): TIMES}
    assert Claim.objects.count() == 0
    assert Version.objects.filter(record=site).count() == 1
    assert Submission.objects.count() == 1


def test_a_record_without_a_key_is_one_record_too(works: SmallWorks) -> None:
    address = reverse("record_new", args=["works.plan"])
    data = {"unit-of-record": works.city.unit("supervision").pk, "name": "计划"}
    told = hundred_times(
        as_(works.planner), lambda client: client.post(address, data, headers={"Idempotency-Key": "7f-1"})
    )
    plan = Record.objects.get(register="works.plan")
    assert told == {(302, reverse("record", args=[plan.pk])): TIMES}
    assert entries("registers.create") == 1


def test_a_correction_and_a_move_are_done_once(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    client = as_(works.lead)
    correction = {"cost": "6", "reason": "核对", "revision": "1", "submission": "a"}
    address = reverse("record_correct", args=[site.pk])
    told = hundred_times(client, lambda browser: browser.post(address, correction))
    assert told == {(302, reverse("record", args=[site.pk])): TIMES}
    assert entries("registers.correct") == 1
    step = {
        "on": "2022-06-15",
        "evidence-licence": "许字〔2022〕1号",
        "revision": "2",
        "cost": "7",
        "submission": "b",
    }
    told = hundred_times(client, lambda browser: browser.post(reverse("record_move", args=[site.pk, "start"]), step))
    assert told == {(302, reverse("record", args=[site.pk])): TIMES}
    assert Move.objects.filter(record=site).count() == 1
    assert Version.objects.filter(record=site).count() == 3


def test_a_claim_is_answered_as_one(works: SmallWorks) -> None:
    plan = works.plan()
    works.site("东桥", plan=plan)
    address = reverse("record_new", args=["works.site"])
    data = {"unit-of-record": works.south.pk, "title_of_site": "东桥", "plan": plan.pk, "submission": "late"}
    told = hundred_times(as_(works.other_lead), lambda client: client.post(address, data))
    assert told == {(302, reverse("claims")): TIMES}
    assert Claim.objects.count() == 1


def entered(client: Client, works: SmallWorks, name: str, **more: object) -> HttpResponse:
    unit = works.city.unit("supervision").pk
    data = {"unit-of-record": unit, "name": name, "submission": "x", **more}
    return client.post(reverse("record_new", args=["works.plan"]), data)  # type: ignore[return-value]


def test_another_content_under_the_same_id_is_refused(works: SmallWorks) -> None:
    client = as_(works.planner)
    assert entered(client, works, "甲").status_code == 302
    other = entered(client, works, "乙")
    assert other.status_code == 409
    assert "内容却不同" in other.content.decode()
    assert Record.objects.count() == 1


def test_a_refused_form_may_be_mended_and_sent_under_its_id(works: SmallWorks) -> None:
    client = as_(works.planner)
    assert entered(client, works, "").status_code == 422
    assert entered(client, works, "甲").status_code == 302
    assert Record.objects.get().label == "甲"


def test_ids_of_two_people_do_not_meet(works: SmallWorks) -> None:
    other = works.city.actor(works.planner.posts[0].role, "supervision")
    for actor in (works.planner, other):
        assert entered(as_(actor), works, "甲").status_code == 302
    assert Record.objects.count() == 2


@pytest.mark.parametrize("key", ["x" * 81, "编号", "a\nb"])
def test_an_id_that_cannot_be_kept_is_refused(works: SmallWorks, key: str) -> None:
    assert entered(as_(works.planner), works, "甲", submission=key).status_code == 409
    assert Record.objects.count() == 0


def test_each_form_brings_an_id_of_its_own(works: SmallWorks) -> None:
    client = as_(works.planner)
    pages = [client.get(reverse("record_new", args=["works.plan"])).content.decode() for _ in range(2)]
    ids = [page.split('name="submission" value="')[1].split('"')[0] for page in pages]
    assert len(set(ids)) == 2
    assert min(len(each) for each in ids) >= 20


def test_old_submissions_are_forgotten(works: SmallWorks) -> None:
    plan = works.plan()
    by = works.planner
    times = [NOW - KEPT * 2] * 3 + [NOW]
    for number, at in enumerate(times):
        Submission.objects.create(account=1, key=str(number), digest="", record=plan, outcome="moved", at=at)
    keep_submission(Submitted("kept", f"{1:08x}"), plan, outcome=Outcome.MOVED, by=by, at=NOW)
    assert Submission.objects.count() == len(times) + 1
    keep_submission(Submitted("sweeping", f"{SWEEP:08x}"), plan, outcome=Outcome.MOVED, by=by, at=NOW)
    assert set(Submission.objects.values_list("key", flat=True)) == {"3", "kept", "sweeping"}

"""A full disk while writing, a database that is gone, a system clock that jumps back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import Step, correct, move
from luoshi.registers.actions.confirming import _check_not_corrected
from luoshi.registers.models import Record, Submission
from luoshi.registers.policies import declared_move
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.rules.refusals import Refused
from luoshi.web.clock import HELD_FOR, Steady
from luoshi.web.tests.test_registers import as_

HOUR = timedelta(hours=1)
LONG = "一段很长的文字。" * 100


@pytest.fixture
def committed(transactional_db: None) -> SmallWorks:
    return SmallWorks(SmallCity())


@pytest.fixture
def full_disk(committed: SmallWorks) -> Iterator[None]:
    """SQLite may not take another page, as when the disk is full."""
    if connection.vendor != "sqlite":
        pytest.skip("a full disk under PostgreSQL stops the server itself")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no page that an earlier test left empty
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


def file(client: Client, works: SmallWorks, number: int) -> int:
    unit = works.city.unit("supervision").pk
    fields = {"unit-of-record": unit, "name": f"{number}{LONG}"[:60], "submission": f"n{number}"}
    return int(client.post(reverse("record_new", args=["works.plan"]), fields).status_code)


def test_a_full_disk_confirms_nothing_and_loses_nothing(committed: SmallWorks, full_disk: None) -> None:
    client = as_(committed.planner)
    statuses = [file(client, committed, number) for number in range(60)]
    assert 503 in statuses
    assert Record.objects.count() == Submission.objects.count() == statuses.count(302)
    assert Entry.objects.filter(act="registers.create").count() == statuses.count(302)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    lost = statuses.index(503)
    assert file(client, committed, lost) == 302
    assert file(client, committed, lost) == 302
    assert Record.objects.count() == statuses.count(302) + 1


def test_a_database_that_is_gone_is_told_in_words(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("luoshi.web.views.registers.create", gone)
    client, unit = as_(works.planner), works.city.unit("supervision").pk
    answer = client.post(reverse("record_new", args=["works.plan"]), {"unit-of-record": unit, "name": "甲"})
    assert answer.status_code == 503
    assert "同一表单只会办理一次" in answer.content.decode()


def test_time_stands_still_until_a_clock_set_back_has_caught_up() -> None:
    clock = Steady()
    told = [NOW, NOW + HOUR, NOW, NOW + HOUR / 2, NOW + HOUR + HOUR / 60]
    assert [clock.moment(each) for each in told] == [NOW, NOW + HOUR, NOW + HOUR, NOW + HOUR, told[-1]]


def test_a_clock_that_was_far_ahead_is_not_waited_for() -> None:
    clock = Steady()
    assert clock.moment(NOW + HELD_FOR + HOUR) > NOW
    assert clock.moment(NOW) == NOW


def test_what_was_done_in_order_stays_in_order_though_the_clock_says_otherwise(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    correct(site, {"cost": 6}, reason="核对", by=works.lead, at=NOW - HOUR, revision=1)
    move(site, "start", step=start(), by=works.lead, at=NOW - HOUR * 2, revision=2)
    assert [each.revision for each in site.versions.order_by("pk")] == [1, 2, 3]
    assert Record.objects.get(pk=site.pk).state == "started"


def test_a_correction_after_a_proposal_is_seen_though_the_clock_went_back(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    correct(site, {"cost": 6}, reason="核对", by=works.lead, at=NOW + HOUR)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    report = Step(on=TODAY, evidence={"report": "验字〔2022〕1号"})
    proposed = move(site, "complete", step=report, by=works.lead, at=NOW)
    sets_cost = declared_move(declared("works.site"), "start")
    _check_not_corrected(proposed, sets_cost)  # the correction before it has a later time, and does not count
    correct(site, {"cost": 9}, reason="核对", by=works.lead, at=NOW - HOUR)
    with pytest.raises(Refused, match="corrected_since"):
        _check_not_corrected(proposed, sets_cost)

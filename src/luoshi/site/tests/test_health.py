"""How the running site is: each look held against its limit, with what to do."""

from collections import namedtuple
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.checks import ERROR, WARNING, Info, Warning, run_checks  # noqa: A004  (Django's own names)
from django.test import override_settings

from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Verification
from luoshi.audit.tests.lifting import an_act
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import Feed, Job
from luoshi.notices.jobs import MORNING
from luoshi.notices.models import Delivery
from luoshi.org.tests.small_city import NOW, SmallCity
from luoshi.site import health

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def city(small_city: SmallCity) -> SmallCity:
    return small_city


def codes(at: datetime) -> set[str]:
    return {each.code for each in health.found(at=at)}


def test_a_job_nobody_does_is_told(city: SmallCity) -> None:
    assert "I102" in codes(NOW)
    enqueue(MORNING, {}, by=city.admin, at=NOW)
    assert "I102" in codes(NOW + timedelta(minutes=5))
    assert "W102" in codes(NOW + timedelta(minutes=15))


def test_a_job_whose_time_has_not_come_is_no_trouble(city: SmallCity) -> None:
    enqueue(MORNING, {}, run_after=NOW + timedelta(hours=5), by=city.admin, at=NOW)
    assert "I102" in codes(NOW + timedelta(hours=1))
    assert "W102" in codes(NOW + timedelta(hours=6))


def test_failed_jobs_and_letters_are_told_for_a_day(city: SmallCity) -> None:
    enqueue(MORNING, {}, by=city.admin, at=NOW)
    Job.objects.update(state="failed", ended_at=NOW)
    Delivery.objects.create(account=city.administrator, state="failed", made_at=NOW)
    assert {"W103", "W109"} <= codes(NOW)
    assert not {"W103", "W109"} & codes(NOW + timedelta(days=2))


def test_a_write_that_is_not_sealed_is_told(city: SmallCity) -> None:
    assert "W105" in codes(NOW + timedelta(minutes=5))
    seal_all(at=NOW)
    assert "I105" in codes(NOW + timedelta(minutes=5))


def test_a_feed_that_is_far_behind_is_told(city: SmallCity) -> None:
    seal_all(at=NOW)
    Feed.objects.create(name="a feed")
    assert "W104" in codes(NOW + timedelta(minutes=15))
    assert "I104" in codes(NOW + timedelta(minutes=5))
    Feed.objects.update(position=10_000)
    assert "I104" in codes(NOW + timedelta(minutes=15))


def test_the_last_check_of_the_log_counts_for_a_month(city: SmallCity) -> None:
    assert "W106" in codes(NOW)
    with an_act():
        Verification.objects.create(at=NOW, by_name="x", size=1, rows=1, seconds=1, faults=0)
    assert "I106" in codes(NOW)
    assert "W106" in codes(NOW + timedelta(days=40))
    with an_act():
        Verification.objects.create(at=NOW, by_name="x", size=1, rows=1, seconds=1, faults=2)
    assert "E106" in codes(NOW)


def test_backups_grow_old(tmp_path: Path) -> None:
    at = datetime(2023, 2, 8, tzinfo=UTC)
    assert health.of_backups(None, at=at).code == "W107"
    assert health.of_backups(at - timedelta(days=1), at=at).code == "I107"
    old = health.of_backups(at - timedelta(days=9), at=at)
    assert (old.code, "9" in old.told.zh) == ("W107", True)
    with override_settings(DEMO=True):
        assert health.of_backups(None, at=at).code == "I107"


@pytest.mark.parametrize(("free", "code"), [(50, "I108"), (9, "W108"), (2, "E108")])
def test_a_disk_fills(free: int, code: str) -> None:
    assert health.of_disk(Usage(100, 100 - free, free)).code == code


def test_the_next_year_is_asked_for_in_december() -> None:
    years = {2023}
    assert health.of_calendar(years, today=date(2023, 11, 30)).code == "I111"
    assert health.of_calendar(years, today=date(2023, 12, 1)).code == "W111"
    assert health.of_calendar(years, today=date(2024, 1, 1)).code == "W111"


def test_tables_that_are_missing_are_an_error() -> None:
    assert health.of_migrations(2).level is not Info
    assert health.of_migrations(0).level is Info


def test_everything_that_is_not_well_says_what_to_do(city: SmallCity) -> None:
    found = run_checks(tags=["health"], databases=["default"])
    assert {each.level for each in found} <= {Info("").level, WARNING, ERROR}
    for each in found:
        assert "\n" in str(each.msg)
        assert each.level < WARNING or (each.hint and "\n" in each.hint)
    assert any(isinstance(each, Warning) for each in found)
    assert run_checks(tags=["health"]) == []

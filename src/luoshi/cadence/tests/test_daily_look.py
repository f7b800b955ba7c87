"""The daily look: once a day, whoever asks, and each asks for the next."""

from datetime import UTC, datetime, timedelta

import pytest

from luoshi.cadence.jobs import KIND, ask
from luoshi.cadence.tests.test_opening import AT, BY, city
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.testing import drain
from luoshi.org.actions import close_unit
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.models import Record

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_day_is_looked_at_once_and_asks_for_the_next(city: SmallCity) -> None:
    assert ask(by=BY, at=AT).pk == ask(by=BY, at=AT + timedelta(hours=3)).pk
    (done,) = drain(at=AT)
    assert done.outcome["en"] == "8 opened"
    assert Record.objects.of("supervision.occasion").count() == 8
    waiting = Job.objects.get(kind=KIND, state=JobState.WAITING)
    assert (waiting.key, waiting.run_after) == ("2023-02-09", datetime(2023, 2, 8, 16, 30, tzinfo=UTC))
    assert drain(at=AT) == []


def test_what_cannot_be_opened_fails_its_day_and_not_the_days_after(city: SmallCity) -> None:
    close_unit(city.unit("supervision"), on=AT.date(), by=city.admin, at=AT)
    ask(by=BY, at=AT)
    (failed,) = drain(at=AT, tolerant=True)
    assert (failed.state, failed.error["code"]) == (JobState.FAILED, "registers.unit_closed")
    assert Job.objects.get(kind=KIND, state=JobState.WAITING).key == "2023-02-09"


def test_the_first_day_of_a_quarter_opens_its_inspection(city: SmallCity) -> None:
    ask(by=BY, at=AT)
    drain(at=AT)
    ask(by=BY, at=datetime(2023, 4, 1, 2, 0, tzinfo=UTC))
    drain(at=datetime(2023, 4, 1, 2, 0, tzinfo=UTC))
    assert Record.objects.filter(label="2023年第二季度招商引资季度督查").exists()


def test_the_look_cleans_away_jobs_done_long_ago(city: SmallCity) -> None:
    ask(by=BY, at=AT)
    drain(at=AT)
    much_later = AT + timedelta(days=500)
    ask(by=BY, at=much_later)
    drain(at=much_later)
    assert not Job.objects.filter(state=JobState.DONE, ended_at__lt=much_later - timedelta(days=400)).exists()

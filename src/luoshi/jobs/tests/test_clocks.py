"""The time of day may jump: no job is done twice for it, none is held up, and the dead are still found out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from luoshi.jobs import leases
from luoshi.jobs.actions import enqueue
from luoshi.jobs.leases import Lease
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.testing import drain
from luoshi.jobs.tests.small_kinds import LI, NOW, effects
from luoshi.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
LEASE = 9.0  # seconds


@dataclass
class Clocks:
    """A time of day that can be set, and a steady clock that only runs on."""

    at: datetime = NOW
    seconds: float = 1000.0

    def worker(self, owner: str) -> Worker:
        """A worker that goes by these clocks."""
        return Worker(
            owner=owner,
            clock=lambda: self.at,
            stopping=lambda: False,
            lease_seconds=LEASE,
            steady=lambda: self.seconds,
        )


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def held() -> Lease:
    """A job that another worker has taken up and is busy with."""
    enqueue("test.once", {"subject": 1}, by=LI, at=NOW)
    job = leases.claim("busy", at=NOW, lease_seconds=LEASE)
    assert job is not None
    return Lease(job.pk, "busy", job.attempt)


@pytest.mark.parametrize("jump", [-HOUR, HOUR, timedelta(days=-400)])
def test_a_jump_takes_no_job_from_a_worker_that_lives(clocks: Clocks, held: Lease, jump: timedelta) -> None:
    other = clocks.worker("other")
    assert not other.step()
    clocks.at += jump
    for _ in range(5):
        clocks.seconds += LEASE * 0.9
        assert leases.beat(held)
        assert not other.step()
    assert (Job.objects.get().attempt, effects()) == (1, [])


@pytest.mark.parametrize("jump", [-HOUR, HOUR, timedelta(days=-400)])
def test_a_dead_worker_is_found_out_in_time_whatever_the_clock_does(
    clocks: Clocks, held: Lease, jump: timedelta
) -> None:
    other = clocks.worker("other")
    assert not other.step()
    clocks.at += jump
    clocks.seconds += LEASE * 0.9
    assert not other.step()
    clocks.seconds += LEASE * 0.2
    assert other.step()
    assert (Job.objects.get().state, effects()) == (JobState.DONE, [1])
    assert not leases.finish(held, outcome={}, at=NOW)


def test_a_pause_after_an_error_does_not_last_the_hour_that_the_clock_was_set_back(clocks: Clocks) -> None:
    enqueue("test.breaks", {"subject": 1, "until": 2}, by=LI, at=NOW)
    worker = clocks.worker("one")
    assert worker.step()
    assert not worker.step(), "it pauses"
    clocks.at -= HOUR
    assert worker.step()
    assert effects() == [1]


def test_a_job_that_is_to_be_done_at_once_is_done_at_once_by_any_clock() -> None:
    enqueue("test.once", {"subject": 1}, by=LI, at=NOW)
    assert drain(at=NOW - HOUR)


def test_a_job_for_a_time_of_day_waits_for_that_time(clocks: Clocks) -> None:
    enqueue("test.once", {"subject": 1}, by=LI, at=NOW, run_after=NOW)
    clocks.at -= HOUR
    worker = clocks.worker("one")
    assert not worker.step()
    clocks.at += HOUR
    assert worker.step()
    assert not worker.step()
    assert effects() == [1]

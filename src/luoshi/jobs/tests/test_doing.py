"""Doing a job: its effect with its mark, batches that go on, errors in words, pauses that can be computed again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from luoshi.audit.models import Entry
from luoshi.jobs import feeds, leases
from luoshi.jobs.actions import cancel, enqueue, retry
from luoshi.jobs.feeds import Stage, follow_all
from luoshi.jobs.leases import Lease
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.policies import MOST_LOSSES, pause_after
from luoshi.jobs.run import Cancelled, HandedBack, LeaseLost, Run
from luoshi.jobs.testing import drain
from luoshi.jobs.tests.small_kinds import LI, NOW, batches, effects, leave, only_today
from luoshi.jobs.worker import attempt
from luoshi.rules.texts import Text

pytestmark = pytest.mark.django_db
TOKEN = UUID(int=1)


def taken(kind: str = "test.once", **arguments: int) -> Run:
    """A job just enqueued and taken up by a worker."""
    enqueue(kind, arguments or {"subject": 1}, by=LI, at=NOW)
    claimed = leases.claim("one", at=NOW, lease_seconds=9)
    assert claimed is not None
    return Run(claimed, at=NOW)


def test_the_effect_and_what_came_of_it_are_there() -> None:
    enqueue("test.once", {"subject": 5}, by=LI, at=NOW)
    (job,) = drain(at=NOW)
    assert effects() == [5]
    assert job.outcome == {"zh": "写了一条", "en": "One written", "href": "/", "facts": {"subject": 5}}
    assert (job.started_at, job.ended_at, job.owner) == (NOW, NOW, "")
    assert Entry.objects.get(act="test.effect").by_name == "李一"


def test_a_job_in_batches_tells_how_far_it_is() -> None:
    enqueue("test.batches", {"start": 0, "count": 10, "size": 3}, by=LI, at=NOW)
    (job,) = drain(at=NOW)
    assert effects() == list(range(10))
    assert (job.cursor, job.progress_done, job.progress_of) == (10, 10, 10)
    assert job.progress_note == {"zh": "写入中", "en": "Writing"}
    assert job.outcome["en"] == "10 written"


def test_a_worker_that_lost_the_job_writes_nothing_more() -> None:
    run = taken()
    assert leases.lose(run.lease, at=NOW)
    again = leases.claim("two", at=NOW, lease_seconds=9)
    assert again is not None
    with pytest.raises(LeaseLost), run.finishing():
        leave(run, 1)
    with pytest.raises(LeaseLost), run.batch():
        leave(run, 1)
    with pytest.raises(LeaseLost):
        run.progress(1, 2)
    assert effects() == []
    other = Run(again, at=NOW)
    with other.finishing():
        leave(other, 1)
    assert not leases.hand_back(run.lease)
    assert effects() == [1]
    assert Job.objects.get().state == JobState.DONE


def test_a_cancelled_job_stops_before_its_next_batch() -> None:
    run = taken("test.batches", start=0, count=4, size=2)
    with run.batch(2, 4):
        leave(run, 0)
        run.cursor = 2
    cancel(run.job, by=LI, at=NOW)
    with pytest.raises(Cancelled):
        batches(run)
    assert effects() == [0]
    retry(Job.objects.get(), by=LI, at=NOW)
    drain(at=NOW)
    assert effects() == [0, 2, 3], "it goes on from its cursor"


def test_a_worker_that_is_to_stop_hands_the_job_back() -> None:
    run = taken("test.batches", start=0, count=4, size=2)
    stopped = Run(run.job, at=NOW, stopping=lambda: bool(effects()))
    with pytest.raises(HandedBack):
        batches(stopped)
    assert leases.hand_back(stopped.lease)
    (job,) = drain(at=NOW)
    assert (effects(), job.attempt, job.failures, job.losses) == ([0, 1, 2, 3], 2, 0, 0)


def test_a_batch_that_breaks_leaves_the_cursor_where_it_was() -> None:
    run = taken("test.batches", start=0, count=4, size=2)

    def break_off() -> None:
        with run.batch():
            leave(run, 0)
            run.cursor = 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert (run.cursor, Job.objects.get().cursor, effects()) == (None, None, [])


def test_an_error_is_tried_again_after_a_pause_and_its_effect_undone() -> None:
    enqueue("test.breaks", {"subject": 1, "until": 2}, by=LI, at=NOW)
    (job,) = drain(at=NOW, tolerant=True)
    assert (job.state, job.failures, effects()) == (JobState.WAITING, 1, [])
    assert job.run_after == NOW + pause_after(1, seed=job.token)
    assert drain(at=NOW) == []
    assert [done.state for done in drain(at=job.run_after)] == [JobState.DONE]
    assert effects() == [1]


def test_the_last_failure_says_what_happened_and_what_to_do() -> None:
    enqueue("test.breaks", {"subject": 1}, by=LI, at=NOW)
    drain(at=NOW, tolerant=True)
    drain(at=NOW + timedelta(minutes=1), tolerant=True)
    (job,) = drain(at=NOW + timedelta(minutes=2), tolerant=True)
    assert (job.state, job.failures, job.ended_at) == (JobState.FAILED, 3, NOW + timedelta(minutes=2))
    assert job.error["code"] == "jobs.unreachable"
    assert job.error["reason_zh"] == "没有连上所需的系统。"
    assert job.error["remedy_en"].endswith("then try again.")
    assert job.error["detail"].startswith("ConnectionResetError: the other side hung up�?")
    retry(job, by=LI, at=NOW)
    (again,) = drain(at=NOW, tolerant=True)
    assert (again.state, again.failures) == (JobState.WAITING, 1), "tried again, it has all its tries"


def test_a_refusal_is_not_tried_again_and_speaks_for_itself() -> None:
    enqueue("test.refused", {}, by=LI, at=NOW)
    (job,) = drain(at=NOW, tolerant=True)
    assert (job.state, job.error["reason_zh"], job.error["remedy_zh"]) == (JobState.FAILED, "不行。", "换一个。")
    enqueue("test.refused", {}, by=LI, at=NOW)
    with pytest.raises(AssertionError, match="It cannot be"):
        drain(at=NOW)


def test_a_kind_that_is_gone_fails_in_plain_words() -> None:
    with only_today("test.gone"):
        enqueue("test.gone", {"subject": 1}, by=LI, at=NOW)
    (job,) = drain(at=NOW, tolerant=True)
    assert (job.state, job.error["code"]) == (JobState.FAILED, "jobs.no_kind")
    assert "test.gone" in job.error["reason_zh"]


def test_a_job_that_kills_its_workers_is_given_up_unless_it_gets_on() -> None:
    enqueue("test.batches", {"start": 0, "count": 2, "size": 1}, by=LI, at=NOW)
    for number in range(2 * MOST_LOSSES - 1):
        claimed = leases.claim("one", at=NOW, lease_seconds=9)
        assert claimed is not None
        if number == MOST_LOSSES - 1:
            Run(claimed, at=NOW).progress(1, 2, Text("一半", "Half"))
        assert leases.lose(Lease(claimed.pk, "one", claimed.attempt), at=NOW)
    job = Job.objects.get()
    assert (job.state, job.error["code"]) == (JobState.FAILED, "jobs.worker_died")
    assert str(MOST_LOSSES) in job.error["reason_en"]


def test_a_pause_doubles_is_cut_by_up_to_a_half_and_ends_at_a_quarter_of_an_hour() -> None:
    pauses = [pause_after(failures, seed=TOKEN).total_seconds() for failures in range(1, 60)]
    wholes = [min(900.0, 2.0**failures) for failures in range(1, 60)]
    assert all(whole / 2 <= pause <= whole for pause, whole in zip(pauses, wholes, strict=True))
    assert pauses == [pause_after(failures, seed=TOKEN).total_seconds() for failures in range(1, 60)]
    assert pauses[0] != pause_after(1, seed=UUID(int=2)).total_seconds()


def test_a_key_to_the_outside_is_the_same_for_every_attempt_at_a_step() -> None:
    run = taken()
    leases.lose(run.lease, at=NOW)
    again = leases.claim("two", at=NOW, lease_seconds=9)
    assert again is not None
    assert Run(again, at=NOW).outside_key("notify") == run.outside_key("notify")
    assert len({run.outside_key("notify"), run.outside_key("report"), taken().outside_key("notify")}) == 3


def test_a_feed_that_fails_holds_no_other_feed_and_no_worker_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(position: int, at: datetime) -> Iterator[Stage]:
        raise KeyError("a payload nobody foresaw")

    done = list[int]()
    monkeypatch.setitem(feeds._FEEDS, "a.broken", (broken, lambda position: True))
    sound = partial(iter, [Stage(3, lambda: done.append(3))])
    monkeypatch.setitem(feeds._FEEDS, "b.sound", (lambda position, at: sound(), lambda position: position < 3))
    assert [follow_all(at=NOW), follow_all(at=NOW)] == [3, 0]
    assert done == [3]
    assert [record.message.split("\n")[0] for record in caplog.records if record.levelname == "ERROR"] == [
        "the feed a.broken stands still"
    ]


def test_a_job_whose_asker_cannot_be_read_fails_in_words_and_ends_no_worker() -> None:
    run = taken("test.once", subject=5)
    run.job.asker = {"nobody": "reads this"}
    attempt(run.job, clock=lambda: NOW, stopping=lambda: False)
    told = Job.objects.get(pk=run.job.pk)
    assert (told.state, told.owner, effects()) == (JobState.WAITING, "", [])
    assert told.error

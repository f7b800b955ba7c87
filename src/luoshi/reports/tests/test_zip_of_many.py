"""Many forms in one zip: a killed worker, a cancelled job and a full disk leave nothing that is half."""

import errno
import multiprocessing as mp
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from luoshi.jobs.models import Job, JobState
from luoshi.jobs.testing import drain
from luoshi.jobs.worker import Worker
from luoshi.org.tests.small_city import NOW, TODAY, SmallCity
from luoshi.reports import issued, jobs
from luoshi.reports.actions.issuing import ask_for_many, ask_for_zip
from luoshi.reports.issued import zip_of
from luoshi.reports.kept import folder
from luoshi.reports.models import Issue
from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.small_books import SmallBooks, slot

LEASE = 0.4  # seconds until a dead worker is found out
FORK = mp.get_context("fork")
FULL = OSError(errno.ENOSPC, "No space left on device")
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture
def books(transactional_db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBooks:
    """The village books, committed, so that another process finds them."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    settings.HOME = tmp_path
    monkeypatch.setattr(jobs, "BETWEEN", 1)
    return SmallBooks(SmallAsking(SmallCity()))


def asked(books: SmallBooks) -> Job:
    form = books.form(slot(5, 1, {"kind": "unit"}), slot(5, 3, {"kind": "element", "code": "people"}))
    units = [books.city.unit("spring"), books.city.unit("stone")]
    return ask_for_many(form, units=units, period="2022-05", by=books.lead, at=NOW, today=TODAY)


def killed_at_the_second_file() -> None:
    """What a worker process does: it is gone between two files, without a word."""
    connections.close_all()
    made, again = [0], issued.file_of

    def file_of(issue: Issue) -> bytes:
        made[0] += 1
        if made[0] == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return again(issue)

    issued.file_of = file_of
    Worker(owner="killed", clock=lambda: NOW, stopping=lambda: False, lease_seconds=LEASE).run()


def test_a_worker_killed_in_the_zip_leaves_nothing_half_and_the_next_makes_the_same(books: SmallBooks) -> None:
    job = asked(books)
    batch = str(job.token)
    connections.close_all()
    hand = FORK.Process(target=killed_at_the_second_file, daemon=True)
    hand.start()
    hand.join(60)
    assert hand.exitcode == -signal.SIGKILL
    halves = list(folder().glob("*.part"))
    assert (Issue.objects.count(), zip_of(books.lead, batch), len(halves)) == (2, None, 1)
    Worker(
        owner="next",
        clock=lambda: NOW,
        stopping=lambda: not Job.objects.filter(pk=job.pk, ended_at=None).exists(),
        lease_seconds=LEASE,
    ).run()
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert Issue.objects.count() == 2
    whole = zip_of(books.lead, batch)
    assert whole is not None
    content = whole.read_bytes()
    whole.unlink()
    ask_for_zip(batch, by=books.lead, at=NOW + timedelta(hours=1))
    drain(at=NOW + timedelta(hours=1))
    assert zip_of(books.lead, batch).read_bytes() == content  # type: ignore[union-attr]


def test_a_full_disk_is_told_and_leaves_nothing(books: SmallBooks, monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked(books)
    again = issued.file_of

    def full(_issue: Issue) -> bytes:
        raise FULL

    monkeypatch.setattr(issued, "file_of", full)
    drain(at=NOW, tolerant=True)
    told = Job.objects.get(pk=job.pk)
    assert told.state != JobState.DONE
    assert told.error["code"] == "jobs.disk_full"
    assert "磁盘已满" in told.error["reason_zh"]
    assert (zip_of(books.lead, str(job.token)), list(folder().glob("batch-*"))) == (None, [])
    monkeypatch.setattr(issued, "file_of", again)
    drain(at=NOW + timedelta(hours=2))
    assert zip_of(books.lead, str(job.token)) is not None

"""A program written for django-tasks finds its interface served: enqueue, later, result, error, context."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task, task_backends
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.models import Entry
from luoshi.jobs.backend import LeaseQueue
from luoshi.jobs.models import Job
from luoshi.jobs.testing import drain
from luoshi.jobs.tests.small_kinds import LI, NOW

pytestmark = pytest.mark.django_db


@task
def add(first: int, second: int) -> int:
    with writing():
        record(Act("test.effect", "test", first + second, "", {}), by=LI, at=NOW)
    return first + second


@task(takes_context=True)
def count_tries(context: TaskContext) -> int:
    return context.attempt


@task
def divide(first: int) -> float:
    with writing():
        record(Act("test.effect", "test", first, "", {}), by=LI, at=NOW)
    return first / 0


def test_a_task_is_done_by_our_workers_and_its_result_is_read_back() -> None:
    assert isinstance(task_backends["default"], LeaseQueue)
    asked = add.enqueue(1, second=2)
    assert (asked.status, asked.is_finished) == (TaskResultStatus.READY, False)
    drain(at=timezone.now())
    read = add.get_result(asked.id)
    assert (read.status, read.return_value, read.attempts) == (TaskResultStatus.SUCCESSFUL, 3, 1)
    assert Entry.objects.get(act="test.effect").subject_id == 3
    assert count_tries.enqueue().task == count_tries
    assert drain(at=timezone.now())[0].outcome["facts"] == {"value": 1}


def test_a_task_stands_and_falls_with_the_write_around_it() -> None:
    def write() -> None:
        with transaction.atomic():
            add.enqueue(1, 2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert not Job.objects.exists()


def test_a_task_for_later_waits() -> None:
    later = add.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1, 2)
    assert drain(at=timezone.now()) == []
    assert later.status == TaskResultStatus.READY
    drain(at=timezone.now() + timedelta(hours=2))
    later.refresh()
    assert later.return_value == 3


def test_what_a_broken_task_wrote_is_undone_and_its_error_kept() -> None:
    broken = divide.enqueue(1)
    drain(at=timezone.now(), tolerant=True)
    broken.refresh()
    assert broken.errors[0].exception_class is ZeroDivisionError
    assert "division by zero" in broken.errors[0].traceback
    assert not Entry.objects.filter(act="test.effect").exists()


def test_what_the_queue_does_not_offer_is_refused_when_asked_for() -> None:
    with pytest.raises(InvalidTaskError):
        add.using(priority=5)
    for unknown in ("no id", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(TaskResultDoesNotExist):
            add.get_result(unknown)

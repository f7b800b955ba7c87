"""`luoshi jobs`: the list, try again, cancel."""

import pytest
from click.testing import CliRunner, Result

from luoshi.audit.models import Entry
from luoshi.console.jobs import command
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.testing import drain
from luoshi.jobs.tests.small_kinds import LI, NOW

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_the_list_tells_what_became_of_each_job_and_what_went_wrong() -> None:
    enqueue("test.batches", {"start": 0, "count": 4, "size": 2}, by=LI, at=NOW)
    enqueue("test.refused", {}, by=LI, at=NOW)
    drain(at=NOW, tolerant=True)
    enqueue("test.once", {"subject": 1}, by=LI, at=NOW)
    lines = [line.split("\t") for line in run("list").output.splitlines()]
    assert [line[1:4] for line in lines] == [
        ["等待", "一次写入", ""],
        ["失败", "被拒绝", ""],
        ["完成", "分批写入", "4/4"],
    ]
    assert [line[6] for line in lines] == ["", "不行。", ""]
    assert run("list", "--state", "failed", "--lang", "en").output.rstrip().endswith("It cannot be.")
    assert run("list", "--kind", "test.once").output.count("\n") == 1


def test_the_operator_cancels_and_tries_again() -> None:
    job = enqueue("test.once", {"subject": 1}, by=LI, at=NOW)
    assert run("cancel", str(job.pk)).exit_code == 0
    assert Job.objects.get().state == JobState.CANCELLED
    assert run("cancel", str(job.pk)).exit_code == 1
    assert run("retry", str(job.pk)).exit_code == 0
    assert Entry.objects.order_by("-pk")[0].by_name.startswith("console:")
    assert run("retry", "999").output.startswith("Error: 没有您能看到的任务 999")

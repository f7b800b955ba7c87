"""The queue for programs written for django-tasks: their tasks stand in our table and are done by our workers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json
from typing_extensions import override

from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import Job, JobState
from luoshi.rules.actors import operator

KIND = "jobs.task"
STATUSES = {
    JobState.WAITING: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.FAILED: TaskResultStatus.FAILED,
    JobState.CANCELLED: TaskResultStatus.FAILED,
}


class LeaseQueue(BaseTaskBackend):
    """A backend of django-tasks. The option `clock` names the function that tells the time, which is not told here.

    A task is one transaction: what it writes and the mark that it is done stand or fall together. It knows no person
    who asked; the program itself stands for one.
    """

    supports_defer = True
    supports_async_task = True
    supports_get_result = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self._clock: Callable[[], datetime] = import_string(self.options["clock"])

    @override
    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Ask for a task, in the caller's transaction."""
        self.validate_task(task)
        arguments = {"task": task.module_path, "args": normalize_json(args), "kwargs": normalize_json(kwargs)}
        by = operator("django-tasks")
        job = enqueue(KIND, arguments, by=by, at=self._clock(), run_after=task.run_after)
        result = result_of(job, backend=self.alias)
        task_enqueued.send(type(self), task_result=result)
        return result

    @override
    def get_result(self, result_id: str) -> TaskResult[Any]:
        """What became of a task; raises TaskResultDoesNotExist for an id that names none."""
        try:
            return result_of(Job.objects.get(kind=KIND, token=UUID(result_id)), backend=self.alias)
        except (ValueError, Job.DoesNotExist) as error:
            raise TaskResultDoesNotExist(result_id) from error


def result_of(job: Job, *, backend: str) -> TaskResult[Any]:
    """A job of this kind in the words of django-tasks. Of several attempts it keeps the last error."""
    error = job.error
    result: TaskResult[Any] = TaskResult(
        task=import_string(job.arguments["task"]),
        id=str(job.token),
        status=STATUSES[JobState(job.state)],
        enqueued_at=job.asked_at,
        started_at=job.started_at,
        finished_at=job.ended_at,
        last_attempted_at=job.started_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=backend,
        errors=[TaskError(exception_class_path=error["raised"], traceback=error["detail"])] if error else [],
        worker_ids=[str(number) for number in range(1, job.attempt + 1)],
    )
    object.__setattr__(result, "_return_value", job.outcome.get("facts", {}).get("value"))
    return result

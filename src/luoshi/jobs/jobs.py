"""The one kind of this room: a task of a program written for django-tasks."""

from django.utils.module_loading import import_string
from django_tasks import TaskContext
from django_tasks.utils import normalize_json

from luoshi.jobs.backend import KIND, result_of
from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.rules.texts import Text


@job(KIND, title=Text("后台程序", "Background task"))
def call(run: Run) -> None:
    """Call the task inside the transaction of its mark; what it returns is kept."""
    task = import_string(run.arguments["task"])
    context = (TaskContext(task_result=result_of(run.job, backend=task.backend)),) if task.takes_context else ()
    with run.finishing():
        value = task.call(*context, *run.arguments["args"], **run.arguments["kwargs"])
        run.outcome = Outcome(Text("已完成", "Done"), facts={"value": normalize_json(value)})

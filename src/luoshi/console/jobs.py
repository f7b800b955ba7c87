"""`luoshi jobs`: what waits, runs and failed; try again, cancel; for the operator at the server."""

import getpass

import click
from django.utils import timezone

from luoshi.console.people import telling_refusals
from luoshi.console.work import now
from luoshi.jobs.actions import cancel, retry
from luoshi.jobs.kinds import kind_of
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.queries import job_seen, visible_to
from luoshi.rules.actors import Actor, operator

LANGUAGE = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en."
)


@click.group("jobs")
def command() -> None:
    """Jobs: the list, try again, cancel."""


@command.command("list")
@click.option("--state", type=click.Choice([each.value for each in JobState]), help="Only those in this state.")
@click.option("--kind", default="", help="Only those of this kind.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="The newest so many.")
@LANGUAGE
def list_jobs(*, state: str | None, kind: str, limit: int, language: str) -> None:
    """The newest jobs, one line each: number, state, kind, progress, who asked, when, and what went wrong."""
    wanted = visible_to(_operator()).order_by("-pk")
    if state:
        wanted = wanted.filter(state=state)
    if kind:
        wanted = wanted.filter(kind=kind)
    for job in wanted[:limit]:
        click.echo("\t".join(_line(job, language)))


@command.command("retry")
@click.argument("number", type=int)
@telling_refusals
def retry_job(*, number: int) -> None:
    """Try the failed or cancelled job NUMBER again."""
    by = _operator()
    retry(job_seen(number, by=by), by=by, at=now())
    click.echo(f"任务 {number} 将重试。 Job {number} will be tried again.")


@command.command("cancel")
@click.argument("number", type=int)
@telling_refusals
def cancel_job(*, number: int) -> None:
    """Cancel the job NUMBER; what it has written stays."""
    by = _operator()
    cancel(job_seen(number, by=by), by=by, at=now())
    click.echo(f"任务 {number} 已取消。 Job {number} is cancelled.")


def _line(job: Job, language: str) -> tuple[str, ...]:
    kind = kind_of(job.kind)
    return (
        str(job.pk),
        JobState(job.state).label.in_(language),
        kind.title.in_(language) if kind else job.kind,
        f"{job.progress_done}/{job.progress_of}" if job.progress_of else "",
        job.asked_name,
        timezone.localtime(job.asked_at).strftime("%Y-%m-%d %H:%M:%S"),
        str(job.error.get(f"reason_{language}", "")),
    )


def _operator() -> Actor:
    return operator(f"console:{getpass.getuser()}")

"""`luoshi work`: processes that do the jobs people asked for, until they are told to stop."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from django.conf import settings
from django.utils import timezone

from luoshi.cadence.jobs import ask as ask_for_the_daily_look
from luoshi.jobs.crew import Crew, Order
from luoshi.notices.jobs import ask as ask_for_the_digests
from luoshi.registers.actions.following import follow_calendar
from luoshi.rules.actors import operator
from luoshi.rules.moments import on_day

GRACE = 30.0
GRACE_BESIDE = 5.0  # who stops the site waits for it
STANDARD_INPUT = 0


def now() -> datetime:
    """The present moment, and in the sample the same time of its day: what the pages read."""
    return on_day(timezone.now(), settings.SAMPLE_DAY)


@click.command("work")
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="How many jobs may be done at once."
)
@click.option(
    "--grace",
    default=GRACE,
    show_default=True,
    type=click.FloatRange(0),
    help="After SIGTERM or Ctrl-C, the seconds a job has to finish or to be handed back.",
)
@click.option("--lives-with-input", is_flag=True, hidden=True, help="End when the standard input is closed.")
def command(*, processes: int, grace: float, lives_with_input: bool) -> None:
    """Do the jobs people asked for, the oldest first. Start it on as many machines as you like."""
    stop = Order()
    stop.by_signals()
    ask_for_the_daily_look(by=operator("luoshi work"), at=now())
    ask_for_the_digests(by=operator("luoshi work"), at=now())
    follow_calendar(by=operator("luoshi work"), at=now())
    if not lives_with_input:
        click.echo(
            f"{processes} 个进程在办理任务，Ctrl-C 停止。 Jobs are done by {processes} process(es); Ctrl-C stops."
        )
    Crew(processes, clock=now).run(stop, lives_with=STANDARD_INPUT if lives_with_input else None, grace=grace)


@contextmanager
def workers_beside(processes: int) -> Iterator[subprocess.Popen[bytes] | None]:
    """Workers in processes of their own, for as long as this one lives: killed, it closes the pipe they listen to.

    Ctrl-C reaches a terminal's whole group; theirs is another, so that only this process answers it.
    """
    if not processes:
        yield None
        return
    how = ["--processes", str(processes), "--grace", str(GRACE_BESIDE), "--lives-with-input"]
    workers = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "luoshi", "work", *how], stdin=subprocess.PIPE, process_group=0
    )
    try:
        yield workers
    finally:
        if workers.stdin:
            workers.stdin.close()
        try:
            workers.wait(timeout=2 * GRACE_BESIDE)
        except subprocess.TimeoutExpired:
            workers.kill()
            workers.wait()

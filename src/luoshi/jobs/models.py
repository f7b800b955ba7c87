"""The job: what is to be done, who asked for it, how far it is, what came of it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Self, TypeAlias

from django.db import models
from django.db.models import F, Q

from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text

JSON: TypeAlias = "str | int | float | bool | Sequence[JSON] | Mapping[str, JSON] | None"


class JobState(StrEnum):
    """Where a job stands. The last three are ends; people may start a failed or cancelled job anew."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Text:
        """The state's name for people."""
        return STATE_TITLES[self]


STATE_TITLES = {
    JobState.WAITING: Text("等待", "Waiting"),
    JobState.RUNNING: Text("进行中", "Running"),
    JobState.DONE: Text("完成", "Done"),
    JobState.FAILED: Text("失败", "Failed"),
    JobState.CANCELLED: Text("已取消", "Cancelled"),
}
OPEN_STATES = (JobState.WAITING, JobState.RUNNING)
ENDED_SHORT = (JobState.FAILED, JobState.CANCELLED)


class JobQuerySet(models.QuerySet["Job"]):
    """Reads of jobs."""

    def due(self, at: datetime) -> Self:
        """Waiting jobs whose time has come, the oldest first.

        A pause after a failure began at `paused_at`. A clock that stands before that has jumped back, and says
        nothing about how long the pause has lasted: such a job is due, so that no jump holds it up.
        """
        come = Q(run_after=None) | Q(run_after__lte=at) | Q(paused_at__gt=at)
        return self.filter(come, state=JobState.WAITING).order_by("pk")

    def asked_by(self, actor: Actor) -> Self:
        """The jobs a person asked for, or had asked for by somebody standing in for them."""
        return self.filter(Q(asked_by=actor.account_id) | Q(asked_for=actor.account_id))


class Job(models.Model):
    """One thing to do later. `key`, when not empty, is taken once for each kind.

    `attempt` counts how often a worker took the job up; together with `owner` it fences out whoever held it before.
    `beat` grows as long as the owner lives; others judge its silence by their own steady clocks against
    `lease_seconds`, so no time of day decides who owns a job. `failures` and `losses` count errors and dead workers
    since the job was last begun or got on. `cursor` is where a job in batches goes on.
    """

    county = models.CharField(max_length=12, blank=True, default="")
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, blank=True, default="")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in JobState])
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    losses = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=120, blank=True, default="")
    beat = models.PositiveBigIntegerField(default=0)
    lease_seconds = models.FloatField(default=0)
    run_after = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    progress_done = models.PositiveBigIntegerField(default=0)
    progress_of = models.PositiveBigIntegerField(default=0)
    progress_note = models.JSONField(default=dict)
    cursor = models.JSONField(null=True, blank=True)
    outcome = models.JSONField(default=dict)
    error = models.JSONField(default=dict)
    asked_by = models.BigIntegerField()
    asked_for = models.BigIntegerField(null=True, blank=True)
    asked_name = models.CharField(max_length=80)
    asker = models.JSONField()
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="job_county_id"),
            models.UniqueConstraint(fields=["kind", "key"], condition=~Q(key=""), name="one_job_a_key"),
            models.CheckConstraint(
                condition=Q(state="running", owner__gt="") | (~Q(state="running") & Q(owner="")),
                name="running_under_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | (~Q(state__in=["waiting", "running"]) & ~Q(ended_at=None)),
                name="ended_at_its_end",
            ),
            models.CheckConstraint(
                condition=Q(progress_of=0) | Q(progress_done__lte=F("progress_of")), name="done_within_all"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="jobs_waiting"),
            models.Index(fields=["id"], condition=Q(state="running"), name="jobs_running"),
            models.Index(fields=["asked_by", "-id"], name="jobs_of_a_person"),
            models.Index(fields=["asked_for", "-id"], name="jobs_for_a_person", condition=~Q(asked_for=None)),
        ]


class Feed(models.Model):
    """How far a feed has been followed: everything before `position` has had its effects."""

    name = models.CharField(max_length=60, unique=True)
    position = models.BigIntegerField(default=0)

"""Clocks of a record: each limit with its due date, what it stood still for, and every date it ever had."""

from typing import Any, Never, Self

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from luoshi.registers.models.records import Record
from luoshi.rules.limits import Limit, Standstill, read_spans

GIVEN = "given"
"""The id of a date somebody set, rather than a limit the pack declares."""
_RUNNING, _STOPPED = "running", "stopped"


class ClockState(models.TextChoices):
    """Where a clock stands; `void`: the record came to an end on another way."""

    RUNNING = _RUNNING
    STOPPED = _STOPPED
    MET = "met"
    MISSED = "missed"
    VOID = "void"


class ClockQuerySet(models.QuerySet["Clock"]):
    """Reads of clocks."""

    def open(self) -> Self:
        """Clocks that run or stand still."""
        return self.filter(ended_on=None)


class Clock(models.Model):
    """One limit of one record; a date somebody set has no `working_days`.

    `stood` holds the spans it stood still; `stopped_since` and `stop_at_most` tell of the stop that lasts. `due` is
    then the latest it can become, or blank where the stop has no limit. `calendar` is the version it was computed
    with.
    """

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="clocks")
    clock = models.CharField(max_length=81)
    started_on = models.DateField()
    working_days = models.PositiveIntegerField(null=True)
    extended = models.PositiveIntegerField(default=0)
    stood = models.CharField(max_length=1000, blank=True, default="")
    stopped_since = models.DateField(null=True)
    stop_at_most = models.PositiveIntegerField(null=True)
    due = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    calendar = models.CharField(max_length=16, blank=True, default="")
    state = models.CharField(max_length=8, choices=ClockState, default=ClockState.RUNNING)
    ended_on = models.DateField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="clock_county_id"),
            models.UniqueConstraint(
                fields=["county", "record", "clock"], condition=Q(ended_on=None), name="one_open_clock_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[_RUNNING, _STOPPED], ended_on=None)
                | (~Q(state__in=[_RUNNING, _STOPPED]) & Q(ended_on__isnull=False)),
                name="a_clock_has_ended_or_not",
            ),
            models.CheckConstraint(
                condition=Q(state=_STOPPED, stopped_since__isnull=False)
                | (~Q(state=_STOPPED) & Q(stopped_since=None)),
                name="a_stopped_clock_says_since_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["started_on", "working_days", "extended"], condition=Q(ended_on=None), name="open_clocks"
            ),
        ]

    @property
    def limit(self) -> Limit | None:
        """The limit as the arithmetic takes it; None for a date somebody set."""
        if self.working_days is None:
            return None
        still = Standstill(self.stopped_since, self.stop_at_most) if self.stopped_since else None
        return Limit(self.started_on, self.working_days + self.extended, read_spans(self.stood), still)

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a clock is never deleted; its state says what became of it")


class Stop(models.Model):
    """A span a clock stood still, for a listed reason; `until` is its last day, blank while it lasts."""

    county = models.CharField(max_length=12)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="stops")
    reason = models.CharField(max_length=40)
    basis = models.CharField(max_length=400)
    since = models.DateField()
    until = models.DateField(null=True)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    ended_by = models.BigIntegerField(null=True)
    ended_name = models.CharField(max_length=80, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "clock"], condition=Q(until=None), name="one_stop_at_a_time"),
        ]


class MoreTimeStatus(models.TextChoices):
    """Where a request for more time stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class MoreTime(models.Model):
    """A request for more time: asked by one, decided by another of another unit; both dates are kept."""

    county = models.CharField(max_length=12)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="requests")
    days = models.PositiveIntegerField()
    reason = models.CharField(max_length=1000)
    status = models.CharField(max_length=8, choices=MoreTimeStatus, default=MoreTimeStatus.ASKED)
    old_due = models.DateField(null=True)
    new_due = models.DateField(null=True)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    by_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    settled_by = models.BigIntegerField(null=True)
    settled_name = models.CharField(max_length=80, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "clock"], condition=Q(status="asked"), name="one_request_open"),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("by_account")), name="nobody_grants_themselves_time"
            ),
        ]


class DueCause(models.TextChoices):
    """Why a due date is another than before."""

    STOPPED = "stopped"
    RESUMED = "resumed"
    EXTENDED = "extended"
    CALENDAR = "calendar"
    KEPT = "kept"


class DueChange(models.Model):
    """A date a clock had before, and why it has another; `kept`: `computed` would be earlier, so it stayed."""

    county = models.CharField(max_length=12)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="changes", db_index=False)
    cause = models.CharField(max_length=8, choices=DueCause)
    old_due = models.DateField(null=True)
    new_due = models.DateField(null=True)
    computed = models.DateField(null=True)
    calendar = models.CharField(max_length=16, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["clock", "id"])]

"""Webhooks: where happenings are sent, each message, each try."""

from django.db import models
from django.db.models import Q


class Subscription(models.Model):
    """An address that is told of what its owner may see; no `registers` or `acts` named means all of them.

    The secret that signs is worked out from the site's key and `generation`, so it is kept nowhere.
    `failing_since` is when the last success was followed by a failure.
    """

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=400)
    registers = models.JSONField(default=list)
    acts = models.JSONField(default=list)
    generation = models.PositiveIntegerField(default=1)
    renewed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_by_failure = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"]),
            models.Index(fields=["id"], condition=Q(disabled_at=None, ended_at=None), name="running_subscriptions"),
        ]


class DispatchState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Dispatch(models.Model):
    """One message for one subscription; `message` is its id for the receiver, the same at every try."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="dispatches", db_index=False
    )
    message = models.CharField(max_length=40, unique=True)
    act = models.CharField(max_length=40)
    record = models.BigIntegerField(null=True)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=DispatchState, default=DispatchState.WAITING)
    tries = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subscription", "-id"])]


class Attempt(models.Model):
    """One try to hand a message over: what the receiver answered, or why nothing reached it."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveIntegerField(null=True)
    milliseconds = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True, default="")
    answer = models.CharField(max_length=500, blank=True, default="")

"""Messages of webhooks: written when something happens, tried, tried again, given up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from luoshi.api.models import Attempt, Dispatch, DispatchState, Subscription
from luoshi.api.reaching import Answer, text_of
from luoshi.audit.actions import Act, record, writing
from luoshi.jobs.actions import enqueue
from luoshi.rules.actors import Actor, operator

KIND, LETTER = "api.deliver", "api.stopped"
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After each failed try, the schedule that Standard Webhooks proposes; then the message is given up."""
TOO_LONG = timedelta(days=5)
"""A receiver that takes nothing for so long is sent nothing more."""


def post(
    subscription: Subscription,
    act: str,
    record_id: int | None,
    data: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Dispatch:
    """Write a message and ask for its sending, in the transaction of what it tells of; with a key, once."""
    message = f"msg_{key or uuid4().hex}"
    body = {"type": f"record.{act}" if record_id else act, "timestamp": at.isoformat(), "data": dict(data)}
    written, made = Dispatch.objects.get_or_create(
        message=message,
        defaults={
            "subscription": subscription,
            "act": act,
            "record": record_id,
            "body": text_of(body),
            "made_at": at,
            "next_at": at,
        },
    )
    if made:
        _ask(written, at, by=by, at=at)
    return written


def post_again(dispatch: Dispatch, *, by: Actor, at: datetime) -> None:
    """Ask for one more try of a message now."""
    _ask(dispatch, at, by=by, at=at)


def note_answer(dispatch: Dispatch, answer: Answer, *, at: datetime) -> None:
    """What came of a try, and the next one, if there is to be one; in the transaction that marks the job done."""
    Attempt.objects.create(
        dispatch=dispatch,
        at=at,
        status=answer.status,
        milliseconds=answer.milliseconds,
        trouble=answer.trouble,
        answer=answer.words,
    )
    tries = dispatch.tries + 1
    subscription = dispatch.subscription
    if answer.good:
        Dispatch.objects.filter(pk=dispatch.pk).update(tries=tries, state=DispatchState.DELIVERED, next_at=None)
        Subscription.objects.filter(pk=subscription.pk).exclude(failing_since=None).update(failing_since=None)
        return
    pause = PAUSES[tries - 1] if tries <= len(PAUSES) else None
    state = DispatchState.WAITING if pause else DispatchState.FAILED
    next_at = at + pause if pause else None
    Dispatch.objects.filter(pk=dispatch.pk).update(tries=tries, state=state, next_at=next_at)
    Subscription.objects.filter(pk=subscription.pk, failing_since=None).update(failing_since=at)
    if subscription.failing_since and at - subscription.failing_since > TOO_LONG:
        _stop(subscription, at=at)
    elif next_at:
        dispatch.tries = tries
        _ask(dispatch, next_at, by=operator("worker"), at=at)


def give_up(dispatch: Dispatch) -> None:
    """A message for a subscription that is paused or has ended is not sent any more."""
    Dispatch.objects.filter(pk=dispatch.pk).update(state=DispatchState.FAILED, next_at=None)


def _ask(dispatch: Dispatch, run_after: datetime, *, by: Actor, at: datetime) -> None:
    key = f"{dispatch.message}:{dispatch.tries}"
    enqueue(KIND, {"dispatch": dispatch.pk}, key=key, run_after=run_after, by=by, at=at)


def _stop(subscription: Subscription, *, at: datetime) -> None:
    """The receiver was away too long: nothing more is sent until its owner resumes it, and the log says so."""
    by = operator("worker")
    with writing():
        Subscription.objects.filter(pk=subscription.pk).update(disabled_at=at, disabled_by_failure=True)
        Dispatch.objects.filter(subscription=subscription, state=DispatchState.WAITING).update(
            state=DispatchState.FAILED, next_at=None
        )
        facts = {"url": subscription.url, "since": subscription.failing_since}
        record(Act("api.stop_subscription", "subscription", subscription.pk, "", facts), by=by, at=at)
        key = f"{subscription.pk}:{at.isoformat()}"
        enqueue(LETTER, {"subscription": subscription.pk}, key=key, by=by, at=at)

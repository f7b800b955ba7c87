"""Subscribing to what happens, ending it, a new secret, going on after a pause, sending a message again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from luoshi.api import policies
from luoshi.api.actions.dispatches import post, post_again
from luoshi.api.models import Dispatch, DispatchState, Subscription
from luoshi.api.reaching import check_address
from luoshi.api.signing import secret_of
from luoshi.audit.actions import Act, record, writing
from luoshi.people.models import Account
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

PING = "ping"


@dataclass(frozen=True, slots=True)
class Wish:
    """Where to send what: no registers or acts named means all the person may see."""

    name: str
    url: str
    registers: Iterable[str] = ()
    acts: Iterable[str] = ()


def subscribe(wish: Wish, *, by: Actor, at: datetime) -> tuple[Subscription, str]:
    """A subscription of the person's own, and the secret its messages are signed with."""
    policies.check_own(by)
    subscription = Subscription(
        account=Account.objects.get(pk=by.account_id),
        name=policies.check_name(wish.name),
        url=check_address(wish.url.strip()),
        registers=policies.check_registers(wish.registers),
        acts=policies.check_acts(wish.acts),
        made_at=at,
    )
    with writing():
        held = Subscription.objects.filter(account=by.account_id, ended_at=None).count()
        policies.check_fewer(held, Text("推送订阅", "subscriptions"))
        subscription.save(force_insert=True)
        facts = {
            "name": subscription.name,
            "url": subscription.url,
            "registers": subscription.registers,
            "acts": subscription.acts,
        }
        _note("subscribe", subscription, facts, by=by, at=at)
    return subscription, secret_of(subscription.pk, subscription.generation)


def end_subscription(subscription: Subscription, *, by: Actor, at: datetime) -> None:
    """Nothing more is sent; what was sent stays in the log."""
    _change(subscription, "end_subscription", by=by, at=at, ended_at=at)


def renew_secret(subscription: Subscription, *, by: Actor, at: datetime) -> str:
    """A new secret; the old one signs beside it for a day, so that the receiver can be brought to the new one."""
    generation = subscription.generation + 1
    _change(subscription, "renew_secret", by=by, at=at, generation=generation, renewed_at=at)
    return secret_of(subscription.pk, generation)


def pause_subscription(subscription: Subscription, *, by: Actor, at: datetime) -> None:
    """Nothing is sent until it is resumed; what happens meanwhile is not sent later."""
    _change(subscription, "pause_subscription", by=by, at=at, disabled_at=at, disabled_by_failure=False)


def resume_subscription(subscription: Subscription, *, by: Actor, at: datetime) -> None:
    """Goes on after a pause, or after it was stopped because its receiver was away too long."""
    _change(
        subscription,
        "resume_subscription",
        by=by,
        at=at,
        disabled_at=None,
        disabled_by_failure=False,
        failing_since=None,
    )


def ping(subscription: Subscription, *, by: Actor, at: datetime) -> Dispatch:
    """A message that says nothing but that it was sent, to see whether the receiver takes it."""
    _check_own(subscription, by)
    with writing():
        sent = post(subscription, PING, None, {}, by=by, at=at)
        _note("ping", subscription, {"message": sent.message}, by=by, at=at)
    return sent


def send_again(dispatch: Dispatch, *, by: Actor, at: datetime) -> Dispatch:
    """The same message again, under the same id: who has it already knows it."""
    subscription = dispatch.subscription
    _check_own(subscription, by)
    with writing():
        changed = Dispatch.objects.filter(pk=dispatch.pk).exclude(state=DispatchState.WAITING)
        if not changed.update(state=DispatchState.WAITING, next_at=at):
            raise Refused(
                "api.still_sending",
                reason=Text("这条消息正在发送。", "The message is being sent."),
                remedy=Text("请稍后查看结果。", "Look at its outcome in a while."),
            )
        dispatch.refresh_from_db()
        post_again(dispatch, by=by, at=at)
        _note("send_again", subscription, {"message": dispatch.message}, by=by, at=at)
    return dispatch


def _check_own(subscription: Subscription, by: Actor) -> None:
    if subscription.account_id != by.account_id:
        raise policies.no_such("subscription")


def _change(subscription: Subscription, act: str, *, by: Actor, at: datetime, **values: object) -> None:
    """Change a subscription that has not ended, if it still stands as it was read."""
    _check_own(subscription, by)
    still = Subscription.objects.filter(pk=subscription.pk, ended_at=None, generation=subscription.generation)
    with writing():
        if not still.update(**values):
            raise Refused(
                "api.changed_meanwhile",
                reason=Text("这个订阅刚被改过或已结束。", "The subscription was changed just now, or has ended."),
                remedy=Text("请刷新后再办。", "Reload, then try again."),
            )
        _note(act, subscription, {"url": subscription.url}, by=by, at=at)
    subscription.refresh_from_db()


def _note(act: str, subscription: Subscription, facts: dict[str, object], *, by: Actor, at: datetime) -> None:
    record(Act(f"api.{act}", "subscription", subscription.pk, "", facts), by=by, at=at)

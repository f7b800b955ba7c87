"""Webhooks: signed, to public addresses only, of what their owner may see, tried again, stopped in the end."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from pytest_django import Settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from luoshi.api.actions import (
    Wish,
    end_subscription,
    pause_subscription,
    ping,
    renew_secret,
    resume_subscription,
    send_again,
    subscribe,
)
from luoshi.api.actions.dispatches import PAUSES, TOO_LONG
from luoshi.api.clock import now
from luoshi.api.models import Dispatch, DispatchState, Subscription
from luoshi.api.queries import dispatches_of
from luoshi.api.signing import BOTH, secret_of
from luoshi.api.tests.receivers import Receiver, receiving
from luoshi.audit.actions.sealing import seal_all
from luoshi.jobs.testing import drain, follow
from luoshi.notices.actions import Wishes, set_preferences
from luoshi.people.actions import deactivate
from luoshi.people.models import Account
from luoshi.registers.happenings import spread
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A receiver that the office has listed as its own."""
    settings.INNER_HOSTS = frozenset({"127.0.0.1"})
    with receiving() as found:
        yield found


def subscribed(receiver: Receiver, by: Actor, **wish: list[str]) -> tuple[Subscription, str]:
    return subscribe(Wish("x", receiver.address, **wish), by=by, at=now())


def happen(at: datetime | None = None) -> None:
    """Let what was written be told, and what is due be sent."""
    moment = at or now() + timedelta(seconds=1)
    follow(at=moment)
    drain(at=moment)


def test_what_happens_is_told_signed_and_verified_by_a_foreign_judge(works: SmallWorks, receiver: Receiver) -> None:
    subscription, secret = subscribed(receiver, works.lead, registers=["works.site"])
    site = works.site(cost=5)
    happen()
    ((body, headers),) = receiver.came
    told = Webhook(secret).verify(body, headers)
    assert told == json.loads(body)
    assert (told["type"], told["data"]["record"], told["data"]["register"]) == (
        "record.create",
        site.pk,
        "works.site",
    )
    assert "东桥" not in body
    assert "cost" in told["data"]["changed"]
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body.replace("create", "delete"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret_of(subscription.pk + 1, 1)).verify(body, headers)
    (sent,) = dispatches_of(subscription)
    assert (sent.state, sent.tries, sent.attempts.get().status) == (DispatchState.DELIVERED, 1, 204)
    happen()
    assert len(receiver.came) == 1


def test_only_what_the_owner_may_see_and_asked_for_is_told(works: SmallWorks, receiver: Receiver) -> None:
    subscribed(receiver, works.other_lead, registers=["works.site"])
    subscribed(receiver, works.lead, acts=["correct"])
    works.site(cost=5)
    happen()
    assert receiver.came == []
    subscribed(receiver, works.supervisor, registers=["works.site"], acts=["create"])
    works.site("西桥", foreman="13800000000")
    happen()
    ((body, _headers),) = receiver.came
    assert "foreman" not in json.loads(body)["data"]["changed"], "a field that is not theirs to see"


def test_acts_that_no_subscription_asks_for_cost_no_transaction(works: SmallWorks, receiver: Receiver) -> None:
    def stages() -> int:
        seal_all(at=now())
        return len(list(spread(0, now())))

    works.site(cost=5)
    assert stages() == 1
    subscribed(receiver, works.lead, acts=["move"])
    assert stages() == 1
    subscribed(receiver, works.lead, acts=["create"])
    assert stages() > 1


def test_a_failure_is_tried_again_under_the_same_id(works: SmallWorks, receiver: Receiver) -> None:
    receiver.answers = [500, 302, 204]
    subscription, _secret = subscribed(receiver, works.lead)
    at = now()
    sent = ping(subscription, by=works.lead, at=at)
    drain(at=at)
    sent.refresh_from_db()
    assert (sent.state, sent.tries, sent.next_at) == (DispatchState.WAITING, 1, at + PAUSES[0])
    drain(at=at + PAUSES[0] - timedelta(seconds=1))
    assert len(receiver.came) == 1
    drain(at=at + PAUSES[0])
    drain(at=at + PAUSES[0] + PAUSES[1])
    sent.refresh_from_db()
    assert (sent.state, sent.tries) == (DispatchState.DELIVERED, 3)
    assert {headers["webhook-id"] for _body, headers in receiver.came} == {sent.message}
    assert [each.status for each in sent.attempts.order_by("pk")] == [500, 302, 204]
    subscription.refresh_from_db()
    assert subscription.failing_since is None


def test_a_receiver_that_is_away_too_long_is_sent_nothing_more_and_its_owner_told(
    works: SmallWorks, receiver: Receiver
) -> None:
    receiver.answers = [500]
    subscription, _secret = subscribed(receiver, works.lead)
    set_preferences(Wishes(mail="lead@example.org"), by=works.lead, at=now())
    at = now()
    sent = ping(subscription, by=works.lead, at=at)
    for _number in range(len(PAUSES) + 1):
        drain(at=at)
        sent.refresh_from_db()
        at = sent.next_at or at
    assert (sent.state, sent.tries) == (DispatchState.FAILED, len(PAUSES) + 1)
    at += TOO_LONG
    ping(subscription, by=works.lead, at=at)
    drain(at=at)
    subscription.refresh_from_db()
    assert subscription.disabled_by_failure
    drain(at=at)
    assert [letter.to for letter in mail.outbox] == [["lead@example.org"]]
    assert subscription.url in mail.outbox[0].body
    many = len(receiver.came)
    works.site(cost=5)
    happen(at)
    assert len(receiver.came) == many
    resume_subscription(subscription, by=works.lead, at=at)
    receiver.answers = [204]
    send_again(sent, by=works.lead, at=at)
    drain(at=at)
    sent.refresh_from_db()
    assert sent.state == DispatchState.DELIVERED


def test_a_pause_an_end_and_a_new_secret(works: SmallWorks, receiver: Receiver) -> None:
    subscription, secret = subscribed(receiver, works.lead)
    pause_subscription(subscription, by=works.lead, at=now())
    works.site(cost=5)
    happen()
    assert receiver.came == []
    resume_subscription(subscription, by=works.lead, at=now())
    old, past = secret, now() - BOTH
    secret = renew_secret(subscription, by=works.lead, at=past)
    renewed = renew_secret(subscription, by=works.lead, at=past)
    assert len({old, secret, renewed}) == 3
    ping(subscription, by=works.lead, at=now())
    happen()
    ((body, headers),) = receiver.came
    Webhook(renewed).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, headers)
    end_subscription(subscription, by=works.lead, at=now())
    works.site("西桥")
    happen()
    assert len(receiver.came) == 1
    with pytest.raises(Refused, match="changed_meanwhile"):
        pause_subscription(subscription, by=works.lead, at=now())
    with pytest.raises(Refused, match="no_such_subscription"):
        ping(subscription, by=works.other_lead, at=now())


def test_after_a_new_secret_both_sign_for_a_day(works: SmallWorks, receiver: Receiver) -> None:
    subscription, first = subscribed(receiver, works.lead)
    second = renew_secret(subscription, by=works.lead, at=now())
    ping(subscription, by=works.lead, at=now())
    happen()
    ((body, headers),) = receiver.came
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in (first, second):
        Webhook(secret).verify(body, headers)


def test_nothing_is_told_to_who_is_gone(works: SmallWorks, receiver: Receiver) -> None:
    subscription, _secret = subscribed(receiver, works.lead)
    at = now()
    works.site(cost=5)
    sent = ping(subscription, by=works.lead, at=at)
    gone = Account.objects.get(pk=works.lead.account_id)
    deactivate(gone, reason="调离", by=works.city.admin, at=at)
    happen()
    assert receiver.came == []
    sent.refresh_from_db()
    assert (sent.state, sent.tries) == (DispatchState.FAILED, 0)
    assert list(dispatches_of(subscription)) == [sent]


@pytest.mark.parametrize(
    "url", ["", "http://example.org/", "ftp://example.org/", "https://u:p@example.org/", "https://", "javascript:1"]
)
def test_an_address_of_another_form_is_refused(works: SmallWorks, url: str) -> None:
    with pytest.raises(Refused):
        subscribe(Wish("x", url), by=works.lead, at=now())
    assert Subscription.objects.count() == 0


def test_an_inner_address_is_never_called(works: SmallWorks) -> None:
    subscription, _secret = subscribe(Wish("x", "https://127.0.0.1/"), by=works.lead, at=now())
    sent = ping(subscription, by=works.lead, at=now())
    happen()
    attempt = Dispatch.objects.get(pk=sent.pk).attempts.get()
    assert (attempt.status, attempt.trouble) == (None, "address")


def test_what_nobody_can_subscribe_to_is_refused(works: SmallWorks, receiver: Receiver) -> None:
    with pytest.raises(Refused, match=r"packs\.unknown"):
        subscribed(receiver, works.lead, registers=["works.nothing"])
    with pytest.raises(Refused, match=r"api\.acts"):
        subscribed(receiver, works.lead, acts=["read"])

"""Work of the interface that is done later: messages to other systems; and what they are made from."""

from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from luoshi.api.actions.dispatches import KIND, LETTER, give_up, note_answer, post
from luoshi.api.letters import letter_of
from luoshi.api.models import Dispatch, DispatchState, Subscription
from luoshi.api.reaching import call
from luoshi.api.signing import secrets_of, signed
from luoshi.jobs.kinds import Run, job
from luoshi.notices.queries import preference_of
from luoshi.org.queries import capacities
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.happenings import Happening, listener
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor, operator
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

OURS = "luoshi-webhook/1"


def asked_for(happenings: Sequence[Happening]) -> list[Happening]:
    """The acts that some subscription asks for, whatever record they concern. One query."""
    asked = list(_running().values_list("acts", flat=True))
    return [each for each in happenings if any(not acts or each.act in acts for acts in asked)]


@listener("api.webhooks", wants=asked_for)
def tell(happening: Happening) -> None:
    """Write a message for each subscription that asks for this act on a record its owner may see at that moment.

    Some five queries for each subscription that asks for it.
    """
    running = _running().select_related("account").order_by("id")
    wanted = [each for each in running if not each.acts or happening.act in each.acts]
    record = Record.objects.filter(pk=happening.record).first() if wanted else None
    if record is None:
        return
    for each in wanted:
        if not each.registers or record.register in each.registers:
            _tell(each, happening)


def _running() -> QuerySet[Subscription]:
    """Those of accounts that are closed wait: an open register would be told to who is gone."""
    return Subscription.objects.filter(disabled_at=None, ended_at=None, account__is_active=True)


def _tell(subscription: Subscription, happening: Happening) -> None:
    actor = capacities(subscription.account, at=happening.at)[0]
    try:
        record = queries.get(actor, happening.record)
    except Refused:
        return
    key = f"{happening.entry}_{subscription.pk}"
    data = data_of(actor, record, happening)
    post(subscription, happening.act, record.pk, data, by=operator("worker"), at=happening.at, key=key)


def data_of(actor: Actor, record: Record, happening: Happening) -> dict[str, Any]:
    """What a message says: which record, what was done, which fields changed; no content, which the reader fetches.

    So a message that goes astray tells little, and who fetches is asked for a token.
    """
    register = declared(record.register, record.pack_version_id)
    seen = {field.id for field in queries.shown_fields(actor, register)}
    return {
        "record": record.pk,
        "number": record.number,
        "register": record.register,
        "act": happening.act,
        "changed": _seen(happening.changed, seen),
        "state": record.state,
        "entry": happening.entry,
        "href": f"/api/v1/records/{record.pk}",
    }


def _seen(changed: Collection[str], seen: Collection[str]) -> list[str]:
    return [name for name in changed if name in seen]


@job(KIND, title=Text("推送一条消息", "Send a message of a webhook"), retries=3)
def deliver(run: Run) -> None:
    """One try; the next is a job of its own. A worker that dies in between sends it again under the same id."""
    found = Dispatch.objects.select_related("subscription").filter(pk=run.arguments["dispatch"]).first()
    if found is None or found.state != DispatchState.WAITING:
        return
    subscription = found.subscription
    if not _running().filter(pk=subscription.pk).exists():
        with run.finishing():
            give_up(found)
        return
    secrets, timestamp = secrets_of(subscription, at=run.at), int(run.at.timestamp())
    headers = {
        "User-Agent": OURS,
        "webhook-id": found.message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed(each, found.message, timestamp, found.body) for each in secrets),
    }
    answer = call(subscription.url, found.body, headers)
    with run.finishing():
        note_answer(found, answer, at=run.at)


@job(LETTER, title=Text("告知推送已停止", "Say that a webhook was stopped"), retries=5)
def tell_owner(run: Run) -> None:
    """A letter to the owner, where they have given an address for mail; the page of their webhooks says it anyway."""
    stopped = Subscription.objects.select_related("account").get(pk=run.arguments["subscription"])
    to = preference_of(stopped.account_id).address
    if to:
        letter = letter_of(stopped, to, site=settings.NOTICES["site"])
        letter.extra_headers["Message-ID"] = f"<{run.outside_key('letter')}@luoshi>"
        letter.send()

"""Bundles what waits for somebody into one delivery, and keeps what became of it. Done by workers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from luoshi.calendars.queries import national
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import JobState
from luoshi.notices import office
from luoshi.notices.hours import free_from
from luoshi.notices.kinds import POST, SEND, URGENT, Way
from luoshi.notices.models import Delivery, DeliveryState, Notice, NoticeQuerySet, Preference
from luoshi.rules.actors import operator

SLOT = 900  # seconds: at most one urgent letter to a person, and one message to a messenger, in each
GATHERED = timedelta(minutes=1)  # what comes at the same time goes in the same letter
WORKER = operator("worker")


def hurry(notices: list[Notice]) -> None:
    """Ask for the letters and messages that are to go at once. Two queries, and three for each receiver."""
    urgent = {each.account_id: each.at for each in notices if each.account_id and each.way == Way.NOW}
    wanting = {each.account_id: each for each in Preference.objects.filter(account__in=urgent) if each.address}
    for account, preference in wanting.items():
        begins = free_from(urgent[account] + GATHERED, office.quiet_of(preference), national())
        _ask(URGENT, "account", account, begins, at=urgent[account])
    posted = {each.messenger_id: each.at for each in notices if each.messenger_id}
    for messenger, at in posted.items():
        _ask(POST, "messenger", messenger, free_from(at + GATHERED, office.usual_quiet(), national()), at=at)


def _ask(kind: str, end: str, receiver: int, begins: datetime, *, at: datetime) -> None:
    """A job for the quarter of an hour; where that is done or under way, one for the next."""
    slot = int(begins.timestamp()) // SLOT
    made = enqueue(kind, {end: receiver}, key=f"{receiver}:{slot}", run_after=begins, by=WORKER, at=at)
    if made.state != JobState.WAITING:
        later = datetime.fromtimestamp((slot + 1) * SLOT, tz=begins.tzinfo)
        enqueue(kind, {end: receiver}, key=f"{receiver}:{slot + 1}", run_after=later, by=WORKER, at=at)


def bundle(notices: NoticeQuerySet, *, urgent: bool, at: datetime) -> Delivery | None:
    """One delivery of all these, which have one receiver, and the job that sends it; nothing where none waits.

    Four statements however many notices there are.
    """
    first = notices.order_by("pk").first()
    if first is None:
        return None
    made = Delivery(account_id=first.account_id, messenger_id=first.messenger_id, urgent=urgent, made_at=at)
    made.save()
    made.notices = notices.update(delivery=made)
    made.save(update_fields=["notices"])
    enqueue(SEND, {"delivery": made.pk}, key=str(made.pk), by=WORKER, at=at)
    return made


def note_sent(delivery: Delivery, *, to: str, subject: str, text: str, at: datetime) -> None:
    """It has gone; what it said is kept in the generated sample only."""
    kept = text if settings.DEMO else ""
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.SENT, to=to[:254], subject=subject[:200], text=kept, sent_at=at, trouble={}
    )


def note_trouble(delivery: Delivery, told: Mapping[str, str], *, final: bool) -> None:
    """An attempt that failed, in words; after the last one it has failed."""
    state = DeliveryState.FAILED if final else DeliveryState.WAITING
    Delivery.objects.filter(pk=delivery.pk).update(state=state, tries=F("tries") + 1, trouble=dict(told))


def waiting_accounts(after: int, *, most: int) -> list[int]:
    """Accounts with something for a letter, by number, after one of them. One query."""
    pending = Notice.objects.pending(Way.NOW, Way.DIGEST).filter(account__gt=after, account__is_active=True)
    return list(pending.order_by("account").values_list("account", flat=True).distinct()[:most])


def sweep(*, before: datetime) -> int:
    """Remove notices and deliveries of before a moment: the acts they tell of stay in the log. How many notices."""
    gone, _ = Notice.objects.filter(at__lt=before).delete()
    Delivery.objects.filter(made_at__lt=before, carried=None).delete()
    return gone

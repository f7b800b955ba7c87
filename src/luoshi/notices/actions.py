"""What people do about notices: how they want them, what they follow, where the office's messages go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from luoshi.audit.actions import Act, unwritten, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.jobs.actions import enqueue
from luoshi.notices.kinds import SEND
from luoshi.notices.models import Delivery, Messenger, Preference, Watch
from luoshi.notices.permissions import check_can_keep_messenger
from luoshi.notices.policies import check_choices, check_hours, check_mail, check_messenger, closed_already
from luoshi.org.models import Unit
from luoshi.registers import queries
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants to be told; blank hours are those of the office."""

    mail: str = ""
    mail_on: bool = True
    ways: Mapping[str, str] = field(default_factory=dict)
    quiet_from: time | None = None
    quiet_until: time | None = None


@dataclass(frozen=True, slots=True)
class MessengerDraft:
    """A messenger as entered; a blank address or secret keeps the one there is."""

    title: str
    style: str
    address: str
    unit: Unit
    kinds: Sequence[str]
    secret: str = ""
    language: str = "zh-hans"


def set_preferences(wishes: Wishes, *, by: Actor, at: datetime) -> Preference:
    """The person's own wishes; nobody sets those of another."""
    mail, ways = check_mail(wishes.mail), check_choices(wishes.ways)
    check_hours(wishes.quiet_from, wishes.quiet_until)
    values = {
        "mail": mail,
        "mail_on": wishes.mail_on,
        "ways": ways,
        "quiet_from": wishes.quiet_from,
        "quiet_until": wishes.quiet_until,
    }
    with writing():
        kept, _ = Preference.objects.update_or_create(account_id=by.account_id, defaults=values)
        _note("set_preferences", "account", by.account_id, {"mail_on": wishes.mail_on, "ways": ways}, by=by, at=at)
    return kept


def turn_mail_off(account: int, mail: str, *, by: Actor, at: datetime) -> None:
    """No more mail to this address, asked for from one of its letters; nothing where it is another by now."""
    with writing():
        if Preference.objects.filter(account=account, mail=mail, mail_on=True).update(mail_on=False):
            _note("turn_mail_off", "account", account, {}, by=by, at=at)
        else:
            unwritten()


def follow(record: Record, *, by: Actor, at: datetime) -> Watch:
    """Be told of what happens to a record one may see; following twice is following once."""
    queries.get(by, record.pk)
    with writing():
        watch, is_new = Watch.objects.get_or_create(
            account_id=by.account_id, record=record, defaults={"county": record.county, "since": at}
        )
        if is_new:
            _note("follow", "record", record.pk, {}, by=by, at=at, county=record.county)
        else:
            unwritten()
    return watch


def unfollow(record: Record, *, by: Actor, at: datetime) -> None:
    """Be told no more; also of a record one may not see any longer."""
    with writing():
        gone, _ = Watch.objects.filter(account=by.account_id, record=record).delete()
        if gone:
            _note("unfollow", "record", record.pk, {}, by=by, at=at, county=record.county)
        else:
            unwritten()


def set_messenger(draft: MessengerDraft, *, messenger: Messenger | None = None, by: Actor, at: datetime) -> Messenger:
    """A new webhook of the office messenger, or another address, name or choice for one."""
    kept = messenger or Messenger()
    if messenger is not None:
        check_can_keep_messenger(by, messenger.unit)
    check_can_keep_messenger(by, draft.unit)
    address = draft.address.strip() or kept.address
    check_messenger(draft.title, draft.style, address, draft.kinds)
    with writing():
        if messenger is not None and not Messenger.objects.filter(pk=messenger.pk, closed_at=None).exists():
            raise closed_already(messenger)
        kept.title, kept.style, kept.address = draft.title.strip(), draft.style, address
        kept.secret = draft.secret.strip() or kept.secret
        kept.unit, kept.kinds, kept.language = draft.unit, sorted(draft.kinds), draft.language
        kept.save()
        facts = {"title": kept.title, "style": kept.style, "host": kept.host, "unit": draft.unit.code}
        facts |= {"kinds": ",".join(kept.kinds)}
        _note("set_messenger", "messenger", kept.pk, facts, by=by, at=at, county=draft.unit.county)
    return kept


def close_messenger(messenger: Messenger, *, by: Actor, at: datetime) -> None:
    """Nothing is posted there any more; its address and secret are forgotten."""
    check_can_keep_messenger(by, messenger.unit)
    with writing():
        forgotten = f"https://{messenger.host}/"
        if not Messenger.objects.filter(pk=messenger.pk, closed_at=None).update(
            closed_at=at, secret="", address=forgotten
        ):
            raise closed_already(messenger)
        facts = {"title": messenger.title, "host": messenger.host}
        _note("close_messenger", "messenger", messenger.pk, facts, by=by, at=at, county=messenger.unit.county)


def try_messenger(messenger: Messenger, *, by: Actor, at: datetime) -> Delivery:
    """Post a message that says nothing but that it arrives; what became of it stands among the deliveries."""
    check_can_keep_messenger(by, messenger.unit)
    with writing():
        if not Messenger.objects.filter(pk=messenger.pk, closed_at=None).exists():
            raise closed_already(messenger)
        made = Delivery.objects.create(messenger=messenger, urgent=True, made_at=at)
        _note("try_messenger", "messenger", messenger.pk, {"title": messenger.title}, by=by, at=at)
        enqueue(SEND, {"delivery": made.pk}, key=str(made.pk), by=by, at=at)
    return made


def _note(
    act: str, kind: str, subject: int, facts: Mapping[str, object], *, by: Actor, at: datetime, county: str = ""
) -> None:
    leave_entry(Act(f"notices.{act}", kind, subject, county, facts), by=by, at=at)

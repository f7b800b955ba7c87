"""Keeps what follows for people from an act: a notice for each, once, whoever asks again.

Done by workers, not by persons: a notice repeats what the entry of the act says.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from luoshi.audit.models import Entry
from luoshi.notices.audience import Scene, Told, asked_told, audience, mention_of, staff_of
from luoshi.notices.kinds import Kind, Way, Why
from luoshi.notices.models import Messenger, Notice, Preference
from luoshi.notices.permissions import covers, may_see, may_see_asking
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers.models import Record
from luoshi.returns.models import Reminder
from luoshi.returns.queries import is_open
from luoshi.rules.texts import Text

POSTED = (Why.LEAD, Why.ENTERS)  # what concerns a unit as a whole, and so its messenger
TAKEN_BACK = "withdraw_comment"  # whom it named is reminded of it no more


def scene_of(record_id: int, act: str, facts: dict[str, object], *, entry: int, at: datetime) -> Scene | None:
    """An act with its record as it stands now and who did it; nothing where either is gone. Two queries."""
    record = Record.objects.select_related("unit", "lead").filter(pk=record_id).first()
    told = Entry.objects.filter(pk=entry).values("by_account", "by_name").first()
    if record is None or told is None:
        return None
    register = declared(record.register, record.pack_version_id)
    return Scene(record, register, act, told["by_account"], told["by_name"], at, facts)


def tell(scene: Scene, *, entry: int) -> list[Notice]:
    """Keep the notices of an act; those that are new. Some fifteen queries, and three for each person told."""
    if scene.act == TAKEN_BACK:
        Notice.objects.filter(record=scene.record, source=mention_of(scene.facts)).delete()
        return []
    return _keep(audience(scene), scene.record, f"e{entry}", scene.name, at=scene.at)


def tell_late(record: Record, *, day: date, at: datetime) -> list[Notice]:
    """Tell the lead unit that a matter has passed its date; once for each date."""
    said = Text(f"期限 {record.due} 已过", f"It was due on {record.due}")
    staff = staff_of(record.lead_id or record.unit_id, day, at)
    return _keep([Told(Kind.OVERDUE, Why.LEAD, said, staff)], record, f"late:{record.due}", "", at=at)


def tell_asked(asked: Reminder, *, by: int, at: datetime) -> list[Notice]:
    """Tell the unit's people, and who enters for it, that a return was asked for; nobody where it is in by now."""
    if not is_open(asked):
        return []
    return _keep(asked_told(asked, by=by, at=at), asked, f"asked:{asked.pk}", asked.by_name, at=at)


def _keep(told: Iterable[Told], about: Record | Reminder, source: str, name: str, *, at: datetime) -> list[Notice]:
    found = list(told)
    wanted = frozenset[int]().union(*(each.accounts for each in found))
    accounts = {each.pk: each for each in Account.objects.filter(pk__in=wanted) if _sees(each, about, at=at)}
    preferences = {each.account_id: each for each in Preference.objects.filter(account__in=accounts)}
    made = [
        _notice(each, about, source, name, at=at, account=pk, way=_way(preferences.get(pk), each.kind))
        for each in found
        for pk in sorted(each.accounts & accounts.keys())
    ]
    leading = [each for each in found if each.why in POSTED]
    made += [
        _notice(leading[0], about, source, name, at=at, messenger=each.pk, way=Way.NOW)
        for each in (_messengers(about, leading[0].kind) if leading else ())
    ]
    sources = {each.source for each in made}
    kept = Notice.objects.filter(**_matter(about), source__in=sources)
    known = set(kept.values_list("account", "messenger", "source"))
    fresh = [each for each in made if (each.account_id, each.messenger_id, each.source) not in known]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    return fresh


def _matter(about: Record | Reminder) -> dict[str, Any]:
    return {"record": about} if isinstance(about, Record) else {"asking": about}


def _sees(account: Account, about: Record | Reminder, *, at: datetime) -> bool:
    if isinstance(about, Record):
        return may_see(account, about.pk, at=at)
    return may_see_asking(account, about, at=at)


def _messengers(about: Record | Reminder, kind: Kind) -> list[Messenger]:
    of = (about.lead or about.unit) if isinstance(about, Record) else about.unit
    open_ones = Messenger.objects.filter(closed_at=None).select_related("unit")
    return [each for each in open_ones if kind.value in each.kinds and covers(each.unit, of)]


def _way(preference: Preference | None, kind: Kind) -> Way:
    """The person's way for the kind; without an address it stays in the site."""
    return preference.way_of(kind) if preference is not None and preference.address else Way.SITE


def _notice(
    told: Told,
    about: Record | Reminder,
    source: str,
    name: str,
    *,
    at: datetime,
    way: Way,
    account: int | None = None,
    messenger: int | None = None,
) -> Notice:
    return Notice(
        county=about.county,
        account_id=account,
        messenger_id=messenger,
        **_matter(about),
        kind=told.kind,
        why=told.why,
        told={"zh": told.said.zh, "en": told.said.en},
        by_name=name,
        source=told.source or source,
        way=way,
        at=at,
    )

"""What a person has been told, as far as they may still see it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from luoshi.notices.matters import WITH_MATTER
from luoshi.notices.models import Delivery, Notice, NoticeQuerySet, Preference
from luoshi.notices.permissions import may_see
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers.models import Record
from luoshi.registers.queries import visible_to
from luoshi.returns.queries import askings_seen
from luoshi.rules.actors import Actor


def mine(account: int, *, kind: str = "", words: str = "", since: int = 0) -> NoticeQuerySet:
    """A person's own notices, the newest first, narrowed by kind, by what their records are called, by number."""
    found = Notice.objects.of(account).select_related(*WITH_MATTER).order_by("-pk")
    if kind:
        found = found.filter(kind=kind)
    if words:
        found = found.filter(
            Q(record__label__icontains=words)
            | Q(asking__unit__title__icontains=words)
            | Q(asking__period__icontains=words)
            | Q(asking__number__iexact=words)
        )
    return found.filter(pk__gt=since) if since else found


def seen_among(
    account: Account, actors: Iterable[Actor], records: Iterable[Record], *, at: datetime
) -> frozenset[int]:
    """Those of the records that the person may see in any capacity.

    A query for each register and capacity; some more for each record outside the person's part of the tree.
    """
    wanted = {record.pk: record for record in records}
    by_version: dict[tuple[str, int], set[int]] = {}
    for record in wanted.values():
        by_version.setdefault((record.register, record.pack_version_id), set()).add(record.pk)
    seen = set[int]()
    for (ref, version), pks in by_version.items():
        register = declared(ref, version)
        for actor in actors:
            seen |= set(visible_to(actor, register).filter(pk__in=pks).values_list("pk", flat=True))
    return frozenset(seen | {pk for pk in wanted if pk not in seen and may_see(account, pk, at=at)})


def told_among(
    account: Account, actors: Iterable[Actor], notices: Iterable[Notice], *, at: datetime
) -> frozenset[int]:
    """Those of the notices whose matter the person may see; what they cost is told by `seen_among`."""
    shown, held = list(notices), list(actors)
    seen = seen_among(account, held, (each.record for each in shown if each.record is not None), at=at)
    asked = askings_seen(held, (each.asking for each in shown if each.asking is not None))
    return frozenset(each.pk for each in shown if each.record_id in seen or each.asking_id in asked)


def preference_of(account: int) -> Preference:
    """How a person wants to be told; unsaved where they have said nothing yet. One query."""
    return Preference.objects.filter(account=account).first() or Preference(account_id=account)


def deliveries() -> QuerySet[Delivery]:
    """Every letter and message, the newest first."""
    return Delivery.objects.select_related("account", "messenger").order_by("-pk")

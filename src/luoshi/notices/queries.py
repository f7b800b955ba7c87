"""What a person has been told, as far as they may still see it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from luoshi.notices.models import Delivery, Notice, NoticeQuerySet, Preference
from luoshi.notices.permissions import may_see
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers.models import Record
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor


def mine(account: int, *, kind: str = "", words: str = "", since: int = 0) -> NoticeQuerySet:
    """A person's own notices, the newest first, narrowed by kind, by what their records are called, by number."""
    found = Notice.objects.of(account).select_related("record__unit", "record__lead").order_by("-pk")
    if kind:
        found = found.filter(kind=kind)
    if words:
        found = found.filter(record__label__icontains=words)
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


def preference_of(account: int) -> Preference:
    """How a person wants to be told; unsaved where they have said nothing yet. One query."""
    return Preference.objects.filter(account=account).first() or Preference(account_id=account)


def deliveries() -> QuerySet[Delivery]:
    """Every letter and message, the newest first."""
    return Delivery.objects.select_related("account", "messenger").order_by("-pk")

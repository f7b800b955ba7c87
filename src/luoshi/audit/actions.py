"""Writing audit entries, inside the transaction of the act they tell of."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from luoshi.audit.models import Entry
from luoshi.rules.actors import Actor


@dataclass(frozen=True, slots=True)
class Act:
    """What happened to whom: `name` such as "registers.move", the subject's kind and id, and the facts written."""

    name: str
    subject_kind: str
    subject_id: int
    county: str
    payload: Mapping[str, object]


def canonical(act: Act, *, by: Actor, at: datetime) -> str:
    """One text for one entry: sorted keys, no spaces, UTC time; the digest is taken over it."""
    body = {
        "act": act.name,
        "at": at.isoformat(),
        "by": by.account_id,
        "for": by.on_behalf_of,
        "county": act.county,
        "payload": act.payload,
        "subject": [act.subject_kind, act.subject_id],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def entry_of(act: Act, *, by: Actor, at: datetime) -> Entry:
    """The unsaved entry of an act."""
    text = canonical(act, by=by, at=at)
    return Entry(
        county=act.county,
        at=at,
        act=act.name,
        subject_kind=act.subject_kind,
        subject_id=act.subject_id,
        by_account=by.account_id,
        by_name=by.name,
        on_behalf_of=by.on_behalf_of,
        canonical=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def record(act: Act, *, by: Actor, at: datetime) -> Entry:
    """Write the entry of one act; refuses to run outside a transaction, where it could survive its act."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry belongs to the transaction of its act")
    entry = entry_of(act, by=by, at=at)
    entry.save()
    return entry


def record_many(acts: Iterable[Act], *, by: Actor, at: datetime) -> None:
    """Write the entries of many acts in few statements, for imports."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit entries belong to the transaction of their acts")
    Entry.objects.bulk_create([entry_of(act, by=by, at=at) for act in acts], batch_size=500)

"""Keeping what a sent form led to, in the transaction of its act: of many equal ones at once, one commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError

from luoshi.registers.models import Outcome, Record, Submission
from luoshi.rules.actors import Actor

KEPT = timedelta(days=30)
SWEEP = 500  # each so many submissions, the old ones go


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a sender calls one act, and the digest of what was sent."""

    key: str
    digest: str


class SentBefore(Exception):
    """The same id has been committed by another request just now; this transaction undoes itself."""


def keep_submission(
    submitted: Submitted | None, record: Record, *, outcome: Outcome, by: Actor, at: datetime
) -> None:
    """Keep what the act led to, as the last thing its transaction writes; nothing where the sender gave no id.

    Raises `SentBefore` where an equal request was quicker. One statement, and another for each `SWEEP`th.
    """
    if submitted is None:
        return
    kept = Submission(
        account=by.account_id,
        key=submitted.key,
        digest=submitted.digest,
        record=record,
        outcome=outcome,
        at=at,
    )
    try:
        kept.save(force_insert=True)
    except IntegrityError:
        raise SentBefore from None
    if kept.pk % SWEEP == 0:
        Submission.objects.filter(at__lt=at - KEPT).delete()

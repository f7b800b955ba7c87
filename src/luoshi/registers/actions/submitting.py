"""Keeping what a sent form led to, in the transaction of its act: of many equal ones at once, one commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError

from luoshi.registers.models import Outcome, Record, Submission
from luoshi.rules.actors import Actor
from luoshi.statements.inserting import Insert

KEPT = timedelta(days=30)
SWEEP = 500  # about each so many submissions, by their digest, the old ones go
SUBMISSION = Insert(Submission)


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

    Raises `SentBefore` where an equal request was quicker; sent together with other rows, the IntegrityError at the
    end of these says so (`sent_before`). One statement, and another for each `SWEEP`th.
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
        SUBMISSION.send(kept)
    except IntegrityError as error:
        if not sent_before(error):  # an error of a row sent before it, told only now
            raise
        raise SentBefore from None
    if int(submitted.digest[:8], 16) % SWEEP == 0:
        Submission.objects.filter(at__lt=at - KEPT).delete()


def sent_before(error: IntegrityError) -> bool:
    """Whether it was the submission that was there already: told by its constraint or, on SQLite, its columns."""
    return "submission_once" in str(error) or "registers_submission.key" in str(error)

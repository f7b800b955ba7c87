"""Keeping the result of a check of the whole log."""

from collections.abc import Sequence
from datetime import datetime

from luoshi.audit.actions.writing import Act, record, writing
from luoshi.audit.models import Verification
from luoshi.audit.verifying import Checked, Fault
from luoshi.rules.actors import Actor

MOST_KEPT = 100


def keep_result(
    checked: Checked, faults: Sequence[Fault], *, seconds: float, by: Actor, at: datetime
) -> Verification:
    """The result with its first hundred faults, and its entry."""
    told = [{"zh": fault.line("zh"), "en": fault.line("en")} for fault in faults[:MOST_KEPT]]
    with writing():
        kept = Verification.objects.create(
            at=at,
            by_name=by.name,
            size=checked.leaves,
            rows=checked.counted.rows,
            seconds=round(seconds, 2),
            faults=len(faults),
            told=told,
        )
        facts = {"leaves": checked.leaves, "rows": checked.counted.rows, "faults": len(faults)}
        record(Act("audit.verify", "audit_verification", kept.pk, "", facts), by=by, at=at)
    return kept

"""What every act on an import shares: the conditional step from stage to stage, and its entry."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from luoshi.audit.actions import Act
from luoshi.audit.actions import record as leave_entry
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.sheets.models import Import, ImportRow, Stage
from luoshi.sheets.policies import refused
from luoshi.statements.prepared import send
from luoshi.statements.together import together

MARKED = "UPDATE sheets_importrow SET result = %s, record_id = %s, revision = %s, problems = %s WHERE id = %s"
OPEN = (Stage.MAPPING, Stage.CHECKING, Stage.READY)


def step(brought: Import, stages: Collection[Stage], **values: object) -> None:
    """Change an import that still stands at one of the stages and in this round; refused when it moved on."""
    found = Import.objects.filter(pk=brought.pk, stage__in=stages, round=brought.round)
    if found.update(**values) != 1:
        raise not_now(Import.objects.get(pk=brought.pk))
    for name, value in values.items():
        setattr(brought, name, value)


def mark(rows: Iterable[ImportRow]) -> None:
    """Keep what became of each row. The caller holds the transaction; one round trip, one statement a row."""
    with together():
        for row in rows:
            send(MARKED, [row.result, row.record_id, row.revision, json.dumps(row.problems), row.pk])


def not_now(brought: Import) -> Refused:
    """The refusal of an act that the import's stage does not allow."""
    now = Stage(brought.stage).label
    return refused("not_now", where=str(brought.pk), now=now.zh, now_en=now.en)


def note(act: str, brought: Import, facts: dict[str, object], *, by: Actor, at: datetime) -> None:
    """The audit entry of an act on an import."""
    told = {"register": brought.register, "file": brought.file_id, **facts}
    leave_entry(Act(f"sheets.{act}", "import", brought.pk, brought.county, told), by=by, at=at)

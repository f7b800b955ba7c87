"""What every act on an import shares: the conditional step from stage to stage, and its entry."""

from collections.abc import Collection
from datetime import datetime

from luoshi.audit.actions import Act
from luoshi.audit.actions import record as leave_entry
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.sheets.models import Import, Stage
from luoshi.sheets.policies import refused

OPEN = (Stage.MAPPING, Stage.CHECKING, Stage.READY)


def step(brought: Import, stages: Collection[Stage], **values: object) -> None:
    """Change an import that still stands at one of the stages and in this round; refused when it moved on."""
    found = Import.objects.filter(pk=brought.pk, stage__in=stages, round=brought.round)
    if found.update(**values) != 1:
        raise not_now(Import.objects.get(pk=brought.pk))
    for name, value in values.items():
        setattr(brought, name, value)


def not_now(brought: Import) -> Refused:
    """The refusal of an act that the import's stage does not allow."""
    now = Stage(brought.stage).label
    return refused("not_now", where=str(brought.pk), now=now.zh, now_en=now.en)


def note(act: str, brought: Import, facts: dict[str, object], *, by: Actor, at: datetime) -> None:
    """The audit entry of an act on an import."""
    told = {"register": brought.register, "file": brought.file_id, **facts}
    leave_entry(Act(f"sheets.{act}", "import", brought.pk, brought.county, told), by=by, at=at)

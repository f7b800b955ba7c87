"""The audit entries of the organisation's acts."""

from collections.abc import Mapping
from datetime import datetime

from luoshi.audit.actions import Act, record
from luoshi.org.models import Post, Unit
from luoshi.rules.actors import Actor


def note_unit(act: str, unit: Unit, facts: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    """What was done to a unit."""
    record(Act(f"org.{act}", "unit", unit.pk, unit.county, {"code": unit.code, **facts}), by=by, at=at)


def note_post(act: str, post: Post, facts: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    """What was done to a post; `post.unit` must be loaded."""
    held = {"account": post.account_id, "unit": post.unit.code, "role": post.role}
    record(Act(f"org.{act}", "post", post.pk, post.unit.county, {**held, **facts}), by=by, at=at)


def resting_on(basis: str) -> dict[str, str]:
    """The document an act rests on, as its entry keeps it; nothing where none is named."""
    return {"basis": basis.strip()[:400]} if basis.strip() else {}

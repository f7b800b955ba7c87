"""Records and what belongs to them, from rows to shapes."""

from collections.abc import Mapping

from django.utils import timezone

from luoshi.api.clock import today
from luoshi.api.shapes import Words
from luoshi.api.shapes.records import (
    Against,
    ExhibitOut,
    RecordOut,
    StateOut,
    UnitRef,
)
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.registers import queries
from luoshi.registers.lights import colour_of
from luoshi.registers.models import Exhibit, Record
from luoshi.registers.policies import standing_of
from luoshi.registers.values import Kept
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused

PLACE = "/api/v1"


def record_of(actor: Actor, register: Register, record: Record) -> RecordOut:
    """A record with the fields this person may see; its unit and lead are to be fetched with it."""
    return RecordOut(
        id=record.pk,
        number=record.number,
        register=record.register,
        label=record.label,
        state=state_of(register, record.state),
        period=record.period,
        unit=unit_of(record.unit),
        lead=unit_of(record.lead) if record.lead else None,
        parent=record.parent_id,
        due=day(record.due),
        due_provisional=record.due_provisional,
        light=colour_of(register, record.data, standing_of(record, today())),
        reached={name: str(on) for name, on in record.reached.items()},
        reopened=record.reopened,
        values=seen(actor, register, record.data),
        revision=record.revision,
        pack_version=record.pack_version_id,
        created_at=moment(record.created_at),
        updated_at=moment(record.updated_at),
        href=f"{PLACE}/records/{record.pk}",
    )


def seen(actor: Actor, register: Register, data: Mapping[str, Kept]) -> dict[str, Kept | None]:
    """Of the data what this person may see; a field without a value is null."""
    return {each.id: data.get(each.id) for each in queries.shown_fields(actor, register)}


def state_of(register: Register, state: str) -> StateOut | None:
    """A state with its title; nothing without a lifecycle."""
    declared = register.lifecycle.states.get(state) if register.lifecycle else None
    return StateOut(id=declared.id, title=Words.of(declared.title), end=declared.end) if declared else None


def unit_of(unit: Unit) -> UnitRef:
    """A unit in short."""
    return UnitRef(id=unit.pk, code=unit.code, title=unit.title)


def exhibit_of(exhibit: Exhibit) -> ExhibitOut:
    """A file before a record."""
    file = exhibit.file
    return ExhibitOut(
        id=exhibit.pk,
        kind=exhibit.kind,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        by=exhibit.by_name,
        at=moment(exhibit.at),
        used_by_move=exhibit.move_id,
        withdrawn=exhibit.withdrawn_at is not None,
        withdrawn_reason=exhibit.withdrawn_reason,
        href=f"{PLACE}/records/{exhibit.record_id}/evidence/files/{exhibit.pk}",
    )


def against(refused: Refused | None) -> Against | None:
    """What is against something, if anything."""
    if refused is None:
        return None
    return Against(code=refused.code, detail=Words.of(refused.reason), remedy=Words.of(refused.remedy))


def day(on: object) -> str | None:
    """A date in ISO form."""
    return str(on) if on is not None else None


def moment(at: object) -> str:
    """A moment in ISO form with its offset, in the site's time zone."""
    return timezone.localtime(at).isoformat()  # type: ignore[arg-type]  # a column of moments

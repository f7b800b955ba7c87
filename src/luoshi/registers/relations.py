"""What a record is connected with, both ways: what it points to, what points to it, what stands beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.registers.queries import shown_fields, visible_to
from luoshi.rules.actors import Actor

PAGE = 10


class Tie(StrEnum):
    """How two records are connected."""

    POINTS_TO = "points_to"
    POINTED_AT = "pointed_at"
    SAME = "same"
    SIBLING = "sibling"


@dataclass(frozen=True, slots=True)
class Related:
    """Records connected in one way: by a field, or under the same parent. `key` names the way in addresses."""

    key: str
    tie: Tie
    register: Register
    field: Field | None
    records: tuple[Record, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Way:
    key: str
    tie: Tie
    register: Register
    field: Field | None
    records: RecordQuerySet


def related_to(actor: Actor, record: Record, *, only: str = "", page: int = 1) -> list[Related]:
    """Everything connected that the person may see, `PAGE` of each way; `only` and `page` turn the pages of one way.

    One query for each reference field that leads here or from here. What points to a record is looked for in its
    register's own list, so that a large register is gone through once; the page asks for this apart.
    """
    start = (page - 1) * PAGE
    found = []
    for way in _ways(actor, record):
        if only and way.key != only:
            continue
        ordered = way.records.exclude(pk=record.pk).select_related("unit", "lead").order_by("-updated_at", "-pk")
        held = list(ordered[start : start + PAGE + 1])
        if held:
            found.append(Related(way.key, way.tie, way.register, way.field, tuple(held[:PAGE]), len(held) > PAGE))
    return found


def _ways(actor: Actor, record: Record) -> Iterator[_Way]:
    register = declared(record.register, record.pack_version_id)
    registers = {each.ref: each for each in current().registers()}
    for field in _references(actor, register):
        target = record.data.get(field.id)
        if field.to in registers and target is not None:
            there = registers[field.to]
            pointed = visible_to(actor, there).filter(pk=int(str(target)))
            yield _Way(f"to-{field.id}", Tie.POINTS_TO, there, field, pointed)
            beside = visible_to(actor, register).filter(**{f"data__{field.id}": target})
            yield _Way(f"same-{field.id}", Tie.SAME, register, field, beside)
    for other in registers.values():
        for field in _references(actor, other):
            if field.to == register.ref:
                pointing = visible_to(actor, other).filter(**{f"data__{field.id}": record.pk})
                yield _Way(f"from-{other.ref}-{field.id}", Tie.POINTED_AT, other, field, pointing)
    if record.parent_id is not None:
        siblings = visible_to(actor, register).filter(parent=record.parent_id)
        yield _Way("siblings", Tie.SIBLING, register, None, siblings)


def _references(actor: Actor, register: Register) -> list[Field]:
    return [field for field in shown_fields(actor, register) if field.type is FieldType.REF]

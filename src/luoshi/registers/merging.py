"""What two writers did to one record from the same reading: field by field, what was before, theirs, mine."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from luoshi.packs.declarations import Field, Register
from luoshi.registers.models import Record, Version
from luoshi.registers.values import Kept, Unfit, keep


class Whose(StrEnum):
    """Who changed a field since the common reading."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # to different values: somebody has to choose


@dataclass(frozen=True, slots=True)
class Divergence:
    """One field that I or they changed; `mine` is as entered where it does not fit the field."""

    field: Field
    before: Kept | None
    theirs: Kept | None
    mine: object
    whose: Whose


def divergences(
    register: Register,
    before: Mapping[str, Kept],
    record: Record,
    entered: Mapping[str, object],
    seen: Collection[str],
) -> tuple[Divergence, ...]:
    """What was entered held against the record as it is now; only fields the person may see, none changed alike."""
    found = (
        _divergence(register.fields[name], before.get(name), record.data.get(name), raw)
        for name, raw in entered.items()
        if name in seen and name in register.fields
    )
    return tuple(each for each in found if each is not None)


def _divergence(field: Field, before: Kept | None, theirs: Kept | None, raw: object) -> Divergence | None:
    mine = kept_or_raw(field, raw)
    if mine == theirs:
        return None
    whose = Whose.THEIRS if mine == before else Whose.MINE if theirs == before else Whose.BOTH
    return Divergence(field, before, theirs, mine, whose)


def kept_or_raw(field: Field, raw: object) -> object:
    """The kept form of an entry, or the entry itself where it does not fit: nothing entered is lost."""
    try:
        return keep(field, raw)
    except Unfit:
        return raw


def read_at(record: Record, revision: int) -> Mapping[str, Kept]:
    """The fields as they stood when somebody read the record; empty for a revision there never was. One query."""
    version = Version.objects.filter(record=record, revision=revision).first()
    return version.data if version is not None else {}


def since(record: Record, revision: int) -> Iterator[Version]:
    """What was written after somebody read the record, in order. One query."""
    yield from Version.objects.filter(record=record, revision__gt=revision).order_by("revision")

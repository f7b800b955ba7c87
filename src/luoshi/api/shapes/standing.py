"""Who leads, supports and supervises a record, what it hangs under, and which guards were set aside, as shapes."""

from pydantic import Field

from luoshi.api.shapes import Id, Sent, Told, about
from luoshi.api.shapes.records import UnitRef


class PartiesOut(Told):
    """The one lead, and the other units of a record."""

    lead: UnitRef | None
    support: list[UnitRef]
    supervisor: list[UnitRef]


class PartiesSent(Sent):
    """The units as they are to be, by their codes; who is not named is none any more."""

    lead: str = Field(min_length=1, max_length=80, description=about("牵头单位的代码", "the lead unit's code"))
    support: list[str] = Field(default_factory=list, max_length=100)
    supervisor: list[str] = Field(default_factory=list, max_length=100)


class ParentSent(Sent):
    """What the record is to hang under; null takes it from under one."""

    parent: Id | None


class WaiverOut(Told):
    """A guard set aside for this record."""

    guard: str
    basis: str
    by: str
    at: str


class WaiverList(Told):
    """Every guard set aside for a record."""

    items: list[WaiverOut]


class WaiverSent(Sent):
    """The legal basis."""

    basis: str = Field(max_length=4000)

"""Data elements: what a datum means, whose it is, and how it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.packs.declarations.fields import FieldType, PersonalClass
from luoshi.packs.declarations.figures import TimeRule
from luoshi.rules.adding_up import OverTime, OverUnits
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Element:
    """One datum with one definition and one owner (一数一源), wherever it is held; its code is known to every pack.

    `numerator` and `denominator` are codes of the counts it is recomputed from, `weight` of the count it is weighted
    by. `missing` are the reasons of its own for which it may be absent: blank is not zero.
    """

    pack: str
    code: str
    title: Text
    definition: Text
    owner: str
    purpose: Text
    type: FieldType
    unit: str = ""
    time_kind: TimeRule = TimeRule.STOCK
    over_time: OverTime = OverTime.NONE
    over_units: OverUnits = OverUnits.NONE
    numerator: str = ""
    denominator: str = ""
    weight: str = ""
    splits: Mapping[str, Text] = field(default_factory=dict)
    personal: PersonalClass = PersonalClass.NONE
    aliases: tuple[str, ...] = ()
    missing: Mapping[str, Text] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[str, ...]:
        """The codes it is computed from or weighted by."""
        return tuple(code for code in (self.numerator, self.denominator, self.weight) if code)

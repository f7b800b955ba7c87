"""What a pack declares, resolved: frozen values that every room above reads.

The files say the same in YAML; `packs.grammar` checks their form and `packs.resolve` builds these values.
"""

from luoshi.packs.declarations.audits import AskingRung, Audit, AuditKind, Owed, OwedSeason
from luoshi.packs.declarations.backschedule import BackSchedule, Season, WorkStep
from luoshi.packs.declarations.cadence import Cadence
from luoshi.packs.declarations.chart import Chart
from luoshi.packs.declarations.clocks import Basis, Clock, Colour, Extension, Lights, Party, Rung, StopReason
from luoshi.packs.declarations.conserving import PARENT, Conserved
from luoshi.packs.declarations.element import Element
from luoshi.packs.declarations.evidence import EvidenceKind
from luoshi.packs.declarations.fields import Field, FieldType, PersonalClass
from luoshi.packs.declarations.figures import (
    Comparison,
    Funnel,
    FunnelStep,
    Link,
    LinkRule,
    Measure,
    MeasureKind,
    MeasureLights,
    Published,
    TimeRule,
)
from luoshi.packs.declarations.lifecycle import DrawBy, Guard, Lifecycle, LinkedCount, Move, SecondLook, State
from luoshi.packs.declarations.pack import Example, Pack
from luoshi.packs.declarations.register import ParentLink, Register, RegisterKind, Rule
from luoshi.packs.declarations.signoff import Beneficiary, Review
from luoshi.rules.adding_up import OverTime, OverUnits

__all__ = [
    "PARENT",
    "AskingRung",
    "Audit",
    "AuditKind",
    "BackSchedule",
    "Basis",
    "Beneficiary",
    "Cadence",
    "Chart",
    "Clock",
    "Colour",
    "Comparison",
    "Conserved",
    "DrawBy",
    "Element",
    "EvidenceKind",
    "Example",
    "Extension",
    "Field",
    "FieldType",
    "Funnel",
    "FunnelStep",
    "Guard",
    "Lifecycle",
    "Lights",
    "Link",
    "LinkRule",
    "LinkedCount",
    "Measure",
    "MeasureKind",
    "MeasureLights",
    "Move",
    "OverTime",
    "OverUnits",
    "Owed",
    "OwedSeason",
    "Pack",
    "ParentLink",
    "Party",
    "PersonalClass",
    "Published",
    "Register",
    "RegisterKind",
    "Review",
    "Rule",
    "Rung",
    "Season",
    "SecondLook",
    "State",
    "StopReason",
    "TimeRule",
    "WorkStep",
]  # fmt: skip

"""What a pack declares, resolved: frozen values that every room above reads.

The files say the same in YAML; `packs.grammar` checks their form and `packs.resolve` builds these values.
"""

from luoshi.packs.declarations.conserving import PARENT, Conserved
from luoshi.packs.declarations.fields import Field, FieldType, PersonalClass
from luoshi.packs.declarations.figures import Funnel, FunnelStep, Measure, MeasureKind, Published, TimeRule
from luoshi.packs.declarations.lifecycle import Basis, Clock, Guard, Lifecycle, Move, Party, State
from luoshi.packs.declarations.pack import Example, Pack
from luoshi.packs.declarations.register import ParentLink, Register, RegisterKind, Rule

__all__ = [
    "PARENT", "Basis", "Clock", "Conserved", "Example", "Field", "FieldType", "Funnel", "FunnelStep", "Guard",
    "Lifecycle", "Measure",
    "MeasureKind", "Move", "Pack", "ParentLink", "Party", "PersonalClass", "Published", "Register",
    "RegisterKind", "Rule", "State", "TimeRule",
]  # fmt: skip

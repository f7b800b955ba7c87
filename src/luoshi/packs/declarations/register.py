"""Registers: declared tables of records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from luoshi.packs.declarations.audits import Audit, Owed
from luoshi.packs.declarations.backschedule import BackSchedule
from luoshi.packs.declarations.chart import Chart
from luoshi.packs.declarations.conserving import Conserved
from luoshi.packs.declarations.evidence import EvidenceKind
from luoshi.packs.declarations.fields import Field
from luoshi.packs.declarations.lifecycle import Guard, Lifecycle
from luoshi.packs.declarations.signoff import Beneficiary, Review
from luoshi.rules.actors import Role
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.texts import Text


class RegisterKind(StrEnum):
    """What a register is for; some kinds carry duties the loader checks."""

    LEDGER = "ledger"
    RETURN = "return"
    INSPECTION = "inspection"
    CONSEQUENCE = "consequence"


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition every version of a record must meet."""

    id: str
    condition: Node
    source: str
    refuse: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class ParentLink:
    """Which register a record may hang under; a child's due date is no later than its parent's."""

    to: str


@dataclass(frozen=True, slots=True)
class Register:
    """A declared table of records."""

    pack: str
    id: str
    title: Text
    purpose: Text
    owner: str
    prefix: str
    fields: Mapping[str, Field]
    label: str
    key: tuple[str, ...] = ()
    kind: RegisterKind = RegisterKind.LEDGER
    parent: ParentLink | None = None
    period: str = ""  # kind of period; a record is then a return of one unit for one period
    owed: Owed | None = None  # who owes the return, and by when
    audits: tuple[Audit, ...] = ()  # 审核关系
    sunset: date | None = None
    sees_all: bool = False  # False: the own unit and those below it
    edit: tuple[Role, ...] = ()
    rules: tuple[Rule, ...] = ()
    evidence: Mapping[str, EvidenceKind] = field(default_factory=dict)
    guards: Mapping[str, Guard] = field(default_factory=dict)
    lifecycle: Lifecycle | None = None
    reviews: Mapping[str, Review] = field(default_factory=dict)
    beneficiary: Beneficiary | None = None
    back_schedule: BackSchedule | None = None
    chart: Chart | None = None
    reply_days: int | None = None
    last_visit: bool = False  # the last visit to the same target is shown before a new one
    frozen_lists: bool = False  # lists of its records can be frozen; changes to them are signed by two
    conserves: tuple[Conserved, ...] = ()

    @property
    def ref(self) -> str:
        """The full reference, "pack.register"."""
        return f"{self.pack}.{self.id}"

"""What a pack declares, resolved: frozen values that every room above reads.

The files say the same in YAML; `packs.grammar` checks their form and `packs.resolve` builds these values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from luoshi.rules.actors import Role
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.figures import Rounding
from luoshi.rules.texts import Text


class FieldType(StrEnum):
    """What a field holds; the form in `Record.data` stands in brackets."""

    TEXT = "text"  # str
    LONGTEXT = "longtext"  # str with line breaks
    NUMBER = "number"  # decimal string
    INTEGER = "integer"  # int
    MONEY = "money"  # decimal string, in the field's unit
    PERCENT = "percent"  # decimal string, 67.25 means 67.25 %
    DATE = "date"  # "YYYY-MM-DD"
    CHOICE = "choice"  # the option's id
    YESNO = "yesno"  # bool
    REF = "ref"  # id of a record
    UNIT = "unit"  # id of a unit


class PersonalClass(StrEnum):
    """How closely a field touches a natural person."""

    NONE = "none"
    GENERAL = "general"
    SENSITIVE = "sensitive"


class RegisterKind(StrEnum):
    """What a register is for; some kinds carry duties the loader checks."""

    LEDGER = "ledger"
    RETURN = "return"
    INSPECTION = "inspection"
    CONSEQUENCE = "consequence"


class Party(StrEnum):
    """Whom a move belongs to by the record's own parties; every other `by` is a role."""

    LEAD = "lead"
    SUPPORT = "support"
    SUPERVISOR = "supervisor"
    VERIFIER = "verifier"


@dataclass(frozen=True, slots=True)
class Basis:
    """The document a rule rests on."""

    document: str
    article: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a register; `formula` makes it derived, never entered."""

    id: str
    title: Text
    type: FieldType
    required: bool = False
    unit: str = ""
    options: Mapping[str, Text] = field(default_factory=dict)
    to: str = ""  # full reference of the register a ref points to, "pack.register"
    min: Decimal | None = None
    max: Decimal | None = None
    max_length: int = 400
    formula: Node | None = None
    formula_source: str = ""
    element: str = ""  # the data element of the dictionary; two fields may not hold the same one
    personal: PersonalClass = PersonalClass.NONE
    visible_to: tuple[Role, ...] = ()  # empty: everyone who may see the record
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition every version of a record must meet."""

    id: str
    condition: Node
    source: str
    refuse: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition a move must meet; a named person may waive it, with its legal basis, where that is declared."""

    id: str
    condition: Node
    source: str
    refuse: Text
    remedy: Text
    waivable_by: Role | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A state of a lifecycle; `end` means nothing is expected any more."""

    id: str
    title: Text
    end: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one of the states to another."""

    id: str
    title: Text
    sources: tuple[str, ...]
    target: str
    by: Party | Role
    needs: tuple[str, ...] = ()  # kinds of evidence
    guards: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()  # fields asked for while moving
    confirm: Party | Role | None = None
    note: Text | None = None  # what counts as this step, shown beside the button


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit in working days from entering one state until entering another."""

    on: str
    until: str
    working_days: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """States and moves of a register's records."""

    states: Mapping[str, State]
    initial: str
    moves: Mapping[str, Move]
    clocks: tuple[Clock, ...] = ()

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that may leave a state, in declared order."""
        return tuple(move for move in self.moves.values() if state in move.sources)


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
    sunset: date | None = None
    sees_all: bool = False  # False: the own unit and those below it
    edit: tuple[Role, ...] = ()
    rules: tuple[Rule, ...] = ()
    evidence: Mapping[str, Text] = field(default_factory=dict)
    guards: Mapping[str, Guard] = field(default_factory=dict)
    lifecycle: Lifecycle | None = None
    reply_days: int | None = None
    last_visit: bool = False  # the last visit to the same target is shown before a new one

    @property
    def ref(self) -> str:
        """The full reference, "pack.register"."""
        return f"{self.pack}.{self.id}"


class MeasureKind(StrEnum):
    """How a measure's number comes about."""

    COUNT = "count"
    SUM = "sum"
    MEDIAN = "median"
    QUARTILES = "quartiles"
    RATE = "rate"
    RATIO = "ratio"
    GROWTH = "growth"
    DIFFERENCE = "difference"


class TimeRule(StrEnum):
    """Whether the number is of a period (flow) or of a day (stock)."""

    FLOW = "flow"
    STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number defined once.

    Counts, sums, medians and quartiles read rows of `of` that meet `where` and whose date `when` falls in
    the period; rates and ratios divide two measures; growth compares one with a year earlier; a difference
    subtracts `denominator` from `numerator`.
    """

    pack: str
    id: str
    title: Text
    kind: MeasureKind
    definition: Text
    rounding: Rounding
    unit: str = ""
    shown_in: str = ""
    of: str = ""  # "pack.register"
    where: Node | None = None
    where_source: str = ""
    value: Node | None = None
    value_source: str = ""
    when: str = ""
    once_per: str = ""
    time: TimeRule = TimeRule.FLOW
    numerator: str = ""  # "pack.measure"
    denominator: str = ""
    operand: str = ""  # the measure a growth is of
    expected: bool = False  # 预计: never counts as done
    indicator: bool = False  # somebody is judged by it
    row: str = ""

    @property
    def ref(self) -> str:
        """The full reference, "pack.measure"."""
        return f"{self.pack}.{self.id}"


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A count, and the rate that leads to it from an earlier step."""

    count: str
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Counts in order, each with its own named base."""

    pack: str
    id: str
    title: Text
    steps: tuple[FunnelStep, ...]

    @property
    def ref(self) -> str:
        """The full reference, "pack.funnel"."""
        return f"{self.pack}.{self.id}"


@dataclass(frozen=True, slots=True)
class Published:
    """A figure somebody printed: kept with its source, to be held against what the rows say."""

    row: str
    source: str
    quote: str
    measure: str
    period: str
    value: str
    by: Mapping[str, str] = field(default_factory=dict)  # group values, such as {event: "2022 spring signing"}
    unsaid: Text | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Situation and expected outcome: test, documentation and demo data at once."""

    id: str
    row: str
    title: Text
    register: str
    given: tuple[Mapping[str, object], ...]
    expect: Mapping[str, object]
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """One line of work."""

    id: str
    version: str
    titles: Text
    prefix: str
    owner: Text
    basis: tuple[Basis, ...]
    registers: Mapping[str, Register]
    measures: Mapping[str, Measure] = field(default_factory=dict)
    funnels: Mapping[str, Funnel] = field(default_factory=dict)
    published: tuple[Published, ...] = ()
    examples: tuple[Example, ...] = ()
    indicators: int = 12  # the most measures anybody may be judged by

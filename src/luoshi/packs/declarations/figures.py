"""Measures, funnels, and figures somebody printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.rules.bands import Band
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.figures import Rounding
from luoshi.rules.texts import Text


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
    PRO_RATA = "pro_rata"
    PACE = "pace"
    PROJECTION = "projection"


class TimeRule(StrEnum):
    """Whether the number is of a period (flow) or of a day (stock)."""

    FLOW = "flow"
    STOCK = "stock"


class LinkRule(StrEnum):
    """What the linked rows of a record have to be like for it to count."""

    SOME = "some"  # there is one
    NONE = "none"  # there is none
    ALL = "all"  # there are some, and each has its date by the end of the period
    NOT_ALL = "not_all"  # the opposite of all


@dataclass(frozen=True, slots=True)
class Link:
    """A condition on the rows of another register that point here: every permit issued, no explanation given.

    `by` is the field that points, or "parent". With `when`, only rows whose date is not after the period's end are
    there yet.
    """

    of: str  # "pack.register"
    by: str
    has: LinkRule
    where: Node | None = None
    where_source: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLights:
    """The colours of a measure: bands without hole or overlap over what is printed, and the document they rest on."""

    bands: tuple[Band, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number defined once.

    Counts, sums, medians and quartiles read rows of `of` that meet `where` and `linked` and whose date `when`
    falls in the period, or for a stock lies before its end; `since` has come by then and `until` has not. Rates and
    ratios divide two measures; growth compares one with a year earlier; a difference subtracts `denominator` from
    `numerator`; pro rata is the share of the year elapsed; pace is `operand` per day elapsed, projection the whole at
    that pace.
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
    linked: tuple[Link, ...] = ()
    when: str = ""
    since: str = ""
    until: str = ""
    once_per: str = ""
    time: TimeRule = TimeRule.FLOW
    numerator: str = ""  # "pack.measure"
    denominator: str = ""
    operand: str = ""  # the measure a growth, pace or projection is of
    lights: MeasureLights | None = None
    expected: bool = False  # 预计: never counts as done
    indicator: bool = False  # somebody is judged by it
    row: str = ""
    element: str = ""  # the data element of the dictionary that it computes

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
class Comparison:
    """Measures side by side for several units or groups: a page made of facts already held."""

    pack: str
    id: str
    title: Text
    by: str  # a grouping, such as "unit:county"
    measures: tuple[str, ...]
    note: Text | None = None

    @property
    def ref(self) -> str:
        """The full reference, "pack.comparison"."""
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

"""Measures, funnels, and figures somebody printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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

"""A figure: one number of one measure, with what it was made from; a table is several under one question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from luoshi.measures.amounts import Amount
from luoshi.measures.questions import Question
from luoshi.measures.wording import light_of, text_of, working_of
from luoshi.packs.declarations import Comparison, Funnel, FunnelStep, Measure
from luoshi.rules.figures import Number
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Group:
    """A place in a table: the key and its wording for each side the table is grouped by."""

    keys: Mapping[str, str] = field(default_factory=dict)
    titles: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; `question` asks for it again, alone. `position` is where the change log stood."""

    measure: Measure
    question: Question
    amount: Amount
    position: str
    group: Group = Group()

    @property
    def value(self) -> Fraction | None:
        """The exact number: a rate's 382/568, not its percentage."""
        return self.amount.value

    @property
    def numerator(self) -> Number | None:
        """What a rate counts, what a growth has grown to."""
        return self.amount.numerator

    @property
    def denominator(self) -> Number | None:
        """The base."""
        return self.amount.denominator

    @property
    def text(self) -> Text:
        """As it is printed, with its unit."""
        return text_of(self.measure, self.amount)

    @property
    def working(self) -> Text:
        """How it came about: "382/568 = 67.25 %"."""
        return working_of(self.measure, self.amount)

    @property
    def light(self) -> str:
        """The colour of the number by the measure's bands; blank where it has none."""
        return light_of(self.measure, self.amount)


@dataclass(frozen=True, slots=True)
class Table:
    """One measure by group. `total` is counted anew over all rows, never added up from the groups."""

    measure: Measure
    question: Question
    by: tuple[str, ...]
    figures: tuple[Figure, ...]
    total: Figure


@dataclass(frozen=True, slots=True)
class Step:
    """A count of a funnel, and the rate that leads to it with the measure it is taken of."""

    step: FunnelStep
    count: Figure
    rate: Figure | None
    base: Measure | None


@dataclass(frozen=True, slots=True)
class FunnelFigures:
    """A funnel with all its numbers, read at one moment."""

    funnel: Funnel
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ComparisonFigures:
    """A comparison with its numbers, a table for each measure; their rows are the same groups in the same order."""

    comparison: Comparison
    tables: tuple[Table, ...]

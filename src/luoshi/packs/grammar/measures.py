"""measures.yaml: numbers and funnels; published.yaml: the figures somebody printed."""

from typing import Annotated

from pydantic import Field

from luoshi.packs.declarations import Colour, LinkRule, MeasureKind, TimeRule
from luoshi.packs.grammar.rounding import RoundingForm
from luoshi.packs.grammar.values import Expression, Flag, Form, Id, Ref, Sentence, Words

Grouping = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*)?$", max_length=81)]


class LinkForm(Form):
    """A condition on the rows of another register that point to the record."""

    of: Ref
    by: Id
    has: LinkRule
    where: Expression | None = None
    when: Id | None = None


class MeasureLightsForm(Form):
    """Colours of a measure, each with the values that get it."""

    bands: Annotated[dict[Colour, Sentence], Field(min_length=1)]
    basis: Sentence


class MeasureForm(Form):
    """A number; which of the keys go together depends on `what`."""

    title: Words
    what: MeasureKind
    definition: Words
    of: Ref | None = None
    where: Expression | None = None
    value: Expression | None = None
    linked: tuple[LinkForm, ...] = ()
    when: Id | None = None
    since: Id | None = None
    until: Id | None = None
    once_per: Id | None = None
    time: TimeRule = TimeRule.FLOW
    numerator: Ref | None = None
    denominator: Ref | None = None
    unit: Sentence | None = None
    shown_in: Sentence | None = None
    rounding: RoundingForm
    expected: Flag = False
    indicator: Flag = False
    lights: MeasureLightsForm | None = None
    element: Id | None = None
    source: Sentence | None = None


class StepForm(Form):
    """A count of a funnel and the rate that leads to it."""

    count: Ref
    rate: Ref | None = None


class FunnelForm(Form):
    """Counts in order."""

    title: Words
    steps: Annotated[tuple[StepForm, ...], Field(min_length=2)]


class ComparisonForm(Form):
    """Measures side by side, for each unit or group."""

    title: Words
    by: Grouping = "unit:county"
    measures: Annotated[tuple[Ref, ...], Field(min_length=1)]
    note: Words | None = None


class MeasuresForm(Form):
    """The whole of measures.yaml."""

    measures: Annotated[dict[Id, MeasureForm], Field(min_length=1)]
    funnels: dict[Id, FunnelForm] = {}
    comparisons: dict[Id, ComparisonForm] = {}


class PublishedFigureForm(Form):
    """A printed figure with the sentence it stands in."""

    row: Sentence
    source: Sentence
    quote: Sentence
    measure: Ref
    period: Sentence
    value: Sentence
    by: dict[Id, Sentence] = {}
    unsaid: Words | None = None


class PublishedForm(Form):
    """The whole of published.yaml."""

    published: Annotated[tuple[PublishedFigureForm, ...], Field(min_length=1)]

"""measures.yaml: numbers and funnels; published.yaml: the figures somebody printed."""

from typing import Annotated

from pydantic import Field

from luoshi.packs.declarations import MeasureKind, TimeRule
from luoshi.packs.grammar.rounding import RoundingForm
from luoshi.packs.grammar.values import Expression, Flag, Form, Id, Ref, Sentence, Words


class MeasureForm(Form):
    """A number; which of the keys go together depends on `what`."""

    title: Words
    what: MeasureKind
    definition: Words
    of: Ref | None = None
    where: Expression | None = None
    value: Expression | None = None
    when: Id | None = None
    once_per: Id | None = None
    time: TimeRule = TimeRule.FLOW
    numerator: Ref | None = None
    denominator: Ref | None = None
    unit: Sentence | None = None
    shown_in: Sentence | None = None
    rounding: RoundingForm
    expected: Flag = False
    indicator: Flag = False
    source: Sentence | None = None


class StepForm(Form):
    """A count of a funnel and the rate that leads to it."""

    count: Ref
    rate: Ref | None = None


class FunnelForm(Form):
    """Counts in order."""

    title: Words
    steps: Annotated[tuple[StepForm, ...], Field(min_length=2)]


class MeasuresForm(Form):
    """The whole of measures.yaml."""

    measures: Annotated[dict[Id, MeasureForm], Field(min_length=1)]
    funnels: dict[Id, FunnelForm] = {}


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

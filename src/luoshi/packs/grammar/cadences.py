"""cadences.yaml: what recurs, and the records it opens."""

from typing import Annotated

from pydantic import Field

from luoshi.packs.grammar.examples import Row
from luoshi.packs.grammar.values import Day, Form, Id, Ref, Sentence, Words
from luoshi.rules.cadence import Place
from luoshi.rules.periods import Kind


class EachForm(Form):
    """The records that are followed: one is opened for each of them."""

    register_: Annotated[Ref, Field(alias="register")]
    on: Id
    at: Id
    back: Id


class EveryForm(Form):
    """The periods: one record is opened in each of them."""

    period: Kind
    on: Place
    since: Day
    sunset: Day
    unit: Id
    slot: Id
    day: Id


class CadenceForm(Form):
    """One cadence; either `every` or `each`."""

    title: Words
    basis: Sentence
    opens: Ref
    every: EveryForm | None = None
    each: EachForm | None = None
    fills: Row | None = None


class CadencesForm(Form):
    """The whole of cadences.yaml."""

    cadences: Annotated[dict[Id, CadenceForm], Field(min_length=1)]

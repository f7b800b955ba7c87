"""elements.yaml: the data elements of the dictionary, each with one definition and one owner."""

from typing import Annotated

from pydantic import Field

from luoshi.packs.declarations import FieldType, OverTime, OverUnits, PersonalClass, TimeRule
from luoshi.packs.grammar.values import Form, Id, Sentence, Titled, Words


class ElementForm(Form):
    """One data element; which of the keys go together depends on how it adds up."""

    title: Words
    definition: Words
    owner: Id
    purpose: Words
    type: FieldType
    unit: Sentence | None = None
    time_kind: TimeRule
    over_time: OverTime
    over_units: OverUnits
    numerator: Id | None = None
    denominator: Id | None = None
    weight: Id | None = None
    by: Titled | None = None
    personal: PersonalClass = PersonalClass.NONE
    aliases: tuple[Sentence, ...] = ()
    missing: Titled | None = None


class ElementsForm(Form):
    """The whole of elements.yaml."""

    elements: Annotated[dict[Id, ElementForm], Field(min_length=1)]

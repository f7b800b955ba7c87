"""pack.yaml: what the line of work is called, who owns it and which document it rests on."""

from typing import Annotated

from pydantic import Field, StringConstraints

from luoshi.packs.grammar.values import Day, Form, Id, Sentence, Whole, Words

HOUSE_INDICATORS = 12
"""The most indicators any pack may ask to be judged by."""


class BasisForm(Form):
    """A document a rule rests on."""

    document: Sentence
    article: Sentence | None = None
    date: Day | None = None


class PackForm(Form):
    """The head of a pack."""

    pack: Id
    titles: Words
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    owner: Words
    basis: Annotated[tuple[BasisForm, ...], Field(min_length=1)]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]*$", max_length=40)]
    indicators: Whole = HOUSE_INDICATORS

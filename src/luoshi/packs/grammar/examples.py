"""examples/*.yaml: a situation and what must come of it."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, RootModel

from luoshi.packs.declarations import Colour
from luoshi.packs.grammar.values import Form, Id, Ref, Sentence, Words

Scalar = Annotated[str, Field(max_length=2000)]
Row = Annotated[dict[Id, Scalar], Field(min_length=1)]


class ExpectForm(Form):
    """The outcome: a derived value, a refusal, a number, a deadline, a light, or the latest start of a step."""

    field: Id | None = None
    value: Sentence | None = None
    refused: Id | None = None
    on: Annotated[str, Field(pattern=r"^(create|move:[a-z][a-z0-9_]*)$")] | None = None
    measure: Ref | None = None
    period: Sentence | None = None
    due: Sentence | None = None
    light: Colour | None = None
    step: Id | None = None
    start: Sentence | None = None
    day: Sentence | None = None


def _rows(written: Any) -> Any:
    """One record may be written without the list around it."""
    return [written] if isinstance(written, dict) else written


class ExampleForm(Form):
    """One example; `given` is one record, `records` several."""

    example: Id
    row: Sentence
    title: Words
    register_: Annotated[Ref, Field(alias="register")]
    given: Annotated[tuple[Row, ...], BeforeValidator(_rows)] = ()
    records: tuple[Row, ...] = ()
    expect: ExpectForm

    @property
    def rows(self) -> tuple[Row, ...]:
        """The records of the situation."""
        return self.given or self.records


class ExamplesForm(RootModel[tuple[ExampleForm, ...]]):
    """A file of examples: a list."""

    model_config = {"frozen": True}

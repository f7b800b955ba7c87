"""chart: of a register: what its wall chart draws as planned, actual and expected, where that is not plain."""

from typing import Annotated

from pydantic import Field

from luoshi.packs.grammar.values import Form, Id


class ChartSpanForm(Form):
    """A bar from one day to another."""

    from_: Annotated[Id | None, Field(alias="from")] = None
    to: Id


class ChartForm(Form):
    """挂图: without it the bars follow from the states reached, the due date and the back-schedule."""

    planned: ChartSpanForm | None = None
    actual: ChartSpanForm | None = None
    expected: Id | None = None
    lanes: Id | None = None

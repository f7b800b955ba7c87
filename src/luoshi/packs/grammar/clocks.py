"""clocks:, lights: and chase: of a lifecycle: limits in working days, and what follows from being late."""

from typing import Annotated

from pydantic import Field, StringConstraints

from luoshi.packs.declarations import Colour
from luoshi.packs.grammar.durations import WorkingDays
from luoshi.packs.grammar.values import Day, Expression, Flag, Form, Id, Sentence, Whole, Words

Mark = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]


class StopForm(Form):
    """A reason for which a clock may stand still."""

    title: Words
    by: Id = "supervisor"
    at_most: WorkingDays | None = None
    basis: Sentence


class ExtensionForm(Form):
    """Who may ask for more time, who decides, how often and for how long."""

    by: Id
    confirm: Id
    times: Whole = 1
    at_most: WorkingDays
    basis: Sentence


class ClockForm(Form):
    """A limit in working days between two states, resting on a dated document."""

    id: Id | None = None
    on: Id
    until: Id
    within: WorkingDays
    basis: Sentence
    since: Day
    stops: dict[Id, StopForm] = {}
    extension: ExtensionForm | None = None


class LightsForm(Form):
    """A value and the colours it gets; every value has exactly one."""

    value: Expression
    bands: Annotated[dict[Colour, Sentence], Field(min_length=1)]
    basis: Sentence | None = None


class RungForm(Form):
    """One rung of the ladder by which a record is chased."""

    rung: Id
    title: Words
    mark: Mark | None = None
    when: Expression
    by: Id
    may_start_here: Flag = False
    basis: Sentence | None = None

"""lifecycle: of a register: states, moves and guards."""

from typing import Annotated, Literal

from pydantic import Field

from luoshi.packs.grammar.clocks import ClockForm, LightsForm, RungForm
from luoshi.packs.grammar.signoff import SecondLookForm
from luoshi.packs.grammar.values import Expression, Flag, Form, Id, Ids, Ref, Words
from luoshi.rules.actors import Role


class LinkedCountForm(Form):
    """A count of records of another register that point to the one that moves."""

    title: Words
    of: Ref
    by: Id
    where: Expression | None = None


class GuardForm(Form):
    """A condition a move meets."""

    expr: Expression
    refuse: Words
    remedy: Words
    waivable_by: Role | None = None
    linked: dict[Id, LinkedCountForm] = {}


class StateForm(Words):
    """A state's name; whether nothing is expected any more once it is reached; whether it locks what is kept."""

    end: Flag = False
    locked: Flag = False


class MoveForm(Form):
    """A step between states; `by` and `confirm` name a party of the record or a role."""

    title: Words
    from_: Annotated[Ids, Field(alias="from", min_length=1)]
    to: Id
    by: Id
    needs: Ids = ()
    guards: Ids = ()
    sets: Ids = ()
    confirm: Id | None = None
    strikes_off: Flag = False
    word_of: Literal["beneficiary"] | None = None
    reviewed: dict[Id, Ids] = {}
    reason: Flag = False
    note: Words | None = None


class LifecycleForm(Form):
    """States, moves, clocks, the second look, lights, and how a record is chased."""

    states: Annotated[dict[Id, StateForm], Field(min_length=1)]
    initial: Id
    moves: Annotated[dict[Id, MoveForm], Field(min_length=1)]
    clocks: tuple[ClockForm, ...] = ()
    second_look: SecondLookForm | None = None
    lights: LightsForm | None = None
    chase: tuple[RungForm, ...] = ()

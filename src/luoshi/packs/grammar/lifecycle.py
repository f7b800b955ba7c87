"""lifecycle: of a register: states, moves, guards and clocks."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from luoshi.packs.grammar.signoff import SecondLookForm
from luoshi.packs.grammar.values import (
    Day,
    Expression,
    Flag,
    Form,
    Id,
    Ids,
    Sentence,
    Words,
)  # fmt: skip
from luoshi.rules.actors import Role

_WORKING_DAYS = re.compile(r"(\d{1,4}) working days?")


class GuardForm(Form):
    """A condition a move meets."""

    expr: Expression
    refuse: Words
    remedy: Words
    waivable_by: Role | None = None


class StateForm(Words):
    """A state's name, and whether nothing is expected any more once it is reached."""

    end: Flag = False


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
    note: Words | None = None


def _working_days(written: Any) -> Any:
    if isinstance(written, int):
        return written
    if isinstance(written, str) and (match := _WORKING_DAYS.fullmatch(written)):
        return int(match.group(1))
    raise PydanticCustomError(
        "LS204",
        "within",
        {"wanted_zh": "工作日数，如 60 working days", "wanted_en": "working days such as 60 working days"},
    )


class ClockForm(Form):
    """A limit in working days between two states, resting on a dated document."""

    on: Id
    until: Id
    within: Annotated[
        int,
        BeforeValidator(_working_days),
        WithJsonSchema({"type": "string", "pattern": _WORKING_DAYS.pattern}),
    ]
    basis: Sentence
    since: Day


class LifecycleForm(Form):
    """States, moves, clocks, and the second look."""

    states: Annotated[dict[Id, StateForm], Field(min_length=1)]
    initial: Id
    moves: Annotated[dict[Id, MoveForm], Field(min_length=1)]
    clocks: tuple[ClockForm, ...] = ()
    second_look: SecondLookForm | None = None

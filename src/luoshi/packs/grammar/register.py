"""registers/*.yaml: one table of things kept, with its fields, rules and lifecycle."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from luoshi.packs.declarations import FieldType, PersonalClass, RegisterKind
from luoshi.packs.grammar.values import (
    Amount,
    Day,
    Expression,
    Flag,
    Form,
    Id,
    Ids,
    Ref,
    Sentence,
    Titled,
    Whole,
    Words,
)  # fmt: skip
from luoshi.rules.actors import Role

_WORKING_DAYS = re.compile(r"(\d{1,4}) working days?")


class FieldForm(Form):
    """One column; which of the keys go together depends on `type`."""

    type: FieldType
    title: Words
    required: Flag = False
    unit: Sentence | None = None
    of: Titled | None = None
    to: Ref | None = None
    min: Amount | None = None
    max: Amount | None = None
    formula: Expression | None = None
    element: Id | None = None
    personal: PersonalClass = PersonalClass.NONE
    visible_to: tuple[Role, ...] = ()
    hint: Words | None = None


class RuleForm(Form):
    """A condition every record meets, and what is said when it does not."""

    id: Id
    expr: Expression
    refuse: Words
    remedy: Words


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
    """States, moves and clocks."""

    states: Annotated[dict[Id, StateForm], Field(min_length=1)]
    initial: Id
    moves: Annotated[dict[Id, MoveForm], Field(min_length=1)]
    clocks: tuple[ClockForm, ...] = ()


class ParentForm(Form):
    """The register a record may hang under."""

    to: Ref


class SeesForm(Form):
    """Whose records a person sees."""

    default: Literal["subtree", "all"] = "subtree"


def _sees(written: Any) -> Any:
    return {"default": written} if isinstance(written, str) else written


class RegisterForm(Form):
    """A register as its author writes it."""

    register_: Annotated[Id, Field(alias="register")]
    title: Words
    purpose: Words
    owner: Id
    kind: RegisterKind = RegisterKind.LEDGER
    key: Ids = ()
    label: Id
    parent: ParentForm | None = None
    period: Id | None = None
    sunset: Day | None = None
    sees: Annotated[SeesForm, BeforeValidator(_sees)] = SeesForm()
    edit: Annotated[tuple[Role, ...], Field(min_length=1)]
    reply_days: Whole | None = None
    last_visit: Flag = False
    fields_: Annotated[dict[Id, FieldForm], Field(alias="fields", min_length=1)]
    rules: tuple[RuleForm, ...] = ()
    evidence: dict[Id, Words] = {}
    guards: dict[Id, GuardForm] = {}
    lifecycle: LifecycleForm | None = None

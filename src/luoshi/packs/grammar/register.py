"""registers/*.yaml: one table of things kept, with its fields, rules and lifecycle."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from luoshi.packs.declarations import FieldType, PersonalClass, RegisterKind
from luoshi.packs.grammar.audits import AuditForm, OwedForm
from luoshi.packs.grammar.backschedule import BackScheduleForm
from luoshi.packs.grammar.chart import ChartForm
from luoshi.packs.grammar.conserving import ConservedForm
from luoshi.packs.grammar.evidence import EvidenceForm
from luoshi.packs.grammar.lifecycle import GuardForm, LifecycleForm
from luoshi.packs.grammar.signoff import BeneficiaryForm, ReviewForm
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
    blanks: Titled | None = None


class RuleForm(Form):
    """A condition every record meets, and what is said when it does not."""

    id: Id
    expr: Expression
    refuse: Words
    remedy: Words


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
    owed: OwedForm | None = None
    sunset: Day | None = None
    sees: Annotated[SeesForm, BeforeValidator(_sees)] = SeesForm()
    edit: Annotated[tuple[Role, ...], Field(min_length=1)]
    reply_days: Whole | None = None
    last_visit: Flag = False
    fields_: Annotated[dict[Id, FieldForm], Field(alias="fields", min_length=1)]
    rules: tuple[RuleForm, ...] = ()
    audits: tuple[AuditForm, ...] = ()
    evidence: dict[Id, EvidenceForm] = {}
    guards: dict[Id, GuardForm] = {}
    lifecycle: LifecycleForm | None = None
    frozen_lists: Flag = False
    conserves: tuple[ConservedForm, ...] = ()
    reviews: dict[Id, ReviewForm] = {}
    beneficiary: BeneficiaryForm | None = None
    back_schedule: BackScheduleForm | None = None
    chart: ChartForm | None = None

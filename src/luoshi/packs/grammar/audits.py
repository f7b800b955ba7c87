"""audits: and owed: of a register that is reported by period."""

from typing import Annotated, Literal

from pydantic import Field

from luoshi.org.models import UnitKind
from luoshi.packs.grammar.clocks import Mark
from luoshi.packs.grammar.durations import WorkingDays
from luoshi.packs.grammar.values import Day, Expression, Form, Id, Ids, Sentence, Signed, Words
from luoshi.rules.audits import Severity


class BalanceForm(Form):
    """A stock: it opens as the period before closed, gains, loses, and closes."""

    opening: Id
    gains: Ids = ()
    losses: Ids = ()
    closing: Id


class AuditForm(Form):
    """One audit: exactly one of `expr`, `balance`, `change`, `plausible`."""

    id: Id
    title: Words | None = None
    expr: Expression | None = None
    balance: BalanceForm | None = None
    change: Id | None = None
    against: Literal["previous", "year_before"] = "previous"
    plausible: Expression | None = None
    within: Sentence | None = None
    unit: Sentence | None = None
    severity: Severity = Severity.REFUSE
    remedy: Words | None = None
    basis: Sentence | None = None


class AskingRungForm(Form):
    """One rung of the ladder by which a missing return is asked for."""

    rung: Id
    title: Words
    mark: Mark | None = None
    late: Signed
    basis: Sentence | None = None


class OwedForm(Form):
    """Who owes a return, and by when."""

    by: Annotated[tuple[UnitKind, ...], Field(min_length=1)]
    within: WorkingDays
    since: Day
    season: Sentence | None = None
    below: tuple[Sentence, ...] = ()
    chase: tuple[AskingRungForm, ...] = ()
    basis: Sentence

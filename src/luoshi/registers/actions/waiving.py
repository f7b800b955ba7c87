"""Setting a guard aside for one record."""

from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, policies
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.models import Record, Waiver
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def waive(record: Record, guard: str, *, basis: str, by: Actor, at: datetime) -> Waiver:
    """Set a guard aside for one record, by a person the declaration names, with the legal basis."""
    register = declared(record.register, record.pack_version_id)
    found = register.guards.get(guard)
    if found is None or found.waivable_by is None:
        raise Refused(
            "registers.not_waivable",
            reason=Text(f"“{guard}”不能豁免。", f"'{guard}' cannot be waived."),
            remedy=Text("请满足该条件。", "Meet the condition."),
            where=guard,
        )
    if not permissions.covers(by, register, record.unit, found.waivable_by):
        raise Refused(
            "registers.may_not_waive",
            reason=Text("您无权豁免。", "You may not waive this."),
            remedy=Text(f"须由{found.waivable_by.label.zh}办理。", f"It is for a {found.waivable_by.label.en}."),
            where=guard,
        )
    policies.check_stands(record)
    policies.check_given(basis, "basis", Text("豁免须写明法律依据。", "A waiver needs its legal basis."), most=400)
    with writing():
        waiver, new = Waiver.objects.get_or_create(
            county=record.county,
            record=record,
            guard=guard,
            defaults={"basis": basis.strip(), "by_account": by.account_id, "by_name": by.name, "at": at},
        )
        if not new:
            raise Refused(
                "registers.waived_already",
                reason=Text(f"{waiver.by_name} 已登记豁免。", f"{waiver.by_name} waived this already."),
                remedy=Text("无需再办。", "Nothing is left to do."),
                where=guard,
            )
        leave_trace(record, "waive", [], by=by, at=at, guard=guard, basis=basis.strip())
    return waiver

"""Changing who leads, supports and supervises: exactly one lead, always."""

from collections.abc import Sequence
from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.org.models import Unit
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.creating import check_unit_open
from luoshi.registers.actions.writing import leave_trace, write_again
from luoshi.registers.models import Party, PartyRole, Record, VersionKind
from luoshi.registers.permissions import check_can_edit
from luoshi.registers.policies import check_not_struck_off
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def set_parties(
    record: Record,
    *,
    lead: Unit,
    support: Sequence[Unit] = (),
    supervisor: Sequence[Unit] = (),
    by: Actor,
    at: datetime,
) -> Record:
    """Name the one lead, the supporting and the supervising units; nobody supports or supervises itself.

    Who did the work stands as it was signed off: what was struck off is reopened first.
    """
    register = declared(record.register, record.pack_version_id)
    check_can_edit(by, register, record.unit)
    check_not_struck_off(record, register)
    for unit in (lead, *support, *supervisor):
        check_unit_open(unit, on=day_of(at))
    if lead.pk in {unit.pk for unit in (*support, *supervisor)}:
        raise Refused(
            "registers.lead_is_party",
            reason=Text(f"“{lead.title}”已是牵头单位。", f"{lead.title} is the lead already."),
            remedy=Text("牵头、配合、督办须是不同单位。", "Lead, support and supervisor are different units."),
            where="lead",
        )
    wanted = {(unit.pk, PartyRole.SUPPORT) for unit in support} | {
        (unit.pk, PartyRole.SUPERVISOR) for unit in supervisor
    }
    with writing():
        record.lead = lead
        write_again(record, VersionKind.PARTIES, by=by, at=at, changed=[], reason="")
        record.parties.all().delete()
        Party.objects.bulk_create(
            Party(county=record.county, record=record, unit_id=unit, role=role) for unit, role in sorted(wanted)
        )
        leave_trace(
            record,
            "set_parties",
            [],
            by=by,
            at=at,
            lead=lead.code,
            support=[unit.code for unit in support],
            supervisor=[unit.code for unit in supervisor],
        )
    return record

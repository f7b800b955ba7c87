"""The staff quota (编制) of units."""

from datetime import date, datetime

from luoshi.audit.actions import writing
from luoshi.org.actions.entries import note_unit
from luoshi.org.models import Establishment, EstablishmentKind, Unit
from luoshi.org.permissions import check_can_administer
from luoshi.org.policies.drafts import check_room
from luoshi.org.policies.spans import check_exists
from luoshi.org.policies.staffing import check_quota
from luoshi.org.queries.staffing import establishment_on
from luoshi.rules.actors import Actor


def grant_establishment(
    unit: Unit, *, kind: EstablishmentKind, number: int, since: date, basis: str, by: Actor, at: datetime
) -> Establishment:
    """The unit's quota grows by `number` from `since` on, or shrinks when negative; `basis` is the document."""
    check_can_administer(by, unit)
    check_room(basis, 200, where="basis")
    with writing():
        locked = Unit.objects.select_for_update().get(pk=unit.pk)
        check_exists(locked, since, locked.valid_to)
        check_quota(unit, number, establishment_on(unit, since).get(kind, 0), basis)
        grant = Establishment.objects.create(unit=unit, kind=kind, number=number, valid_from=since, basis=basis)
        facts = {"kind": kind, "number": number, "from": since, "basis": basis}
        note_unit("grant_establishment", unit, facts, by=by, at=at)
    return grant

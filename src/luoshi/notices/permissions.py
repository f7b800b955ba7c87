"""May a person be told of a record, and who keeps the messengers."""

from datetime import datetime

from luoshi.org.models import Unit
from luoshi.org.permissions import check_can_administer
from luoshi.org.queries import capacities
from luoshi.people.models import Account
from luoshi.registers import queries
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused


def may_see(account: Account, record: int, *, at: datetime) -> bool:
    """Whether the person sees the record in any of their capacities now. Some three queries for each capacity."""
    return account.is_active and any(_sees(actor, record) for actor in capacities(account, at=at))


def _sees(actor: Actor, record: int) -> bool:
    try:
        queries.get(actor, record)
    except Refused:
        return False
    return True


def check_can_keep_messenger(by: Actor, unit: Unit) -> None:
    """Refuse a messenger of a unit to all but its administrators and those above it."""
    check_can_administer(by, unit)


def covers(unit: Unit, record: Record) -> bool:
    """Whether a messenger of the unit hears of the record: its lead, or its own unit, is that unit or below it."""
    of = record.lead or record.unit
    return of.path.startswith(unit.path)

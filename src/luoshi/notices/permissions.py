"""May a person be told of a record, and who keeps the messengers."""

from datetime import datetime

from luoshi.notices.models import Notice
from luoshi.org.models import Unit
from luoshi.org.permissions import check_can_administer
from luoshi.org.queries import capacities
from luoshi.people.models import Account
from luoshi.registers import queries
from luoshi.returns.models import Reminder
from luoshi.returns.queries import askings_seen, is_open
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused


def may_see(account: Account, record: int, *, at: datetime) -> bool:
    """Whether the person sees the record in any of their capacities now. Some three queries for each capacity."""
    return account.is_active and any(_sees(actor, record) for actor in capacities(account, at=at))


def may_see_asking(account: Account, asking: Reminder, *, at: datetime) -> bool:
    """Whether the person sees how far the unit is with what it was asked for, in any of their capacities now."""
    return account.is_active and bool(askings_seen(capacities(account, at=at), [asking]))


def still_holds(notice: Notice) -> bool:
    """Whether there is anything left to tell: what was asked for and is handed over by now is told no more."""
    return notice.asking is None or is_open(notice.asking)


def may_be_told(account: Account, notice: Notice, *, at: datetime) -> bool:
    """Whether a notice may go out to the person now, and still has something to say."""
    if notice.asking is not None:
        return still_holds(notice) and may_see_asking(account, notice.asking, at=at)
    return notice.record_id is not None and may_see(account, notice.record_id, at=at)


def _sees(actor: Actor, record: int) -> bool:
    try:
        queries.get(actor, record)
    except Refused:
        return False
    return True


def check_can_keep_messenger(by: Actor, unit: Unit) -> None:
    """Refuse a messenger of a unit to all but its administrators and those above it."""
    check_can_administer(by, unit)


def covers(unit: Unit, of: Unit) -> bool:
    """Whether a messenger of the unit hears of a matter of another: that is the unit itself or below it."""
    return of.path.startswith(unit.path)

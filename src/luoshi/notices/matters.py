"""What a notice is about, in words: a record, or a return that was asked for and has no record yet."""

from dataclasses import dataclass

from luoshi.notices.models import Notice
from luoshi.org.models import Unit
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.returns.models import Reminder
from luoshi.rules.periods import parse
from luoshi.rules.texts import Text

WITH_MATTER = ("record__unit", "record__lead", "asking__unit")


@dataclass(frozen=True, slots=True)
class Matter:
    """Its name, its number (blank where it has none), its register, whose it is, and where it stands in the site."""

    label: Text
    number: str
    register: Text
    unit: Unit
    path: str


def matter_of(notice: Notice) -> Matter:
    """The matter of a notice that was read with `WITH_MATTER`."""
    if notice.asking is not None:
        return _asked(notice.asking)
    if notice.record is None:
        raise ValueError(f"notice {notice.pk} is about nothing")
    return _kept(notice.record)


def _kept(record: Record) -> Matter:
    label = " ".join(record.label.split()) or record.number
    register = declared(record.register, record.pack_version_id).title
    return Matter(Text(label, label), record.number, register, record.lead or record.unit, f"/records/{record.pk}/")


def _asked(asking: Reminder) -> Matter:
    title, period = declared(asking.register).title, parse(asking.period).text
    label = Text(f"{asking.unit.title}{period.zh}{title.zh}", f"{title.en} of {asking.unit.title}, {period.en}")
    return Matter(label, asking.number, title, asking.unit, f"/returns/asked/{asking.pk}/")

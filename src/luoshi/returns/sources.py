"""From a figure of 汇总 to the returns it is made of: which unit reported what, who entered it, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.org.models import Unit
from luoshi.org.queries import paths_below
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record, Version
from luoshi.registers.values import Kept
from luoshi.returns.adding import periods_within, rules_of
from luoshi.returns.permissions import sees_path
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Period
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Source:
    """One return behind a figure: what it says there, and who wrote that."""

    record: int
    unit_id: int
    unit: str
    period: str
    value: Kept | None
    by_name: str
    at: datetime
    reason: str


def sources_of(
    actor: Actor, register: Register, period: Period, *, unit: int, field: str, today: date
) -> list[Source]:
    """The returns that were handed over by a unit and those below it, as they stood, in order of time and tree.

    Refused for a field that does not add up: names and personal data have no sources here. One query for each level
    of the tree above and below the unit, one for the returns, one for who wrote the field.
    """
    if field not in rules_of(register, current()) or register.owed is None:
        raise no_such_figure(field)
    within = [each for each in periods_within(register, period) if each.start <= today]
    placed = paths_below(unit, {min(each.end, today) for each in within})
    wanted = {
        each.label: [
            member for member, path in placed[min(each.end, today)].items() if sees_path(actor, register, path)
        ]
        for each in within
    }
    members = {member for listed in wanted.values() for member in listed}
    rows = _returns(register, members, list(wanted))
    mine = [row for row in rows if row.unit_id in set(wanted[row.period])]
    written = _written_by([row.pk for row in mine], field)
    return [_source(row, field, written) for row in mine if row.pk in written or field in row.data]


def _returns(register: Register, units: Iterable[int], periods: Sequence[str]) -> list[Record]:
    found = (
        Record.objects.of(register.ref).filter(unit__in=units, period__in=periods).order_by("period", "unit__code")
    )
    locked = register.lifecycle.locked_states if register.lifecycle else frozenset()
    return list((found.filter(state__in=locked) if locked else found).select_related("unit"))


def _written_by(records: Sequence[int], field: str) -> dict[int, Version]:
    """The newest version of each record that wrote the field. One query."""
    found: dict[int, Version] = {}
    versions = Version.objects.filter(record__in=records).order_by("revision")
    for version in versions.only("record", "changed", "by_name", "at", "reason"):
        if field in version.changed:
            found[version.record_id] = version
    return found


def _source(row: Record, field: str, written: dict[int, Version]) -> Source:
    version = written.get(row.pk)
    at, by, why = (version.at, version.by_name, version.reason) if version else (row.created_at, "", "")
    return Source(row.pk, row.unit_id, row.unit.title, row.period, row.data.get(field), by, at, why)


def no_such_figure(field: str) -> Refused:
    return Refused(
        "returns.no_such_figure",
        reason=Text(f"汇总里没有“{field[:40]}”。", f"There is no figure {field[:40]} in the sums."),
        remedy=Text("请从汇总表点开数字。", "Open a figure from the table of sums."),
    )


def title_of(unit: int) -> str:
    """The unit's name; empty where there is none. One query."""
    return Unit.objects.filter(pk=unit).values_list("title", flat=True).first() or ""

"""From a figure of 汇总 to the returns it is made of: which unit reported what, who entered it, and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.fields.json import KeyTransform

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

    Refused for a field that does not add up: names and personal data have no sources here. One query for the
    tree, one for the returns, one for who wrote the field.
    """
    if field not in rules_of(register, current()) or register.owed is None:
        raise no_such_figure(field)
    within = [each for each in periods_within(register, period) if each.start <= today]
    placed = paths_below(unit, {min(each.end, today) for each in within})
    wanted = {
        (each.label, member)
        for each in within
        for member, path in placed[min(each.end, today)].items()
        if sees_path(actor, register, path)
    }
    rows = [row for row in _returns(register, wanted, field) if (row[2], row[1]) in wanted]
    written = _written_by([row[0] for row in rows], field)
    return [_source(row, written.get(row[0])) for row in rows if row[0] in written or row[-1] is not None]


Row = tuple[int, int, str, str, datetime, Kept | None]
"""A return: its number, its unit, the period, the unit's title, when it was created, and what it says."""


def _returns(register: Register, wanted: Collection[tuple[str, int]], field: str) -> list[Row]:
    """The returns of these units and periods that were handed over, in order of time and code. One query."""
    periods, units = {period for period, _unit in wanted}, {unit for _period, unit in wanted}
    found = Record.objects.of(register.ref).filter(unit__in=units, period__in=periods)
    locked = register.lifecycle.locked_states if register.lifecycle else frozenset()
    rows = found.filter(state__in=locked) if locked else found
    told = rows.order_by("period", "unit__code").annotate(told=KeyTransform(field, "data"))
    return list(told.values_list("pk", "unit_id", "period", "unit__title", "created_at", "told"))


def _written_by(records: Sequence[int], field: str) -> dict[int, tuple[datetime, str, str]]:
    """When, by whom and why each record's field was last written. One query."""
    found: dict[int, tuple[datetime, str, str]] = {}
    versions = Version.objects.filter(record__in=records).order_by("revision")
    for record, changed, at, by, why in versions.values_list("record_id", "changed", "at", "by_name", "reason"):
        if field in changed:
            found[record] = (at, by, why)
    return found


def _source(row: Row, written: tuple[datetime, str, str] | None) -> Source:
    record, unit, period, title, created, value = row
    at, by, why = written or (created, "", "")
    return Source(record, unit, title, period, value, by, at, why)


def no_such_figure(field: str) -> Refused:
    return Refused(
        "returns.no_such_figure",
        reason=Text(f"汇总里没有“{field[:40]}”。", f"There is no figure {field[:40]} in the sums."),
        remedy=Text("请从汇总表点开数字。", "Open a figure from the table of sums."),
    )


def title_of(unit: int) -> str:
    """The unit's name; empty where there is none. One query."""
    return Unit.objects.filter(pk=unit).values_list("title", flat=True).first() or ""

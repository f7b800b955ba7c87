"""Due dates computed anew when the calendar has changed: forward only, by groups that share one answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Value

from luoshi.audit.actions import Act, unwritten, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.calendars.queries import national
from luoshi.registers.actions.redated_rows import KEY, Part, begin, choose, write
from luoshi.registers.models import Clock, ClockQuerySet, DueCause
from luoshi.rules.actors import Actor
from luoshi.rules.limits import Limit, Standstill, read_spans
from luoshi.rules.texts import Text
from luoshi.rules.workdays import Calendar

BATCH = 4_000  # ids of clocks: on SQLite everybody else who writes waits for one batch


@dataclass(frozen=True, slots=True)
class Group:
    """Open clocks with the same start, days, stops and date; what the calendar says now, and how many they are.

    `calendar` is the version that says it: another may come into force before the clocks are written.
    """

    key: Mapping[str, Any]
    calendar: str
    computed: date | None
    provisional: bool
    count: int

    @property
    def old(self) -> date | None:
        """The date they have."""
        found: date | None = self.key["due"]
        return found

    @property
    def cause(self) -> DueCause | None:
        """Moved to a later date, kept because the computed one is earlier, or None: the same date."""
        if self.computed == self.old or self.computed is None or self.old is None:
            return None
        return DueCause.CALENDAR if self.computed > self.old else DueCause.KEPT

    @property
    def new(self) -> date | None:
        """The date they get: a date is never taken back."""
        return self.computed if self.cause is DueCause.CALENDAR else self.old


@dataclass(frozen=True, slots=True)
class Redated:
    """How many clocks moved to a later date, and how many kept theirs though the calendar gives an earlier one."""

    moved: int = 0
    kept: int = 0

    def plus(self, other: "Redated") -> "Redated":
        """Both together."""
        return Redated(self.moved + other.moved, self.kept + other.kept)

    @property
    def text(self) -> Text:
        """What came of it, in a sentence."""
        return Text(
            f"{self.moved} 个期限顺延；{self.kept} 个算出更早的日期，保持不变。",
            f"{self.moved} due dates moved later; {self.kept} would be earlier and stay.",
        )


def outdated(*apart: str) -> list[Group]:
    """The groups whose date or standing the calendar in force changes. One query; one computation for each group.

    `apart` names what else of a clock keeps groups apart, for a preview: "record__register". About three seconds for
    a million open clocks.
    """
    calendar, told = national(), (*KEY, *apart)
    counted = _computed_otherwise(calendar.version).values(*told).annotate(count=Count("pk")).order_by(*told)
    groups = (_computed(row, calendar) for row in counted.iterator(chunk_size=2000))
    return [group for group in groups if group.cause or group.provisional != group.key["provisional"]]


def _computed(row: dict[str, Any], calendar: Calendar) -> Group:
    count = row.pop("count")
    still = Standstill(row["stopped_since"], row["stop_at_most"]) if row["stopped_since"] else None
    limit = Limit(row["started_on"], row["working_days"] + row["extended"], read_spans(row["stood"]), still)
    deadline = limit.deadline(calendar)
    return Group(
        row, calendar.version, deadline.date if deadline else None, deadline.provisional if deadline else False, count
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """The clocks of the groups whose ids lie from `first` to `last`: neighbours, so that each page is written once.

    `done` and `of` count the open clocks computed with another calendar, to the end of this batch and in all.
    """

    groups: Mapping[tuple[Any, ...], Group]
    first: int
    last: int
    done: int
    of: int

    @property
    def calendar(self) -> str:
        """The version of the calendar that says the new dates."""
        return next(iter(self.groups.values())).calendar


def in_batches(groups: Sequence[Group]) -> Iterator[Batch]:
    """All of it in parts of a few thousand ids of clocks, each for a transaction of its own. One query.

    Ids between which nothing is open, or all is computed with this calendar, cost nothing.
    """
    if not groups:
        return
    known = {tuple(group.key[name] for name in KEY): group for group in groups}
    spans = (
        _computed_otherwise(groups[0].calendar)
        .annotate(span=F("pk") / Value(BATCH))
        .values_list("span")
        .annotate(count=Count("pk"))
        .order_by("span")
    )
    found = [(int(span), count) for span, count in spans]
    done, of = 0, sum(count for _, count in found)
    for span, count in found:
        done += count
        yield Batch(known, span * BATCH, span * BATCH + BATCH - 1, done, of)


def _computed_otherwise(calendar: str) -> ClockQuerySet:
    """Open clocks with a limit in working days whose date another calendar gave."""
    return Clock.objects.open().exclude(working_days=None).exclude(calendar=calendar)


def redate_batch(batch: Batch, *, by: Actor, at: datetime) -> Redated:
    """Give some clocks their new dates, keep the old ones with the reason, and bring their records in line.

    Set by set: some fifteen statements, whatever the number of clocks; one entry names every record with its date
    before and after. Repeated, it finds nothing left to do.
    """
    done, told = Redated(), list[dict[str, object]]()
    among = _computed_otherwise(batch.calendar).filter(pk__range=(batch.first, batch.last))
    with writing():
        groups = [batch.groups[key] for key in among.values_list(*KEY).distinct() if key in batch.groups]
        for number, records in sorted(_written(groups, batch, by=by, at=at).items()):
            group = groups[number]
            told.append({"old": group.old, "new": group.new, "computed": group.computed, "records": records})
            done = done.plus(_counted(group, len(records)))
        if told:
            act = Act("registers.redate", "calendar", 0, "", {"calendar": batch.calendar, "groups": told})
            leave_entry(act, by=by, at=at)
        else:
            unwritten()
    return done


def _written(groups: Sequence[Group], batch: Batch, *, by: Actor, at: datetime) -> Mapping[int, list[int]]:
    """The records written, by the place of their group."""
    if not groups:
        return {}
    begin(batch.calendar, by=by, at=at)
    choose([_part(group) for group in groups], batch.first, batch.last)
    return write()


def _part(group: Group) -> Part:
    return Part(group.key, group.cause, group.new, group.computed, group.provisional)


def _counted(group: Group, count: int) -> Redated:
    if group.cause is None:
        return Redated()
    return Redated(moved=count) if group.cause is DueCause.CALENDAR else Redated(kept=count)

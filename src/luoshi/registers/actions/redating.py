"""Due dates computed anew when the calendar has changed: forward only, by groups that share one answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min

from luoshi.audit.actions import Act, unwritten, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.calendars.queries import national
from luoshi.registers.actions.redated_rows import KEY, Part, begin, choose, write
from luoshi.registers.models import Clock, DueCause
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


def outdated() -> list[Group]:
    """The groups whose date or standing the calendar in force changes. One query; one computation for each group."""
    calendar = national()
    counted = (
        Clock.objects.open()
        .exclude(working_days=None)
        .exclude(calendar=calendar.version)
        .values(*KEY)
        .annotate(count=Count("pk"))
        .order_by(*KEY)
    )
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

    `done` and `of` say how far that is among all open clocks, counted by their ids.
    """

    groups: Sequence[Group]
    first: int
    last: int
    done: int
    of: int


def in_batches(groups: Sequence[Group]) -> Iterator[Batch]:
    """All of it in parts of a few thousand clocks, each for a transaction of its own. One query."""
    ends = Clock.objects.open().aggregate(lowest=Min("pk"), highest=Max("pk"))
    if not groups or ends["lowest"] is None:
        return
    lowest, highest = ends["lowest"], ends["highest"]
    for first in range(lowest, highest + 1, BATCH):
        last = min(first + BATCH - 1, highest)
        yield Batch(groups, first, last, last - lowest + 1, highest - lowest + 1)


def redate_batch(batch: Batch, *, by: Actor, at: datetime) -> Redated:
    """Give some clocks their new dates, keep the old ones with the reason, and bring their records in line.

    Set by set: some fifteen statements, whatever the number of clocks; one entry names every record with its date
    before and after. Repeated, it finds nothing left to do.
    """
    version, done, told = batch.groups[0].calendar, Redated(), list[dict[str, object]]()
    with writing():
        begin(version, by=by, at=at)
        choose([_part(group) for group in batch.groups], batch.first, batch.last)
        for number, records in sorted(write().items()):
            group = batch.groups[number]
            told.append({"old": group.old, "new": group.new, "computed": group.computed, "records": records})
            done = done.plus(_counted(group, len(records)))
        if told:
            act = Act("registers.redate", "calendar", 0, "", {"calendar": version, "groups": told})
            leave_entry(act, by=by, at=at)
        else:
            unwritten()
    return done


def _part(group: Group) -> Part:
    return Part(group.key, group.cause, group.new, group.computed, group.provisional)


def _counted(group: Group, count: int) -> Redated:
    if group.cause is None:
        return Redated()
    return Redated(moved=count) if group.cause is DueCause.CALENDAR else Redated(kept=count)

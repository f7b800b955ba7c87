"""Due dates computed anew when the calendar has changed: forward only, by groups that share one answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.calendars.queries import national
from luoshi.registers.actions.writing import STANDING
from luoshi.registers.models import Clock, DueCause, Record, Version, VersionKind
from luoshi.rules.actors import Actor
from luoshi.rules.limits import Limit, Standstill, read_spans
from luoshi.rules.texts import Text
from luoshi.rules.workdays import Calendar

BATCH = 20_000
KEY = ("started_on", "working_days", "extended", "stood", "stopped_since", "stop_at_most", "due", "provisional")
REASON = Text("工作日历更新", "a new working-day calendar")


@dataclass(frozen=True, slots=True)
class Group:
    """Open clocks with the same start, days, stops and date; what the calendar says now, and how many they are."""

    key: Mapping[str, Any]
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
    return Group(row, deadline.date if deadline else None, deadline.provisional if deadline else False, count)


def in_batches(groups: Iterable[Group]) -> Iterator[list[tuple[Group, int, int]]]:
    """Groups put together, or one taken apart by ranges of ids, so that a transaction writes some 20,000 clocks.

    Each part is a group with the first and the last id it covers.
    """
    batch: list[tuple[Group, int, int]] = []
    size = 0
    for group in groups:
        for first, last, count in _ranges(group):
            if batch and size + count > BATCH:
                yield batch
                batch, size = [], 0
            batch.append((group, first, last))
            size += count
    if batch:
        yield batch


def _ranges(group: Group) -> Iterator[tuple[int, int, int]]:
    if group.count <= BATCH:
        yield 0, 2**62, group.count
        return
    ids = list(_clocks(group).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        yield part[0], part[-1], len(part)


def _clocks(group: Group) -> Any:
    return Clock.objects.open().filter(**group.key).exclude(calendar=national().version)


def redate_batch(parts: Iterable[tuple[Group, int, int]], *, by: Actor, at: datetime) -> Redated:
    """Give some clocks their new dates, keep the old ones with the reason, and bring their records in line.

    Set by set: some five statements for each group and four for the batch, whatever the number of clocks; one
    entry names every record with its date before and after. Repeated, it finds nothing left to do.
    """
    version, done, told, touched = national().version, Redated(), list[dict[str, object]](), list[int]()
    with writing():
        for group, first, last in parts:
            clocks = _clocks(group).filter(pk__range=(first, last))
            records = list(clocks.values_list("record_id", flat=True))
            if group.cause:
                _keep_dates(clocks, group, version, by=by, at=at)
            clocks.update(due=group.new, provisional=group.provisional, calendar=version)
            touched += records
            told.append({"old": group.old, "new": group.new, "computed": group.computed, "records": records})
            done = done.plus(_counted(group, len(records)))
        moved = _bring_records_in_line(touched, at=at)
        _keep_versions(moved, by=by, at=at)
        act = Act("registers.redate", "calendar", 0, "", {"calendar": version, "groups": told})
        leave_entry(act, by=by, at=at)
    return done


def _counted(group: Group, count: int) -> Redated:
    if group.cause is None:
        return Redated()
    return Redated(moved=count) if group.cause is DueCause.CALENDAR else Redated(kept=count)


def _keep_dates(clocks: Any, group: Group, version: str, *, by: Actor, at: datetime) -> None:
    """One row for each clock with the date it had, written by the database itself."""
    chosen, values = clocks.values("county", "id").query.sql_with_params()
    dates = (group.old, group.new, group.computed)
    told: list[Any] = [group.cause, *dates, version, REASON.zh, by.account_id, by.name, _moment(at)]
    columns = "county, clock_id, cause, old_due, new_due, computed, calendar, reason, by_account, by_name, at"
    casts = ("varchar", "date", "date", "date", "varchar", "varchar", "bigint", "varchar", "timestamptz")
    marks = ", ".join(f"CAST(%s AS {cast})" if connection.vendor == "postgresql" else "%s" for cast in casts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO registers_duechange ({columns}) SELECT c.county, c.id, {marks} FROM ({chosen}) c",  # noqa: S608 — names are ours
            told + list(values),
        )


def _moment(at: datetime) -> object:
    """A moment as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def _bring_records_in_line(touched: list[int], *, at: datetime) -> list[int]:
    """Put the earliest open date on the records; the ids of those whose date became another.

    Read once and written by distinct date: PostgreSQL takes a sub-select for each record to be cheap and scans all
    clocks for every one.
    """
    moved: list[int] = []
    for start in range(0, len(touched), BATCH):
        part = touched[start : start + BATCH]
        records = Record.objects.filter(pk__in=part).select_for_update(no_key=True).order_by("pk")
        before = {pk: told for pk, *told in records.values_list("pk", "due", "due_provisional")}
        for first, ids in _by_first(part).items():
            due, provisional, calendar = first
            later = [pk for pk in ids if before[pk][0] != due]
            settled = [pk for pk in ids if before[pk][0] == due and before[pk][1] != provisional]
            Record.objects.filter(pk__in=settled).update(due_provisional=provisional)
            Record.objects.filter(pk__in=later).update(
                due=due,
                due_provisional=provisional,
                due_calendar=calendar,
                revision=F("revision") + 1,
                updated_at=at,
            )
            moved += later
    return moved


def _by_first(records: list[int]) -> dict[tuple[date | None, bool, str], list[int]]:
    """The records by the earliest date of their open clocks, with its standing and calendar. One query."""
    open_clocks = Clock.objects.open().filter(record__in=records).exclude(due=None).order_by("-due", "-pk")
    first = {
        pk: (due, provisional, calendar)
        for pk, due, provisional, calendar in open_clocks.values_list("record_id", "due", "provisional", "calendar")
    }
    found: dict[tuple[date | None, bool, str], list[int]] = {}
    for pk, told in first.items():
        found.setdefault(told, []).append(pk)
    return found


def _keep_versions(records: list[int], *, by: Actor, at: datetime) -> None:
    """A version for each record whose date became another, copied by the database itself."""
    same = ("county", "register", "revision", "pack_version_id", *STANDING)
    told: list[Any] = [VersionKind.REDATED.value, "[]", REASON.zh, by.account_id, by.name, _moment(at)]
    casts = ("varchar", "jsonb", "varchar", "bigint", "varchar", "timestamptz")
    marks = ", ".join(f"CAST(%s AS {cast})" if connection.vendor == "postgresql" else "%s" for cast in casts)
    columns = f"record_id, {', '.join(same)}, kind, changed, reason, by_account, by_name, at"
    table = Version._meta.db_table
    with connection.cursor() as cursor:
        for start in range(0, len(records), BATCH):
            part = records[start : start + BATCH]
            holes = ", ".join(["%s"] * len(part))
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT id, {', '.join(same)}, {marks} "  # noqa: S608 — names are ours
                f"FROM registers_record WHERE id IN ({holes}) ORDER BY id",
                [*told, *part],
            )

"""The rows of dates computed anew, written set by set: what is chosen lies in tables of the connection's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from luoshi.registers.actions.writing import STANDING
from luoshi.registers.models import DueCause, VersionKind
from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text

KEY = ("started_on", "working_days", "extended", "stood", "stopped_since", "stop_at_most", "due", "provisional")
REASON = Text("工作日历更新", "a new working-day calendar")
TABLES = {
    "redating_act": "kind varchar(12), calendar varchar(16), reason varchar(400), changed jsonb, by_account bigint, "
    "by_name varchar(80), at timestamptz",
    "redating_part": "part integer PRIMARY KEY, started_on date, working_days integer, extended integer, "
    "stood varchar(1000), stopped_since date, stop_at_most integer, due date, provisional boolean, "
    "cause varchar(8), new_due date, computed date, settled boolean",
    "redating": "clock bigint PRIMARY KEY, county varchar(12), record bigint, part integer",
    "redating_record": "record bigint PRIMARY KEY, due date, provisional boolean, calendar varchar(16), "
    "later boolean",
}
CHANGES = """
INSERT INTO registers_duechange
  (county, clock_id, cause, old_due, new_due, computed, calendar, reason, by_account, by_name, at)
SELECT chosen.county, chosen.clock, part.cause, part.due, part.new_due, part.computed,
  act.calendar, act.reason, act.by_account, act.by_name, act.at
FROM redating chosen CROSS JOIN redating_act act JOIN redating_part part ON part.part = chosen.part
WHERE part.cause <> '' ORDER BY chosen.clock"""
CLOCKS = """
UPDATE registers_clock SET due = part.new_due, provisional = NOT part.settled, calendar = act.calendar
FROM redating chosen JOIN redating_part part ON part.part = chosen.part CROSS JOIN redating_act act
WHERE registers_clock.id = chosen.clock AND registers_clock.id {among_clocks}"""
FIRST_DATES = """
INSERT INTO redating_record
SELECT record_id, due, provisional, calendar, had IS DISTINCT FROM due FROM (
  SELECT clock.record_id, clock.due, clock.provisional, clock.calendar,
    record.due AS had, record.due_provisional AS held,
    row_number() OVER (PARTITION BY clock.record_id ORDER BY clock.due, clock.id) AS place
  FROM registers_clock clock JOIN registers_record record ON record.id = clock.record_id
  WHERE clock.record_id {among_records} AND clock.ended_on IS NULL AND clock.due IS NOT NULL
) found WHERE place = 1 AND (had IS DISTINCT FROM due OR held <> provisional)"""
SETTLED = """
UPDATE registers_record SET due_provisional = moved.provisional
FROM redating_record moved
WHERE registers_record.id = moved.record AND registers_record.id {among_records} AND NOT moved.later"""
LATER = """
UPDATE registers_record SET due = moved.due, due_provisional = moved.provisional, due_calendar = moved.calendar,
  revision = registers_record.revision + 1, updated_at = act.at
FROM redating_record moved CROSS JOIN redating_act act
WHERE registers_record.id = moved.record AND registers_record.id {among_records} AND moved.later"""
VERSIONS = """
INSERT INTO registers_version (record_id, {same}, kind, changed, reason, by_account, by_name, at)
SELECT record.id, {record_same}, act.kind, act.changed, act.reason, act.by_account, act.by_name, act.at
FROM redating_record moved CROSS JOIN redating_act act JOIN registers_record record ON record.id = moved.record
WHERE moved.later AND record.id {among_records} ORDER BY moved.record"""
CHOSEN = """
INSERT INTO redating SELECT id, county, record_id, part FROM (
  SELECT clock.id, clock.county, clock.record_id, part.part
  FROM registers_clock clock JOIN redating_part part
    ON part.started_on = clock.started_on AND part.working_days = clock.working_days
    AND part.extended = clock.extended AND part.stood = clock.stood
    AND part.stopped_since IS NOT DISTINCT FROM clock.stopped_since
    AND part.stop_at_most IS NOT DISTINCT FROM clock.stop_at_most
    AND part.due IS NOT DISTINCT FROM clock.due AND part.provisional = clock.provisional
  CROSS JOIN redating_act act
  WHERE clock.id BETWEEN %s AND %s AND clock.ended_on IS NULL AND clock.calendar <> act.calendar
  ORDER BY clock.id {held}
) found"""
HOLD = "SELECT id FROM registers_record WHERE id {among_records} ORDER BY id FOR NO KEY UPDATE"
AMONG = {"sqlite": "IN (SELECT {0} FROM redating)", "postgresql": "= ANY (ARRAY(SELECT {0} FROM redating))"}
"""The rows of the set; as an array PostgreSQL looks them up by their keys, whatever its statistics say."""


@dataclass(frozen=True, slots=True)
class Part:
    """Clocks that are alike, by `KEY`, and what they get; no `cause` where only the standing of the date changes."""

    key: Mapping[str, Any]
    cause: DueCause | None
    new: date | None
    computed: date | None
    provisional: bool


def begin(calendar: str, *, by: Actor, at: datetime) -> None:
    """Make the connection's own tables, empty; they end with the connection and are no part of what is kept."""
    moment = connection.ops.adapt_datetimefield_value(at)
    told: list[Any] = [VersionKind.REDATED.value, calendar, REASON.zh, "[]", by.account_id, by.name, moment]
    empty = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    with connection.cursor() as cursor:
        for name, columns in TABLES.items():
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns})")
            cursor.execute(f"{empty} {name}")
        cursor.execute("INSERT INTO redating_act VALUES (%s, %s, %s, %s, %s, %s, %s)", told)


def choose(parts: Sequence[Part], first: int, last: int) -> None:
    """Take the clocks of these parts into the set, of those ids, held until the end of the transaction."""
    rows = [
        (number, *(part.key[name] for name in KEY), part.cause or "", part.new, part.computed, not part.provisional)
        for number, part in enumerate(parts)
    ]
    held = "FOR NO KEY UPDATE OF clock" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO redating_part VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)  # noqa: S608
        cursor.execute(CHOSEN.format(held=held), [first, last])


def write() -> Mapping[int, list[int]]:
    """Write the dates of the set: on the clocks with what they were before, on their records, as versions.

    Answers the records of each part.
    """
    same = ("county", "register", "revision", "pack_version_id", *STANDING)
    among = AMONG[connection.vendor]
    named = {
        "same": ", ".join(same),
        "record_same": ", ".join(f"record.{name}" for name in same),
        "among_clocks": among.format("clock"),
        "among_records": among.format("record"),
    }
    on_postgres = (HOLD,) if connection.vendor == "postgresql" else ()
    with connection.cursor() as cursor:
        for statement in (*on_postgres, CHANGES, CLOCKS, FIRST_DATES, SETTLED, LATER, VERSIONS):
            cursor.execute(statement.format(**named))
        cursor.execute("SELECT part, record FROM redating ORDER BY clock")
        found: dict[int, list[int]] = {}
        for part, record in cursor.fetchall():
            found.setdefault(part, []).append(record)
    return found

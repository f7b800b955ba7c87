"""Many open deadlines, computed with the calendar of 20 January 2020 and computed anew with today's.

On 26 January 2020 the State Council lengthened the Spring Festival by three days: limits that ran over it moved.
Prints one JSON line: seconds for the set-based way, and for one clock at a time through the acts' own functions,
scaled up from a part. Run by bench.redating in a process of its own.
"""

import json
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from luoshi.audit.actions import Act, record, writing  # noqa: E402
from luoshi.calendars.queries import national  # noqa: E402
from luoshi.org.tests.small_city import SmallCity  # noqa: E402
from luoshi.packs.actions import publish  # noqa: E402
from luoshi.packs.load import load  # noqa: E402
from luoshi.packs.scaffolding import write  # noqa: E402
from luoshi.registers.actions.redating import in_batches, outdated, redate_batch  # noqa: E402
from luoshi.registers.actions.stopping import redate_record  # noqa: E402
from luoshi.registers.models import Clock, Record  # noqa: E402
from luoshi.registers.queries import in_force  # noqa: E402
from luoshi.rules.actors import Actor  # noqa: E402

AT = datetime(2020, 2, 1, 2, 0, tzinfo=UTC)
FIRST_DAY, DAYS, LIMITS = date(2019, 12, 1), 40, (10, 15, 40)
ONE_BY_ONE = 300


def main(rows: int) -> None:
    """Fill, compute anew in sets, then a part one by one under the old calendar."""
    call_command("migrate", verbosity=0)
    city = SmallCity()
    with TemporaryDirectory() as folder:
        write(Path(folder), "sample", "YB")
        publish(pack=load(Path(folder) / "sample"), by=city.admin, at=AT)
    fill(rows, city)
    began = time.perf_counter()
    groups = outdated()
    moved = sum(redate_batch(batch, by=city.admin, at=AT).moved for batch in in_batches(groups))
    ours = time.perf_counter() - began
    peer = one_by_one(city.admin) / ONE_BY_ONE * moved
    print(json.dumps({"ours": ours, "peer": peer, "moved": moved, "groups": len(groups)}))


def fill(rows: int, city: SmallCity) -> None:
    """Records with one open clock each, written in sets inside acts as an import would."""
    old, version, unit = national(known_on=date(2020, 1, 20)), in_force("sample.task")[1], city.unit("north")
    made = 0
    while made < rows:
        count = min(20_000, rows - made)
        starts = [FIRST_DAY + timedelta(days=(made + n) % DAYS) for n in range(count)]
        deadlines = [old.add(day, LIMITS[(made + n) % 3]) for n, day in enumerate(starts)]
        with writing():
            records = Record.objects.bulk_create(
                [
                    Record(
                        county=unit.county, register="sample.task", pack_version_id=version, unit=unit, lead=unit,
                        prefix="YB", label=f"{made + n}", state="assigned", due=deadline.date,
                        data={"name": f"{made + n}"}, reached={"assigned": starts[n].isoformat()},
                        created_at=AT, updated_at=AT,
                    )
                    for n, deadline in enumerate(deadlines)
                ],
                batch_size=1000,
            )  # fmt: skip
            Clock.objects.bulk_create(
                [
                    Clock(
                        county=unit.county, record=each, clock="assigned_struck_off", started_on=starts[n],
                        working_days=LIMITS[(made + n) % 3], due=deadlines[n].date, calendar=old.version,
                    )
                    for n, each in enumerate(records)
                ],
                batch_size=1000,
            )  # fmt: skip
            record(Act("bench.fill", "record", 0, "", {}), by=city.admin, at=AT)
        made += count


def one_by_one(by: Actor) -> float:
    """Seconds for the same through one record at a time; undone at the end."""
    clocks = list(Clock.objects.open()[:ONE_BY_ONE])
    began = time.perf_counter()
    with transaction.atomic():
        for clock in clocks:
            with writing():
                held = Clock.objects.select_for_update().get(pk=clock.pk)
                held.save()
                redate_record(Record.objects.get(pk=held.record_id), by=by, at=AT, name="redate", clock=held.clock)
        transaction.set_rollback(True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]))

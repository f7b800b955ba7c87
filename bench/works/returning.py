"""One run of `bench.returns`: villages, their returns, and both sides; prints its numbers as JSON."""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

ROUNDS, YEARS, SAVED = 9, 5, 200
FIRST = (2006, 1)  # the first month reported
FEWEST = 25  # months: two whole years, of which one is not counted, and the month that is saved afterwards
AT = datetime(2040, 1, 10, 2, tzinfo=UTC)
TODAY = date(2040, 1, 10)


def run(facts: int) -> dict[str, float]:
    """Everything is measured over the same returns, the last saved ones included."""
    from bench.works import returning_peers as peers
    from bench.works import returning_work as work
    from luoshi.measures.moments import layouts_of
    from luoshi.measures.reading.building import build
    from luoshi.packs.queries import current

    months = list(_months(max(FEWEST, round(facts / work.FIELDS / work.VILLAGES))))
    city = work.prepare(AT)
    told = {"facts": float(len(months) * work.VILLAGES * work.FIELDS)}
    told["brought"] = work.bring_all(city, months[:-1], AT)
    told |= _seconds_of("build", lambda: build(layouts_of(current()), replacing=None))
    told |= work.save_last_month(city, months[-1], AT, many=SAVED)
    _note(told)
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as folder:
        target = Path(folder) / "told.xlsx"
        recent = [months[-1 - ROUNDS], months[-1], *months[-ROUNDS:-1]]
        told |= _median("month", [partial(work.to_workbook, city, each, TODAY, target) for each in recent])
        years = sorted({each[:4] for each in months[:-1] if f"{each[:4]}-12" in months})[-1 - YEARS :]
        told |= _median("year", [partial(work.to_workbook, city, each, TODAY, target) for each in years])
        told["sources"] = _median("s", [partial(work.sources, city, each, TODAY) for each in months[-50:]])["s"]
        _note(told)
        for peer in peers.made(Path(folder)):
            for stretch, wanted in (("month", recent), ("year", years)):
                asked = [partial(peer.to_file, each, target) for each in wanted]
                told[f"{peer.name}_{stretch}"] = _median("p", asked)["p"]
            _agree(peer, city, recent[:3], years[:1])
            _note(told)
    return told


def _agree(peer: Any, city: Any, months: list[str], years: list[str]) -> None:
    """The peer tells what we tell, figure by figure."""
    from bench.works import returning_work as work

    for label in (*months, *years):
        mine, theirs = work.sums(city, label, TODAY), peer.sums(label)
        if mine != theirs:
            unlike = [(key, mine[key], theirs.get(key)) for key in mine if mine[key] != theirs.get(key)]
            raise SystemExit(f"{peer.name} tells other figures of {label}: {unlike[:3]}")


def _months(many: int) -> Iterator[str]:
    year, month = FIRST
    for _turn in range(many):
        yield f"{year}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _median(name: str, works: Sequence[Callable[[], object]]) -> dict[str, float]:
    """The median of fresh questions, each asked once; the first is not counted: it opens what stays open."""
    walls, processor = [], []
    for work in works:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processor.append(time.process_time() - cpu)
    return {name: statistics.median(walls[1:]), f"{name}_cpu": statistics.median(processor[1:])}


def _seconds_of(name: str, work: Callable[[], object]) -> dict[str, float]:
    begun = time.perf_counter()
    work()
    return {name: time.perf_counter() - begun}


def _note(told: dict[str, float]) -> None:
    print("  " + ", ".join(f"{name} {value:.4g}" for name, value in told.items()), file=sys.stderr, flush=True)


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    told = run(int(sys.argv[1]))
    connection.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()

"""One measurement of one database, run by `bench.measures` in a process of its own; prints its seconds as JSON."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

ROUNDS = 9
TODAY = date(2022, 12, 31)
REPORT = ("bench.signed", "bench.money", "bench.filed_rate")


def report(rows: int) -> dict[str, float]:
    """The report from the copy and from JSON: the same figures; then with a tail; then the copy built again."""
    from bench.works import filling, peers
    from luoshi.measures.moments import layouts_of
    from luoshi.measures.reading import generations
    from luoshi.measures.reading.building import build
    from luoshi.measures.reading.engine import home
    from luoshi.packs.queries import current

    filling.fill(rows)
    layouts = layouts_of(current())
    told = {"build": _seconds(lambda: build(layouts, replacing=None))}
    mine, theirs = from_copy(), peers.from_json()
    if mine != theirs:
        raise SystemExit(f"the reports differ: {mine[:3]} … {theirs[:3]} …")
    told["ours"], told["peer"] = _median(from_copy), _median(peers.from_json)
    filling.change_one_percent()
    told["catch_up"] = _seconds(from_copy)
    told["tail"] = _median(from_copy)
    told["again"] = _seconds(lambda: build(layouts, replacing=generations.current(home())))
    return told


def from_copy() -> list[tuple[int, int, str, int]]:
    """Unit, count, sum and the numerator of the rate, through the room's own door."""
    from luoshi.measures.queries import tables

    signed, money, rate = tables(REPORT, period="2022", by=["unit"], today=TODAY, actor=None)
    rows = zip(signed.figures, money.figures, rate.figures, strict=True)
    return sorted(
        (
            int(count.group.keys["unit"]),
            int(count.value or 0),
            f"{float(total.value or 0):.2f}",
            int(share.numerator or 0),
        )
        for count, total, share in rows
    )


def writers(_: int) -> dict[str, float]:
    """Twenty processes correct records as fast as they can while one reader asks; in the database `report` filled."""
    from bench.works import writing

    return writing.measure(seconds=10)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _ in range(ROUNDS))


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    django.setup()
    call_command("migrate", verbosity=0)
    what = {"report": report, "writers": writers}[sys.argv[1]]
    told = what(int(sys.argv[2]))
    connection.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()

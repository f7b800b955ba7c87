"""Twenty writers and one reader: how long after its commit a write stands in the figures."""

import itertools
import multiprocessing as mp
import statistics
import time
from bisect import bisect_left
from datetime import date
from multiprocessing.connection import Connection

from django.db import connection, connections
from django.utils import timezone

from luoshi.measures.queries import table
from luoshi.org.models import Unit
from luoshi.registers.actions import correct
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor, PostHeld, Role

WRITERS = 20
PAUSE = 0.5  # seconds between one save of a writer and the next
TODAY = date(2022, 12, 31)
FORK = mp.get_context("fork")
Writes = list[tuple[int, float]]
Seen = list[tuple[float, dict[int, int]]]


def measure(*, seconds: float) -> dict[str, float]:
    """The slowest and the median time from a commit to the end of the first question that shows it."""
    firsts = Record.objects.filter(reached__signed__gte="2022-01-01", reached__signed__lte="2022-12-31").order_by(
        "id"
    )
    mine = list({record.unit_id: record.pk for record in reversed(firsts[:400])}.items())[:WRITERS]
    ask()
    connections.close_all()
    pipes = [_start(record) for _, record in mine]
    for pipe in pipes:
        pipe.recv()
    until = time.monotonic() + seconds
    for pipe in pipes:
        pipe.send(until)
    seen = _read(until + 1)
    written = {unit: pipe.recv() for (unit, _), pipe in zip(mine, pipes, strict=True)}
    lags = [lag for unit, writes in written.items() for lag in _lags(unit, writes, seen)]
    total = sum(len(writes) for writes in written.values())
    if len(lags) != total:
        raise SystemExit(f"{total - len(lags)} writes were never seen")
    questions = statistics.median(after[0] - before[0] for before, after in itertools.pairwise(seen))
    return {
        "slowest": max(lags),
        "median": statistics.median(lags),
        "rate": total / seconds,
        "question": questions,
    }


def ask() -> dict[int, int]:
    """The serial each unit's writer has reached, by the figures."""
    found = table("bench.serials", period="2022", by=["unit"], today=TODAY, actor=None)
    return {int(figure.group.keys["unit"]): int(figure.value or 0) for figure in found.figures}


def _start(record: int) -> Connection:
    here, there = FORK.Pipe()
    FORK.Process(target=_write, args=(record, there), daemon=True).start()
    return here


def _write(pk: int, told: Connection) -> None:
    """One write to have everything loaded, as a server has; then, when told until when, one after the other."""
    connection.close()
    record = Record.objects.select_related("unit", "lead").get(pk=pk)
    officer = _officer(record.unit)
    correct(record, {"serial": "0.5"}, reason="bench", by=officer, at=timezone.now())
    told.send("ready")
    until = told.recv()
    writes: Writes = []
    while time.monotonic() < until:
        serial = len(writes) + 1
        correct(record, {"serial": str(serial)}, reason="bench", by=officer, at=timezone.now())
        writes.append((serial, time.monotonic()))
        time.sleep(PAUSE)
    told.send(writes)


def _read(until: float) -> Seen:
    seen: Seen = []
    while time.monotonic() < until:
        serials = ask()
        seen.append((time.monotonic(), serials))
    return seen


def _lags(unit: int, writes: Writes, seen: Seen) -> list[float]:
    serials = [found.get(unit, 0) for _, found in seen]
    firsts = ((bisect_left(serials, serial), committed) for serial, committed in writes)
    return [max(0.0, seen[first][0] - committed) for first, committed in firsts if first < len(seen)]


def _officer(unit: Unit) -> Actor:
    post = PostHeld(unit.pk, unit.code, unit.path, unit.title, unit.county, Role.BUREAU_OFFICER)
    return Actor(1, "writer", (post,))

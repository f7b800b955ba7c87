"""Brings a table into a register as the page and the worker do, and takes it back; prints each step's cost as JSON.

Run by bench.imports in a process of its own: processor seconds of this process and its children, megabytes of the
larger of the two at its largest.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")

import django

django.setup()

from django.core.files import File as Opened  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.works.filling import REGISTER, fill  # noqa: E402
from luoshi.evidence.actions import keep  # noqa: E402
from luoshi.jobs.testing import drain  # noqa: E402
from luoshi.org.models import Unit  # noqa: E402
from luoshi.rules.actors import Actor, PostHeld, Role  # noqa: E402
from luoshi.sheets.actions import begin, confirm, map_columns, undo  # noqa: E402
from luoshi.sheets.models import Fate, Import, Result  # noqa: E402
from luoshi.sheets.queries import columns_proposed, import_seen, layout_in, targets_for  # noqa: E402

AT = datetime(2023, 1, 3, 2, tzinfo=UTC)
T = TypeVar("T")


def main(table: Path, good: int) -> None:
    """Open, look at, bring in, take back; each counted against what the table holds."""
    call_command("migrate", verbosity=0)
    fill(1)
    clerk = _clerk()
    told: dict[str, float] = {}
    brought = _spent(told, "opened", lambda: _opened(table, clerk))
    _spent(told, "looked at", lambda: _looked_at(brought, clerk))
    _check(brought, clerk, Fate.NEW, good)
    _spent(told, "brought in", lambda: _brought_in(brought, clerk))
    _check(brought, clerk, f"result_{Result.CREATED}", good)
    _spent(told, "taken back", lambda: _taken_back(brought, clerk))
    _check(brought, clerk, f"result_{Result.TAKEN_BACK}", good)
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    told["memory"] = max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024
    connection.close()
    print(json.dumps(told))


def _clerk() -> Actor:
    unit = Unit.objects.get(code="u1")
    post = PostHeld(unit.pk, unit.code, unit.path, unit.title, unit.county, Role.BUREAU_OFFICER)
    return Actor(1, "clerk", (post,))


def _opened(table: Path, by: Actor) -> Import:
    with table.open("rb") as source:
        file = keep(Opened(source), name=table.name, by=by, at=AT)
    return begin(REGISTER, file=file, unit=Unit.objects.get(code="u1"), by=by, at=AT)


def _looked_at(brought: Import, by: Actor) -> None:
    targets = targets_for(by, brought)
    layout = layout_in(brought, targets, brought.sheet)
    columns = columns_proposed(brought, layout, targets, brought.sheet)
    map_columns(brought, columns, sheet=brought.sheet, clears=False, by=by, at=AT)
    drain(at=AT)


def _brought_in(brought: Import, by: Actor) -> None:
    confirm(import_seen(by, brought.pk), by=by, at=AT + timedelta(hours=1))
    drain(at=AT + timedelta(hours=1))


def _taken_back(brought: Import, by: Actor) -> None:
    undo(import_seen(by, brought.pk), reason="bench", by=by, at=AT + timedelta(hours=2))
    drain(at=AT + timedelta(hours=2))


def _check(brought: Import, by: Actor, name: str, wanted: int) -> None:
    found = import_seen(by, brought.pk).counts
    if found.get(name) != wanted:
        raise SystemExit(f"{wanted} rows should be {name}: {found}")


def _spent(told: dict[str, float], step: str, work: Callable[[], T]) -> T:
    before = sum(os.times()[:4])
    done = work()
    told[step] = sum(os.times()[:4]) - before
    return done


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

"""Walks the demo's pages in each role and writes what they cost to docs/reference/page-budgets.md.

    .venv/bin/python scripts/page_budgets.py        (after `make demo ONCE=1`)

Times are the server's own CPU time, from the request to the last byte of the page, in one process, without a network:
what others do on the same machine does not lengthen them, and waiting for a disk does not show in them.
"""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

import django

ROOT = Path(__file__).resolve().parents[1]
TIMES = 7
MOST_MILLISECONDS, MOST_SCRIPT = 150, 100_000
TARGET = ROOT / "docs" / "reference" / "page-budgets.md"
HEAD = """# What pages cost

What each page of the sample city costs, in the role that pays most for it; written by a walk along the links of every
role. The budgets are **{ms} ms** on the server and **{kb} kB** of script compressed, for each page. A test holds the
script of every page (`tests/pages/test_weights.py`); times depend on the machine, so no test asks for them.

- Command: `make demo ONCE=1 && .venv/bin/python scripts/page_budgets.py`
- Machine: {machine}
- Time: CPU time of the server, the median of {times} requests after a first one, in one process, without a network,
  on a machine shared with other work; on {day}
- {verdict}

| page | dearest for | ms CPU | page kB | script kB | style kB |
|---|---|---:|---:|---:|---:|
"""


@dataclass(frozen=True)
class Line:
    """A page as one role gets it."""

    route: str
    address: str
    role: str
    milliseconds: float
    page: int
    script: int
    style: int


def measured() -> Iterator[Line]:
    """Every page of every role, timed."""
    from luoshi.rules.actors import Role
    from tests.pages.walking import browser_of, walk
    from tests.pages.weight import weighed

    for role in Role:
        client = browser_of(role)
        for step in walk(client, role):
            times = []
            for _ in range(TIMES):
                began = process_time()
                client.get(step.address)
                times.append((process_time() - began) * 1000)
            weight = weighed(step.html)
            yield Line(step.route, step.address, role.value, median(times), weight.page, weight.script, weight.style)


def dearest(lines: list[Line]) -> list[Line]:
    """One line for each route: where it takes longest."""
    found: dict[str, Line] = {}
    for line in lines:
        if line.route not in found or found[line.route].milliseconds < line.milliseconds:
            found[line.route] = line
    return sorted(found.values(), key=lambda line: -line.milliseconds)


def table(lines: list[Line]) -> str:
    """The lines as rows."""
    return "".join(
        f"| `{line.address}` | {line.role.replace('_', ' ')} | {line.milliseconds:.0f} | {line.page / 1000:.1f} "
        f"| {line.script / 1000:.1f} | {line.style / 1000:.1f} |\n"
        for line in lines
    )


def verdict(lines: list[Line]) -> str:
    """How many keep both budgets."""
    slow = [line for line in lines if line.milliseconds > MOST_MILLISECONDS]
    heavy = [line for line in lines if line.script > MOST_SCRIPT]
    kept = len(lines) - len({line.route for line in (*slow, *heavy)})
    return f"Within both budgets: {kept} of {len(lines)} pages"


def machine() -> str:
    """What it ran on."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def main() -> None:
    """Walk, measure, write."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("LUOSHI_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    settings.ALLOWED_HOSTS = ["testserver"]
    lines = dearest(list(measured()))
    head = HEAD.format(
        ms=MOST_MILLISECONDS,
        kb=MOST_SCRIPT // 1000,
        machine=machine(),
        times=TIMES,
        day=timezone.localdate().isoformat(),
        verdict=verdict(lines),
    )
    TARGET.write_text(head + table(lines), encoding="utf-8")
    print(f"{verdict(lines)}; the slowest: {lines[0].address} {lines[0].milliseconds:.0f} ms")


if __name__ == "__main__":
    main()

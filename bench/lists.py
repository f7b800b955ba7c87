"""The list of a register with a million records: the server's time to the first paint, beside counting and skipping.

The peer is what a list does that counts its rows and skips to a page. LUOSHI_BENCH_ROWS sets another number of
records, LUOSHI_BENCH_DATABASE_URL another PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile

from bench.measures import ROWS, fresh_database
from bench.results import Result

GOAL = 0.3
"""Seconds to the first paint."""


def measure() -> list[Result]:
    """SQLite always, PostgreSQL when one answers."""
    server = fresh_database()
    return [*_results("sqlite", ""), *(_results("postgresql", server) if server else [])]


def _results(database: str, server: str) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as home:
        given = {"LUOSHI_HOME": home, "LUOSHI_DATABASE_URL": server, "DJANGO_SETTINGS_MODULE": "luoshi.site.settings"}
        command = [sys.executable, "-m", "bench.works.lists", str(ROWS)]
        done = subprocess.run(command, env=os.environ | given, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    peer = told.pop("counting and skipping to page 1,000")
    where = f"{ROWS:,} records, {database}, s"
    first = Result("lists", f"the first page, {where}, peer: counting and skipping", told["the first page"], peer)
    goals = [Result("lists", f"{page}, {where}, peer: the goal", seconds, GOAL) for page, seconds in told.items()]
    return [first, *goals]

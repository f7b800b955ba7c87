"""A million open deadlines computed anew after a change of the calendar, beside the same one record at a time.

LUOSHI_BENCH_ROWS sets another number, LUOSHI_BENCH_DATABASE_URL another PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile

from bench.measures import ROWS, fresh_database
from bench.results import Result


def measure() -> list[Result]:
    """SQLite always, PostgreSQL when one answers."""
    server = fresh_database()
    return [_result("sqlite", ""), *([_result("postgresql", server)] if server else [])]


def _result(database: str, server: str) -> Result:
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as home:
        given = {"LUOSHI_HOME": home, "LUOSHI_DATABASE_URL": server, "DJANGO_SETTINGS_MODULE": "luoshi.site.settings"}
        command = [sys.executable, "-m", "bench.works.redating", str(ROWS)]
        done = subprocess.run(command, env=os.environ | given, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    moved = f"{told['moved']:,} of {ROWS:,} deadlines move in {told['groups']} groups"
    return Result("redating", f"{moved}, {database}, s, peer: one record at a time", told["ours"], told["peer"])

"""A per-unit report over a million records: the reading copy beside the same from JSON in SQLite and PostgreSQL.

Count, sum and rate of each unit, with a filter; both sides in one run on one machine, and compared figure by figure.
Then twenty writers correct records through the registers' own action, and what each wrote is looked for in the
figures. LUOSHI_BENCH_ROWS sets another number of records, LUOSHI_BENCH_DATABASE_URL another PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile

import psycopg

from bench.results import Result

ROWS = int(os.environ.get("LUOSHI_BENCH_ROWS", "1000000"))
SERVER = os.environ.get("LUOSHI_BENCH_DATABASE_URL", "postgresql://localhost:5432/postgres")
DATABASE = "luoshi_bench"
Told = dict[str, float]


def measure() -> list[Result]:
    """SQLite always, PostgreSQL when one answers."""
    results = _reports("sqlite", _run("report", ""))
    server = fresh_database()
    if not server:
        print(f"no PostgreSQL answers at {SERVER}: measured on SQLite only")
        return results
    return [*results, *_reports("postgresql", _run("report", server)), *_writers(_run("writers", server))]


def _reports(database: str, told: Told) -> list[Result]:
    peer = f"s, peer: JSON in {database}"
    return [
        Result("measures", f"report by unit over {ROWS:,} records, {peer}", told["ours"], told["peer"]),
        Result("measures", f"the same with 1 % changed since the build, {peer}", told["tail"], told["peer"]),
        Result("measures", f"build after 1 % changed, s, peer: all from {database}", told["again"], told["build"]),
    ]


def _writers(told: Told) -> list[Result]:
    goal = "s, peer: the goal of 1 s"
    by = f"20 writers at {told['rate']:.0f} writes/s in all"
    return [
        Result("measures", f"from a write to its figure, {by}: the slowest, {goal}", told["slowest"], 1.0),
        Result("measures", f"from a write to its figure, {by}: the median, {goal}", told["median"], 1.0),
    ]


def _run(what: str, server: str) -> Told:
    """One database in a process of its own, with a home that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as home:
        given = {"LUOSHI_HOME": home, "LUOSHI_DATABASE_URL": server, "DJANGO_SETTINGS_MODULE": "luoshi.site.settings"}
        command = [sys.executable, "-m", "bench.works.run", what, str(ROWS)]
        done = subprocess.run(command, env=os.environ | given, stdout=subprocess.PIPE, text=True, check=True)
    found: Told = json.loads(done.stdout.splitlines()[-1])
    told = ", ".join(f"{name} {value:.4g}" for name, value in found.items())
    print(f"  {what} on {'postgresql' if server else 'sqlite'}: {told}", flush=True)
    return found


def fresh_database() -> str:
    """The address of a new database on the server; empty when none answers."""
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg.OperationalError:
        return ""
    return f"{SERVER.rpartition('/')[0]}/{DATABASE}"

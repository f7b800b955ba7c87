"""Returns: 60 figures of 100 townships to a saved .xlsx, beside the same from PostgreSQL JSON, SQLite and pandas.

`make bench ONLY=returns`. 4,000 villages below 100 townships report 60 figures a month; LUOSHI_BENCH_FACTS says how
many figures there are in all (50,000,000 without it, brought in by the product's own way for many returns, which is
measured on the way). All sides tell the same sums, compared figure by figure; each ends with a workbook on the disk.
LUOSHI_BENCH_DATABASE_URL names another PostgreSQL. pandas is installed for the bench alone, into build/.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from bench.results import Result

ROOT = Path(__file__).resolve().parents[1]
FACTS = int(os.environ.get("LUOSHI_BENCH_FACTS", "50000000"))
SERVER = os.environ.get("LUOSHI_BENCH_DATABASE_URL", "postgresql://localhost:5432/postgres")
DATABASE = "luoshi_bench_returns"
GOALS = {"month": 0.1, "year": 0.3, "save": 0.010, "sources": 0.005}
VALUES_A_SECOND = 200_000.0
PEERS = {"postgresql": "PostgreSQL JSON", "sqlite": "SQLite, typed columns", "pandas": "pandas on Parquet"}
Told = dict[str, float]


def measure() -> list[Result]:
    """On PostgreSQL, where an office of this size runs; nothing where none answers."""
    server = _fresh_database()
    if not server:
        print(f"no PostgreSQL answers at {SERVER}: not measured")
        return []
    told = _run(server, _libraries())
    above = f"over {told['facts']:,.0f} facts"
    results = [
        _result(f"a month to .xlsx {above}, median, s, peer: the goal", told["month"], GOALS["month"]),
        _result(f"a month to .xlsx {above}, processor time, s, peer: the goal", told["month_cpu"], GOALS["month"]),
        _result(f"a year to .xlsx {above}, median, s, peer: the goal", told["year"], GOALS["year"]),
        _result(f"a year to .xlsx {above}, processor time, s, peer: the goal", told["year_cpu"], GOALS["year"]),
        _result("database time of saving 60 figures, p95, s, peer: the goal", told["save_p95"], GOALS["save"]),
        _result("from a figure to its returns, median, s, peer: the goal", told["sources"], GOALS["sources"]),
        Result(
            "returns", f"values brought in a second {above}, peer: the goal", told["brought"], VALUES_A_SECOND, True
        ),
    ]
    for peer, title in PEERS.items():
        for stretch in ("month", "year"):
            if f"{peer}_{stretch}" in told:
                what = f"a {stretch} to .xlsx {above}, median, s, peer: {title}"
                results.append(_result(what, told[stretch], told[f"{peer}_{stretch}"]))
    return results


def _result(metric: str, ours: float, peer: float) -> Result:
    return Result("returns", metric, ours, peer)


def _run(server: str, libraries: Path) -> Told:
    """In a process of its own, with a home that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as home:
        given = {"LUOSHI_HOME": home, "LUOSHI_DATABASE_URL": server, "DJANGO_SETTINGS_MODULE": "luoshi.site.settings"}
        given["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}:{libraries}"
        command = [sys.executable, "-m", "bench.works.returning", str(FACTS)]
        done = subprocess.run(command, env=os.environ | given, stdout=subprocess.PIPE, text=True, check=True)
    found: Told = json.loads(done.stdout.splitlines()[-1])
    print("  " + ", ".join(f"{name} {value:.4g}" for name, value in found.items()), flush=True)
    return found


def _libraries() -> Path:
    """pandas, in the folder for the bench; it is no part of the product."""
    libraries = ROOT / "build" / "bench-peers"
    if not (libraries / "pandas").is_dir():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(libraries), "pandas"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return libraries


def _fresh_database() -> str:
    """The address of a new database on the server; empty when none answers."""
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg.OperationalError:
        return ""
    return f"{SERVER.rpartition('/')[0]}/{DATABASE}"

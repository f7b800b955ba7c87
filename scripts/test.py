"""Runs the whole suite on SQLite and, when one answers, on PostgreSQL; `make test` calls it.

The second pass leaves out what never meets a database, and the walks through the pages in a browser. Each run makes
databases under a name of its own and drops those alone, so nothing else on the server is touched.
"""

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import browser  # noqa: E402  (the project's folder must be on the path first)

PAGES_SEEN_ALREADY = ("-m", "not journey", "--ignore", "tests/pages")  # a browser asks no other database
USUAL_SERVER = "postgresql://root@localhost:5432/postgres"
SLOWEST = "12"  # shown, so that the suite does not grow slow unseen
WORKERS = os.environ.get("LUOSHI_TEST_WORKERS") or str((os.cpu_count() or 1) + 1)  # browsers and kills are waited for


@dataclass(frozen=True)
class Pass:
    """One run of the suite: on what, whether it passed, and the test runner's closing line."""

    database: str
    passed: bool
    closing: str


def run_pytest(database: str, *arguments: str, **environment: str) -> Pass:
    """Run the suite, showing its output as it comes and keeping its last line."""
    print(f"\n=== the suite on {database} ===", flush=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        WORKERS,
        "--dist",
        "worksteal",
        "--durations",
        SLOWEST,
        *arguments,
    ]
    closing = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return Pass(database, running.returncode == 0, closing)


def bundled_sqlite() -> str:
    """The version the product really uses, which is not the one Python was linked with."""
    from luoshi.site.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import sqlite3

    return f"SQLite {sqlite3.sqlite_version}"


def server_version(address: str) -> str | None:
    """What the server calls itself, or nothing when it does not answer or may not make databases."""
    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            may = connection.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
            row = may.fetchone()
            number = connection.info.server_version
    except psycopg.OperationalError as problem:
        print(f"PostgreSQL: {str(problem).splitlines()[0]}")
        return None
    if row is None or not row[0]:
        print("PostgreSQL answers, but this user may not make databases there")
        return None
    return f"PostgreSQL {number // 10000}.{number % 10000}"


def drop_own_databases(address: str, name: str) -> None:
    """Remove what this run made and an interrupted pytest left behind: names that start with its own random name."""
    with psycopg.connect(address, autocommit=True) as connection:
        ours = connection.execute("select datname from pg_database where starts_with(datname, %s)", [name])
        for (database,) in ours.fetchall():
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database)))


def run_on_postgres(address: str, version: str) -> Pass:
    name = f"luoshi_test_{secrets.token_hex(6)}"
    try:
        return run_pytest(
            version,
            "--database-only",
            *PAGES_SEEN_ALREADY,
            LUOSHI_TEST_DATABASE_URL=address,
            LUOSHI_TEST_DB_NAME=name,
        )
    finally:
        drop_own_databases(address, name)


def find_browser() -> None:
    """Hand the journeys a browser by name, so that the workers need not each look for one."""
    if path := browser.find_or_fetch():
        os.environ["LUOSHI_BROWSER"] = path


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.site.settings_test"
    named = os.environ.pop("LUOSHI_TEST_DATABASE_URL", "")
    address = named or USUAL_SERVER
    version = server_version(address)
    find_browser()
    passes = [run_pytest(bundled_sqlite())]
    if version:
        passes.append(run_on_postgres(address, version))
    print("\n=== the suite ran on ===")
    for each in passes:
        print(f"  {each.database}: {each.closing.strip('= ')}")
    if not version:
        print("  PostgreSQL: not run, none answers; LUOSHI_TEST_DATABASE_URL names one")
    promised = bool(version) or not named
    return 0 if promised and all(each.passed for each in passes) else 1


if __name__ == "__main__":
    sys.exit(main())

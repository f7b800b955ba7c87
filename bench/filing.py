"""Filing under load: the whole product beside the same transaction in plain Django, in one run on one machine.

Ours is what an office runs: `luoshi serve`, people signed in at its page, rights, rules, the record with its version,
the audit entry. The peer writes three rows in one transaction and asks nobody anything. Eight clients file as fast as
they are answered, from a process of their own on the same cores, into tables that hold LUOSHI_BENCH_FILED records
(3,000,000 without it, each with its version and entry). LUOSHI_BENCH_SECONDS says for how long, LUOSHI_BENCH_PORT
where, LUOSHI_BENCH_DATABASE_URL on which PostgreSQL. Millions are laid down in many minutes: with
LUOSHI_BENCH_KEPT, a folder, they stay there and in the database and are taken up by the next run, which adds to
them. Every acknowledged filing is looked for in the tables afterwards.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from bench.results import Result

FILED = int(os.environ.get("LUOSHI_BENCH_FILED", "3000000"))
SECONDS = float(os.environ.get("LUOSHI_BENCH_SECONDS", "20"))
PORT = int(os.environ.get("LUOSHI_BENCH_PORT", "8149"))
SERVER = os.environ.get("LUOSHI_BENCH_DATABASE_URL", "postgresql://localhost:5432/postgres")
KEPT = os.environ.get("LUOSHI_BENCH_KEPT", "")
DATABASE = "luoshi_bench_filing"
CLIENTS = 8
FORM = "/registers/bench.work/new/"
Told = dict[str, float]


def measure() -> list[Result]:
    """PostgreSQL when one answers, and SQLite."""
    results: list[Result] = []
    server = _fresh_database()
    if server:
        results += _results("PostgreSQL", *_both(server))
    else:
        print(f"no PostgreSQL answers at {SERVER}: measured on SQLite only")
    return [*results, *_results("SQLite", *_both(""))]


def _results(database: str, ours: Told, peer: Told) -> list[Result]:
    above = f"on {database} above {FILED:,} records ({ours['errors']:.0f} errors, peer {peer['errors']:.0f})"
    return [
        Result("filing", f"filings/s {above}, peer: plain Django", ours["rate"], peer["rate"], more_is_better=True),
        Result("filing", f"median, ms, {above}, peer: plain Django", ours["p50"], peer["p50"]),
        Result("filing", f"p95, ms, {above}, peer: plain Django", ours["p95"], peer["p95"]),
        Result("filing", f"p99, ms, {above}, peer: plain Django", ours["p99"], peer["p99"]),
        Result("filing", f"worst, ms, {above}, peer: plain Django", ours["worst"], peer["worst"]),
    ]


def _both(server: str) -> tuple[Told, Told]:
    """Ours and the peer on one database, one after the other, twice; the better run of each counts."""
    name = "PostgreSQL" if server else "SQLite"
    with _home(name) as home:
        given = os.environ | {"LUOSHI_HOME": home, "LUOSHI_DATABASE_URL": server}
        given |= {"DJANGO_SETTINGS_MODULE": "luoshi.site.settings"}
        forms = _laid_down(name, Path(home) / f"forms-{FILED}.json", given)
        ours, peer = [], []
        for _ in range(2):
            ours.append(_ours(given, forms))
            peer.append(_peer(given))
            print(f"  {name}: ours {_told(ours[-1])}; plain Django {_told(peer[-1])}", flush=True)
    return max(ours, key=lambda told: told["rate"]), max(peer, key=lambda told: told["rate"])


@contextmanager
def _home(name: str) -> Iterator[str]:
    """A folder for the files of one site: thrown away, or kept beside the other."""
    if KEPT:
        kept = Path(KEPT) / name
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield str(kept)
    else:
        with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as home:
            yield home


def _laid_down(name: str, forms: Path, given: dict[str, str]) -> list[dict[str, str]]:
    """What each officer's form says beside the fields, of records laid down now or by an earlier run."""
    if not forms.exists():
        begun = time.monotonic()
        found = _python(given, "bench.works.filers", "fill", str(FILED))
        print(f"  {name}: {FILED:,} records laid down in {time.monotonic() - begun:.0f} s", flush=True)
        forms.write_text(found, encoding="utf-8")
    of_officers: list[dict[str, str]] = json.loads(forms.read_text(encoding="utf-8"))
    return of_officers


def _told(found: Told) -> str:
    return (
        f"{found['rate']:.0f}/s p50 {found['p50']:.0f} p95 {found['p95']:.0f} p99 {found['p99']:.0f} "
        f"worst {found['worst']:.0f} ms, {found['errors']:.0f} errors"
    )


def _ours(given: dict[str, str], forms: list[dict[str, str]]) -> Told:
    before = json.loads(_python(given, "bench.works.filers", "count"))
    with _served(given, "luoshi", "serve", "--port", str(PORT)):
        told = _load(given, FORM, *[json.dumps(form) for form in forms])
    after = json.loads(_python(given, "bench.works.filers", "count"))
    lost = {name: int(told["acknowledged"]) - (after[name] - before[name]) for name in after}
    if any(missing > 0 for missing in lost.values()):
        raise SystemExit(f"acknowledged and not there: {lost}")
    return told


def _peer(given: dict[str, str]) -> Told:
    with _served(given, "bench.works.plain", str(PORT)):
        return _load(given, "/file/")


def _load(given: dict[str, str], path: str, *forms: str) -> Told:
    found: Told = json.loads(
        _python(given, "bench.works.clients", str(PORT), str(SECONDS), str(CLIENTS), path, *forms)
    )
    return found


def _python(given: dict[str, str], module: str, *words: str) -> str:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, env=given, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()[-1]


@contextmanager
def _served(given: dict[str, str], module: str, *words: str) -> Iterator[None]:
    """A server in processes of its own, from when it answers until it has ended."""
    command = [sys.executable, "-m", module, *words]
    process = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_until_it_answers(process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit("the server has ended before it answered")
        with closing(socket.socket()) as door:
            if door.connect_ex(("127.0.0.1", PORT)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def _fresh_database() -> str:
    """The address of a new database on the server, or of the kept one; empty when none answers."""
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as connection:
            if KEPT and (Path(KEPT) / "PostgreSQL" / f"forms-{FILED}.json").exists():
                return f"{SERVER.rpartition('/')[0]}/{DATABASE}"
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg.OperationalError:
        return ""
    return f"{SERVER.rpartition('/')[0]}/{DATABASE}"

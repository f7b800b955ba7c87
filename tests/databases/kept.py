"""Where made databases are kept: under `build/`, or on the server of the second pass; each is made by one process.

A name carries a digest of everything that decides what is in the database, so a change of a migration, a pack or the
sample brings a new one. What another day made is made anew, since something may depend on the day unseen.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.databases.making import FILE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "test-databases"
SOURCES = {".py", ".yaml", ".yml", ".json", ".csv", ".sql", ".toml", ".txt"}
OTHERS = {"static", "examples"}
WORLDS = "small_*.py"  # of the tests, these alone decide what is in a database, with the packs beside them
FORGOTTEN = 3 * 24 * 3600  # seconds without use
EMPTY, CITY = "empty", "city"


@cache
def digest() -> str:
    """Of all that makes a database what it is; some 50 milliseconds."""
    total = hashlib.sha256(f"{sys.version}{time.time() // 86400}".encode())
    for root in (ROOT / "src" / "luoshi", ROOT / "packs", ROOT / "tests" / "databases"):
        for path in sorted(root.rglob("*")):
            if path.suffix in SOURCES and _decides(path):
                total.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()[:12]


def _decides(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts[1:]
    if "tests" in parts:
        return path.suffix == ".yaml" or path.match(WORLDS)
    return OTHERS.isdisjoint(parts)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time; the kernel frees the lock of one that dies."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def made(kind: str, address: str = "", name: str = "") -> Path:
    """The folder of a made database, made now if it is not there; with an address, the database stands there too."""
    place = FOLDER / (f"{name}-{kind}-{digest()}" if address else f"{kind}-{digest()}")
    with alone(place.name):
        if not place.is_dir() or (address and not _stands(address, database_of(kind, name))):
            shutil.rmtree(place, ignore_errors=True)
            _make(kind, place, address, name)
        os.utime(place)
    return place


def database_of(kind: str, name: str) -> str:
    """What the made database is called on a server."""
    return f"{name}_{kind}_{digest()}"


def _make(kind: str, place: Path, address: str, name: str) -> None:
    _forget()
    part = place.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    start = made(EMPTY, address, name) if kind != EMPTY else None
    if address:
        final = database_of(kind, name)
        unfinished = f"{final}_part"
        remake(address, unfinished, database_of(EMPTY, name) if start else "template1")
        _run(kind, part, LUOSHI_TEST_DATABASE_URL=make_conninfo(address, dbname=unfinished))
        with psycopg.connect(address, autocommit=True) as server:
            _drop_others(server, f"{name}_{kind}_", unfinished)
            rename = "ALTER DATABASE {} RENAME TO {}"
            server.execute(sql.SQL(rename).format(sql.Identifier(unfinished), sql.Identifier(final)))
    else:
        _run(kind, part, *([str(start / FILE)] if start else []), LUOSHI_TEST_DATABASE_URL="")
    part.rename(place)


def _run(kind: str, part: Path, *more: str, **given: str) -> None:
    command = [sys.executable, "-m", "tests.databases.making", kind, str(part), *more]
    paths = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    subprocess.run(command, cwd=ROOT, env=os.environ | given | {"PYTHONPATH": paths}, check=True)


def remake(address: str, name: str, template: str) -> None:
    """A database on the server, like another one that nobody is connected to."""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        create = "CREATE DATABASE {} TEMPLATE {}"
        server.execute(sql.SQL(create).format(sql.Identifier(name), sql.Identifier(template)))


def remove(address: str, name: str) -> None:
    """Drop a database, whoever is connected to it."""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_others(server: psycopg.Connection[tuple[object, ...]], start: str, kept: str) -> None:
    """What an earlier state of the sources made under the same name."""
    found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start]).fetchall()
    for (name,) in found:
        if name != kept:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(str(name))))


def _stands(address: str, name: str) -> bool:
    with psycopg.connect(address) as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _forget() -> None:
    """Remove what has not been used for days."""
    for path in FOLDER.iterdir():
        if time.time() - path.stat().st_mtime > FORGOTTEN:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

"""DuckDB as the reading copy opens it: bounded, and without anything fetched at run time."""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

Connection = duckdb.DuckDBPyConnection

DAMAGE = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
SPILL = "spill-"
_BLANK = re.compile(r"\{(\w+)\}")


def home() -> Path:
    """The folder of the reading copy, made on first use, for the owner of the process only."""
    folder = Path(settings.READING["folder"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def open_memory() -> Connection:
    """An empty database in memory, to which generations are attached."""
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": settings.READING["memory"],
            "threads": str(settings.READING["threads"]),
            "temp_directory": str(home() / f"{SPILL}{os.getpid()}"),
        },
    )


def run(connection: Connection, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Execute one statement to its end; a connection with rows left to fetch does nothing else."""
    return connection.execute(sql, list(values)).fetchall()


def remove_spills() -> None:
    """Remove what processes that died left of their overflow files."""
    for folder in home().glob(f"{SPILL}*"):
        number = folder.name.removeprefix(SPILL)
        if number.isdigit() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def fill(template: str, **names: str) -> str:
    """Put identifiers into a statement, quoted; values never come in here, they are parameters."""
    return _BLANK.sub(lambda found: quoted(names[found[1]]), template)


def quoted(name: str) -> str:
    """An identifier as DuckDB reads it; "base.t" is two of them."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def attach(connection: Connection, path: Path, name: str, *, read_only: bool) -> None:
    """Make a database file known under a name; the path cannot be a parameter, so it is quoted here."""
    mode = " (READ_ONLY)" if read_only else ""
    place = str(path).replace("'", "''")
    run(connection, f"ATTACH '{place}' AS {quoted(name)}{mode}")

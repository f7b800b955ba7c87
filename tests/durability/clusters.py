"""A PostgreSQL cluster of its own, whose power is cut: every process stops at once, nothing is written any more."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

USER = "postgres"  # PostgreSQL refuses to run as root


class Cluster:
    """Its files, its port; started, and stopped without any clean-up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with closing(socket.socket()) as door:
            door.bind(("127.0.0.1", 0))
            self.port = int(door.getsockname()[1])
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "luoshi", "-E", "UTF8", "--no-sync")

    @property
    def address(self) -> str:
        """Its own database."""
        return f"postgresql://luoshi@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start, recovering from what the log holds; answers once it takes connections."""
        words = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-o", words, "-w", "-t", "120", "start")

    def cut(self) -> None:
        """All at once: no checkpoint, no flush, connections broken."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def set(self, **settings: str) -> None:
        """Other settings, in force for every session at once."""
        with psycopg.connect(self.address, autocommit=True) as server:
            for name, value in settings.items():
                server.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            server.execute("SELECT pg_reload_conf()")

    def _run(self, program: str, *words: str) -> None:
        as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
        command = [*as_user, program_path(program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)


def program_path(name: str) -> str:
    """Where a program of the server lies; empty where there is none."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((str(place / name) for place in places if (place / name).exists()), shutil.which(name) or "")


def cannot_run() -> str:
    """Why no cluster can be made here, or nothing."""
    if not (program_path("initdb") and program_path("pg_ctl")):
        return "initdb and pg_ctl are needed for a cluster of its own"
    if os.geteuid() == 0 and not (shutil.which("runuser") and any(each.pw_name == USER for each in pwd.getpwall())):
        return "root needs the user postgres for a cluster of its own"
    return ""


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new cluster that runs; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="luoshi-cluster-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    made = Cluster(folder)
    made.start()
    try:
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.cut()
        shutil.rmtree(folder)

"""A site of its own under load, in processes of its own, that is killed; and what its tables hold afterwards."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.works.clients import Browser, Client
from tests.conventions.house import ROOT
from tests.databases.homes import furnish
from tests.databases.kept import EMPTY

FORM = "/registers/bench.work/new/"
HELD = """
SELECT r.label, (SELECT count(*) FROM registers_version v WHERE v.record_id = r.id),
  (SELECT count(*) FROM audit_entry e WHERE e.subject_kind = 'record' AND e.subject_id = r.id
   AND e.act = 'registers.create'),
  (SELECT count(*) FROM registers_submission s WHERE s.record_id = r.id)
FROM registers_record r WHERE r.label LIKE 'filed %'
"""
PATIENCE = 200  # seconds, for a machine that is busy with other tests
WHOLE = [1, 1, 1]  # a filed record has its version, its audit entry and its submission


class Filer(Client):
    """A client that notes the label of each filing it was told is done."""

    def __init__(self, number: int, port: int, told: Callable[[str], None]) -> None:
        super().__init__(number, port, FORM, 0.0)
        self.told = told

    def file_until(self, stop: threading.Event, label: Callable[[], str]) -> None:
        """File one after the other; a server that has gone away is tried again."""
        while not stop.is_set():
            name = label()
            try:
                status = self.browser.send("POST", FORM, self.form | {"name": name, "jobs": "7"}, name)
            except (OSError, ValueError):
                self.browser.close()
                stop.wait(0.05)
                continue
            self.browser.cookies.pop("messages", None)
            if status == 302:
                self.told(name)


class Site:
    """A database with eight officers and a small register, and a server that can be started and killed."""

    def __init__(self, home: Path, database: str) -> None:
        home.mkdir(mode=0o700)
        if not database:
            furnish(home, EMPTY)
        self.home, self.port = home, free_port()
        self.given = os.environ | {
            "LUOSHI_HOME": str(home),
            "LUOSHI_DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "luoshi.site.settings",
            "LUOSHI_SECRET_KEY": "of-a-site-that-is-killed-0123456789-0123456789-0123456789",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        self.forms = json.loads(self.python("bench.works.filers", "fill", "100"))
        self._server: subprocess.Popen[bytes] | None = None

    def python(self, module: str, *words: str) -> str:
        """The last line a module prints, run against this site's database."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, env=self.given, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]

    def start(self, **more: str) -> None:
        """Serve as `luoshi serve` does, and wait until it answers."""
        command = [sys.executable, "-m", "luoshi", "serve", "--port", str(self.port), "--workers", "0"]
        self._server = subprocess.Popen(
            [*command, "--processes", "2"],
            env=self.given | more,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait = threading.Event()
        for _ in range(20 * PATIENCE):
            with closing(socket.socket()) as door:
                if door.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            wait.wait(0.05)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """kill -9 for every process of the server."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def filers(self, told: Callable[[str], None], many: int = 4) -> list[Filer]:
        """People at their browsers, signed in."""
        made = [Filer(number, self.port, told) for number in range(many)]
        for filer in made:
            filer.browser = Browser(self.port)
            filer.sign_in()
            filer.form |= self.forms[filer.number]
        return made


def free_port() -> int:
    """A port nobody listens on just now."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def filing(filers: list[Filer]) -> Iterator[None]:
    """Everybody files for as long as the block lasts."""
    stop, number, lock = threading.Event(), iter(range(10**9)), threading.Lock()

    def label() -> str:
        with lock:
            return f"filed {next(number)}"

    threads = [threading.Thread(target=filer.file_until, args=(stop, label)) for filer in filers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=PATIENCE)
        for filer in filers:
            filer.browser.close()

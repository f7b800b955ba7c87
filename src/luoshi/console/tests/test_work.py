"""`luoshi work`, as an office runs it: in a home of its own, until it is told to stop."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from luoshi.console import work
from tests.conventions.house import ROOT
from tests.databases.homes import furnish
from tests.databases.kept import EMPTY

PATIENCE = 400  # seconds, for a machine that is busy with other tests
pytestmark = pytest.mark.slow


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own with empty tables, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    furnish(tmp_path, EMPTY)
    return kept | {"LUOSHI_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def started(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  (our own command)
        [sys.executable, "-m", "luoshi", "work", *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_works_until_it_is_told_to_stop(environment: dict[str, str], number: signal.Signals) -> None:
    running = started(environment, "--processes", "2")
    assert running.stdout is not None
    assert "2 个进程" in running.stdout.readline()
    running.send_signal(number)
    printed, _ = running.communicate(timeout=PATIENCE)  # ends only when every worker has ended too
    assert (running.returncode, printed) == (0, "")


def test_it_ends_with_the_process_it_was_started_for(environment: dict[str, str]) -> None:
    running = started(environment, "--lives-with-input")
    printed, _ = running.communicate(timeout=PATIENCE)  # closes its input first
    assert (running.returncode, printed) == (0, "")


def test_workers_beside_a_site_end_with_it(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith(("LUOSHI_", "DJANGO_"))]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(work, "GRACE_BESIDE", PATIENCE)  # on a busy machine they are killed before they have begun
    with work.workers_beside(1) as workers:
        assert workers is not None
        assert workers.poll() is None
    assert workers.returncode == 0
    with work.workers_beside(0) as none:
        assert none is None

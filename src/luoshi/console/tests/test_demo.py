"""`luoshi demo` from end to end, in a home of its own: what it prints, that it may be killed, that it serves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import openpyxl
import pytest

from luoshi.console.printout.columns import aligned, width
from luoshi.console.serve import check_port_is_free
from luoshi.rules.refusals import Refused
from tests.conventions.house import ROOT
from tests.databases.homes import furnish
from tests.databases.kept import CITY

RATES = {"filed_rate": 67.25, "started_rate": 61.44, "completed_rate": 44.7, "producing_rate": 94.87}
COUNTS = {
    "signed_projects": 568,
    "filed_projects": 382,
    "started_projects": 349,
    "completed_projects": 156,
    "producing_projects": 148,
}
PATIENCE = 400  # seconds, for a machine that is busy with other tests


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    return kept | {"LUOSHI_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def started(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "luoshi", "demo", *arguments]
    return subprocess.Popen(  # noqa: S603  (our own command)
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def ran_once(environment: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """Everything printed, and its last line as data."""
    running = started(environment, "--once")
    printed, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, printed
    return printed, json.loads(printed.splitlines()[-1])


@pytest.fixture
def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def loaded(environment: dict[str, str]) -> dict[str, str]:
    """A home in which the sample is loaded already."""
    furnish(Path(environment["LUOSHI_HOME"]), CITY)
    return environment


@pytest.mark.slow
def test_killed_while_it_loads_it_ends_right_and_prints_the_funnel(environment: dict[str, str]) -> None:
    for seconds in (0, 1):
        killed_while_it_loads(environment, seconds)
    printed, summary = ran_once(environment)
    assert (summary["loaded_now"], summary["generated"]) == (True, True)
    check_printed(printed, summary)
    _, again = ran_once(environment)
    assert again["loaded_now"] is False
    assert (again["funnel"], again["registers"]) == (summary["funnel"], summary["registers"])


def killed_while_it_loads(environment: dict[str, str], seconds: int) -> None:
    running = started(environment, "--once")
    for line in running.stdout or ():
        if "装入样例" in line:
            break
    clock = Timer(seconds, running.kill)
    clock.start()
    running.communicate(timeout=PATIENCE)
    clock.cancel()
    assert running.returncode == -signal.SIGKILL


def check_printed(printed: str, summary: dict[str, Any]) -> None:
    """The funnel and what else is told of the city; the last line says the same as data."""
    assert "156/349 = 44.70 %  以“开工项目数”为基数" in printed
    assert "只有“竣工 156 个”成立" in printed
    assert summary["funnel"]["counts"] == COUNTS
    assert summary["funnel"]["rates"] == RATES
    assert summary["funnel"]["bases"]["completed_rate"]["of"] == "started_projects"
    assert all(summary["registers"].values())
    assert summary["registers"]["investment.team"] == 384
    assert "539/540 = 99.8 %" in printed
    ahead = summary["key_projects"]["ahead_expected"]
    assert (ahead["text"], ahead["expected"]) == ("9.17 percentage points (expected)", True)
    assert [each for each in summary["published"] if not each["agrees"]] == []
    sheet = openpyxl.load_workbook(summary["form"], data_only=True).worksheets[0]
    births, deaths, growth = (int(str(sheet.cell(row, 3).value)) for row in (8, 9, 13))
    assert (births, growth) == (7, births - deaths)  # the office's own formula, computed


@pytest.mark.slow
def test_it_serves_until_it_is_interrupted(loaded: dict[str, str], free_port: int) -> None:
    running = started(loaded, "--port", str(free_port))
    try:
        printed = "".join(until_address(running))
        assert f"http://127.0.0.1:{free_port}/" in printed
        page = answer(f"http://127.0.0.1:{free_port}/sign-in/")
        assert "乡镇经办人" in page
    finally:
        running.send_signal(signal.SIGINT)
        rest, _ = running.communicate(timeout=PATIENCE)
    assert "Traceback" not in rest
    assert running.returncode == 0


@pytest.mark.slow
def test_ctrl_c_while_it_is_brought_up_ends_it_without_a_traceback(loaded: dict[str, str], free_port: int) -> None:
    with subprocess.Popen(  # noqa: S603  (our own command)
        [sys.executable, "-m", "luoshi", "demo", "--port", str(free_port)],
        env=loaded,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        printed = "".join(until_address(running))  # its processes are still being brought up
        os.killpg(running.pid, signal.SIGINT)
        rest, _ = running.communicate(timeout=PATIENCE)
    assert "http://" in printed
    assert "Traceback" not in rest


def until_address(running: subprocess.Popen[str]) -> Iterator[str]:
    """What is printed until the address of the site stands there."""
    for line in running.stdout or ():
        yield line
        if "http://" in line:
            return


def answer(address: str) -> str:
    """What the site answers, as soon as it listens."""
    for _ in range(PATIENCE * 10):
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as response:  # noqa: S310  (an address of ours)
                return str(response.read().decode())
        except ConnectionError:
            time.sleep(0.1)
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_a_busy_port_is_told_with_its_remedy() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = int(listener.getsockname()[1])
        with pytest.raises(Refused) as refused:
            check_port_is_free(port)
    assert str(port) in refused.value.reason.zh
    assert "PORT=" in refused.value.remedy.zh


def test_columns_line_up_though_chinese_is_wide() -> None:
    lines = aligned([("签约", "568 个"), ("on register", "1")], indent="")
    assert lines == ["签约         568 个", "on register  1"]
    assert width("签约") == 4

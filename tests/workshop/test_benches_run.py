"""Each measurement of bench/ still runs: on few rows, for a moment, on SQLite; its figures are beside the point.

A renamed function shall not stop a measurement unseen until somebody measures again.
"""

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.__main__ import ROOT, names

WORKS = ROOT / "bench" / "works"
SMALL = {
    "LUOSHI_BENCH_ROWS": "300",
    "LUOSHI_BENCH_IMPORTED": "300",
    "LUOSHI_BENCH_FILED": "200",
    "LUOSHI_BENCH_SECONDS": "0.3",
    "LUOSHI_BENCH_DATABASE_URL": "postgresql://127.0.0.1:9/none",  # nobody answers there: a server may be shared
}
SMALLER = {"forms": "b.FORMS, b.ROUNDS = 2, 1"}
ONLY_IMPORTED = {
    "filing": "waits no longer than a minute for the servers it starts, too little on a busy machine",
    "fill": "fetches its peers from the registry",
    "returns": "runs on PostgreSQL alone",
}
OWN_SETTINGS = ("importing_peer",)


def run(code: str, home: Path) -> None:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        port = str(door.getsockname()[1])
    given = {"LUOSHI_HOME": str(home), "LUOSHI_DATABASE_URL": "", "LUOSHI_BENCH_PORT": port}
    given |= SMALL | {"DJANGO_SETTINGS_MODULE": "luoshi.site.settings", "PYTHONPATH": str(ROOT / "src")}
    around = {each: text for each, text in os.environ.items() if not each.startswith(("LUOSHI_", "DJANGO_"))}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=around | given, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-4000:]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in names() if name not in ONLY_IMPORTED])
def test_a_measurement_runs(name: str, tmp_path: Path) -> None:
    run(f"import bench.{name} as b; {SMALLER.get(name, '')}\nassert b.measure()", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ONLY_IMPORTED))
def test_a_measurement_that_cannot_be_small_is_imported(name: str, tmp_path: Path) -> None:
    run(f"import bench.{name} as b; assert callable(b.measure)", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in WORKS.glob("*.py")))
def test_the_work_of_a_measurement_is_imported(name: str, tmp_path: Path) -> None:
    first = "" if name in OWN_SETTINGS else "import django; django.setup(); "
    run(f"{first}import bench.works.{name}", tmp_path)

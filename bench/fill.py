"""A form of 60 columns and 300 rows filled: ours beside the libraries people use, in processor time of one process.

`make bench ONLY=fill`. The form is made here. Peers are installed for the bench alone, into build/, from the package
registry, in the versions named below and told in the output; what cannot be installed is left out and named. xltpl is
not among them: it fills marks that stand in the form itself, so an office's form would be written anew first, and a
mark in each of 18,000 cells is not what it is made for. LUOSHI_BENCH_FORMS names a folder of workbooks: each is
filled, and the parts that changed without being filled are counted; none may.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.results import Result

ROOT = Path(__file__).resolve().parents[1]
PEERS = {"openpyxl": "3.1.5", "lxml": "6.1.3", "excelize": "0.1.0"}
MOST_SECONDS, MOST_MEGABYTES, MOST_FOR_ALL = 0.020, 40.0, 60.0
FORMS = os.environ.get("LUOSHI_BENCH_FORMS", "")


def measure() -> list[Result]:
    """Ours beside each peer; then beside the goals; then the parts that changed."""
    libraries = _installed()
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as folder:
        ours = _told("ours", libraries, folder)
        found = [_beside(name, ours, _told(name, libraries, folder)) for name in PEERS]
        thousands = _told("thousands", libraries, folder)
    return [
        *(result for results in found for result in results),
        Result("fill", "processor time a file, s, peer: the goal", ours["seconds"], MOST_SECONDS),
        Result("fill", "peak of memory, MB, peer: the goal", ours["megabytes"], MOST_MEGABYTES),
        Result("fill", "2,000 files, processor time, s, peer: the goal", thousands["seconds"], MOST_FOR_ALL),
        *_kept_whole(libraries),
    ]


def _beside(name: str, ours: dict[str, float], theirs: dict[str, float]) -> list[Result]:
    if "absent" in theirs:
        print(f"  {name} could not be installed here and is left out")
        return []
    return [
        Result("fill", f"processor time a file, s, {_peer(name)}", ours["seconds"], theirs["seconds"]),
        Result("fill", f"peak of memory, MB, {_peer(name)}", ours["megabytes"], theirs["megabytes"]),
    ]


def _kept_whole(libraries: Path) -> list[Result]:
    if not FORMS or not Path(FORMS).is_dir():
        print("  LUOSHI_BENCH_FORMS names no folder of workbooks: fidelity is not measured")
        return []
    told = _told("fidelity", libraries, FORMS)
    print(f"  {told['files']:.0f} workbooks filled, {told['refused']:.0f} refused")
    return [
        Result("fill", f"files whose untouched parts changed, of {told['files']:.0f}, {_peer('openpyxl')}",
               told["ours"], told["openpyxl"]),
    ]  # fmt: skip


def _peer(name: str) -> str:
    return f"peer: {name} {PEERS[name]}"


def _told(what: str, libraries: Path, folder: str) -> dict[str, float]:
    """One measurement in a process of its own, so that peaks of memory do not mix."""
    script = str(ROOT / "bench" / "works" / "forms.py")
    given = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}:{libraries}"}
    command = [sys.executable, script, what, folder]
    done = subprocess.run(command, env=os.environ | given, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _installed() -> Path:
    """The peers in their versions, in a folder for the bench alone; they are no part of the product."""
    libraries = ROOT / "build" / "bench-peers"
    for package, version in PEERS.items():
        if not any(libraries.glob(f"{package}-{version}.dist-info")):
            command = [sys.executable, "-m", "pip", "install", "-q", "--upgrade", "--target", str(libraries)]
            command.append(f"{package}=={version}")
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return libraries

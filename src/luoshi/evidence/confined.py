"""A program of ours on a file that may be hostile: in a process of its own, with little memory and time.

The child is a module with `main()`, which calls `inspection.restraint.serve`. No Django there.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import luoshi

START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from importlib import import_module; "
    "import_module(sys.argv.pop(1)).main()"
)
PACKAGES = str(Path(luoshi.__file__).resolve().parents[1])


def ask(child: str, source: Path, folder: Path, wanted: Mapping[str, object]) -> dict[str, Any]:
    """The child's answer; {"unfit": code} where the file is not taken, also when the child dies or dawdles.

    `wanted` names at least "memory" (bytes) and "seconds" (of processor time; twice as long by the clock).
    """
    command = [sys.executable, "-I", "-c", START, PACKAGES, child, str(source), str(folder), json.dumps(wanted)]
    seconds = 2 * int(str(wanted["seconds"]))
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603  (our own program; names of files are arguments, not shell words)
    except subprocess.TimeoutExpired:
        return {"unfit": "too_costly"}
    if done.returncode or not done.stdout:
        return {"unfit": "too_costly" if done.returncode < 0 else "damaged"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer

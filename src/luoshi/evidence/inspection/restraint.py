"""What every child does first: limits itself, then answers one line of JSON and writes only into its own folder."""

import errno
import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from luoshi.evidence.inspection.verdicts import Unfit

Task = Callable[[Path, Path, dict[str, Any]], dict[str, Any]]
FULL = (errno.ENOSPC, errno.EDQUOT)


def restrain(memory: int, seconds: int) -> None:
    """No more memory (bytes), processor time (seconds) or written bytes than this; no core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(tasks: Mapping[str, Task], source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """What the task found, or the code of why the file is not taken. Whatever a decoder raises means damaged."""
    try:
        return tasks[wanted["task"]](source, folder, wanted)
    except Unfit as unfit:
        return {"unfit": unfit.code, "words": unfit.words}
    except MemoryError:
        return {"unfit": "too_costly"}
    except OSError as error:
        return {"unfit": "disk_full" if error.errno in FULL else "damaged"}
    except Exception:  # a decoder fed with hostile bytes may raise anything; all of it means the same
        return {"unfit": "damaged"}


def serve(tasks: Mapping[str, Task]) -> None:
    """`child <source> <folder> <JSON>`: one answer on the standard output."""
    source, folder, told = sys.argv[1:4]
    wanted = json.loads(told)
    restrain(wanted["memory"], wanted["seconds"])
    sys.stdout.write(json.dumps(answer(tasks, Path(source), Path(folder), wanted)))

"""A filled form as a PDF, by LibreOffice where it is installed: alone, offline, without macros, within a time."""

import ctypes
import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from luoshi.reports.filling.refusals import refused
from luoshi.rules.refusals import Refused

SECONDS = 120
MOST_BYTES = 200_000_000  # of the PDF, and of anything LibreOffice writes on the way
NAMES = ("soffice", "libreoffice")
_PREFIX = "converting-"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501  (read by a program)
"""No macros, no active content, no links followed."""
_NOWHERE = "http://127.0.0.1:9"  # the discard port: whoever asks the network by a proxy gets no answer


def program() -> str | None:
    """LibreOffice on this machine, or nothing."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def absent() -> Refused:
    """What is said where LibreOffice is not installed."""
    return refused("pdf_absent")


def pdf_of(content: bytes, kind: str, *, within: Path, seconds: int = SECONDS) -> bytes:
    """The form as a PDF; some 2 seconds. One conversion at a time in the folder `within`, by a lock.

    Refused where LibreOffice is absent, takes too long, or makes nothing of the file. What a conversion left behind
    whose worker was killed is taken away by the next.
    """
    found = program()
    if found is None:
        raise absent()
    with _alone(within / "pdf.lock"), tempfile.TemporaryDirectory(prefix=_PREFIX, dir=within) as place:
        folder = Path(place)
        source = folder / f"form.{kind}"
        source.write_bytes(content)
        _converted(found, source, folder, seconds)
        made = folder / "form.pdf"
        if not made.is_file() or not made.read_bytes()[:5] == b"%PDF-":
            raise refused("pdf_failed")
        return made.read_bytes()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        for left in lock.parent.glob(f"{_PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _converted(found: str, source: Path, folder: Path, seconds: int) -> None:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    words = [
        found, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--nodefault", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    running = subprocess.Popen(  # noqa: S603  (the program the administrator installed, no words of others)
        words, cwd=folder, env=_surroundings(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=_restrained(os.getpid(), seconds),
    )  # fmt: skip
    try:
        if running.wait(timeout=seconds) != 0:
            raise refused("pdf_failed")
    except subprocess.TimeoutExpired:
        raise refused("pdf_too_costly") from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _surroundings(folder: Path) -> Mapping[str, str]:
    """Nothing of ours: no keys, no addresses of databases, and a proxy that answers nobody."""
    proxies = {f"{name}_proxy": _NOWHERE for name in ("http", "https", "ftp", "all")}
    return {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp", **proxies}  # fmt: skip


def _restrained(parent: int, seconds: int) -> Callable[[], None]:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def restrain() -> None:
        """In the child, before LibreOffice begins: bounded in time and bytes, and gone when the worker is killed."""
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if libc is not None:
            libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)

    return restrain

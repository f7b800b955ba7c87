"""The script that keeps 填报 open without network, with the build it belongs to and the files a page fetches."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

DIST = Path(__file__).resolve().parents[1] / "static" / "web" / "dist"
SCRIPT = "workers/entry.js"
FETCHED = ("main.js", "main.css", "icons.svg", "islands/entry.js")


def build() -> str:
    """A short digest of the worker and of all a page fetches: it changes when any of them does."""
    files = [DIST / name for name in (SCRIPT, *FETCHED)]
    return _digest(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _digest(files: tuple[tuple[Path, int], ...]) -> str:
    found = hashlib.sha256()
    for path, _changed in files:
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def script() -> str:
    """The worker as a browser gets it."""
    fetched = [*(static(f"web/dist/{name}") for name in FETCHED), static("web/mark.svg")]
    told = f"self.BUILD={json.dumps(build())};self.ASSETS={json.dumps(fetched)};"
    return told + (DIST / SCRIPT).read_text(encoding="utf-8")

"""`make bench`: runs every measurement of this folder and prints ours beside each peer.

A module here is a measurement; its `measure()` yields results. Ours and the peer are measured in the same run on
the same machine, and both numbers are seconds unless the metric names another unit.
"""

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import bench
from bench.results import Result

ROOT = Path(__file__).resolve().parents[1]
FRAME = ("__main__", "results", "wall_frames")  # the last is asked of a running demo, by itself
KEPT = ROOT / "build" / "bench.json"


def machine() -> str:
    """What the numbers were measured on, in a few words."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def names() -> list[str]:
    """The measurements there are: each module of this folder but the frame."""
    return [module.name for module in iter_modules(bench.__path__) if module.name not in FRAME]


def table(results: list[Result]) -> str:
    """The results as columns; a ratio above 1 says how many times better ours is."""
    rows = [("name", "metric", "ours", "peer", "ratio")]
    rows += [(r.name, r.metric, f"{r.ours:.4g}", f"{r.peer:.4g}", f"{r.ratio:.1f}x") for r in results]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--only", choices=names(), help="run one measurement")
    only: str | None = parser.parse_args().only
    here = machine()
    results: list[Result] = []
    for name in [only] if only else names():
        print(f"measuring {name}", flush=True)
        results += import_module(f"bench.{name}").measure()
    KEPT.parent.mkdir(exist_ok=True)
    kept = [asdict(result) | {"ratio": result.ratio, "machine": here} for result in results]
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{table(results)}\n\n{here}\nwritten to {KEPT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

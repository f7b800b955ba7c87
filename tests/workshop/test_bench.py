"""The frame of `make bench`: one table, one file, a ratio that says how many times better ours is."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import __main__ as frame
from bench.results import Result


def test_a_ratio_above_one_is_in_our_favour() -> None:
    assert Result("reading", "report, s", ours=0.01, peer=2.0).ratio == 200
    assert Result("writing", "writes a second", ours=300, peer=100, more_is_better=True).ratio == 3
    assert Result("reading", "report, s", ours=2.0, peer=1.0).ratio == 0.5


def test_results_are_printed_and_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    planted = [Result("planted", "report, s", ours=0.01, peer=2.0)]
    monkeypatch.setattr(frame, "names", lambda: ["planted"])
    monkeypatch.setattr(frame, "import_module", lambda name: SimpleNamespace(measure=lambda: planted))
    monkeypatch.setattr(frame, "ROOT", tmp_path)
    monkeypatch.setattr(frame, "KEPT", tmp_path / "build" / "bench.json")
    monkeypatch.setattr(sys, "argv", ["bench", "--only", "planted"])
    assert frame.main() == 0
    (kept,) = json.loads((tmp_path / "build" / "bench.json").read_text(encoding="utf-8"))
    assert kept["ratio"] == 200
    assert {"name", "metric", "ours", "peer", "ratio", "machine"} <= kept.keys()
    assert "200.0x" in capsys.readouterr().out

"""How well headings are told on labelled tables, where somebody has them: the folder in LUOSHI_LABELLED_TABLES."""

import os
from pathlib import Path

import pytest

from scripts.headings import measure

FOLDER = Path(os.environ.get("LUOSHI_LABELLED_TABLES", "/nowhere"))
LEAST = {"hierarchical": 0.97, "vertical": 0.95, "horizontal": 0.95, "complex": 0.85}


@pytest.mark.parametrize("name", ["train_tables.json", "dev_tables.json"])
def test_headings_are_told(name: str) -> None:
    if not (FOLDER / name).exists():
        pytest.skip("labelled tables are not part of luoshi; name their folder in LUOSHI_LABELLED_TABLES")
    found = {kind: f1 for kind, (f1, _precision, _recall) in measure(str(FOLDER / name)).items()}
    assert {kind: f1 for kind, f1 in found.items() if f1 < LEAST[kind]} == {}

"""A reading copy of its own for every test of the room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.measures.reading.copy import COPY


@pytest.fixture(autouse=True)
def _own_reading_copy(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.READING = settings.READING | {"folder": tmp_path / "reading"}
    yield
    COPY.wait_for_builder()

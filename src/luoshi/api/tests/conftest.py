"""Fixtures of the interface's tests."""

from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture(autouse=True)
def own_tallies(settings: Settings, tmp_path: Path) -> None:
    """Counts of its own for each test."""
    settings.HOME = tmp_path


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    """The small line of work, in force in the small city."""
    return small_works

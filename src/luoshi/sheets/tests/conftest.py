"""A small line of work, and a folder for the files that are brought."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def works(small_works: SmallWorks, settings: Settings, tmp_path: Path) -> SmallWorks:
    """The small line of work in force."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    return small_works

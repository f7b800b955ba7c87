"""A small register of asked forms, and a folder for the files that are brought."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.small_one_table import SmallOneTable


@pytest.fixture
def asking(small_asking: SmallAsking, settings: Settings, tmp_path: Path) -> SmallAsking:
    """The small register of asked forms in force."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    return small_asking


@pytest.fixture
def one_table(db: None, settings: Settings, tmp_path: Path) -> SmallOneTable:
    """The shipped line one_table in force."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    return SmallOneTable()

"""`luoshi evidence`: what it removes and what it names."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from luoshi.console.evidence import command
from luoshi.evidence.actions import keep
from luoshi.evidence.stores.disk import DiskStore
from luoshi.rules.actors import operator

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2022, 6, 15, tzinfo=UTC)


def test_unused_files_go_and_damage_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path}
    file = keep(ContentFile(b"notes"), name="a.txt", by=operator("test"), at=LONG_AGO)
    half = tmp_path / "incoming" / "x.part"
    half.write_bytes(b"half")
    os.utime(half, (0, 0))
    DiskStore(tmp_path).path(file.sha256).write_bytes(b"other")
    checked = CliRunner().invoke(command, ["check"])
    assert (checked.exit_code, f"{file.sha256}  损坏" in checked.output) == (1, True)
    swept = CliRunner().invoke(command, ["sweep"])
    assert (swept.exit_code, file.sha256 in swept.output, half.exists()) == (0, True, False)
    assert CliRunner().invoke(command, ["check"]).exit_code == 0

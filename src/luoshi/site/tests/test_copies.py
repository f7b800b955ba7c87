"""A plain copy of the embedded database is told from the file that was written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.site.checks import mark_file, sqlite_found
from luoshi.site.setup import of_sqlite


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    return SmallWorks(SmallCity())


def test_a_plain_copy_of_the_database_is_refused(works: SmallWorks, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's files are nobody's to copy")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version = 0")
    mark_file()
    works.plan()
    assert [each.code for each in of_sqlite(sqlite_found())] == []
    live, copy = Path(connection.settings_dict["NAME"]), tmp_path / "luoshi.sqlite3"
    shutil.copy(live, copy)
    given = {"LUOSHI_HOME": str(tmp_path), "LUOSHI_DATABASE_URL": "", "LUOSHI_SECRET_KEY": settings.SECRET_KEY * 2}
    tmp_path.chmod(0o700)

    def luoshi(*words: str) -> subprocess.CompletedProcess[str]:
        start = [sys.executable, "-m", "luoshi", *words]
        environment = os.environ | given | {"DJANGO_SETTINGS_MODULE": "luoshi.site.settings"}
        return subprocess.run(start, env=environment, capture_output=True, text=True, check=False)  # noqa: S603

    refused = luoshi("migrate")
    assert refused.returncode == 1
    assert "复制" in refused.stderr
    assert "luoshi backup" in refused.stderr
    assert luoshi("backup", "adopt").returncode == 0
    assert luoshi("migrate").returncode == 0

"""Unsafe set-ups are refused, each with its own sentence; the demo and a plain start are not."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings

from luoshi.console.main import refuse_unsafe, writes
from luoshi.site.checks import filesystem_of, postgres_found, site_found, sqlite_found
from luoshi.site.setup import FULL, Postgres, Site, Sqlite, of_postgres, of_site, of_sqlite

KEY = "k3y-0123456789-0123456789-0123456789-0123456789-xyz"
GOOD_SQLITE = Sqlite((3, 53, 4), FULL, "wal", "ext4")
GOOD_POSTGRES = Postgres("on", "on", "on")
GOOD_SITE = Site(False, KEY, ("127.0.0.1", "localhost"), False, "/srv/luoshi", 0o700)


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        (GOOD_SQLITE, []),
        (replace(GOOD_SQLITE, version=(3, 51, 3)), []),
        (replace(GOOD_SQLITE, version=(3, 51, 2)), ["luoshi.E001"]),
        (replace(GOOD_SQLITE, version=(3, 40, 1)), ["luoshi.E001"]),
        (replace(GOOD_SQLITE, synchronous=1), ["luoshi.E002"]),
        (replace(GOOD_SQLITE, synchronous=3), []),
        (replace(GOOD_SQLITE, journal="delete"), ["luoshi.E003"]),
        (replace(GOOD_SQLITE, filesystem="nfs4"), ["luoshi.E004"]),
        (replace(GOOD_SQLITE, filesystem="9p", synchronous=0), ["luoshi.E002", "luoshi.E004"]),
    ],
)
def test_sqlite(found: Sqlite, codes: list[str]) -> None:
    assert [each.code for each in of_sqlite(found)] == codes


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        (GOOD_POSTGRES, []),
        (Postgres("off", "on", "on"), ["luoshi.E005"]),
        (Postgres("on", "off", "on"), ["luoshi.E006"]),
        (Postgres("on", "on", "off"), ["luoshi.E007"]),
        (Postgres("on", "on", "remote_apply"), []),
    ],
)
def test_postgresql(found: Postgres, codes: list[str]) -> None:
    assert [each.code for each in of_postgres(found)] == codes


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        (GOOD_SITE, []),
        (replace(GOOD_SITE, debug=True), ["luoshi.E008"]),
        (replace(GOOD_SITE, secret_key="short"), ["luoshi.E009"]),
        (replace(GOOD_SITE, secret_key="ab" * 40), ["luoshi.E009"]),
        (replace(GOOD_SITE, secret_key=f"django-insecure-{KEY}"), ["luoshi.E009"]),
        (replace(GOOD_SITE, hosts=("*",), https=True), ["luoshi.E010"]),
        (replace(GOOD_SITE, hosts=("",)), ["luoshi.E010"]),
        (replace(GOOD_SITE, hosts=("ls.gov.cn",)), ["luoshi.E011"]),
        (replace(GOOD_SITE, hosts=("ls.gov.cn",), https=True), []),
        (replace(GOOD_SITE, home_mode=0o750), ["luoshi.E012"]),
    ],
)
def test_site(found: Site, codes: list[str]) -> None:
    assert [each.code for each in of_site(found)] == codes


MOUNTS = "/dev/sda1 / ext4 rw 0 0\nnas:/x /srv nfs4 rw 0 0\n/dev/sdb1 /srv/local\\040disk xfs rw 0 0\n"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/home/a", "ext4"), ("/srv/luoshi", "nfs4"), ("/srv/local disk/x", "xfs"), ("/srvx", "ext4")],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    assert filesystem_of(Path(folder), MOUNTS) == kind


@pytest.mark.django_db
def test_the_databases_of_the_tests_are_safe() -> None:
    if connection.vendor == "sqlite":
        assert list(of_sqlite(sqlite_found())) == []
    else:
        assert list(of_postgres(postgres_found())) == []


@pytest.mark.django_db
def test_a_setting_of_the_session_is_seen() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            pytest.skip("synchronous cannot be changed inside a transaction")
        cursor.execute("SET LOCAL synchronous_commit = off")
    with pytest.raises(ImproperlyConfigured, match="synchronous_commit=off"):
        refuse_unsafe()


@pytest.mark.django_db
def test_an_unsafe_set_up_is_refused_in_both_languages(tmp_path: Path) -> None:
    with override_settings(SECRET_KEY=KEY, HOME=tmp_path, DEBUG=False, ALLOWED_HOSTS=["localhost"]):
        tmp_path.chmod(0o700)
        refuse_unsafe()
        tmp_path.chmod(0o755)
        assert site_found().home_mode == 0o755
        with pytest.raises(ImproperlyConfigured, match=r"(?s)权限 755.*mode 755.*chmod 700"):
            refuse_unsafe()
        with override_settings(DEMO=True):
            refuse_unsafe()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["serve"], True),
        (["demo", "--once"], True),
        (["people", "list"], False),
        (["people", "administrator", "wang"], True),
        (["packs", "check", "--lang", "en"], False),
        (["packs", "publish"], True),
        (["packs", "publish", "--help"], False),
        ([], False),
        (["something_new"], True),
    ],
)
def test_every_command_that_may_write_looks_at_the_set_up(words: list[str], expected: bool) -> None:
    assert writes(words) is expected


@pytest.mark.parametrize(
    "start",
    [[sys.executable, "-m", "luoshi", "migrate"], [sys.executable, "-c", "import luoshi.site.wsgi"]],
)
def test_neither_a_command_nor_the_server_entry_starts_unsafe(tmp_path: Path, start: list[str]) -> None:
    given = {"LUOSHI_HOME": str(tmp_path), "LUOSHI_HOSTS": "*", "LUOSHI_DATABASE_URL": ""}
    given |= {"DJANGO_SETTINGS_MODULE": "luoshi.site.settings", "LUOSHI_SECRET_KEY": KEY}
    done = subprocess.run(start, env=os.environ | given, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert "LUOSHI_HOSTS" in done.stderr
    assert not (tmp_path / "luoshi.sqlite3").exists() or (tmp_path / "luoshi.sqlite3").stat().st_size <= 4096

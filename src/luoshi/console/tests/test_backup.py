"""Backups: made while people write, sealed, read to the end, put back whole or not at all."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_urlsafe
from threading import Event, Thread

import pytest
from click.testing import CliRunner, Result
from django.db import connection, connections
from django.test import override_settings
from psycopg import connect

from luoshi.audit.tests.lifting import lifted
from luoshi.console.backup import PASSPHRASE, command
from luoshi.console.backups.databases import conninfo
from luoshi.console.backups.packing import kept_files
from luoshi.console.backups.sealing import CHUNK, MAGIC
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers import queries
from luoshi.registers.models import Record, Version
from luoshi.registers.tests.small_works import SmallWorks

WORDS = "twelve letters and more"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder with an attached file, and a passphrase in the environment."""
    monkeypatch.setenv("LUOSHI_SECRET_KEY", token_urlsafe(60))  # a drill starts the product on the copy
    made = tmp_path / "home"
    (made / "evidence" / "ab").mkdir(parents=True)
    (made / "evidence" / "ab" / "abcd").write_bytes(os.urandom(3 * CHUNK + 17))
    (made / "secret_key").write_text("k" * 60)
    (made / "reading").mkdir()
    (made / "reading" / "generation-1.duckdb").write_text("rebuilt")
    os.environ[PASSPHRASE] = WORDS
    with override_settings(HOME=made):
        yield made
    del os.environ[PASSPHRASE]


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    return SmallWorks(SmallCity())


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of an empty PostgreSQL database; empty on SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    parts = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {name: str(connection.settings_dict[key]) for name, key in parts.items() if connection.settings_dict[key]}
    name = f"{connection.settings_dict['NAME']}_restored"
    with connect(conninfo({**given, "dbname": "postgres"}), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
        yield conninfo({**given, "dbname": name})
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def made(home: Path, name: str = "a.backup") -> Path:
    target = home.parent / name
    done = run("make", "--to", target)
    assert done.exit_code == 0, done.output
    return target


def back(path: Path, into: Path, database: str, *more: str) -> Result:
    return run("restore", path, "--into", into, *(["--database", database] if database else []), *more)


def restored_labels(into: Path, database: str) -> list[str]:
    asked = "SELECT label FROM registers_record ORDER BY id"
    if database:
        with connect(database) as server:
            return [str(label) for (label,) in server.execute(asked)]
    driver = connection.Database  # type: ignore[attr-defined]
    with driver.connect(into / "luoshi.sqlite3") as copy:
        return [str(label) for (label,) in copy.execute(asked)]


def test_what_was_there_comes_back(works: SmallWorks, home: Path, empty_database: str) -> None:
    works.site("东桥", cost=5)
    backup, into = made(home), home.parent / "restored"
    works.site("西桥")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert "东桥".encode() not in backup.read_bytes()
    assert run("verify", backup).exit_code == 0
    done = back(backup, into, empty_database)
    assert done.exit_code == 0, done.output
    assert restored_labels(into, empty_database) == ["东桥的计划", "东桥"]
    kept = "evidence/ab/abcd"
    assert (into / kept).read_bytes() == (home / kept).read_bytes()
    assert (into / "secret_key").exists()
    assert not (into / "reading").exists()
    assert stat.S_IMODE(into.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept_files(into)} == {0o600}
    assert list((home / "backups").iterdir()) == []


def test_a_backup_is_as_of_one_moment_while_people_write(works: SmallWorks, home: Path, empty_database: str) -> None:
    ended, begun = Event(), Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            works.plan(f"计划{number}")
            begun.set()
            number += 1
        connections.close_all()

    writer = Thread(target=write)
    writer.start()
    begun.wait(timeout=20)
    backup = made(home)
    ended.set()
    writer.join()
    done = back(backup, home.parent / "restored", empty_database)
    assert done.exit_code == 0, done.output
    assert 0 < len(restored_labels(home.parent / "restored", empty_database)) <= Record.objects.count()


def changed(position: Callable[[int], int]) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        at = position(len(content))
        return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

    return change


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: b"",
        lambda content: b"PK" + content,
        lambda content: content[:-1],
        lambda content: content[: len(MAGIC)],
        lambda content: content + b"x",
        changed(lambda size: size - 20),
        changed(lambda size: size // 2),
        changed(lambda size: len(MAGIC) + 30),
    ],
)
def test_a_broken_backup_is_refused_and_nothing_is_touched(
    works: SmallWorks, home: Path, empty_database: str, harm: Callable[[bytes], bytes]
) -> None:
    works.plan()
    backup, into = made(home), home.parent / "restored"
    backup.write_bytes(harm(backup.read_bytes()))
    into.mkdir()
    (into / "here").write_text("stays")
    for done in (run("verify", backup), back(backup, into, empty_database, "--replace")):
        assert done.exit_code == 1
        assert "备份" in done.output
    assert [path.name for path in into.iterdir()] == ["here"]
    assert sorted(path.name for path in home.parent.iterdir()) == ["a.backup", "home", "restored"]
    if empty_database:
        with connect(empty_database) as server:
            assert server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_another_key_is_told_apart_from_damage(works: SmallWorks, home: Path) -> None:
    backup, key = made(home), home.parent / "key"
    os.environ[PASSPHRASE] = "another passphrase"
    assert "另一把密钥" in run("verify", backup).output
    assert run("key", key).exit_code == 0
    assert run("key", key).exit_code == 1
    assert "另一把密钥" in run("verify", backup, "--key-file", key).output
    sealed = home.parent / "b.backup"
    assert run("make", "--to", sealed, "--key-file", key).exit_code == 0
    assert run("verify", sealed, "--key-file", key).exit_code == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_weak_secret_and_a_taken_name_are_refused(works: SmallWorks, home: Path) -> None:
    short = home.parent / "short"
    short.write_bytes(b"1234")
    assert "32" in run("make", "--key-file", short).output
    made(home)
    assert run("make", "--to", home.parent / "a.backup").exit_code == 1
    os.environ[PASSPHRASE] = "short"
    assert run("make").exit_code == 1


def test_a_home_that_is_in_use_is_kept_under_another_name(works: SmallWorks, home: Path, empty_database: str) -> None:
    works.plan()
    backup, into = made(home), home.parent / "restored"
    into.mkdir()
    (into / "here").write_text("stays")
    assert "不是空的" in back(backup, into, empty_database).output
    done = back(backup, into, empty_database, "--replace")
    assert done.exit_code == 0, done.output
    (aside,) = home.parent.glob("restored.replaced-*")
    assert (aside / "here").read_text() == "stays"


def test_a_home_whose_database_is_in_use_is_not_replaced(works: SmallWorks, home: Path, empty_database: str) -> None:
    """The site would go on writing into the folder put aside. A reader counts too: writers come and go."""
    backup, into = made(home), home.parent / "restored"
    into.mkdir()
    with closing(sqlite3.connect(into / "luoshi.sqlite3")) as running:
        running.execute("PRAGMA journal_mode = WAL")
        running.execute("CREATE TABLE kept (word text)")
        running.commit()
        assert "正在使用" in back(backup, into, empty_database, "--replace").output
        running.execute("INSERT INTO kept VALUES ('acknowledged')")
        running.commit()
    assert sorted(path.name for path in home.parent.iterdir()) == ["a.backup", "home", "restored"]
    done = back(backup, into, empty_database, "--replace")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name", ["database", "home", "manifest.json", "luoshi"])
def test_no_name_in_the_home_folder_stands_in_the_way(
    works: SmallWorks, home: Path, empty_database: str, name: str
) -> None:
    works.plan()
    (home / name).mkdir()
    (home / name / name).write_text("mine")
    backup, into = made(home), home.parent / "restored"
    done = back(backup, into, empty_database)
    assert done.exit_code == 0, done.output
    assert (into / name / name).read_text() == "mine"
    assert restored_labels(into, empty_database)


def test_a_full_disk_leaves_neither_a_backup_nor_a_half_home(
    works: SmallWorks, home: Path, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, into = made(home), home.parent / "restored"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    for done in (run("make", "--to", home.parent / "b.backup"), back(backup, into, empty_database)):
        assert isinstance(done.exception, OSError)
    assert sorted(path.name for path in home.parent.iterdir()) == ["a.backup", "home"]


def test_the_other_database_is_refused(works: SmallWorks, home: Path, empty_database: str) -> None:
    backup = made(home)
    database = "" if empty_database else "postgresql://nowhere/x"
    assert "这份备份里的数据库是" in back(backup, home.parent / "restored", database).output


def test_transactions_of_another_server_have_all_committed(
    works: SmallWorks, home: Path, empty_database: str
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer and no such numbers")
    plan = works.plan()
    before = queries.position()
    with lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE registers_version SET xid = 4000000000")
    assert list(queries.versions_at(before, "works.plan")) == []
    newest = Version.objects.order_by("-pk").first()
    assert newest is not None
    with connection.cursor() as cursor:
        cursor.execute(f"SET luoshi.restored_to = {newest.pk}")
    assert [each.record for each in queries.versions_at(queries.position(), "works.plan")] == [plan]
    works.plan("新计划")
    after = queries.position()
    assert [each.label for each in queries.versions_between(before, after)] == ["新计划"]
    with connection.cursor() as cursor:
        cursor.execute("RESET luoshi.restored_to")


def test_the_restored_database_knows_up_to_where_it_was_restored(
    works: SmallWorks, home: Path, empty_database: str
) -> None:
    if not empty_database:
        pytest.skip("SQLite has one writer and no such numbers")
    works.plan()
    assert back(made(home), home.parent / "restored", empty_database).exit_code == 0
    with connect(empty_database) as server:
        told = server.execute("SELECT current_setting('luoshi.restored_to')").fetchone()
        assert told == server.execute("SELECT max(id)::text FROM registers_version").fetchone()


def test_a_drill_tells_its_steps_and_leaves_nothing_behind(works: SmallWorks, home: Path) -> None:
    works.plan()
    done = run("drill")
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in done.output.splitlines() if line.endswith(" s")] == [
        "make",
        "verify",
        "restore",
        "examine",
    ]
    assert "演练通过" in done.output
    assert list((home / "backups").iterdir()) == []


def test_a_drill_fails_where_the_copy_does_not_agree_with_its_log(works: SmallWorks, home: Path) -> None:
    """Sealed and whole, yet bent before it was made: only the log of the restored copy tells."""
    plan = works.plan()
    with lifted():
        Record.objects.filter(pk=plan.pk).update(label="另一个名称")
    done = run("drill")
    assert done.exit_code == 1
    assert ("audit verify" in done.output, "registers_record" in done.output) == (True, True)
    assert "演练通过" not in done.output
    assert list((home / "backups").iterdir()) == []

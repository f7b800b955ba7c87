"""The test run itself: which tests meet a database, which servers it may use, what it may drop."""

import os
import secrets

import psycopg
import pytest

from conftest import meets_database
from scripts import browser
from scripts.test import drop_own_databases, server_version


def test_a_test_without_database_is_left_out_of_the_second_pass(request: pytest.FixtureRequest) -> None:
    assert not meets_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_is_in_the_second_pass(request: pytest.FixtureRequest) -> None:
    assert meets_database(request.node)


@pytest.mark.usefixtures("transactional_db")
def test_a_test_with_the_fixture_is_in_the_second_pass(request: pytest.FixtureRequest) -> None:
    assert meets_database(request.node)


def test_a_server_that_does_not_answer_is_said_and_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert server_version("postgresql://nobody@127.0.0.1:1/none") is None
    assert "PostgreSQL" in capsys.readouterr().out


@pytest.mark.skipif(not os.environ.get("LUOSHI_TEST_DATABASE_URL"), reason="needs the PostgreSQL of the second pass")
@pytest.mark.django_db
def test_only_databases_of_this_run_are_dropped() -> None:
    address = os.environ["LUOSHI_TEST_DATABASE_URL"]
    ours, others = (f"luoshi_test_{secrets.token_hex(6)}" for _ in range(2))
    with psycopg.connect(address, autocommit=True) as connection:
        for name in (ours + "_gw0", others):
            connection.execute(f"create database {name}".encode())
        drop_own_databases(address, ours)
        left = {row[0] for row in connection.execute("select datname from pg_database")}
        connection.execute(f"drop database {others}".encode())
    assert others in left
    assert ours + "_gw0" not in left


def test_the_browser_that_is_named_is_taken_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_BROWSER", "/bin/true")
    assert browser.find() == "/bin/true"


def test_a_browser_that_does_not_start_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_BROWSER", "/bin/false")
    monkeypatch.setattr(browser, "NAMES", ())
    monkeypatch.setattr(browser, "fetched", lambda: "")
    assert browser.find() is None
    assert "install chromium" in browser.BRING

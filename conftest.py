"""What every test run understands: `--database-only`, and the generated city as `sample_city`."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import pytest
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

if TYPE_CHECKING:
    from tests.databases.copies import Copies
    from tests.sample_city import SampleCity

settings.register_profile("untimed", deadline=None)  # a busy machine is no mistake in the code
settings.load_profile("untimed")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="leave out tests that do not touch the database")


def meets_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database by marker, by fixture, or by being one of Django's test cases."""
    owner = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (owner is not None and issubclass(owner, TransactionTestCase))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not meets_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if meets_database(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have a clean database of the right kind before any fixture asks for it."""
    if not meets_database(item):
        return
    with item.config.stash[blocking_manager_key].unblock():
        _copies().use("city" if "sample_city" in getattr(item, "fixturenames", ()) else "empty")


@cache
def _copies() -> "Copies":
    from tests.databases.copies import Copies

    return Copies()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In the place of pytest-django's: databases are copied, and one that a test committed to is not used again."""
    TransactionTestCase._fixture_teardown = lambda case: _copies().spoil()  # type: ignore[attr-defined]
    yield
    with django_db_blocker.unblock():
        _copies().remove()


@pytest.fixture
def sample_city(db: None) -> "SampleCity":
    """The generated sample city; see tests/sample_city.py."""
    from tests.sample_city import SampleCity

    return SampleCity()

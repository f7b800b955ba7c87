"""What every test run understands: `--database-only`, the generated city as `sample_city`, and the small worlds."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, cast

import pytest
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

if TYPE_CHECKING:
    from luoshi.org.tests.small_city import SmallCity
    from luoshi.registers.tests.small_returns import SmallReturns
    from luoshi.registers.tests.small_works import SmallWorks
    from luoshi.reports.tests.small_asking import SmallAsking
    from tests.databases.copies import Copies
    from tests.sample_city import SampleCity

settings.register_profile("untimed", deadline=None)  # a busy machine is no mistake in the code
settings.load_profile("untimed")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
WORLDS = ("sample_city", "small_works", "small_returns", "small_asking", "small_packs", "small_city")


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
        _copies().use(kind_of(item))


def kind_of(item: pytest.Item) -> str:
    """The database a test begins with: of the world it asks for, else an empty one."""
    asked = getattr(item, "fixturenames", ())
    world = next((name for name in WORLDS if name in asked), "empty")
    return "city" if world == "sample_city" else world


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


@pytest.fixture
def small_city(db: None) -> "SmallCity":
    """The small city, founded and loaded."""
    return cast("SmallCity", _copies().world())


@pytest.fixture
def small_packs(db: None) -> "SmallCity":
    """The small city with every shipped pack in force."""
    return cast("SmallCity", _copies().world())


@pytest.fixture
def small_works(db: None) -> "SmallWorks":
    """The small line of work in force in the small city, with people in their posts."""
    return cast("SmallWorks", _copies().world())


@pytest.fixture
def small_returns(db: None) -> "SmallReturns":
    """The small returns in force in the small city."""
    return cast("SmallReturns", _copies().world())


@pytest.fixture
def small_asking(db: None) -> "SmallAsking":
    """The small register of asked forms in force in the small city."""
    return cast("SmallAsking", _copies().world())

"""What every test run understands: `--database-only`, and the generated city as `sample_city`."""

from typing import TYPE_CHECKING

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

if TYPE_CHECKING:
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


@pytest.fixture(scope="session", autouse=True)
def _flushing() -> None:
    """Tests empty their database between them; the triggers refuse that to everybody else."""
    from luoshi.audit.tests.lifting import let_tests_flush

    let_tests_flush()


@pytest.fixture
def sample_city(db: None) -> "SampleCity":
    """The generated sample city; see tests/sample_city.py."""
    from tests.sample_city import provide

    return provide()

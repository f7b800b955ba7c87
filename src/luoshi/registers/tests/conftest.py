"""Fixtures of the registers' tests."""

import pytest

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def works(db: None) -> SmallWorks:
    """The small line of work, in force in the small city."""
    return SmallWorks(SmallCity())

"""Fixtures of the registers' tests."""

import pytest

from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    """The small line of work, in force in the small city."""
    return small_works

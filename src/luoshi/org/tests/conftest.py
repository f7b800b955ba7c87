"""Fixtures of the organisation's tests."""

import pytest

from luoshi.org.tests.small_city import SmallCity


@pytest.fixture
def city(small_city: SmallCity) -> SmallCity:
    """The small city, founded and loaded."""
    return small_city

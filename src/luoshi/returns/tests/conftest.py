"""Fixtures of the returns' tests."""

import pytest

from luoshi.org.actions import create_unit
from luoshi.org.models import UnitKind
from luoshi.org.tests.small_city import draft
from luoshi.registers.tests.small_returns import NOW, SmallReturns


@pytest.fixture
def flocks(small_returns: SmallReturns) -> SmallReturns:
    """Two villages below the township: 泉村, and 河村 which has not reported yet."""
    create_unit(draft("weir", "河村", UnitKind.VILLAGE, "stone", "150521100202"), by=small_returns.city.admin, at=NOW)
    return small_returns

"""Fixtures of the returns' tests."""

import pytest

from luoshi.org.actions import create_unit
from luoshi.org.models import UnitKind
from luoshi.org.tests.small_city import SmallCity, draft
from luoshi.registers.tests.small_returns import NOW, SmallReturns


@pytest.fixture
def flocks(db: None) -> SmallReturns:
    """Two villages below the township: 泉村, and 河村 which has not reported yet."""
    found = SmallReturns(SmallCity())
    create_unit(draft("weir", "河村", UnitKind.VILLAGE, "stone", "150521100202"), by=found.city.admin, at=NOW)
    return found

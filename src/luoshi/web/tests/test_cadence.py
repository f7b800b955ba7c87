"""调度 in the browser: a year's occasions, and what became of each."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import override_settings

from luoshi.cadence.actions import open_due
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import load_all
from luoshi.rules.actors import Role, operator
from luoshi.web.tests.test_registers import as_, page

pytestmark = pytest.mark.django_db
AT = datetime(2023, 2, 8, 2, 0, tzinfo=UTC)


@pytest.fixture
def city(db: None) -> Iterator[SmallCity]:
    with override_settings(SAMPLE_DAY=AT.date()):
        yield SmallCity()


def test_without_a_rhythm_the_page_says_so(city: SmallCity) -> None:
    assert "没有例行事项" in page(as_(city.actor(Role.SUPERVISOR, "supervision")), "cadence")


def test_the_year_lists_its_occasions(city: SmallCity) -> None:
    packs = {loaded.id: loaded for loaded in load_all(settings.PACKS).packs}
    publish(pack=packs["supervision"], by=city.admin, at=AT)
    open_due(by=operator("console"), at=AT)
    client = as_(city.actor(Role.SUPERVISOR, "supervision"))
    shown = page(client, "cadence")
    assert "2023年第一季度招商引资季度督查" in shown
    assert "未到时间" in shown
    assert "到期未办" not in shown
    last = page(client, "cadence", year="2022")
    assert "有 6 项到期未办" in last
    assert "2022-12-30" in last

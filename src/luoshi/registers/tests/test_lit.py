"""One light, two engines: the database finds the records that Python colours the same."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.audit.tests.lifting import an_act
from luoshi.packs.declarations import Colour
from luoshi.registers.lights import colour_of
from luoshi.registers.lit import lit
from luoshi.registers.models import Record
from luoshi.registers.policies import standing_of
from luoshi.registers.queries import in_force
from luoshi.registers.tests.small_works import SmallWorks

DAYS = st.dates(date(2003, 12, 1), date(2061, 2, 1))


@pytest.fixture
def sites(works: SmallWorks) -> list[Record]:
    return [works.site(f"工地{number}") for number in range(4)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(today=DAYS, gaps=st.lists(st.integers(-40, 40) | st.none(), min_size=4, max_size=4))
def test_the_database_and_python_show_the_same_light(
    sites: list[Record], today: date, gaps: list[int | None]
) -> None:
    register = in_force("works.site")[0]
    with an_act():
        for site, gap in zip(sites, gaps, strict=True):
            site.due = None if gap is None else today + timedelta(days=gap)
            site.state = "completed" if gap == 0 else "filed"
            Record.objects.filter(pk=site.pk).update(due=site.due, state=site.state)
    for colour in Colour:
        found = set(lit(Record.objects.of(register.ref), register, colour, today=today).values_list("pk", flat=True))
        told = {site.pk for site in sites if colour_of(register, site.data, standing_of(site, today)) is colour}
        assert found == told

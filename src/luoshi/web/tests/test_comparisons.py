"""对比, and the tree below a record, in the browser: facts already held; nothing is asked for and nothing written."""

import pytest
from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import NOW, SmallCity
from luoshi.registers.actions import create, move
from luoshi.registers.tests.small_works import SmallWorks, start
from luoshi.web.tests.test_registers import as_, page

# the reading copy reads committed rows
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """The small line of work, its rows committed: three sites, one of them started."""
    works = SmallWorks(SmallCity())
    made = [works.site(name, permit_ok=True) for name in ("东桥", "西桥", "南桥")]
    move(made[0], "start", step=start(cost=5), by=works.lead, at=NOW)
    return works


def test_r012_a_comparison_shows_each_area_with_the_numbers_of_its_own_pages(works: SmallWorks) -> None:
    client = as_(works.supervisor)
    before = Entry.objects.count()
    shown = page(client, "comparison", "works.areas", period="2022")
    assert "立项工地数" in shown
    assert "33.3 %" in shown
    assert works.north.title in shown
    assert "合计" in shown
    assert Entry.objects.count() == before
    assert "各地对比" in page(client, "measures", period="2022")


def test_a_comparison_counts_what_the_person_may_see(works: SmallWorks) -> None:
    assert "33.3 %" not in page(as_(works.other_lead), "comparison", "works.areas", period="2022")


def test_a_comparison_that_nobody_declared_is_refused_in_words(works: SmallWorks) -> None:
    refused = as_(works.supervisor).get(reverse("comparison", args=["works.nothing"]), {"period": "2022"})
    assert refused.status_code == 409


def test_a_period_so_far_can_be_asked_for(works: SmallWorks) -> None:
    client = as_(works.supervisor)
    assert "1—10月累计" in page(client, "measure", "works.sites", period="2022-10 cumulative")
    assert client.get(reverse("measures"), {"period": "2022-10 so far"}).status_code == 409


def test_what_stands_below_a_record_is_listed_by_register(works: SmallWorks) -> None:
    above = works.plan()
    unit = works.city.unit("supervision")
    create("works.plan", {"name": "一季度计划"}, unit=unit, parent=above, by=works.planner, at=NOW)
    shown = page(as_(works.supervisor), "record", above.pk)
    assert "一季度计划" in shown
    assert "下级" in shown

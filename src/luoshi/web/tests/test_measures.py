"""指标 in the browser: the funnel, a figure down to its rows, a printed figure after a correction."""

import pytest
from django.urls import reverse

from luoshi.measures.models import PrintedFigure
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import move
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.web.tests.test_registers import as_, page

# the reading copy reads committed rows
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """The small line of work, its rows committed."""
    return SmallWorks(SmallCity())


@pytest.fixture
def sites(works: SmallWorks) -> list[Record]:
    """Three sites, one of them started."""
    made = [works.site(name, permit_ok=True) for name in ("东桥", "西桥", "南桥")]
    move(made[0], "start", step=start(cost=5), by=works.lead, at=NOW)
    return made


def test_the_funnel_and_each_figure_open_to_their_rows(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.supervisor)
    overview = page(client, "measures", period="2022")
    assert "立项到开工" in overview
    assert "33.3 %" in overview
    opened = page(client, "measure", "works.started_share", period="2022")
    assert "东桥" in opened
    assert "西桥" not in opened
    assert "西桥" in page(client, "measure", "works.started_share", period="2022", part="denominator")
    assert "33.3 %" not in page(client, "measure", "works.started_share", period="2021")


def test_what_a_person_may_not_count_is_said_and_not_shown(works: SmallWorks, sites: list[Record]) -> None:
    shown = page(as_(works.other_lead), "measure", "works.sites", period="2022")
    assert "东桥" not in shown
    assert "没有记录" in shown


def test_a_printed_figure_stays_what_it_was(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.supervisor)
    address = reverse("measure_print", args=["works.started_sites"])
    printed = client.post(address, {"period": "2022"})
    kept = PrintedFigure.objects.get()
    assert printed.headers["Location"] == reverse("figure", args=[kept.pk])
    assert "没有变化" in page(client, "figure", kept.pk)
    move(Record.objects.get(pk=sites[1].pk), "start", step=start(cost=7), by=works.lead, at=NOW)
    opened = page(client, "figure", kept.pk)
    assert "1 个" in opened
    assert "2 个" in opened
    assert "西桥" in opened


@pytest.mark.parametrize(
    ("ref", "query"),
    [
        ("works.nothing", {"period": "2022"}),
        ("works.sites", {"period": "二〇二二"}),
        ("works.sites", {"period": "2022", "foreman": "x"}),
        ("works.sites", {"period": "2022", "no_such": "x"}),
    ],
)
def test_an_address_that_means_nothing_is_refused_in_words(
    works: SmallWorks, ref: str, query: dict[str, str]
) -> None:
    refused = as_(works.supervisor).get(reverse("measure", args=[ref]), query)
    assert refused.status_code == 409

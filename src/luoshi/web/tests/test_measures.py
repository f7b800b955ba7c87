"""指标 in the browser: the funnel, a figure down to its rows, a printed figure after a correction."""

import csv
import shutil
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.measures.models import PrintedFigure
from luoshi.measures.trends import turns_of
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import load
from luoshi.packs.queries import current
from luoshi.registers.actions import move
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import FOLDER, NOW, SmallWorks, start
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


def test_a_rate_shows_what_it_is_made_of_with_units_and_over_time(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.supervisor)
    opened = page(client, "measure", "works.started_share", period="2022")
    assert reverse("measure_trend", args=["works.started_share"]) in opened
    part = page(client, "measure_trend", "works.started_share", period="2022")
    assert "按月当期" in part
    assert "<html" not in part
    assert opened.count('class="unit-word">个') >= 2
    assert "1/3" in page(client, "measure", "works.started_share", period="2022", trend="cumulative")
    overview = page(client, "measures", period="2022")
    assert "1 个 ÷ 3 个" in overview
    assert "由哪些数得来" in overview
    assert "没有符合条件的指标" in page(client, "measures", period="2022", q="不存在的词")
    assert "立项到开工" not in page(client, "measures", period="2022", q="不存在的词")


def test_a_trend_is_taken_away_as_a_picture_and_as_data(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.supervisor)
    query = {"period": "2022", "trend": "cumulative"}
    picture = client.get(reverse("measure_picture", args=["works.sites"]), query)
    assert picture.headers["Content-Type"] == "image/svg+xml"
    drawn = picture.content.decode()
    assert ElementTree.fromstring(drawn).tag.endswith("svg")  # noqa: S314  # our own file
    assert "<script" not in drawn
    data = client.get(reverse("measure_data", args=["works.sites"]), query).content.decode("utf-8-sig")
    rows = list(csv.DictReader(data.splitlines()))
    june = next(row for row in rows if row["期间"] == "2022年1—6月累计" and row["单位"] == "全市")
    assert (june["数值"], june["计量单位"], june["性质"]) == ("3", "个", "实际")
    assert {row["单位"] for row in rows} >= {"北山旗", "南河县"}
    refused = client.get(reverse("measure_picture", args=["works.started_share"]), {"period": "2001"})
    assert refused.status_code == 409


def test_small_multiples_are_taken_away_as_a_table(
    works: SmallWorks, sites: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, query = as_(works.supervisor), {"period": "2022", "trend": "cumulative"}
    address = reverse("measure_counties", args=["works.sites", "csv"])
    assert client.get(address, query).status_code == 409  # of one month there is nothing to draw
    monkeypatch.setattr("luoshi.registers.tests.small_works.NOW", NOW + timedelta(days=31))
    works.site("北桥", permit_ok=True)
    assert address in page(client, "measure_trend", "works.sites", **query)
    months = {row["单位"]: row for row in csv.DictReader(page_rows(client, address, query))}
    assert (months["北山旗"]["2022-06"], months["北山旗"]["2022-07"]) == ("3", "1")


def page_rows(client: Client, address: str, query: dict[str, str]) -> list[str]:
    """The lines of a file."""
    return b"".join(client.get(address, query)).decode("utf-8-sig").splitlines()


def test_a_county_that_may_not_be_seen_has_words_and_no_bar(works: SmallWorks, sites: list[Record]) -> None:
    shown = page(as_(works.lead), "measure", "works.sites", period="2022")
    bars = shown.partition('class="bars"')[2].partition("</table>")[0]
    assert bars.count("不在您的可见范围内") == 2
    assert bars.count("<svg") == 1
    data = as_(works.lead).get(reverse("measure_data", args=["works.sites"]), {"period": "2022"}).content.decode()
    assert "南河县" not in data


def test_a_turn_is_where_the_number_is_counted_in_another_way(works: SmallWorks, tmp_path: Path) -> None:
    assert turns_of(current().measure("works.sites")) == ()
    folder = Path(shutil.copytree(FOLDER, tmp_path / "works"))
    measures, pack = folder / "measures.yaml", folder / "pack.yaml"
    first, rest = measures.read_text("utf-8").split("    when: on_filed\n", 1)
    measures.write_text(f"{first}    where: filled(cost)\n    when: on_filed\n{rest}", "utf-8")
    pack.write_text(pack.read_text("utf-8").replace('version: "1"', 'version: "2"'), "utf-8")
    later = NOW + timedelta(days=3)
    publish(pack=load(folder), by=works.city.admin, at=later)
    assert [(turn.version, turn.at) for turn in turns_of(current().measure("works.sites"))] == [("2", later)]
    assert turns_of(current().measure("works.started_sites")) == ()
    for name in ("一", "二"):
        works.site(name, cost=5)
    opened = page(as_(works.supervisor), "measure", "works.sites", period="2022", trend="cumulative")
    assert "2022-06-18 起口径改变（第 2 版）" in opened


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
    assert refused.status_code in (403, 409)

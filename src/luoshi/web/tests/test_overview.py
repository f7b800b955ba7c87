"""各单位: lights by unit, the records behind each count, what changed since a day; only for posts that oversee."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from luoshi.registers.actions import Step, confirm, move
from luoshi.registers.models import Move, Record
from luoshi.registers.oversight import Lamp, Turn, changes_since, lights_by_unit, lit_records
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, report_of, start, strike
from luoshi.rules.actors import Role
from luoshi.web.overview import since_of
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_, page

DAY = date(2022, 7, 1)  # two working days behind the date of a site filed on TODAY
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def _on_the_day(settings: Settings) -> None:
    settings.SAMPLE_DAY = DAY


def counts(works: SmallWorks, day: date) -> dict[str, dict[Lamp, int]]:
    """The matrix of the city's supervisor."""
    return {row.title: dict(row.counts) for row in lights_by_unit(works.supervisor, today=day)}


def test_lights_are_counted_by_unit_and_lead_to_their_records(works: SmallWorks) -> None:
    site, task = works.site(cost=5), works.task()
    assert counts(works, TODAY) == {"北山旗": {Lamp.GREEN: 1, Lamp.NONE: 1}}
    assert counts(works, DAY) == {"北山旗": {Lamp.RED: 1, Lamp.NONE: 1}}
    red = lit_records(works.supervisor, unit=works.north, lamp=Lamp.RED, today=DAY)
    assert red == [site.pk]
    assert lit_records(works.supervisor, unit=works.north, lamp=None, today=DAY) == [site.pk, task.pk]
    assert lit_records(works.supervisor, unit=works.south, lamp=None, today=DAY) == []
    assert lit_records(works.supervisor, unit=works.north, lamp=None, today=DAY, pack="nothing") == []


def test_each_sees_what_they_watch_over(works: SmallWorks) -> None:
    works.site(cost=5)
    assert [row.title for row in lights_by_unit(works.lead, today=DAY)] == ["北山旗"]
    assert lights_by_unit(works.other_lead, today=DAY) == []
    assert [row.total for row in lights_by_unit(works.officer, today=DAY)] == [1]  # the owner of the register
    clerk = works.city.actor(Role.TOWNSHIP_CLERK, "stone")
    assert lights_by_unit(clerk, today=DAY) == []
    for address in (reverse("overview"), reverse("overview_list"), reverse("overview_export", args=["csv"])):
        assert as_(clerk).get(address).status_code == 409
    assert "units/" not in page(as_(clerk), "home")


def test_what_changed_since_a_day_is_told_with_who_did_it(works: SmallWorks) -> None:
    site, task = works.site(cost=5, permit_ok=True), works.reported()
    other = works.site("西桥", cost=5)
    then = datetime(2022, 6, 20, 2, 0, tzinfo=UTC)
    move(site, "start", step=Step(on=date(2022, 6, 20), evidence={"licence": "许字1号"}), by=works.lead, at=then)
    move(task, "strike_off", step=strike(), by=works.verifier, at=then)
    again = works.struck_off("铺路")
    move(again, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=then)
    confirm(Move.objects.get(record=again, status="proposed"), by=works.city.actor(Role.VERIFIER, "city"), at=then)
    told = changes_since(works.supervisor, since=date(2022, 6, 20), today=DAY)
    assert {(each.turn, each.record.pk) for each in told} == {
        (Turn.NEW_RED, other.pk),
        (Turn.MOVED, site.pk),
        (Turn.STRUCK_OFF, task.pk),
        (Turn.REOPENED, again.pk),
    }
    assert changes_since(works.other_lead, since=date(2022, 6, 1), today=DAY) == []
    assert changes_since(works.supervisor, since=DAY, today=DAY) == []


@pytest.mark.usefixtures("_on_the_day")
def test_the_page_shows_lights_by_shape_and_word_and_opens_in_place(works: SmallWorks) -> None:
    works.site(f"东桥 {SCRIPT}", cost=5)
    client = as_(works.supervisor)
    shown = page(client, "overview", since="2022-06-25")
    assert "light-red" in shown
    assert "红灯或逾期" in shown
    assert "新亮红灯" in shown
    assert "2022-06-25 以来的变化" in shown
    assert SCRIPT not in shown
    assert barriers(Page(shown)) == []
    part = client.get(reverse("overview"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    address = f"{reverse('overview_list')}?unit={works.north.pk}&amp;light=red"
    assert f'data-beside="{address}"' in part
    listed = page(client, "overview_list", unit=str(works.north.pk), light="red")
    assert "东桥" in listed
    assert barriers(Page(listed)) == []
    beside = client.get(
        reverse("overview_list"), {"unit": str(works.north.pk), "light": "red"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert 'id="beside-title"' in beside
    assert SCRIPT not in beside
    assert "东桥" in page(client, "overview_export", "csv", unit=str(works.north.pk))
    assert client.get(reverse("overview_list"), {"unit": "x"}).status_code == 404
    assert page(client, "overview", since="年初", pack="nowhere")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", DAY - timedelta(days=1)),
        ("2022-6-20", date(2022, 6, 20)),
        ("2030-01-01", DAY),
        ("2000-01-01", DAY - timedelta(days=90)),
        ("胡写", DAY - timedelta(days=1)),
    ],
)
def test_the_day_is_yesterday_unless_another_is_chosen(given: str, expected: date) -> None:
    assert since_of(given, DAY) == expected


@pytest.mark.usefixtures("_on_the_day")
def test_it_costs_the_same_however_much_there_is(works: SmallWorks) -> None:
    client = as_(works.supervisor)

    def cost() -> int:
        client.get(reverse("overview"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("overview"), {"since": "2022-06-01"})
        return len(queries)

    def more(number: int) -> None:
        task = works.task(f"修路{number}")
        move(task, "report", step=report_of(), by=works.lead, at=NOW)
        site = works.site(f"工地{number}", cost=5, permit_ok=True)
        move(site, "start", step=start(), by=works.lead, at=NOW)
        works.site(f"工地乙{number}", cost=5)

    more(0)
    few = cost()
    for number in range(1, 6):
        more(number)
    assert cost() <= few <= 25
    assert Record.objects.count() > 18

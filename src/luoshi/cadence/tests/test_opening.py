"""What recurs is opened in time, once, for the unit that answers for it (R096, R111)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from luoshi.cadence.actions import open_due
from luoshi.cadence.models import Opening
from luoshi.cadence.queries import year_of
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import load_all
from luoshi.registers.actions import Step, create, move
from luoshi.registers.models import Record
from luoshi.rules.actors import Role, operator
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2023, 2, 8, 2, 0, tzinfo=UTC)
BY = operator("console")
ICE = {"name": "黄河凌汛期", "danger": "ice_flood", "opens": "2023-02-20", "closes": "2023-03-31"}


@pytest.fixture
def city(small_city: SmallCity) -> SmallCity:
    packs = {loaded.id: loaded for loaded in load_all(settings.PACKS).packs}
    publish(pack=packs["supervision"], by=small_city.admin, at=AT)
    return small_city


def names() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("label", flat=True))


def test_what_has_begun_is_opened_once(city: SmallCity) -> None:
    opened = open_due(by=BY, at=AT)
    assert [record.label for record in opened] == [
        "2022年第一季度招商引资季度督查",
        "2022年第二季度招商引资季度督查",
        "2022年第三季度招商引资季度督查",
        "2022年第四季度招商引资季度督查",
        "2023年第一季度招商引资季度督查",
        "2022年上半年全市经济运行调度",
        "2022年下半年全市经济运行调度",
        "2023年上半年全市经济运行调度",
    ]
    assert (opened[4].due, opened[4].unit.code, opened[4].data["kind"]) == (
        date(2023, 3, 31),
        "supervision",
        "quarterly",
    )
    assert open_due(by=BY, at=AT + timedelta(hours=1)) == []


def test_a_clock_that_jumps_back_opens_nothing_twice(city: SmallCity) -> None:
    open_due(by=BY, at=AT)
    assert open_due(by=BY, at=AT - timedelta(hours=1)) == []


def test_the_year_shows_every_slot_and_what_became_of_it(city: SmallCity) -> None:
    open_due(by=BY, at=AT)
    supervisor = city.actor(Role.SUPERVISOR, "supervision")
    first = Record.objects.get(label="2023年第一季度招商引资季度督查")
    with pytest.raises(Refused, match="reason"):
        move(first, "skip", step=Step(on=AT.date()), by=supervisor, at=AT)
    move(first, "skip", step=Step(on=AT.date(), values={"reason": "与自治区督查合并"}), by=supervisor, at=AT)
    year = year_of(supervisor, 2023, today=date(2023, 7, 1))
    told = [
        (each.due.slot, each.due.day.isoformat(), each.state.en if each.state else "", each.is_over) for each in year
    ]
    assert told == [
        ("2023-Q1", "2023-03-31", "Skipped, with its reason", False),
        ("2023-H1", "2023-06-30", "Planned", True),
        ("2023-Q2", "2023-06-30", "", True),
        ("2023-Q3", "2023-09-28", "", False),
        ("2023-H2", "2023-12-29", "", False),
        ("2023-Q4", "2023-12-29", "", False),
    ]


def test_a_checklist_opens_on_its_day_at_its_place(city: SmallCity) -> None:
    office = city.actor(Role.SUPERVISOR, "supervision")
    create(
        "supervision.risk_season",
        ICE | {"place": city.unit("north")},
        unit=city.unit("supervision"),
        by=office,
        at=AT,
    )
    open_due(by=BY, at=datetime(2023, 2, 19, 2, 0, tzinfo=UTC))
    assert not Record.objects.of("supervision.checklist").exists()
    open_due(by=BY, at=datetime(2023, 2, 20, 2, 0, tzinfo=UTC))
    (opened,) = Record.objects.of("supervision.checklist").select_related("unit")
    assert (opened.label, opened.unit.code, opened.due) == ("黄河凌汛期隐患排查单", "north", date(2023, 2, 27))


def test_an_occasion_entered_by_hand_is_the_slots_own(city: SmallCity) -> None:
    office = city.actor(Role.SUPERVISOR, "supervision")
    data = {"name": "一季度督查", "kind": "quarterly", "slot": "2023-Q1", "day": "2023-03-30"}
    mine = create("supervision.occasion", data, unit=city.unit("supervision"), by=office, at=AT)
    open_due(by=BY, at=AT)
    assert Opening.objects.get(slot="2023-Q1").record == mine
    assert "2023年第一季度招商引资季度督查" not in names()

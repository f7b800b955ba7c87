"""R125: a task broken down keeps one lead, and no child's date lies behind its parent's."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import load_all
from luoshi.registers.actions import create, place_under, set_parties
from luoshi.registers.models import Record
from luoshi.registers.queries import descendants
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2022, 6, 15, 2, 0, tzinfo=UTC)
TASK = {"origin": "plan", "urgency": "ordinary", "demand": "按季推进", "answer_by": "2022-09-30"}


class Duty:
    """The supervision line in a small city, and a supervisor who docks tasks."""

    def __init__(self) -> None:
        self.city = SmallCity()
        packs = {loaded.id: loaded for loaded in load_all(settings.PACKS).packs}
        publish(pack=packs["supervision"], by=self.city.admin, at=AT)
        self.by: Actor = self.city.actor(Role.SUPERVISOR, "city")

    def task(self, name: str, unit: str, due: date, parent: Record | None = None) -> Record:
        return create(
            "supervision.task",
            TASK | {"name": name},
            unit=self.city.unit("supervision"),
            lead=self.city.unit(unit),
            parent=parent,
            due=due,
            by=self.by,
            at=AT,
        )


@pytest.fixture
def duty() -> Duty:
    return Duty()


def test_r125_a_task_goes_down_level_by_level_with_one_lead_each(duty: Duty) -> None:
    city = duty.task("压实安全责任", "commerce", date(2022, 9, 30))
    county = duty.task("压实安全责任（北山旗）", "north", date(2022, 9, 20), city)
    duty.task("压实安全责任（石门镇）", "stone", date(2022, 9, 20), county)
    below = descendants(city)
    assert [(each.lead.code if each.lead else "", each.due) for each in below] == [
        ("north", date(2022, 9, 20)),
        ("stone", date(2022, 9, 20)),
    ]


def test_r125_a_child_is_not_due_after_its_parent(duty: Duty) -> None:
    parent = duty.task("压实安全责任", "commerce", date(2022, 9, 30))
    with pytest.raises(Refused) as refused:
        duty.task("压实安全责任（北山旗）", "north", date(2022, 10, 8), parent)
    assert "2022-09-30" in refused.value.reason.zh
    late = duty.task("另一项", "north", date(2022, 10, 8))
    with pytest.raises(Refused):
        place_under(late, parent=parent, by=duty.by, at=AT)


def test_r125_the_lead_neither_supports_nor_supervises_itself(duty: Duty) -> None:
    task = duty.task("压实安全责任", "commerce", date(2022, 9, 30))
    north, office = duty.city.unit("north"), duty.city.unit("supervision")
    set_parties(task, lead=north, support=[duty.city.unit("south")], supervisor=[office], by=duty.by, at=AT)
    with pytest.raises(Refused, match="lead"):
        set_parties(task, lead=north, support=[north], supervisor=[office], by=duty.by, at=AT)

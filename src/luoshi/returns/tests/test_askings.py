"""催报: a missing return is asked for rung by rung, each unit by its own next one, until it is handed over."""

import json
from datetime import timedelta

import pytest

from luoshi.audit.models import Entry
from luoshi.registers.actions import move
from luoshi.registers.tests.small_returns import EXPLAINED, NOW, SmallReturns, step
from luoshi.returns.actions import remind
from luoshi.returns.models import Reminder
from luoshi.returns.queries import asked_of, asking_seen, is_open
from luoshi.rules.refusals import Refused

REF, MAY = "flocks.herd", "2022-05"  # due on 8 June; 15 June is five working days past it


def ask(flocks: SmallReturns, *codes: str, days: int = 0) -> list[tuple[str, str, str]]:
    units = [flocks.city.unit(code).pk for code in codes]
    made = remind(REF, MAY, units=units, words="请报", by=flocks.county, at=NOW + timedelta(days=days))
    return [(each.unit.title, each.rung, each.number) for each in made]


def test_each_unit_climbs_its_own_ladder_and_numbers_have_no_gaps(flocks: SmallReturns) -> None:
    assert ask(flocks, "weir") == [("河村", "reminder", "MY-TX-2022-0001")]
    assert ask(flocks, "spring", "weir") == [
        ("泉村", "reminder", "MY-TX-2022-0002"),
        ("河村", "urging", "MY-CB-2022-0001"),
    ]
    assert ask(flocks, "spring") == [("泉村", "urging", "MY-CB-2022-0002")]
    with pytest.raises(Refused, match="no_rung_now") as early:
        ask(flocks, "spring", "weir")
    assert "督办单" in early.value.reason.zh
    assert ask(flocks, "spring", "weir", days=7)[0][1:] == ("order", "MY-DB-2022-0001")
    with pytest.raises(Refused, match="no_rung_now") as over:
        ask(flocks, "spring", days=30)
    assert "最高一级" in over.value.reason.zh


def test_nothing_is_sent_before_the_first_rung_has_come(flocks: SmallReturns) -> None:
    with pytest.raises(Refused, match="no_rung_now") as early:
        remind(REF, "2022-06", units=[flocks.spring.pk], words="请报", by=flocks.county, at=NOW)
    assert "到期前 1 个工作日" in early.value.reason.zh


def test_an_asking_leaves_its_entry_with_rung_and_number(flocks: SmallReturns) -> None:
    ask(flocks, "spring")
    (kept,) = Reminder.objects.all()
    told = json.loads(Entry.objects.get(act="returns.remind").canonical)["payload"]
    assert (told["rung"], told["number"], told["reminder"]) == ("reminder", kept.number, kept.pk)
    assert (kept.due.isoformat() if kept.due else "", kept.days_left) == ("2022-06-08", -5)


def test_it_ends_when_the_return_is_handed_over(flocks: SmallReturns) -> None:
    ask(flocks, "spring")
    (asked,) = Reminder.objects.all()
    assert [each.pk for each, _record in asked_of(flocks.clerk)] == [asked.pk]
    record = flocks.herd()
    assert is_open(asked)  # a draft is not handed over
    move(record, "submit", step=step(explained=EXPLAINED), by=flocks.clerk, at=NOW)
    assert not is_open(asked)
    assert asked_of(flocks.clerk) == []


def test_only_those_see_it_who_see_how_far_the_unit_is(flocks: SmallReturns) -> None:
    ask(flocks, "spring")
    (asked,) = Reminder.objects.all()
    for actor in (flocks.clerk, flocks.township, flocks.county):
        assert asking_seen(actor, asked.pk) == asked
    with pytest.raises(Refused, match="not_visible"):
        asking_seen(flocks.other, asked.pk)
    with pytest.raises(Refused, match="not_visible"):
        asking_seen(flocks.county, asked.pk + 1)

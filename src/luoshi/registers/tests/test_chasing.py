"""The ladder: rungs in order, once, while their condition holds, with numbers without gaps."""

from datetime import UTC, date, datetime

import pytest

from luoshi.registers.actions import Halt, Step, chase, confirm, move, reply, set_parties, stop_clock
from luoshi.registers.chasing import ladder
from luoshi.registers.lights import colour_of
from luoshi.registers.models import Chase, Record
from luoshi.registers.policies import standing_of
from luoshi.registers.queries import in_force
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.rules.refusals import Refused


def on(day: int, month: int = 8) -> datetime:
    return datetime(2022, month, day, 2, 0, tzinfo=UTC)


@pytest.fixture
def site(works: SmallWorks) -> Record:
    """A site that is due on 10 August 2022."""
    return started(works, "东桥")


def started(works: SmallWorks, name: str) -> Record:
    site = works.site(name, permit_ok=True)
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    return set_parties(site, lead=works.north, supervisor=[works.city.unit("supervision")], by=works.lead, at=NOW)


def test_rungs_are_climbed_in_order_and_once(works: SmallWorks, site: Record) -> None:
    first = chase(site, "reminder", words="请抓紧。", by=works.supervisor, at=on(8))
    assert (first.number, first.unit, first.days_left) == ("GC-TX-2022-0001", works.north, 2)
    with pytest.raises(Refused, match=r"registers\.rung_climbed"):
        chase(site, "reminder", by=works.supervisor, at=on(8))
    with pytest.raises(Refused, match=r"registers\.rung_not_due"):
        chase(site, "urging", by=works.supervisor, at=on(9))
    assert chase(site, "urging", by=works.planner, at=on(11)).number == "GC-CB-2022-0001"


def test_no_rung_is_skipped_but_one_that_may_come_first(works: SmallWorks, site: Record) -> None:
    with pytest.raises(Refused, match=r"registers\.rung_skipped"):
        chase(site, "urging", by=works.supervisor, at=on(11))
    chase(site, "order", by=works.supervisor, at=on(20))
    with pytest.raises(Refused, match=r"registers\.rung_climbed"):
        chase(site, "urging", by=works.supervisor, at=on(20))


def test_a_notice_that_is_no_longer_due_is_refused_in_words(works: SmallWorks, site: Record) -> None:
    stop_clock(
        site.clocks.get(clock="build"), Halt("review", "通知", date(2022, 8, 1)), by=works.supervisor, at=on(8)
    )
    with pytest.raises(Refused, match=r"registers\.rung_not_due"):
        chase(Record.objects.get(pk=site.pk), "reminder", by=works.supervisor, at=on(8))


def test_a_matter_that_has_ended_is_not_chased(works: SmallWorks, site: Record) -> None:
    step = Step(on=on(9).date(), evidence={"report": "验字1号"})
    confirm(move(site, "complete", step=step, by=works.lead, at=on(9)), by=works.verifier, at=on(9))
    refusals = {
        climb.refused.code for climb in ladder(site, in_force("works.site")[0], day=on(9).date()) if climb.refused
    }
    assert refusals == {"registers.chase_ended"}


def test_only_who_supervises_chases(works: SmallWorks, site: Record) -> None:
    with pytest.raises(Refused, match=r"registers\.not_yours"):
        chase(site, "reminder", by=works.lead, at=on(8))


def test_numbers_have_no_gap_after_a_notice_that_was_not_kept(works: SmallWorks, site: Record) -> None:
    chase(site, "reminder", by=works.supervisor, at=on(8))
    with pytest.raises(Refused):
        chase(site, "reminder", by=works.supervisor, at=on(8))
    other = started(works, "西桥")
    assert chase(other, "reminder", by=works.supervisor, at=on(8)).number == "GC-TX-2022-0002"


def test_the_unit_it_was_sent_to_answers_once(works: SmallWorks, site: Record) -> None:
    notice = chase(site, "reminder", by=works.supervisor, at=on(8))
    with pytest.raises(Refused, match=r"registers\.reply_by"):
        reply(notice, "已在抓紧", by=works.other_lead, at=on(9))
    assert reply(notice, "已在抓紧", by=works.lead, at=on(9)).reply_name == works.lead.name
    with pytest.raises(Refused, match=r"registers\.replied"):
        reply(Chase.objects.get(pk=notice.pk), "再答", by=works.lead, at=on(9))


@pytest.mark.parametrize(("day", "colour"), [(1, "green"), (2, "green"), (3, "yellow"), (10, "yellow"), (11, "red")])
def test_a_light_changes_on_its_day(site: Record, day: int, colour: str) -> None:
    register = in_force("works.site")[0]
    assert colour_of(register, site.data, standing_of(site, on(day).date())) == colour

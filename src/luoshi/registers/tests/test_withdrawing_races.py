"""A record is taken back, or something comes to hang on it at the same moment: never both."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import withdraw
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.registers.tests.test_guard_races import check_waits, left_open
from luoshi.registers.tests.test_races import fresh
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """The small line of work, committed, so that every thread sees it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    return SmallWorks(SmallCity())


def both_ways(works: SmallWorks, plan: Record) -> tuple[Callable[[], object], Callable[[], object]]:
    """A part hung under a plan, and the plan taken back, each from a page of its own."""
    hang = partial(works.plan, "分项", parent=fresh(plan))
    return hang, partial(withdraw, fresh(plan), reason="录重了", by=works.planner, at=NOW)


def test_taking_back_waits_for_a_part_that_is_being_entered_and_then_sees_it(works: SmallWorks) -> None:
    hang, take_back = both_ways(works, works.plan("年度计划"))
    with left_open(hang):
        check_waits(take_back)
    with pytest.raises(Refused, match="in_use"):
        take_back()


def test_a_part_waits_for_a_plan_that_is_being_taken_back_and_is_refused(works: SmallWorks) -> None:
    hang, take_back = both_ways(works, works.plan("年度计划"))
    with left_open(take_back):
        check_waits(hang)
    with pytest.raises(Refused, match="withdrawn"):
        hang()


def test_parts_are_entered_beside_each_other(works: SmallWorks) -> None:
    plan = works.plan("年度计划")
    with left_open(partial(works.plan, "甲", parent=fresh(plan))):
        works.plan("乙", parent=fresh(plan))
    assert plan.children.count() == 2

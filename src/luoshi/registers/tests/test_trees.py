"""Decomposition: a child is due no later than its parent, and a tree has no ring."""

from datetime import date

import pytest

from luoshi.registers.actions import create, place_under
from luoshi.registers.queries import descendants, visible_below
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.refusals import Refused


def test_a_child_is_due_within_its_parent(works: SmallWorks) -> None:
    year = works.plan("年", due=date(2022, 12, 31))
    half = works.plan("半年", parent=year, due=date(2022, 6, 30))
    works.plan("季", parent=half, due=date(2022, 3, 31))
    assert [plan.label for plan in descendants(year)] == ["半年", "季"]
    with pytest.raises(Refused, match="due_after_parent"):
        works.plan("晚", parent=half, due=date(2022, 7, 1))
    with pytest.raises(Refused, match="due_after_parent"):
        works.plan("无期", parent=half)


def test_no_ring(works: SmallWorks) -> None:
    top = works.plan("上")
    middle = works.plan("中", parent=top)
    low = works.plan("下", parent=middle)
    for ring in (top, low):
        with pytest.raises(Refused, match=r"registers\.cycle"):
            place_under(top, parent=ring, by=works.planner, at=NOW)


def test_a_parent_of_another_register_is_refused(works: SmallWorks) -> None:
    with pytest.raises(Refused, match="wrong_parent"):
        works.plan("误", parent=works.site())


def test_children_in_another_part_of_the_tree_are_not_named(works: SmallWorks) -> None:
    """A plan is open to all; of the tasks below it each county sees its own."""
    year = works.plan("年")
    office = works.city.unit("supervision")
    for matter, lead in (("北路", works.north), ("南路", works.south)):
        create("works.task", {"matter": matter}, unit=office, lead=lead, parent=year, by=works.planner, at=NOW)
    assert [each.label for each in visible_below(works.lead, year)] == ["北路"]
    assert [each.label for each in visible_below(works.other_lead, year)] == ["南路"]
    assert {each.label for each in visible_below(works.planner, year)} == {"北路", "南路"}

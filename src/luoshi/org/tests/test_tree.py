"""The tree over time: moves, closings, mergers and splits, and what each day remembers."""

import contextlib
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from luoshi.audit.actions import unwritten, writing
from luoshi.audit.models import Entry
from luoshi.org.actions import (
    close_unit,
    create_unit,
    merge_units,
    move_unit,
    rename_unit,
    replace_unit,
    split_unit,
)
from luoshi.org.models import Alias, NameKind, UnitKind
from luoshi.org.queries import actor_for, ancestors, as_was, county_of, heirs, restated, subtree_ids, tree, trees
from luoshi.org.tests.small_city import NOW, START, TODAY, SmallCity, draft
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused

BEFORE = date(2022, 2, 28)
MOVED = date(2022, 3, 1)


def test_a_move_takes_everything_below_along_and_leaves_earlier_days_alone(city: SmallCity) -> None:
    before = as_was(BEFORE)
    move_unit(city.unit("stone"), to=city.unit("south"), on=MOVED, by=city.admin, at=NOW)
    stone, spring = city.unit("stone"), city.unit("spring")
    assert stone.path == f"{city.unit('south').path}{stone.pk}/"
    assert spring.path == f"{stone.path}{spring.pk}/"
    assert (stone.county, spring.county) == ("150522", "150522")
    assert as_was(BEFORE) == before
    assert as_was(MOVED)[spring.pk] == spring.path
    assert county_of(spring, BEFORE).code == "north"
    assert county_of(spring, MOVED).code == "south"
    assert Entry.objects.about("unit", stone.pk)[0].act == "org.move_unit"


@pytest.mark.parametrize(
    ("unit", "to", "on", "code"),
    [
        ("north", "spring", MOVED, "org.cycle"),
        ("north", "north", MOVED, "org.cycle"),
        ("stone", "north", MOVED, "org.same_parent"),
        ("stone", "south", START, "org.overlap"),
        ("stone", "south", TODAY + timedelta(days=1), "org.ahead_of_time"),
        ("city", "north", MOVED, "org.root_stays"),
    ],
)
def test_a_move_that_makes_no_tree_is_refused(city: SmallCity, unit: str, to: str, on: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        move_unit(city.unit(unit), to=city.unit(to), on=on, by=city.admin, at=NOW)
    assert refused.value.code == code


def test_a_circle_on_a_past_day_is_refused_too(city: SmallCity) -> None:
    """North stood below south for a year; south cannot be said to have stood below north during it."""
    north, south, top = city.unit("north"), city.unit("south"), city.unit("city")
    move_unit(north, to=south, on=date(2020, 6, 1), by=city.admin, at=NOW)
    move_unit(north, to=top, on=date(2021, 6, 1), by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.cycle"):
        move_unit(south, to=north, on=date(2021, 1, 1), by=city.admin, at=NOW)
    move_unit(south, to=north, on=date(2021, 6, 1), by=city.admin, at=NOW)


def test_moving_needs_both_ends(city: SmallCity) -> None:
    of_north = city.actor(Role.ADMINISTRATOR, "north")
    with pytest.raises(Refused, match=r"org\.not_administrator"):
        move_unit(city.unit("stone"), to=city.unit("south"), on=MOVED, by=of_north, at=NOW)


def test_closing_asks_for_what_is_below_first_and_ends_the_posts(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.open_children") as refused:
        close_unit(city.unit("stone"), on=MOVED, by=city.admin, at=NOW)
    assert "泉村" in refused.value.reason.zh
    clerk = city.person(Role.TOWNSHIP_CLERK, "stone")
    close_unit(city.unit("spring"), on=MOVED, by=city.admin, at=NOW)
    close_unit(city.unit("stone"), on=MOVED, by=city.admin, at=NOW)
    assert actor_for(clerk, at=NOW).posts == ()
    assert city.unit("stone").pk in as_was(BEFORE)
    assert city.unit("stone").pk not in as_was(MOVED)


def test_a_closing_may_be_entered_ahead(city: SmallCity) -> None:
    ahead = TODAY + timedelta(days=30)
    close_unit(city.unit("spring"), on=ahead, by=city.admin, at=NOW)
    assert city.unit("spring").pk in as_was(TODAY)
    assert city.unit("spring").pk not in as_was(ahead)
    with pytest.raises(Refused, match=r"org\.not_on_that_day"):
        create_unit(draft("late", "迟组", UnitKind.TEAM, "spring"), by=city.admin, at=NOW)


def test_a_merger_hands_children_and_past_figures_to_the_heir(city: SmallCity) -> None:
    create_unit(draft("gate", "东门镇", UnitKind.TOWNSHIP, "north", "150521101"), by=city.admin, at=NOW)
    stone = city.unit("stone")
    merge_units([stone], into=city.unit("gate"), on=MOVED, by=city.admin, at=NOW)
    gate, spring = city.unit("gate"), city.unit("spring")
    assert spring.path == f"{gate.path}{spring.pk}/"
    assert heirs(stone, MOVED) == (gate,)
    assert as_was(BEFORE)[stone.pk] == stone.path
    assert restated(MOVED)[stone.pk] == gate.path
    assert restated(MOVED)[spring.pk] == spring.path


def test_a_unit_gives_way_once(city: SmallCity) -> None:
    """Merging it again on an earlier day would give its past figures two heirs."""
    create_unit(draft("gate", "东门镇", UnitKind.TOWNSHIP, "north", "150521101"), by=city.admin, at=NOW)
    stone = city.unit("stone")
    merge_units([stone], into=city.unit("gate"), on=MOVED, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.given_way_already"):
        merge_units([stone], into=city.unit("gate"), on=BEFORE, by=city.admin, at=NOW)


def test_a_merger_into_its_own_below_is_refused(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.cycle"):
        merge_units([city.unit("north")], into=city.unit("spring"), on=MOVED, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.merge_of_itself"):
        merge_units([city.unit("north")], into=city.unit("north"), on=MOVED, by=city.admin, at=NOW)


def test_a_split_places_each_child_and_restates_to_what_is_above_both(city: SmallCity) -> None:
    stone = city.unit("stone")
    halves = [
        draft("stone-e", "石门东镇", UnitKind.TOWNSHIP, division_code="150521102"),
        draft("stone-w", "石门西镇", UnitKind.TOWNSHIP, division_code="150521103"),
    ]
    with pytest.raises(Refused, match=r"org\.open_children"):
        split_unit(stone, into=halves, children={}, on=MOVED, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.no_such_heir"):
        split_unit(stone, into=halves, children={"spring": "stone"}, on=MOVED, by=city.admin, at=NOW)
    split_unit(stone, into=halves, children={"spring": "stone-w"}, on=MOVED, by=city.admin, at=NOW)
    west = city.unit("stone-w")
    assert (west.valid_from, west.county) == (MOVED, "150521")
    assert city.unit("spring").path.startswith(west.path)
    assert heirs(stone, MOVED) == (city.unit("stone-e"), west)
    assert restated(MOVED)[stone.pk] == city.unit("north").path


def test_a_replacement_takes_the_whole_place(city: SmallCity) -> None:
    street = draft("stone-st", "石门街道", UnitKind.TOWNSHIP, division_code="150521001")
    new = replace_unit(city.unit("stone"), draft=street, on=MOVED, by=city.admin, at=NOW)
    assert city.unit("spring").path.startswith(new.path)
    assert heirs(city.unit("stone"), MOVED) == (new,)


def test_what_closed_without_an_heir_counts_for_the_unit_above(city: SmallCity) -> None:
    spring = city.unit("spring")
    close_unit(spring, on=MOVED, by=city.admin, at=NOW)
    assert restated(MOVED)[spring.pk] == city.unit("stone").path


def test_backdating_past_a_later_change_is_refused(city: SmallCity) -> None:
    move_unit(city.unit("spring"), to=city.unit("south"), on=MOVED, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.overlap"):
        close_unit(city.unit("spring"), on=BEFORE, by=city.admin, at=NOW)


def test_a_day_is_read_at_a_fixed_cost(city: SmallCity, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    north, stone, spring = city.unit("north"), city.unit("stone"), city.unit("spring")
    move_unit(spring, to=city.unit("south"), on=MOVED, by=city.admin, at=NOW)
    with django_assert_num_queries(3):
        assert [node.code for node in tree(TODAY).nodes.values()][:4] == ["city", "commerce", "north", "stone"]
    with django_assert_num_queries(1):
        assert subtree_ids(north, BEFORE) == [north.pk, stone.pk, spring.pk]
    with django_assert_num_queries(1):
        assert [node.code for node in ancestors(spring, BEFORE)] == ["city", "north", "stone"]
    with django_assert_num_queries(1):
        assert county_of(spring, TODAY).code == "south"
    with django_assert_num_queries(3):
        restated(TODAY)


def test_the_tree_is_read_anew_after_every_write_and_after_one_undone(city: SmallCity) -> None:
    stone = city.unit("stone").pk
    was = tree(TODAY).nodes[stone].title
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        rename_unit(city.unit("stone"), title="新石桥镇", on=TODAY, by=city.admin, at=NOW)
        assert tree(TODAY).nodes[stone].title == "新石桥镇"
        raise ZeroDivisionError
    assert tree(TODAY).nodes[stone].title == was
    with writing():
        unwritten()
        Alias.objects.filter(unit=stone, kind=NameKind.TITLE).update(text="旧石桥镇")
    assert tree(TODAY).nodes[stone].title == "旧石桥镇"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM org_stamp")
    assert tree(TODAY).nodes[stone].title == "旧石桥镇"


def test_days_on_which_nothing_differs_share_their_nodes(
    city: SmallCity, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    move_unit(city.unit("stone"), to=city.unit("south"), on=MOVED, by=city.admin, at=NOW)
    with django_assert_num_queries(3):
        found = trees([BEFORE - timedelta(days=1), BEFORE, MOVED, TODAY, TODAY])
    assert found[BEFORE].nodes is found[BEFORE - timedelta(days=1)].nodes
    assert found[MOVED].nodes is found[TODAY].nodes
    assert found[BEFORE].nodes is not found[MOVED].nodes
    assert {day: dict(each.nodes) for day, each in found.items()} == {day: dict(tree(day).nodes) for day in found}


def test_a_day_before_the_unit_existed_is_refused_with_its_life(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.not_on_that_day") as refused:
        ancestors(city.unit("spring"), date(2019, 1, 1))
    assert str(START) in refused.value.reason.zh

"""Finding the unit that a document means, on the day it speaks of."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.org.actions import add_alias, create_unit, define_group, merge_units, rename_unit
from luoshi.org.models import Unit, UnitKind
from luoshi.org.queries import group_members, tree, unit_by, units_called
from luoshi.org.tests.small_city import NOW, START, TODAY, SmallCity, draft
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOVED = date(2022, 3, 1)


@pytest.mark.parametrize("text", ["north", "北山旗", " 北 山 旗 ", "ｎorth"])
def test_a_unit_is_found_by_code_and_title_however_typed(city: SmallCity, text: str) -> None:
    assert unit_by(text, on=TODAY).code == "north"


def test_a_look_up_costs_two_queries(city: SmallCity, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        unit_by("北山旗", on=TODAY)


def test_a_renamed_unit_is_found_by_either_name_and_each_day_has_its_title(city: SmallCity) -> None:
    north = rename_unit(city.unit("north"), title="北䶮旗", on=MOVED, by=city.admin, at=NOW)
    assert (north.title, north.code) == ("北䶮旗", "north")
    for text in ("北䶮旗", "北山旗"):
        for day in (START, TODAY):
            assert unit_by(text, on=day) == north
    assert tree(START).nodes[north.pk].title == "北山旗"
    assert tree(TODAY).nodes[north.pk].title == "北䶮旗"


def test_the_name_of_the_day_goes_before_a_name_of_another_day(city: SmallCity) -> None:
    """South took the name that north had given up: since then the name means south."""
    rename_unit(city.unit("north"), title="新北旗", on=MOVED, by=city.admin, at=NOW)
    rename_unit(city.unit("south"), title="北山旗", on=MOVED, by=city.admin, at=NOW)
    assert unit_by("北山旗", on=START).code == "north"
    assert unit_by("北山旗", on=TODAY).code == "south"


def test_an_alias_finds_the_unit_and_is_said_once(city: SmallCity) -> None:
    zone = city.unit("zone")
    add_alias(zone, text="开发区", by=city.admin, at=NOW)
    assert unit_by("开发区", on=TODAY) == zone
    with pytest.raises(Refused, match=r"org\.named_already"):
        add_alias(zone, text=" 开 发 区", by=city.admin, at=NOW)


def test_one_name_for_two_units_is_refused_with_both(city: SmallCity) -> None:
    twin = create_unit(draft("stone-s", "石门镇", UnitKind.TOWNSHIP, "south", "150522100"), by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.ambiguous") as refused:
        unit_by("石门镇", on=TODAY)
    assert "北山旗石门镇（stone）、南河县石门镇（stone-s）" in refused.value.reason.zh
    assert unit_by("石门镇", on=TODAY, within=city.unit("south")) == twin
    assert [unit.code for unit in units_called("石门镇", on=TODAY)] == ["stone", "stone-s"]


def test_a_unit_of_another_time_is_refused_with_its_life_and_its_heir(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.not_on_that_day") as refused:
        unit_by("石门镇", on=date(2019, 5, 1))
    assert "2020-01-01" in refused.value.reason.zh
    merge_units([city.unit("commerce")], into=city.unit("supervision"), on=MOVED, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.not_on_that_day") as refused:
        unit_by("市商务局", on=MOVED)
    assert "市督查室（supervision）" in refused.value.remedy.zh
    assert unit_by("市商务局", on=date(2022, 2, 28)).code == "commerce"


def test_a_slip_is_met_with_what_was_meant(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.unknown_unit") as refused:
        unit_by("市商物局", on=TODAY)
    assert "市商务局" in refused.value.remedy.zh


def test_a_renaming_that_changes_nothing_is_refused(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.named_already"):
        rename_unit(city.unit("north"), title="北山旗 ", on=MOVED, by=city.admin, at=NOW)


def counties(city: SmallCity) -> list[Unit]:
    """Eight counties: the two of the small city and six more."""
    for number in range(3, 9):
        drafted = draft(f"county{number}", f"第{number}旗", UnitKind.COUNTY, division_code=f"15052{number}")
        create_unit(drafted, by=city.admin, at=NOW)
    return list(Unit.objects.filter(kind=UnitKind.COUNTY))


def test_c5_eight_counties_and_nine_with_the_zone_are_both_sayable(city: SmallCity) -> None:
    eight = counties(city)
    nine = [*eight, city.unit("zone")]
    define_group(
        code="eight", title=Text("八个旗县市区", "Eight counties"), members=eight, since=START, by=city.admin, at=NOW
    )
    title = Text("九个旗县市区（含开发区）", "Nine counties, the zone included")
    define_group(code="nine", title=title, members=nine, since=START, by=city.admin, at=NOW)
    assert len(group_members("eight", TODAY)) == 8
    assert len(group_members("nine", TODAY)) == 9
    assert set(group_members("nine", TODAY)) - set(group_members("eight", TODAY)) == {city.unit("zone")}


def test_a_group_remembers_who_was_in_it(city: SmallCity) -> None:
    title = Text("旗县", "Counties")
    for members, since in ((["north", "south"], START), (["south", "zone"], MOVED)):
        units = [city.unit(code) for code in members]
        define_group(code="group", title=title, members=units, since=since, by=city.admin, at=NOW)
    assert [unit.code for unit in group_members("group", START)] == ["north", "south"]
    assert [unit.code for unit in group_members("group", MOVED)] == ["south", "zone"]


def test_a_group_costs_one_query_and_an_unknown_one_is_refused(
    city: SmallCity, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = [city.unit("north")]
    define_group(code="one", title=Text("一", "One"), members=units, since=START, by=city.admin, at=NOW)
    with django_assert_num_queries(1):
        group_members("one", TODAY)
    with pytest.raises(Refused, match=r"org\.no_group"):
        group_members("two", TODAY)

"""New units: where they stand, what they are called, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.audit.models import Entry
from luoshi.org.actions import UnitDraft, create_unit, found_city, load_units
from luoshi.org.models import Unit, UnitKind
from luoshi.org.tests.small_city import NOW, OPERATOR, START, SmallCity, draft
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused

USCC = "11150599MA0000001L"


def test_a_unit_stands_below_its_parent_and_belongs_to_the_county_above(city: SmallCity) -> None:
    north, stone, spring = city.unit("north"), city.unit("stone"), city.unit("spring")
    assert spring.path == f"{city.unit('city').path}{north.pk}/{stone.pk}/{spring.pk}/"
    assert [north.county, stone.county, spring.county] == ["150521", "150521", "150521"]
    assert city.unit("zone").county == "150571"
    assert city.unit("commerce").county == "150500"


def test_children_may_be_given_before_their_parents(city: SmallCity) -> None:
    load_units(
        [
            draft("low", "低村", UnitKind.VILLAGE, "high", "150522100201"),
            draft("high", "高镇", UnitKind.TOWNSHIP, "south", "150522100"),
        ],
        by=city.admin,
        at=NOW,
    )
    assert city.unit("low").path.startswith(city.unit("high").path)


def test_every_new_unit_leaves_an_entry(city: SmallCity) -> None:
    unit = create_unit(draft("tax", "市税务局", UnitKind.BUREAU), by=city.admin, at=NOW)
    entry = Entry.objects.about("unit", unit.pk).get()
    assert (entry.act, entry.by_account, entry.county) == ("org.create_unit", city.administrator.pk, "150500")


def test_full_width_digits_are_narrowed_and_rare_characters_kept(city: SmallCity) -> None:
    typed = draft("D１０１", " 䶮𠅤镇第３中心 ", UnitKind.BUREAU, " north ")
    unit = create_unit(typed, by=city.admin, at=NOW)
    assert (unit.code, unit.title) == ("D101", "䶮𠅤镇第3中心")
    assert unit.path.startswith(city.unit("north").path)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "north"}, "org.code_taken"),
        ({"code": "市 局"}, "org.bad_code"),
        ({"title": "  "}, "org.bad_title"),
        ({"parent": "nowhere"}, "org.no_parent"),
        ({"parent": ""}, "org.no_parent"),
        ({"valid_from": date(2019, 12, 31)}, "org.not_on_that_day"),
        ({"valid_to": START}, "org.empty_span"),
        ({"kind": UnitKind.COUNTY}, "org.no_division_code"),
        ({"kind": UnitKind.COUNTY, "division_code": "150521100"}, "org.wrong_level"),
        ({"division_code": "1505"}, "codes.division"),
        ({"uscc": "11150599MA00000015"}, "codes.social_credit_code"),
    ],
)
def test_what_cannot_be_a_unit_is_refused(city: SmallCity, change: dict[str, object], code: str) -> None:
    good = draft("new", "市新局", UnitKind.BUREAU)
    with pytest.raises(Refused) as refused:
        create_unit(replace(good, **change), by=city.admin, at=NOW)  # type: ignore[arg-type]  # one field of any type
    assert refused.value.code == code
    assert refused.value.remedy.zh


def test_units_below_one_another_are_refused_and_nothing_is_kept(city: SmallCity) -> None:
    before = Unit.objects.count()
    circle = [draft("a", "甲", UnitKind.TEAM, "b"), draft("b", "乙", UnitKind.TEAM, "a")]
    with pytest.raises(Refused, match=r"org\.cycle"):
        load_units([draft("c", "丙", UnitKind.TEAM), *circle], by=city.admin, at=NOW)
    assert Unit.objects.count() == before


def test_a_code_belongs_to_one_unit_in_the_list_as_in_the_table(city: SmallCity) -> None:
    first, second = draft("one", "甲局", UnitKind.BUREAU), draft("two", "乙局", UnitKind.BUREAU)
    with pytest.raises(Refused, match=r"org\.code_taken"):
        load_units([first, first], by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.uscc_taken"):
        load_units([replace(first, uscc=USCC), replace(second, uscc=USCC.lower())], by=city.admin, at=NOW)
    create_unit(replace(first, uscc=USCC), by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.uscc_taken") as refused:
        create_unit(replace(second, uscc=USCC), by=city.admin, at=NOW)
    assert "甲局" in refused.value.reason.zh


def test_only_an_administrator_of_the_parent_or_above_may_create(city: SmallCity) -> None:
    of_north = city.actor(Role.ADMINISTRATOR, "north")
    create_unit(draft("n1", "旗办", UnitKind.BUREAU, "stone"), by=of_north, at=NOW)
    with pytest.raises(Refused, match=r"org\.not_administrator"):
        create_unit(draft("s1", "县办", UnitKind.BUREAU, "south"), by=of_north, at=NOW)
    with pytest.raises(Refused, match=r"org\.not_administrator"):
        create_unit(draft("s1", "县办", UnitKind.BUREAU, "south"), by=city.actor(Role.AUDITOR, "city"), at=NOW)


def test_a_city_is_founded_once(city: SmallCity) -> None:
    second = draft("other", "另一市", UnitKind.CITY, "", "150600")
    with pytest.raises(Refused, match=r"org\.already_founded"):
        found_city(second, administrator=city.administrator, by=OPERATOR, at=NOW)


def test_many_units_cost_few_statements(
    city: SmallCity, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    drafts = [
        UnitDraft(code=f"v{n}", title=f"村{n}", kind=UnitKind.TEAM, parent="stone", valid_from=START)
        for n in range(300)
    ]
    with django_assert_max_num_queries(20):
        load_units(drafts, by=city.admin, at=NOW)

"""Posts held with dates, and the actor an account is at a moment."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.org.actions import appoint_first_administrator, end_post, hold_post
from luoshi.org.models import Post
from luoshi.org.queries import accounts_with_role, actor_for
from luoshi.org.tests.small_city import NOW, OPERATOR, START, TODAY, SmallCity, account
from luoshi.people.actions import deactivate
from luoshi.rules.actors import Role
from luoshi.rules.moments import CHINA
from luoshi.rules.refusals import Refused


def test_an_actor_carries_the_posts_of_that_day(city: SmallCity) -> None:
    person = account("wang")
    first = date(2022, 7, 1)
    hold_post(person, unit=city.unit("north"), role=Role.COUNTY_LEAD, since=first, by=city.admin, at=NOW)
    midnight = datetime(2022, 7, 1, tzinfo=CHINA)
    assert actor_for(person, at=midnight - timedelta(seconds=1)).posts == ()
    (post,) = actor_for(person, at=midnight).posts
    assert (post.role, post.unit_title, post.county) == (Role.COUNTY_LEAD, "北山旗", "150521")
    assert post.unit_path == city.unit("north").path


def test_an_actor_costs_one_query(city: SmallCity, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = city.person(Role.COUNTY_LEAD, "north")
    with django_assert_num_queries(1):
        actor_for(person, at=NOW)


def test_an_ended_post_grants_nothing_from_its_end_on(city: SmallCity) -> None:
    person = city.person(Role.COUNTY_LEAD, "north")
    end_post(Post.objects.get(account=person), on=TODAY, by=city.admin, at=NOW)
    assert actor_for(person, at=NOW).posts == ()
    assert actor_for(person, at=NOW - timedelta(days=1)).has_role(Role.COUNTY_LEAD)


def test_a_deactivated_account_holds_nothing(city: SmallCity) -> None:
    person = city.person(Role.COUNTY_LEAD, "north")
    deactivate(person, reason="调离", by=city.admin, at=NOW)
    assert actor_for(person, at=NOW).posts == ()
    assert accounts_with_role(Role.COUNTY_LEAD, unit=city.unit("city"), on=TODAY) == []


def test_an_equal_post_over_the_same_days_is_refused(city: SmallCity) -> None:
    person = city.person(Role.COUNTY_LEAD, "north")
    with pytest.raises(Refused, match=r"org\.post_overlap"):
        hold_post(person, unit=city.unit("north"), role=Role.COUNTY_LEAD, since=TODAY, by=city.admin, at=NOW)
    hold_post(person, unit=city.unit("stone"), role=Role.COUNTY_LEAD, since=TODAY, by=city.admin, at=NOW)


def test_nobody_gives_themselves_a_post(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.not_for_oneself"):
        hold_post(city.administrator, unit=city.unit("north"), role=Role.VERIFIER, since=TODAY, by=city.admin, at=NOW)


def test_an_auditor_holds_no_other_role(city: SmallCity) -> None:
    auditor = city.person(Role.AUDITOR, "city")
    with pytest.raises(Refused, match=r"org\.auditor_stands_alone"):
        hold_post(auditor, unit=city.unit("north"), role=Role.VERIFIER, since=TODAY, by=city.admin, at=NOW)
    clerk = city.person(Role.TOWNSHIP_CLERK, "stone")
    with pytest.raises(Refused, match=r"org\.auditor_stands_alone"):
        hold_post(clerk, unit=city.unit("north"), role=Role.AUDITOR, since=TODAY, by=city.admin, at=NOW)


def test_a_post_needs_its_unit_throughout(city: SmallCity) -> None:
    before = START - timedelta(days=1)
    with pytest.raises(Refused, match=r"org\.not_on_that_day"):
        hold_post(account("li"), unit=city.unit("north"), role=Role.VERIFIER, since=before, by=city.admin, at=NOW)


def test_a_county_administrator_gives_posts_in_the_county_only(city: SmallCity) -> None:
    of_north = city.actor(Role.ADMINISTRATOR, "north")
    hold_post(account("zhao"), unit=city.unit("stone"), role=Role.TOWNSHIP_CLERK, since=TODAY, by=of_north, at=NOW)
    with pytest.raises(Refused, match=r"org\.not_administrator"):
        hold_post(account("qian"), unit=city.unit("south"), role=Role.COUNTY_LEAD, since=TODAY, by=of_north, at=NOW)


def test_the_console_appoints_an_administrator_only_while_there_is_none(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"org\.has_administrator"):
        appoint_first_administrator(account("sun"), by=OPERATOR, at=NOW)
    deactivate(city.administrator, reason="退休", by=OPERATOR, at=NOW)
    appoint_first_administrator(account("zhou"), by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match=r"org\.operator_only"):
        appoint_first_administrator(account("wu"), by=city.admin, at=NOW)


def test_holders_of_a_role_are_found_below_a_unit(city: SmallCity) -> None:
    clerk = city.person(Role.TOWNSHIP_CLERK, "stone")
    assert accounts_with_role(Role.TOWNSHIP_CLERK, unit=city.unit("north"), on=TODAY) == [clerk]
    assert accounts_with_role(Role.TOWNSHIP_CLERK, unit=city.unit("south"), on=TODAY) == []

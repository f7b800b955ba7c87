"""A query made once answers for each value as the query made anew does."""

from datetime import date, timedelta

import pytest

from luoshi.org.actions import delegate
from luoshi.org.models import Post
from luoshi.org.queries import capacities
from luoshi.org.tests.small_city import NOW, TODAY, SmallCity
from luoshi.people.models import Account
from luoshi.rules.actors import Role
from luoshi.statements.reading import Compiled

LATER = date(1949, 10, 1)


@pytest.mark.django_db
def test_it_answers_for_each_value(city: SmallCity) -> None:
    asked = Compiled(
        lambda unit, day: Post.objects.filter(unit__code=unit, valid_from__lte=day).values_list("role"),
        unit="of-an-example",
        day=LATER,
    )
    city.person(Role.COUNTY_LEAD, "north")
    city.person(Role.BUREAU_OFFICER, "commerce")
    assert list(asked.rows(unit="north", day=TODAY)) == [("county_lead",)]
    assert list(asked.rows(unit="commerce", day=TODAY)) == [("bureau_officer",)]
    assert list(asked.rows(unit="commerce", day=date(2019, 1, 1))) == []


@pytest.mark.django_db
def test_an_example_that_does_not_stand_in_the_query_is_refused() -> None:
    asked = Compiled(lambda name: Account.objects.filter(username=name.lower()).values_list("pk"), name="UPPER")
    with pytest.raises(ValueError, match="example"):
        asked.rows(name="x")


@pytest.mark.django_db
def test_a_capacity_begins_and_ends_with_what_it_rests_on(city: SmallCity) -> None:
    holder, deputy = city.person(Role.COUNTY_LEAD, "north"), city.person(Role.BUREAU_OFFICER, "commerce")
    post = Post.objects.get(account=holder)
    (alone,) = capacities(deputy, at=NOW)
    assert [held.role for held in alone.posts] == [Role.BUREAU_OFFICER]
    assert alone.own_units == {city.unit("commerce").pk}
    delegate(post, deputy=deputy, since=TODAY, until=TODAY + timedelta(days=3), reason="出差", by=city.admin, at=NOW)
    own, lent = capacities(deputy, at=NOW)
    assert own.posts == alone.posts
    assert lent.for_account == holder.pk
    assert lent.posts[0].unit_id in own.own_units
    assert len(capacities(deputy, at=NOW + timedelta(days=9))) == 1

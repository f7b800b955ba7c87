"""Standing in for somebody (代办): in whose name, for how long, and never to judge one's own work."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.audit.models import Entry
from luoshi.org.actions import delegate, end_post, hold_post, move_unit, revoke_delegation
from luoshi.org.models import Delegation, Post
from luoshi.org.queries import actor_for, capacities
from luoshi.org.tests.small_city import NOW, START, TODAY, SmallCity, account
from luoshi.people.actions import deactivate
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused

WEEK = TODAY + timedelta(days=7)


def lend(holder: Account, deputy: Account, *, by: Actor | None = None, until: date = WEEK) -> Delegation:
    actor = by or actor_for(holder, at=NOW)
    post = Post.objects.select_related("unit").get(account=holder)
    return delegate(post, deputy=deputy, since=TODAY, until=until, reason="出差", by=actor, at=NOW)


def test_a_deputy_is_a_second_actor_that_names_the_holder(city: SmallCity) -> None:
    lead, deputy = city.person(Role.COUNTY_LEAD, "north"), city.person(Role.TOWNSHIP_CLERK, "stone")
    lend(lead, deputy)
    own, for_lead = capacities(deputy, at=NOW)
    assert [post.role for post in own.posts] == [Role.TOWNSHIP_CLERK]
    assert [post.role for post in for_lead.posts] == [Role.COUNTY_LEAD]
    assert (for_lead.account_id, for_lead.for_account) == (deputy.pk, lead.pk)
    assert for_lead.on_behalf_of == lead.display_name
    assert actor_for(deputy, at=NOW) == own
    assert actor_for(deputy, at=NOW, for_account=lead.pk) == for_lead


def test_a_deputys_capacities_cost_four_queries_whatever_was_lent(
    city: SmallCity, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deputy = city.person(Role.TOWNSHIP_CLERK, "stone")
    for code in ("north", "south", "zone"):
        lend(city.person(Role.COUNTY_LEAD, code), deputy)
    with django_assert_num_queries(4):
        assert len(capacities(deputy, at=NOW)) == 4


def test_a_deputy_is_tied_to_whom_their_holder_stands_in_for(city: SmallCity) -> None:
    lead, middle, deputy = (city.person(Role.COUNTY_LEAD, code) for code in ("north", "south", "zone"))
    lend(lead, middle)
    lend(middle, deputy)
    for_middle = actor_for(deputy, at=NOW, for_account=middle.pk)
    assert for_middle.is_tied_to(city.unit("north").pk)
    assert not actor_for(deputy, at=NOW).is_tied_to(city.unit("north").pk)


def test_in_every_capacity_one_stays_tied_to_all_one_s_units(city: SmallCity) -> None:
    lead, deputy = city.person(Role.COUNTY_LEAD, "north"), city.person(Role.TOWNSHIP_CLERK, "spring")
    lend(lead, deputy)
    for actor in capacities(deputy, at=NOW):
        assert actor.is_tied_to(city.unit("north").pk)
        assert actor.is_tied_to(city.unit("spring").pk)
        assert not actor.is_tied_to(city.unit("south").pk)
    assert actor_for(deputy, at=NOW, for_account=lead.pk).speaks_for(lead.pk)


def test_an_act_for_another_says_so_in_its_entry(city: SmallCity) -> None:
    second = city.person(Role.TOWNSHIP_CLERK, "stone")
    lend(city.administrator, second)
    acting = actor_for(second, at=NOW, for_account=city.administrator.pk)
    move_unit(city.unit("stone"), to=city.unit("south"), on=date(2022, 3, 1), by=acting, at=NOW)
    entry = Entry.objects.get(act="org.move_unit")
    assert (entry.by_account, entry.on_behalf_of) == (second.pk, city.administrator.display_name)


def test_it_begins_and_ends_on_its_days(city: SmallCity) -> None:
    lead, deputy = city.person(Role.COUNTY_LEAD, "north"), account("deputy")
    lend(lead, deputy)
    counts = [len(capacities(deputy, at=NOW + timedelta(days=days))) for days in (-1, 0, 6, 7)]
    assert counts == [1, 2, 2, 1]


def test_revoked_it_ends_at_once(city: SmallCity) -> None:
    lead, deputy = city.person(Role.COUNTY_LEAD, "north"), account("deputy")
    lent = lend(lead, deputy)
    revoke_delegation(lent, by=actor_for(deputy, at=NOW), at=NOW + timedelta(minutes=5))
    assert len(capacities(deputy, at=NOW)) == 2
    assert len(capacities(deputy, at=NOW + timedelta(minutes=5))) == 1
    with pytest.raises(Refused, match=r"org\.changed_meanwhile"):
        revoke_delegation(lent, by=actor_for(lead, at=NOW), at=NOW)
    lend(lead, account("another"))


def test_a_stranger_neither_lends_nor_revokes(city: SmallCity) -> None:
    lead, stranger = city.person(Role.COUNTY_LEAD, "north"), city.actor(Role.SUPERVISOR, "supervision")
    with pytest.raises(Refused, match=r"org\.not_administrator"):
        lend(lead, account("deputy"), by=stranger)
    with pytest.raises(Refused, match=r"org\.not_administrator"):
        revoke_delegation(lend(lead, account("other")), by=stranger, at=NOW)


def test_it_ends_with_the_post_and_with_the_holder(city: SmallCity) -> None:
    lead, other, deputy = (
        city.person(Role.COUNTY_LEAD, "north"),
        city.person(Role.COUNTY_LEAD, "south"),
        account("d"),
    )
    lend(lead, deputy)
    lend(other, deputy)
    end_post(Post.objects.get(account=lead), on=TODAY, by=city.admin, at=NOW)
    deactivate(other, reason="调离", by=city.admin, at=NOW)
    assert len(capacities(deputy, at=NOW)) == 1


def test_what_is_lent_is_not_lent_on(city: SmallCity) -> None:
    lead, deputy = city.person(Role.COUNTY_LEAD, "north"), account("deputy")
    lend(lead, deputy)
    acting = actor_for(deputy, at=NOW, for_account=lead.pk)
    with pytest.raises(Refused, match=r"org\.no_further_delegation"):
        lend(lead, account("third"), by=acting)


def test_an_administrator_lends_for_somebody_else_but_not_to_themselves(city: SmallCity) -> None:
    verifier = city.person(Role.VERIFIER, "supervision")
    with pytest.raises(Refused, match=r"org\.not_for_oneself"):
        lend(verifier, city.administrator, by=city.admin)
    lend(verifier, account("deputy"), by=city.admin)


def test_a_post_is_lent_to_one_at_a_time_and_while_it_is_held(city: SmallCity) -> None:
    lead = city.person(Role.COUNTY_LEAD, "north")
    lend(lead, account("first"))
    with pytest.raises(Refused, match=r"org\.delegation_overlap"):
        lend(lead, account("second"))
    other = city.person(Role.COUNTY_LEAD, "south")
    end_post(Post.objects.get(account=other), on=WEEK, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.post_not_held"):
        lend(other, account("third"), until=WEEK + timedelta(days=1))


@pytest.mark.parametrize(
    ("lent", "at", "held", "there"),
    [
        (Role.VERIFIER, "north", Role.TOWNSHIP_CLERK, "stone"),
        (Role.SUPERVISOR, "city", Role.BUREAU_OFFICER, "commerce"),
        (Role.TOWNSHIP_CLERK, "stone", Role.VERIFIER, "north"),
    ],
)
def test_nobody_is_lent_the_judging_of_their_own_work(
    city: SmallCity, lent: Role, at: str, held: Role, there: str
) -> None:
    with pytest.raises(Refused, match=r"org\.own_work"):
        lend(city.person(lent, at), city.person(held, there))


def test_nor_gets_the_work_after_the_judging(city: SmallCity) -> None:
    deputy = account("deputy")
    lend(city.person(Role.VERIFIER, "north"), deputy)
    stone = city.unit("stone")
    with pytest.raises(Refused, match=r"org\.own_work"):
        hold_post(deputy, unit=stone, role=Role.TOWNSHIP_CLERK, since=TODAY, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.own_work"):
        lend(city.person(Role.TOWNSHIP_CLERK, "stone"), deputy)
    hold_post(deputy, unit=stone, role=Role.TOWNSHIP_CLERK, since=WEEK, by=city.admin, at=NOW)


def test_judging_elsewhere_may_be_lent(city: SmallCity) -> None:
    lend(city.person(Role.VERIFIER, "south"), city.person(Role.TOWNSHIP_CLERK, "stone"))


def test_an_auditor_stands_in_for_auditors_only(city: SmallCity) -> None:
    auditor = city.person(Role.AUDITOR, "city")
    with pytest.raises(Refused, match=r"org\.auditor_stands_alone"):
        lend(city.person(Role.COUNTY_LEAD, "north"), auditor)
    lend(city.person(Role.AUDITOR, "north"), auditor)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "org.no_reason"),
        ({"until": TODAY}, "org.empty_span"),
        ({"since": START - timedelta(days=1)}, "org.post_not_held"),
    ],
)
def test_what_cannot_be_a_delegation_is_refused(city: SmallCity, change: dict[str, object], code: str) -> None:
    post = Post.objects.get(account=city.person(Role.COUNTY_LEAD, "north"))
    facts: dict[str, object] = {"deputy": account("d"), "since": TODAY, "until": WEEK, "reason": "休假", **change}
    with pytest.raises(Refused) as refused:
        delegate(post, by=city.admin, at=NOW, **facts)  # type: ignore[arg-type]  # one fact of any type
    assert refused.value.code == code


def test_neither_to_oneself_nor_to_somebody_gone_nor_from_nobody(city: SmallCity) -> None:
    lead, gone = city.person(Role.COUNTY_LEAD, "north"), account("gone")
    deactivate(gone, reason="调离", by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.own_deputy"):
        lend(lead, lead)
    with pytest.raises(Refused, match=r"org\.account_inactive"):
        lend(lead, gone)
    with pytest.raises(Refused, match=r"org\.no_delegation"):
        actor_for(lead, at=NOW, for_account=gone.pk)


def test_a_reason_too_long_to_keep_is_refused_and_not_cut(city: SmallCity) -> None:
    lead, deputy = city.person(Role.COUNTY_LEAD, "north"), city.person(Role.TOWNSHIP_CLERK, "stone")
    post = Post.objects.select_related("unit").get(account=lead)
    with pytest.raises(Refused, match="too_long"):
        delegate(post, deputy=deputy, since=TODAY, until=WEEK, reason="出" * 201, by=actor_for(lead, at=NOW), at=NOW)

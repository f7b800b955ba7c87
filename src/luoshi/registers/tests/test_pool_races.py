"""Many take from one quota at the same moment: it is conserved, nobody waits in a ring. Races show on PostgreSQL."""

from functools import partial

import pytest
from django.db import connection

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import correct
from luoshi.registers.models import Pool, Record
from luoshi.registers.tests.small_quotas import SmallQuotas, used
from luoshi.registers.tests.small_works import NOW
from luoshi.registers.tests.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quotas(transactional_db: None) -> SmallQuotas:
    """The pack of quotas, committed, so that every thread sees it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    return SmallQuotas(SmallCity())


def taken(pool: Record) -> float:
    """What the records themselves add up to."""
    return sum(float(each.data["area"]) for each in Record.objects.of("quotas.grant").filter(data__pool=pool.pk))


def test_of_twelve_who_take_a_tenth_at_once_ten_get_it(quotas: SmallQuotas) -> None:
    land = quotas.land(100)
    told = at_once([partial(quotas.grant, land, 10)] * 12)
    assert told == ["conserve.land", "conserve.land", *["done"] * 10]
    assert used(land) == taken(land) == 100


def test_taking_while_the_limit_is_lowered_ends_with_both_in_order(quotas: SmallQuotas) -> None:
    for _ in range(6):
        land = quotas.land(100)  # nobody has taken yet: the row is made in the race
        told = at_once([partial(quotas.grant, land, 60), partial(quotas.correct, land, available=50)])
        assert told == ["conserve.land", "done"]
        land.refresh_from_db()
        assert used(land) == taken(land) <= float(land.data["available"])


def test_grants_that_change_places_do_not_wait_for_each_other_in_a_ring(quotas: SmallQuotas) -> None:
    lands = [quotas.land(100) for _ in range(3)]
    grants = [(quotas.grant(lands[number % 3], 10), number) for number in range(12)]
    for turn in (1, 2):
        told = at_once(
            [partial(quotas.correct, grant, pool=lands[(number + turn) % 3].pk) for grant, number in grants]
        )
        assert told == ["done"] * 12
    assert [used(land) for land in lands] == [taken(land) for land in lands]
    assert sum(used(land) for land in lands) == 120


def test_a_grant_is_not_booked_twice_when_two_correct_it_at_once(quotas: SmallQuotas) -> None:
    land = quotas.land(100)
    grant = quotas.grant(land, 10)
    pages = [Record.objects.select_related("unit").get(pk=grant.pk) for _ in range(4)]
    told = at_once(
        [
            partial(correct, page, {"area": 20 + number}, reason="调整", by=quotas.planner, at=NOW)
            for number, page in enumerate(pages)
        ]
    )
    assert told == ["done", *["registers.overtaken"] * 3]
    assert used(land) == taken(land)


def test_an_agreement_closes_only_over_whole_shares(quotas: SmallQuotas) -> None:
    for _ in range(6):
        agreement = quotas.enter("agreement", name="协议")
        shares = [quotas.enter("share", party=name, agreement=agreement.pk, share=50) for name in ("甲", "乙")]
        told = at_once([partial(quotas.move, agreement, "agree"), partial(quotas.correct, shares[0], share=40)])
        assert told == ["conserve.shares", "done"]
        agreement.refresh_from_db()
        row = Pool.objects.get(record=agreement)
        assert (row.used == 100_000_000) is row.complete is (agreement.state == "agreed")

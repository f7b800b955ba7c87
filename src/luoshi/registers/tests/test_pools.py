"""Quotas and shares: never more than there is, whoever takes, gives back, corrects, moves or reopens."""

import pytest
from django.db import IntegrityError

from luoshi.audit.tests.lifting import an_act
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import Adopted, adopt_many, place_under
from luoshi.registers.models import Pool, Record
from luoshi.registers.tests.small_quotas import SmallQuotas, fresh, used
from luoshi.registers.tests.small_works import NOW
from luoshi.rules.refusals import Refused


@pytest.fixture
def quotas(db: None) -> SmallQuotas:
    """The pack of quotas in force."""
    return SmallQuotas(SmallCity())


def test_what_is_left_can_be_taken_and_no_more_and_the_refusal_names_it(quotas: SmallQuotas) -> None:
    land = quotas.land(100)
    quotas.grant(land, "60.000001")
    with pytest.raises(Refused, match=r"conserve\.land") as caught:
        quotas.grant(land, 40)
    assert caught.value.reason.zh == "指标不足：“2022年”尚余 39.999999 亩，还需 40 亩。"
    assert (
        caught.value.reason.en == "The quota does not suffice: of '2022年' 39.999999 亩 is left, 40 亩 more is asked."
    )
    assert caught.value.remedy.en == "Ask for more or use less"
    quotas.grant(land, "39.999999")
    assert used(land) == 100
    assert Record.objects.filter(register="quotas.grant").count() == 2


def test_a_correction_takes_the_difference_and_a_blank_amount_nothing(quotas: SmallQuotas) -> None:
    land = quotas.land(100)
    grant = quotas.grant(land, 60)
    quotas.correct(grant, area=100)
    assert used(land) == 100
    with pytest.raises(Refused, match=r"conserve\.land"):
        quotas.correct(grant, area="100.000001")
    assert fresh(grant).data["area"] == "100"
    quotas.correct(grant, area="")
    assert used(land) == 0


def test_a_record_that_changes_its_pool_gives_back_there_and_takes_here(quotas: SmallQuotas) -> None:
    first, second = quotas.land(100), quotas.land(50)
    grant = quotas.grant(first, 60)
    with pytest.raises(Refused, match=r"conserve\.land"):
        quotas.correct(grant, pool=second.pk)
    assert (used(first), used(second)) == (60, 0)
    quotas.correct(grant, pool=second.pk, area=50)
    assert (used(first), used(second)) == (0, 50)
    quotas.correct(grant, pool="")
    assert (used(first), used(second)) == (0, 0)


def test_what_is_given_back_is_free_and_reopening_takes_again(quotas: SmallQuotas) -> None:
    land = quotas.land(100)
    grant = quotas.grant(land, 60)
    quotas.move(grant, "give_back")
    other = quotas.grant(land, 60)
    with pytest.raises(Refused, match=r"conserve\.land"):
        quotas.move(grant, "reopen")
    assert fresh(grant).state == "returned"
    quotas.correct(other, area=40)
    quotas.move(grant, "reopen")
    quotas.move(other, "use")
    assert used(land) == 100


def test_a_limit_is_not_corrected_below_what_is_taken(quotas: SmallQuotas) -> None:
    land = quotas.land(100)
    quotas.grant(land, 60)
    with pytest.raises(Refused, match=r"conserve\.land") as caught:
        quotas.correct(land, available=59)
    assert caught.value.reason.en == "60 亩 of '2022年' is taken; it cannot be reduced to 59 亩."
    quotas.correct(land, available=60)
    with pytest.raises(Refused, match=r"conserve\.land"):
        quotas.grant(land, 1)
    quotas.correct(land, available=61)
    quotas.grant(land, 1)


def test_a_limit_that_is_blank_allows_nothing(quotas: SmallQuotas) -> None:
    land = quotas.land(None)
    with pytest.raises(Refused, match="0 亩 is left"):
        quotas.grant(land, 1)
    quotas.correct(land, available=1)
    quotas.grant(land, 1)


def test_parcels_within_a_parcel_and_hanging_elsewhere(quotas: SmallQuotas) -> None:
    whole, other = quotas.grant(None, 100), quotas.grant(None, 10)
    part = quotas.grant(None, 60, parent=whole)
    quotas.grant(None, 40, parent=whole)
    with pytest.raises(Refused, match=r"conserve\.parcels"):
        quotas.correct(whole, area=99)
    with pytest.raises(Refused, match=r"conserve\.parcels"):
        place_under(fresh(part), parent=fresh(other), by=quotas.planner, at=NOW)
    place_under(fresh(part), parent=None, by=quotas.planner, at=NOW)
    assert used(whole, "quotas.grant.parcels") == 40


def test_shares_never_exceed_the_whole_and_are_exact_once_agreed(quotas: SmallQuotas) -> None:
    agreement = quotas.enter("agreement", name="飞地协议")
    mine = quotas.enter("share", party="甲", agreement=agreement.pk, share="33.3")
    with pytest.raises(Refused, match=r"conserve\.shares") as caught:
        quotas.move(agreement, "agree")
    assert caught.value.reason.en == "The parts of '飞地协议' add to 33.3 %, not to 100 %."
    quotas.enter("share", party="乙", agreement=agreement.pk, share="66.7")
    with pytest.raises(Refused, match="0 % is left"):
        quotas.enter("share", party="丙", agreement=agreement.pk, share="0.000001")
    quotas.move(agreement, "agree")
    with pytest.raises(Refused, match="fully shared out"):
        quotas.correct(mine, share=30)
    quotas.move(agreement, "reopen")
    quotas.correct(mine, share=30)
    with pytest.raises(Refused, match=r"conserve\.shares"):
        quotas.move(agreement, "agree")


def test_an_old_ledger_is_taken_over_only_as_far_as_it_adds_up(quotas: SmallQuotas) -> None:
    land = quotas.land(100)
    rows = [Adopted(data={"parcel": "旧", "pool": land.pk, "area": 30}, unit=quotas.unit) for _ in range(4)]
    with pytest.raises(Refused, match=r"conserve\.land"):
        adopt_many("quotas.grant", rows, source="旧册", by=quotas.city.admin, at=NOW)
    adopt_many("quotas.grant", rows[:3], source="旧册", by=quotas.city.admin, at=NOW)
    assert used(land) == 90


def test_shares_taken_over_under_an_agreement_that_stands_have_to_be_whole(quotas: SmallQuotas) -> None:
    (agreement,) = adopt_many(
        "quotas.agreement",
        [Adopted(data={"name": "旧协议"}, unit=quotas.unit, state="agreed", reached={"agreed": NOW.date()})],
        source="旧册",
        by=quotas.city.admin,
        at=NOW,
    )

    def take_over(*shares: int) -> None:
        rows = [
            Adopted(data={"party": str(each), "agreement": agreement.pk, "share": each}, unit=quotas.unit)
            for each in shares
        ]
        adopt_many("quotas.share", rows, source="旧册", by=quotas.city.admin, at=NOW)

    with pytest.raises(Refused, match="add to 40 %"):
        take_over(40)
    take_over(40, 60)
    with pytest.raises(Refused, match="fully shared out"):
        take_over(1)


def test_the_database_itself_lets_no_pool_be_overdrawn(quotas: SmallQuotas) -> None:
    quotas.grant(quotas.land(100), 60)
    for wrong in ({"used": 100_000_001}, {"used": -1}, {"limit": 59_999_999}, {"complete": True}):
        with pytest.raises(IntegrityError, match=r"no_pool_is_overdrawn|complete_adds_up"), an_act():
            Pool.objects.update(**wrong)

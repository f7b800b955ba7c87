"""R075: the same investor with the same project, offered in a second district, is detected and shown to both."""

import pytest

from luoshi.registers.actions import KeyTaken, create, set_parties
from luoshi.registers.models import Record
from luoshi.registers.queries import claims_by, claims_of
from luoshi.rules.actors import Role
from tests.sample_city import SampleCity


def offer(city: SampleCity, held: Record) -> None:
    data = {name: held.data[name] for name in ("name", "investor", "mode")}
    create("investment.project", data, unit=city.unit("hewan"), by=city.actor(Role.COUNTY_LEAD), at=city.at)


def test_r075_the_second_offer_is_kept_and_shown_to_both(sample_city: SampleCity) -> None:
    held = sample_city.records("project").filter(unit__code="qingyuan")[0]
    with pytest.raises(KeyTaken) as caught:
        offer(sample_city, held)
    assert caught.value.held == held
    assert "青原旗" in caught.value.reason.zh
    assert [claim.unit.code for claim in claims_of(held)] == ["hewan"]
    assert held in [claim.record for claim in claims_by(sample_city.actor(Role.COUNTY_LEAD))]


def test_r075_the_second_offer_changes_no_figure(sample_city: SampleCity) -> None:
    before = sample_city.records("project").count()
    with pytest.raises(KeyTaken):
        offer(sample_city, sample_city.records("project").filter(unit__code="qingyuan")[0])
    assert sample_city.records("project").count() == before


def test_r075_both_districts_may_go_on_as_one_team(sample_city: SampleCity) -> None:
    held = sample_city.records("project").filter(unit__code="hewan", state="negotiating")[0]
    partner = sample_city.unit("jinsui")
    by = sample_city.actor(Role.COUNTY_LEAD)
    set_parties(held, lead=held.unit, support=[partner], by=by, at=sample_city.at)
    assert [party.unit for party in held.parties.all()] == [partner]
    assert held.lead == held.unit

"""R027: the members' scoring and the platforms' look at one record; it is entered once and counts once in each."""

import pytest

from luoshi.measures.queries import figure
from luoshi.packs.queries import current
from luoshi.registers.actions import KeyTaken, create
from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from tests.sample_city import SampleCity

REGISTER = "one_table.contribution"
BOTH = ("one_table.for_members", "one_table.for_platforms")
JOINT = {
    "number": "样例TA2023-001",
    "name": "完善农村供水管护（样例）",
    "kind": "proposal",
    "channel": "joint",
    "member": "样例委员01",
    "filed_on": "2023-01-16",
}


def counts(city: SampleCity) -> tuple[str, ...]:
    return tuple(figure(ref, period="2023", today=city.today, actor=None).text.zh for ref in BOTH)


def test_r027_one_proposal_feeds_both_scorings_once(sample_city: SampleCity) -> None:
    assert counts(sample_city) == ("0 件", "0 件")
    data = JOINT | {"platform": sample_city.unit("data").pk}
    by = sample_city.actor(Role.SUPERVISOR)
    create(REGISTER, data, unit=sample_city.unit("city"), by=by, at=sample_city.at)
    assert counts(sample_city) == ("1 件", "1 件")
    with pytest.raises(KeyTaken):
        create(REGISTER, data | {"channel": "platform"}, unit=sample_city.unit("city"), by=by, at=sample_city.at)
    assert counts(sample_city) == ("1 件", "1 件")


def test_r027_no_second_register_asks_for_it(sample_city: SampleCity) -> None:
    assert {current().measure(ref).of for ref in BOTH} == {REGISTER}
    held = Record.objects.of(REGISTER)
    assert held.count() == len({record.data["number"] for record in held})

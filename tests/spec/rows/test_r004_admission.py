"""R004: a failed gate blocks the signature until a named person records a waiver with its legal basis."""

import pytest

from luoshi.registers.actions import Step, correct, move, waive
from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused
from tests.sample_city import SampleCity

PAPERS = {"contract": "样例合同", "company": "样例登记"}


@pytest.fixture
def failing(sample_city: SampleCity) -> Record:
    """A reserved project of the county whose energy gate is not passed."""
    project = sample_city.records("project").filter(state="reserved", lead__code="hewan")[0]
    by = sample_city.actor(Role.COUNTY_LEAD)
    return correct(project, {"energy_ok": False}, reason="能耗未批", by=by, at=sample_city.at)


def sign(city: SampleCity, project: Record) -> None:
    step = Step(on=city.today, evidence=PAPERS, values={"amount": "50000"})
    move(project, "sign", step=step, by=city.actor(Role.COUNTY_LEAD), at=city.at)


def test_r004_a_failed_gate_blocks_the_signature(sample_city: SampleCity, failing: Record) -> None:
    with pytest.raises(Refused, match=r"guard\.hard_gates"):
        sign(sample_city, failing)


def test_r004_the_county_may_not_waive_its_own_gate(sample_city: SampleCity, failing: Record) -> None:
    with pytest.raises(Refused, match="may_not_waive"):
        waive(failing, "hard_gates", basis="依据", by=sample_city.actor(Role.COUNTY_LEAD), at=sample_city.at)


def test_r004_a_waiver_needs_its_legal_basis(sample_city: SampleCity, failing: Record) -> None:
    with pytest.raises(Refused, match="basis_missing"):
        waive(failing, "hard_gates", basis=" ", by=sample_city.actor(Role.SUPERVISOR), at=sample_city.at)


def test_r004_waived_by_a_named_person_it_is_signed(sample_city: SampleCity, failing: Record) -> None:
    by = sample_city.actor(Role.SUPERVISOR)
    waiver = waive(failing, "hard_gates", basis="样例文件〔2023〕2号", by=by, at=sample_city.at)
    sign(sample_city, failing)
    failing.refresh_from_db()
    assert (failing.state, waiver.by_name, waiver.basis) == ("signed", by.name, "样例文件〔2023〕2号")


def test_r003_no_gate_but_the_declared_one_can_be_waived(sample_city: SampleCity, failing: Record) -> None:
    with pytest.raises(Refused, match="not_waivable"):
        waive(failing, "five_dimensions", basis="依据", by=sample_city.actor(Role.SUPERVISOR), at=sample_city.at)

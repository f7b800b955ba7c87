"""R116: a duty without ground or reader in twelve months is proposed for removal; one that serves somebody is not."""

from datetime import date

import pytest

from luoshi.measures.queries import figure, rows_of
from luoshi.registers.actions import Step, move
from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused
from tests.sample_city import SampleCity

IDLE = "one_table.duties_without_use"


def serves_nobody(record: Record, today: date) -> bool:
    """The same said in Python: no ground, no reader, or not used for a year."""
    used = record.data.get("last_used")
    lately = used is not None and (today - date.fromisoformat(str(used))).days <= 365
    return not (record.data.get("basis") and record.data.get("reader") and lately)


def duties() -> list[Record]:
    return list(Record.objects.of("one_table.recurring_duty").exclude(state="removed").order_by("pk"))


def test_r116_the_measure_lists_exactly_what_serves_nobody(sample_city: SampleCity) -> None:
    today = sample_city.today
    idle = {record.pk for record in duties() if serves_nobody(record, today)}
    found = figure(IDLE, period="2023", today=today, actor=None)
    assert found.text.zh == f"{len(idle)} 项"
    assert {row.record for row in rows_of(found, today=today, actor=None).rows} == idle
    assert 0 < len(idle) < len(duties())


def test_r116_what_serves_nobody_is_proposed_and_what_serves_is_not(sample_city: SampleCity) -> None:
    by, step = sample_city.actor(Role.SUPERVISOR), Step(on=sample_city.today)
    idle = next(each for each in duties() if serves_nobody(each, sample_city.today))
    used = next(each for each in duties() if not serves_nobody(each, sample_city.today))
    move(idle, "propose", step=step, by=by, at=sample_city.at)
    with pytest.raises(Refused, match="serves_nobody"):
        move(used, "propose", step=step, by=by, at=sample_city.at)

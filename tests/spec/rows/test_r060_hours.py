"""R060: before less after is eight hours or more per person and week in the demo township, from labelled records."""

from decimal import Decimal

import pytest

from luoshi.measures.queries import figure
from luoshi.registers.models import Record
from tests.sample_city import SampleCity

SAVED = "one_table.week_saved"
TOWNSHIPS = ("hewan_t1", "hewan_t2", "hewan_t3", "hewan_t4")


def per_person(records: list[Record], side: str) -> Decimal:
    chosen = [record.data for record in records if record.data["side"] == side]
    hours = sum((Decimal(str(data["hours"])) for data in chosen), Decimal(0))
    return hours / sum(int(str(data["people"])) for data in chosen)


@pytest.mark.parametrize("township", TOWNSHIPS)
def test_r060_eight_hours_a_week_come_back(sample_city: SampleCity, township: str) -> None:
    unit = sample_city.unit(township)
    records = list(Record.objects.of("one_table.entry_hours").filter(unit=unit))
    before, after = (per_person(records, side) for side in ("before", "after"))
    assert before - after >= 8
    found = figure(SAVED, period="2022", today=sample_city.today, actor=None, where={"unit": str(unit.pk)})
    assert found.text.zh == f"{round(before - after, 1)} 小时/人"


def test_r060_the_records_say_that_they_are_generated(sample_city: SampleCity) -> None:
    records = Record.objects.of("one_table.entry_hours")
    assert {record.data["origin"] for record in records} == {"generated"}
    assert all("生成数据" in record.label for record in records)


def test_r060_without_a_baseline_nothing_is_claimed(sample_city: SampleCity) -> None:
    unit = sample_city.unit("qingyuan_t1")
    found = figure(SAVED, period="2022", today=sample_city.today, actor=None, where={"unit": str(unit.pk)})
    assert found.text.zh == "—"

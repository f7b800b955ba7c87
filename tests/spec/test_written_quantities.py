"""Quantities as documents write them: amount in the dimension's own unit, dimension, and how closely meant."""

from fractions import Fraction

import pytest

from luoshi.rules.quantities import Quantity
from luoshi.rules.refusals import Refused
from tests.spec.tables import rows

READ = rows("""
| written         | amount       | dimension    | bound    | shown           | in English                         |
|-----------------|--------------|--------------|----------|-----------------|------------------------------------|
| 1660亿元        | 166000000000 | money        | exact    | 1,660 亿元      | 1,660 hundred million yuan         |
| 1,861.44 亿元   | 186144000000 | money        | exact    | 1,861.44 亿元   | 1,861.44 hundred million yuan      |
| 5500万吨公里    | 55000000     | freight      | exact    | 5,500 万吨公里  | 5,500 ten thousand tonne-kilometres |
| 1219万千瓦      | 12190000     | power        | exact    | 1,219 万千瓦    | 1,219 ten thousand kilowatts       |
| 1.5万亩         | 15000        | area         | exact    | 1.5 万亩        | 1.5 ten thousand mu                |
| １．５万亩      | 15000        | area         | exact    | 1.5 万亩        | 1.5 ten thousand mu                |
| 近2000万吨      | 20000000     | mass         | below    | 近2,000 万吨    | nearly 2,000 ten thousand tonnes   |
| 清理1140万余吨  | refused      |              |          |                 |                                    |
| 1140万余吨      | 11400000     | mass         | above    | 超1,140 万吨    | over 1,140 ten thousand tonnes     |
| 800余次         | 800          | occurrences  | above    | 超800 次        | over 800 times                     |
| 近4000人次      | 4000         | person_times | below    | 近4,000 人次    | nearly 4,000 person-times          |
| 3500多家        | 3500         | enterprises  | above    | 超3,500 家      | over 3,500 enterprises             |
| 1万亩以上       | 10000        | area         | at_least | 至少1 万亩      | at least 1 ten thousand mu         |
| 超854.2万条     | 8542000      | count_tiao   | above    | 超854.2 万条    | over 854.2 ten thousand entries    |
| 约3年           | 36           | months       | about    | 约3 年          | about 3 years                      |
| 40个工作日      | 40           | working_days | exact    | 40 个工作日     | 40 working days                    |
| 不超过30日      | 30           | days         | at_most  | 不超过30 日     | at most 30 days                    |
| 11.9万元/亩     | 119000       | money/area   | exact    | 11.9 万元/亩    | 11.9 ten thousand yuan per mu      |
| -5吨            | -5           | mass         | exact    | -5 吨           | -5 tonnes                          |
| 3千万千瓦时     | 30000000     | energy       | exact    | 3 千万千瓦时    | 3 ten million kilowatt-hours       |
| 568             | refused      |              |          |                 |                                    |
| 若干亩          | refused      |              |          |                 |                                    |
| 1,86亿元        | refused      |              |          |                 |                                    |
| 5光年           | refused      |              |          |                 |                                    |
""")


@pytest.mark.parametrize(("written", "amount", "dimension", "bound", "shown", "english"), READ)
def test_a_written_quantity(written: str, amount: str, dimension: str, bound: str, shown: str, english: str) -> None:
    if amount == "refused":
        with pytest.raises(Refused, match=r"quantities\."):
            Quantity.parse(written)
        return
    quantity = Quantity.parse(written)
    assert (quantity.magnitude, quantity.unit.dimension, quantity.bound) == (Fraction(amount), dimension, bound)
    assert (quantity.text("zh"), quantity.text("en")) == (shown, english)

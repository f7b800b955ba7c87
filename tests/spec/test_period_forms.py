"""Periods: what is written, which days it means, how it is shown, and its neighbours."""

import pytest

from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused
from tests.spec.tables import rows

FORMS = rows("""
| written        | from       | to         | chinese                              | english                                 |
|----------------|------------|------------|--------------------------------------|-----------------------------------------|
| 2022-03-01     | 2022-03-01 | 2022-03-01 | 2022年3月1日                         | 1 March 2022                            |
| 2022-W05       | 2022-01-31 | 2022-02-06 | 2022年第5周                          | week 5 of 2022                          |
| 2020-W53       | 2020-12-28 | 2021-01-03 | 2020年第53周                         | week 53 of 2020                         |
| 2022-03-T2     | 2022-03-11 | 2022-03-20 | 2022年3月中旬                        | second ten days of March 2022           |
| 2024-02-T3     | 2024-02-21 | 2024-02-29 | 2024年2月下旬                        | last ten days of February 2024          |
| 2022-03-H2     | 2022-03-16 | 2022-03-31 | 2022年3月下半月                      | second half of March 2022               |
| 2022-03        | 2022-03-01 | 2022-03-31 | 2022年3月                            | March 2022                              |
| 2022-B2        | 2022-03-01 | 2022-04-30 | 2022年3—4月                          | March–April 2022                        |
| 2022-Q3        | 2022-07-01 | 2022-09-30 | 2022年第三季度                       | Q3 2022                                 |
| 2022-H1        | 2022-01-01 | 2022-06-30 | 2022年上半年                         | first half of 2022                      |
| 2022           | 2022-01-01 | 2022-12-31 | 2022年                               | 2022                                    |
| 14th-5y        | 2021-01-01 | 2025-12-31 | “十四五”时期（2021—2025年）          | 14th Five-Year Plan (2021–2025)         |
| herding-2022   | 2021-07-01 | 2022-06-30 | 2022牧业年度（2021年7月—2022年6月）  | herding year 2022 (July 2021–June 2022) |
""")

ALSO = rows("""
| written              | label      |
|----------------------|------------|
| ２０２２年３月       | 2022-03    |
| 2022年3月份          | 2022-03    |
| 2022年3至4月         | 2022-B2    |
| 2022年第3季度        | 2022-Q3    |
| 2022年三季度         | 2022-Q3    |
| 2022年度             | 2022       |
| 2021-2025            | 14th-5y    |
| 十四五               | 14th-5y    |
| “十四五”时期         | 14th-5y    |
| 21st-5y              | 21st-5y    |
| 2022年牧业年度       | herding-2022 |
""")

NEIGHBOURS = rows("""
| period       | previous     | following    | year earlier |
|--------------|--------------|--------------|--------------|
| 2024-03-01   | 2024-02-29   | 2024-03-02   | 2023-03-01   |
| 2024-02-29   | 2024-02-28   | 2024-03-01   | refused      |
| 2022-W01     | 2021-W52     | 2022-W02     | 2021-W01     |
| 2020-W53     | 2020-W52     | 2021-W01     | refused      |
| 2022-03-T1   | 2022-02-T3   | 2022-03-T2   | 2021-03-T1   |
| 2022-03-H1   | 2022-02-H2   | 2022-03-H2   | 2021-03-H1   |
| 2022-01      | 2021-12      | 2022-02      | 2021-01      |
| 2022-B1      | 2021-B6      | 2022-B2      | 2021-B1      |
| 2022-Q1      | 2021-Q4      | 2022-Q2      | 2021-Q1      |
| 2022-H1      | 2021-H2      | 2022-H2      | 2021-H1      |
| 2022         | 2021         | 2023         | 2021         |
| 14th-5y      | 13th-5y      | 15th-5y      | refused      |
| herding-2022 | herding-2021 | herding-2023 | herding-2021 |
""")

REFUSED = rows("""
| written       | because                                      |
|---------------|----------------------------------------------|
| 2022-13       | no such month                                |
| 2022-02-30    | no such day                                  |
| 2022-W54      | no such week                                 |
| 2021-W53      | that year has 52 weeks                       |
| 2022-Q5       | no such quarter                              |
| 2022-Q0       | counted from one                             |
| 2022-03-T4    | a month has three 旬                         |
| 2022年2-3月   | two months begin with an odd one             |
| 2022年1-3月   | three months are a quarter                   |
| 2022-2026     | no five-year plan begins then                |
| 2021-2024     | four years                                   |
| 1900          | out of range                                 |
| last month    | relative to what?                            |
| 0000          | no such year                                 |
""")


@pytest.mark.parametrize(("written", "start", "end", "chinese", "english"), FORMS)
def test_a_period_is_read_and_shown(written: str, start: str, end: str, chinese: str, english: str) -> None:
    period = parse(written)
    assert (period.start.isoformat(), period.end.isoformat(), period.label) == (start, end, written)
    assert (period.text.zh, period.text.en) == (chinese, english)


@pytest.mark.parametrize(("written", "label"), ALSO)
def test_other_spellings_are_read(written: str, label: str) -> None:
    assert parse(written).label == label


@pytest.mark.parametrize(("label", "previous", "following", "year_earlier"), NEIGHBOURS)
def test_neighbours(label: str, previous: str, following: str, year_earlier: str) -> None:
    period = parse(label)
    assert (period.previous().label, period.following().label) == (previous, following)
    if year_earlier == "refused":
        with pytest.raises(Refused, match=r"periods\.no_counterpart"):
            period.year_earlier()
    else:
        assert period.year_earlier().label == year_earlier


@pytest.mark.parametrize(("written", "because"), REFUSED)
def test_what_is_no_period_is_refused(written: str, because: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(written)
    assert refused.value.code in ("periods.unknown", "periods.out_of_range"), because

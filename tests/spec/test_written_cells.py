"""What people write into the cells of a table, and what is read: the value, or the refusal of a value not sure."""

import pytest

from luoshi.rules.written import Misfit, is_blank, read_date, read_number, read_yes_or_no
from tests.spec.tables import rows

DATES = rows("""
| written              | day        |
|----------------------|------------|
| 2022-02-09           | 2022-02-09 |
| 2022.2.9             | 2022-02-09 |
| 2022/2/9             | 2022-02-09 |
| 2022年2月9日         | 2022-02-09 |
| 2022 年 2 月 9 日    | 2022-02-09 |
| 2022年2月9号         | 2022-02-09 |
| ２０２２．２．９     | 2022-02-09 |
| 22-2-9               | 2022-02-09 |
| 22.12.25             | 2022-12-25 |
| 二〇二二年二月九日   | 2022-02-09 |
| 二〇二二年十二月三十一日 | 2022-12-31 |
| 20220209             | 2022-02-09 |
| 44601                | 2022-02-09 |
| 44601.75             | 2022-02-09 |
| 2022-02-09 14:30     | 2022-02-09 |
| 2022-02-09T00:00:00  | 2022-02-09 |
| 2024-02-29           | 2024-02-29 |
| 2022-02-29           | no day of the calendar |
| 2022.13.1            | no day of the calendar |
| 2022年2月            | lacks the day |
| 2022.2               | lacks the day |
| 2022年2月底          | lacks the day |
| 2022年               | lacks the month and the day |
| 2022                 | lacks the month and the day |
| 2/9/2022             | month or day first |
| 350                  | not a date |
| 待定                 | not a date |
| <script>1</script>   | not a date |
""")


@pytest.mark.parametrize(("written", "day"), DATES)
def test_a_written_day(written: str, day: str) -> None:
    if day[0].isdigit():
        assert read_date(written).isoformat() == day
        return
    with pytest.raises(Misfit, match=day):
        read_date(written)


def test_a_day_number_of_excel_is_a_day_and_another_number_is_none() -> None:
    assert read_date(44601).isoformat() == "2022-02-09"
    assert read_date(44601.0).isoformat() == "2022-02-09"
    assert read_date(20220209).isoformat() == "2022-02-09"
    for number in (5, 300.5, 1e9, -44601, float(10**20)):
        with pytest.raises(Misfit, match="not a date"):
            read_date(number)


AMOUNTS = rows("""
| written          | field   | column | read         |
|------------------|---------|--------|--------------|
| 3500             | 万元    |        | 3500         |
| 3,500            | 万元    |        | 3500         |
| ３，５００．５   | 万元    |        | 3500.5       |
| 1.2亿            | 万元    |        | 12000        |
| 1.2亿元          | 万元    |        | 12000        |
| 3500万           | 万元    |        | 3500         |
| 3500万元         | 万元    |        | 3500         |
| 35000000元       | 万元    |        | 3500         |
| 1亿2000万        | 万元    |        | 12000        |
| 1亿2000万元      | 亿元    |        | 1.2          |
| ¥3,500           | 元      |        | 3500         |
| 人民币3500元整   | 元      |        | 3500         |
| 3500             | 万元    | 元     | 0.35         |
| 0.35             | 万元    | 亿元   | 3500         |
| 0.35亿           | 万元    | 元     | 3500         |
| 三百二十         | 万元    |        | 320          |
| 一千二百万元     | 万元    |        | 1200         |
| 壹佰万元整       | 元      |        | 1000000      |
| 一亿二千万       | 万元    |        | 12000        |
| (1,234.5)        | 万元    |        | -1234.5      |
| -3               | 万元    |        | -3           |
| －3              | 万元    |        | -3           |
| 1.5万            | 人      |        | 15000        |
| 1.5万亩          | 亩      |        | 15000        |
| 10公顷           | 亩      |        | 150          |
| 12               |         |        | 12           |
| 12个             |         |        | 12           |
| 1e3              |         |        | 1000         |
| 85%              | %       |        | 85           |
| 85               | %       |        | 85           |
| 0.85             | %       | 1      | 85           |
| 约500万          | 万元    |        | only approximate |
| 500万以上        | 万元    |        | only approximate |
| 近2000           | 万元    |        | only approximate |
| 3500多           | 家      |        | only approximate |
| 300-500万        | 万元    |        | a range      |
| 3至5             | 亩      |        | a range      |
| 85%              | 万元    |        | is a percentage |
| 100美元          | 万元    |        | cannot become |
| 100亩            | 万元    |        | cannot become |
| 1,5              | 万元    |        | not a number |
| 1.2.3            | 万元    |        | not a number |
| 五百零三         | 万元    |        | 503          |
| 五百三           | 万元    |        | not a number |
| 5千万            | 万元    |        | 5000         |
| 万百             | 万元    |        | not a number |
| #REF!            | 万元    |        | not a number |
| 5光年            | 万元    |        | not a number |
| 若干             | 万元    |        | not a number |
""")


@pytest.mark.parametrize(("written", "field", "column", "read"), AMOUNTS)
def test_a_written_amount(written: str, field: str, column: str, read: str) -> None:
    if read.lstrip("-")[0].isdigit():
        assert f"{read_number(written, field_unit=field, column_unit=column):f}" == read
        return
    with pytest.raises(Misfit, match=read):
        read_number(written, field_unit=field, column_unit=column)


def test_a_typed_number_takes_the_unit_of_its_column_exactly() -> None:
    assert f"{read_number(0.1, field_unit='万元', column_unit='亿元'):f}" == "1000"
    assert f"{read_number(1234567, field_unit='万元', column_unit='元'):f}" == "123.4567"
    assert f"{read_number(0.855, field_unit='%', column_unit='1'):f}" == "85.5"
    assert f"{read_number(0.1 + 0.2, field_unit='万元'):f}" == "0.3"


BLANKS = rows("""
| written | blank |
|---------|-------|
| —       | yes   |
| ——      | yes   |
| /       | yes   |
| 无      | yes   |
| 　      | yes   |
| N/A     | yes   |
| 0       | no    |
| 否      | no    |
""")


@pytest.mark.parametrize(("written", "blank"), BLANKS)
def test_marks_for_nothing_are_blank_and_zero_is_not(written: str, blank: str) -> None:
    assert is_blank(written) == (blank == "yes")


TICKS = rows("""
| written | means |
|---------|-------|
| 是      | yes   |
| √       | yes   |
| Y       | yes   |
| １      | yes   |
| 否      | no    |
| ×       | no    |
| 未      | no    |
| 也许    | refused |
| 2       | refused |
""")


@pytest.mark.parametrize(("written", "means"), TICKS)
def test_a_tick(written: str, means: str) -> None:
    if means != "refused":
        assert read_yes_or_no(written) == (means == "yes")
        return
    with pytest.raises(Misfit, match="neither yes nor no"):
        read_yes_or_no(written)

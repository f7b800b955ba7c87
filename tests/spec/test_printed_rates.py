"""How rates, percentage points and growth are printed."""

from decimal import Decimal

import pytest

from luoshi.rules.figures import Growth, Mode, Percent, Rate, Rounding
from tests.spec.tables import rows

RATES = rows("""
| numerator | denominator | places | mode     | printed    | because                                   |
|-----------|-------------|--------|----------|------------|-------------------------------------------|
| 382       | 568         | 2      | half_up  | 67.25 %    | R082                                      |
| 156       | 349         | 2      | half_up  | 44.70 %    | the trailing zero stays                   |
| 539       | 540         | 2      | half_up  | 99.81 %    | R015                                      |
| 539       | 540         | 1      | half_up  | 99.8 %     | R015                                      |
| 539       | 540         | 0      | half_up  | 99 %       | rounding up would say all have started    |
| 539       | 540         | 0      | truncate | 99 %       | as the newspaper printed it               |
| 9999      | 10000       | 1      | half_up  | 99.9 %     | not 100.0 while one is left               |
| 540       | 540         | 1      | half_up  | 100.0 %    | exact                                     |
| 10004     | 10000       | 1      | half_up  | 100.04 %   | above 100: places until the excess shows  |
| 10004     | 10000       | 1      | truncate | 100.04 %   | the same when cutting                     |
| 1100      | 1000        | 1      | half_up  | 110.0 %    | a plan may be exceeded                    |
| 519       | 540         | 2      | half_up  | 96.11 %    | R017                                      |
| 296       | 320         | 1      | half_up  | 92.5 %     | R016                                      |
| 33        | 130         | 2      | half_up  | 25.38 %    | R029                                      |
| 20        | 128         | 2      | half_up  | 15.63 %    | R029: 15.625 rounds half up               |
| 20        | 128         | 2      | truncate | 15.62 %    | the same cut                              |
| 125       | 202         | 2      | half_up  | 61.88 %    | R037                                      |
| 298       | 1861.44     | 1      | half_up  | 16.0 %     | R081                                      |
| 0         | 8           | 1      | half_up  | 0.0 %      | zero is a value                           |
| 3         | 0           | 1      | half_up  | —          | nothing to divide by: blank, not zero     |
""")

DIFFERENCES = rows("""
| left   | right  | chinese       | english                |
|--------|--------|---------------|------------------------|
| 50.8%  | 15%    | 35.8 个百分点 | 35.8 percentage points |
| 50.1%  | 44.9%  | 5.2 个百分点  | 5.2 percentage points  |
| 15%    | 50.8%  | -35.8 个百分点 | -35.8 percentage points |
| 92.5%  | 83.33% | 9.17 个百分点 | 9.17 percentage points |
""")

GROWTHS = rows("""
| now  | base | printed   | in words       |
|------|------|-----------|----------------|
| 568  | 219  | +159.4 %  | 增长159.4 %    |
| 968  | 1000 | -3.2 %    | 下降3.2 %      |
| 5    | 5    | 0.0 %     | 持平           |
| 2    | 1    | +100.0 %  | 增长100.0 %    |
| 1999 | 1000 | +99.9 %   | 增长99.9 %     |
| 5    | 0    | —         | —              |
| 5    | -2   | —         | —              |
""")


def mode_of(text: str) -> Mode:
    return "truncate" if text == "truncate" else "half_up"


@pytest.mark.parametrize(("numerator", "denominator", "places", "mode", "printed", "because"), RATES)
def test_a_rate_is_printed(
    numerator: str, denominator: str, places: str, mode: str, printed: str, because: str
) -> None:
    rate = Rate(Decimal(numerator), Decimal(denominator), Rounding(int(places), mode_of(mode)))
    assert rate.text() == printed, because


@pytest.mark.parametrize(("left", "right", "chinese", "english"), DIFFERENCES)
def test_percentages_differ_by_percentage_points(left: str, right: str, chinese: str, english: str) -> None:
    difference = Percent.parse(left) - Percent.parse(right)
    assert (difference.text("zh"), difference.text("en")) == (chinese, english)


@pytest.mark.parametrize(("now", "base", "printed", "in_words"), GROWTHS)
def test_growth_is_printed(now: str, base: str, printed: str, in_words: str) -> None:
    growth = Growth(Decimal(now), Decimal(base))
    assert (growth.text(), growth.phrase()) == (printed, in_words)

"""What growth phrases mean as a factor on the base, and which are refused."""

from fractions import Fraction

import pytest

from luoshi.rules.figures import Growth
from luoshi.rules.refusals import Refused
from tests.spec.tables import rows

MEANT = rows("""
| phrase               | factor |
|----------------------|--------|
| 增长2.4倍            | 3.4    |
| 增长了2.4倍          | 3.4    |
| 增长２．４倍         | 3.4    |
| 增长到2.4倍          | 2.4    |
| 增长到原来的2.4倍    | 2.4    |
| 增加至上年的2.4倍    | 2.4    |
| 是上年的3倍          | 3      |
| 相当于原来的40%      | 0.4    |
| 增长13.9%            | 1.139  |
| 同比增长159.4 %      | 2.594  |
| 下降3.2%             | 0.968  |
| 同比下降100%         | 0      |
| 下降到原来的40%      | 0.4    |
| 下降到原来的0.4倍    | 0.4    |
| 下降一半             | 0.5    |
| 增长一倍             | 2      |
| 增长两倍             | 3      |
| 增长三成             | 1.3    |
| 减少三成             | 0.7    |
| 翻一番               | 2      |
| 翻两番               | 4      |
| 与去年持平           | 1      |
| 同比持平             | 1      |
""")

REFUSED = rows("""
| phrase               | because                                     |
|----------------------|---------------------------------------------|
| 下降2倍              | nothing falls by a multiple                 |
| 下降120%             | nor by more than the whole                  |
| 增长到原来的0.4倍    | the word says up, the number says down      |
| 下降到原来的2.4倍    | the word says down, the number says up      |
| 增长到15%            | a level of 15 % of what?                    |
| 翻2.5番              | doubled two and a half times                |
| 提高5个百分点        | percentage points are no factor             |
| 大幅增长             | no number                                   |
""")


@pytest.mark.parametrize(("phrase", "factor"), MEANT)
def test_a_phrase_means_a_factor(phrase: str, factor: str) -> None:
    assert Growth.from_phrase(phrase).factor == Fraction(factor)


@pytest.mark.parametrize(("phrase", "because"), REFUSED)
def test_a_phrase_is_refused(phrase: str, because: str) -> None:
    with pytest.raises(Refused) as refused:
        Growth.from_phrase(phrase)
    assert refused.value.code == "figures.growth_phrase", because
    assert refused.value.remedy.zh
    assert refused.value.remedy.en

"""Which true numbers a rough one may stand for."""

from fractions import Fraction

import pytest

from luoshi.rules.quantities import Quantity
from tests.spec.tables import rows

ROUGH = rows("""
| said         | true  | fits | because                                   |
|--------------|-------|------|-------------------------------------------|
| 300多家      | 384   | yes  | R013 against R079                         |
| 300多家      | 300   | no   | 多 says that there are more               |
| 300多家      | 400   | no   | that would be 400家                       |
| 1300余人     | 1306  | yes  | R079                                      |
| 1300余人     | 1400  | no   | that would be 1400人                      |
| 3500多家     | 3502  | yes  | R013                                      |
| 3500多家     | 3600  | no   | beyond the last digit                     |
| 800余次      | 899   | yes  | R031                                      |
| 近4000人次   | 3980  | yes  | R031                                      |
| 近4000人次   | 4000  | no   | 近 says that it is not reached            |
| 约300个      | 340   | yes  | within half of the last digit             |
| 约300个      | 360   | no   | that is nearer to 400                     |
| 至少10件     | 1000  | yes  | one side is open                          |
| 不超过10件   | 11    | no   | the other is not                          |
| 384支        | 384   | yes  | exact                                     |
| 384支        | 385   | no   | exact                                     |
| 2.5公里      | 2.5   | yes  | decimals                                  |
| 2.5公里以上  | 2.49  | no   | decimals                                  |
""")


@pytest.mark.parametrize(("said", "true", "fits", "because"), ROUGH)
def test_a_rough_figure_stands_for_a_number(said: str, true: str, fits: str, because: str) -> None:
    quantity = Quantity.parse(said)
    assert quantity.bound.admits(quantity.value, Fraction(true)) is (fits == "yes"), because

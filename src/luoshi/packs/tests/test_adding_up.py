"""How elements may add up, as a table: what says nothing is refused, the rest is not."""

import pytest

from luoshi.packs.checks.adding_up import meaningless
from luoshi.packs.declarations import Element, FieldType, OverTime, OverUnits, TimeRule
from luoshi.rules.texts import Text

CASES = """
type     unit     kind   over_time  over_units  fault
integer  人       stock  last       sum         -
integer  人       stock  average    sum         -
integer  人       stock  sum        sum         over_time
integer  人       flow   sum        sum         -
integer  人       flow   last       sum         -
percent  -        stock  last       recompute   -
percent  -        stock  last       weighted    -
percent  -        stock  last       none        -
percent  -        stock  last       sum         over_units
percent  -        flow   sum        recompute   over_time
number   小时/人  flow   average    sum         over_units
number   小时/人  flow   sum        recompute   over_time
choice   -        stock  last       none        -
choice   -        stock  last       sum         over_units
text     -        stock  average    none        over_time
yesno    -        stock  none       recompute   over_units
"""


@pytest.mark.parametrize("line", CASES.strip().splitlines()[1:])
def test_what_adds_up_and_what_says_nothing(line: str) -> None:
    kind, unit, time, over_time, over_units, fault = line.split()
    words = Text("样例", "Sample")
    element = Element(
        pack="sample",
        code="sample",
        title=words,
        definition=words,
        owner="office",
        purpose=words,
        type=FieldType(kind),
        unit=unit.removeprefix("-"),
        time_kind=TimeRule(time),
        over_time=OverTime(over_time),
        over_units=OverUnits(over_units),
    )
    found = meaningless(element)
    assert (found[0] if found else "-") == fault

"""Colours by points behind the year elapsed: a rule printed in 2025 (Yinchuan) leaves 0 to 10 points without one."""

from pathlib import Path

import pytest

from luoshi.packs.codes import Edit
from luoshi.packs.load import load
from luoshi.packs.tests.sample import sample, spoil
from tests.spec.tables import rows

RULES = rows("""
| green   | yellow     | red        | fault                  |
|---------|------------|------------|------------------------|
| [0, ∞)  | [-30, -10] | (-∞, -30)  | (-10, 0)               |
| [0, ∞)  | [-30, 0]   | (-∞, -30)  | [0, 0]                 |
| [0, ∞)  | [-10, 0)   | (-∞, -10)  |                        |
""")


@pytest.mark.parametrize(("green", "yellow", "red", "fault"), RULES)
def test_bands_leave_no_value_without_its_one_colour(
    tmp_path: Path, green: str, yellow: str, red: str, fault: str
) -> None:
    pack = sample(tmp_path)
    bands = f'green: "{green}", yellow: "{yellow}", red: "{red}"'
    lights = f"    indicator: true\n    lights: {{bands: {{{bands}}}, basis: 办法}}\n"
    spoil(pack, Edit("measures.yaml", "    indicator: true\n", lights))
    problems = load(pack).problems
    assert {problem.code for problem in problems} == ({"LS615"} if fault else set())
    assert all(fault in problem.message.zh for problem in problems)

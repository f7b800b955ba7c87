"""Forms that contradict themselves are told as such; sound ones give no doubts."""

import pytest

from luoshi.rules.tables.doubts import doubts
from luoshi.rules.tables.reading import read_form
from luoshi.rules.tables.tests.drawn import drawn

SOUND = """
| 农村基本情况表 | < | < |
| 指标名称 | 计量单位 | 本期数 |
| 户籍人口 | 人 | |
| 户籍户数 | 户 | |
"""


def told(text: str) -> list[str]:
    """The doubts of a drawn sheet."""
    grid = drawn(text)
    return [each.zh for each in doubts(grid, read_form(grid))]


def test_a_sound_form_gives_none() -> None:
    assert told(SOUND) == []
    assert told("| 人口表 | < | < |\n| 村名 | 人口（人） | < |\n| ^ | 男 | 女 |\n| 甲村 | | |\n| 乙村 | | |") == []


@pytest.mark.parametrize(
    ("form", "doubt"),
    [
        (SOUND.replace("| 户籍户数 | 户 | |", "| 户籍户数 | | 户 |"), "C4 写着计量单位“户”，这里应是数"),
        (SOUND.replace("| 户籍户数 | 户 | |", "| 户籍户数 | 全村 | |"), "B4 在计量单位列，写的却不是计量单位：全村"),
        (
            "| 情况表 | < | < |\n| 村名 | 户数 | 户数 |\n| 甲村 | | |\n| 乙村 | | |",
            "B、C 两列的表头完全相同：户数",
        ),
        (
            "| 收入表 | < | < |\n| 村名 | 收入（万元） | < |\n| ^ | 工资（元） | 经营 |\n| 甲村 | | |\n| 乙村 | | |",
            "B2、B3 上下表头的计量单位不一致：万元，元",
        ),
        (
            "| 情况表 | < | < |\n| 村名 | 户数 | 人口 |\n| 甲村 | 1 | 2 |\n| 村名 | 人口 | 户数 |\n| 乙村 | 3 | 4 |",
            "第 4 行又是表头，但与第 2 行不一致（B4：人口）",
        ),
    ],
)  # fmt: skip
def test_what_disagrees_is_told(form: str, doubt: str) -> None:
    assert told(form) == [doubt]

"""Rows that are no records: totals, the line that numbers the columns, notes below, a template's example."""

import re
from collections.abc import Sequence
from typing import Any

from luoshi.rules.texts import Text

EXAMPLES = ("示例行", "Example row")
_TOTAL = re.compile(
    r"(本页|累计)?(合计|总计|小计|共计|汇总)([:：].*|数)?|(grand\s+|sub)?totals?", re.IGNORECASE
)  # what the first filled cells say
_NOTE = re.compile(
    r"(填表人|填报人|制表人?|审核人?|复核人?|负责人|单位负责人|联系人|联系电话|填报日期|填表日期|备注|附注|注|说明|数据来源"
    r"|note|source)s?\s*([0-9]*)\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
_ORDINALS = frozenset("甲乙丙丁戊己庚辛壬癸")


def skipped(cells: Sequence[Any]) -> Text | None:
    """Why a row is no record; nothing where it is one.

    >>> skipped(["合计", None, 3500]).en, skipped(["填表人：云山"]).en, skipped(["甲", "乙", 1, 2]).en
    ('a row of totals', 'a note under the table', 'the row that numbers the columns')
    >>> skipped(["东桥", 3500]) is None
    True
    """
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return Text("空行", "an empty row")
    words = [str(cell).strip() for cell in filled if isinstance(cell, str)]
    if words and words[0].startswith(EXAMPLES):
        return Text("模板里的示例行", "the example row of a template")
    if any(_TOTAL.fullmatch("".join(word.split())) or _TOTAL.fullmatch(word) for word in words[:2]):
        return Text("合计行", "a row of totals")
    if words and len(filled) <= 4 and all(_NOTE.fullmatch(word) for word in words) and len(words) == len(filled):
        return Text("表尾说明", "a note under the table")
    if len(filled) > 2 and _numbers_columns(filled):
        return Text("列号行", "the row that numbers the columns")
    return None


def _numbers_columns(filled: Sequence[Any]) -> bool:
    numbers = [
        int(str(cell)) for cell in filled if str(cell).isascii() and str(cell).isdigit() and len(str(cell)) < 4
    ]
    letters = [cell for cell in filled if isinstance(cell, str) and cell in _ORDINALS]
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else bool(letters)
    return len(numbers) + len(letters) == len(filled) and rising and (bool(letters) or numbers[:1] == [1])

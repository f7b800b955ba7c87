"""What sort of thing a text in a cell is, by its form alone: a number, a day, an amount with its unit, a label."""

import re
from enum import StrEnum
from functools import lru_cache

from luoshi.rules.tables.grid import Cell, Kind


class Sort(StrEnum):
    """The sorts by which headings are told from what stands under them."""

    BLANK = "blank"
    NUMBER = "num"
    DAY = "day"
    AMOUNT = "amount"
    BOX = "box"
    LATIN = "latin"
    LONG = "long"
    MIXED = "mixed"
    LABEL = "label"


VALUES = frozenset({Sort.BLANK, Sort.NUMBER})
LONGEST_LABEL = 20

_NUMBER = re.compile(r"[(（¥$￥<>≤≥]*[-+−–]?[\d,，.]*\d[\d,，.]*[%％‰)）]*")
_NOTHING = re.compile(r"[-—–/\\－_＿…]+")
_DAY = re.compile(r"\d{4}(年度?|[年./-]\d{1,2}([月./-](\d{1,2}日?)?)?)|\d{1,2}月\d{1,2}日|\d{1,2}[:：]\d\d.*")
_AMOUNT = re.compile(
    r"[约≤≥<>＜＞]?[-+]?[\d,.]+[A-Za-z%℃°㎡²³μΩ元万亿千百年月日天人台个件次小时分秒克吨斤升毫米公里厘寸岁届位名种套股架条颗辆户头只亩/*×~～–()（）\d.-]{1,14}"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s+")
_REMARK = re.compile(
    r"(备注(说明)?|附注|说明|情况说明|(其他|其它)?(需要|须)?说明的?(情况|问题|事项))[:：]?([（(].*[）)])?"
)

TOTAL = re.compile(r"(合计|总计|小计|共计|总和)(数|额)?[:：]?|.{0,12}(合计|小计|总计)(（.*）|\(.*\))?|计")
ENUMERATED = re.compile(
    r"其\s*中|[一二三四五六七八九十]+、|[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|[减加][:：]"
)


@lru_cache(maxsize=16_384)
def bare(text: str) -> str:
    """A text without its spaces and line ends: 合  计 and 合计 are one word."""
    return _SPACES.sub("", text)


def sort_of(cell: Cell) -> Sort:
    """What sort of thing stands in a cell."""
    if cell.kind is Kind.BLANK:
        return Sort.BLANK
    if cell.kind in (Kind.NUMBER, Kind.FORMULA):
        return Sort.NUMBER
    return Sort.DAY if cell.kind is Kind.DATE else sort_of_text(bare(cell.text))


@lru_cache(maxsize=16_384)
def sort_of_text(text: str) -> Sort:
    """The sort of a text without spaces.

    >>> [str(sort_of_text(text)) for text in ("", "1,234.5", "——", "2024年3月", "35亩", "□是", "ABC", "女", "第3组")]
    ['blank', 'num', 'num', 'day', 'amount', 'box', 'latin', 'label', 'mixed']
    """
    if not text:
        return Sort.BLANK
    for sort, pattern in _FORMS:
        if pattern.fullmatch(text):
            return sort
    if "□" in text or "√" in text or "☑" in text:
        return Sort.BOX
    if not _CHINESE.search(text):
        return Sort.LATIN
    if len(text) > LONGEST_LABEL:
        return Sort.LONG
    return Sort.MIXED if _DIGIT.search(text) else Sort.LABEL


_FORMS = ((Sort.NUMBER, _NUMBER), (Sort.NUMBER, _NOTHING), (Sort.DAY, _DAY), (Sort.AMOUNT, _AMOUNT))


def is_total(text: str) -> bool:
    """Whether a heading says that what stands under or beside it is a sum.

    >>> is_total("合  计"), is_total("一、资产总计"), is_total("小计（人）"), is_total("计划"), is_total("计")
    (True, True, True, False, True)
    """
    return TOTAL.fullmatch(bare(text)) is not None


def is_remark(text: str) -> bool:
    """Whether what stands under a heading is a remark, which may always stay blank.

    >>> is_remark("备  注"), is_remark("备注（可不填）"), is_remark("需要说明的问题"), is_remark("项目说明书")
    (True, True, True, False)
    """
    return _REMARK.fullmatch(bare(text)) is not None

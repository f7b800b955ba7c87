"""Units in headings, in unit lines and in a column of units: （人）, 万元, 单位：亩."""

import re
from functools import lru_cache

from luoshi.rules.quantities.units import unit
from luoshi.rules.refusals import Refused
from luoshi.rules.tables.sorts import bare

_BRACKETED = re.compile(r"[（(\[【]([^（）()\[\]【】]{1,12})[)）\]】]")
_SAID = re.compile(r"(?:计量|金额|面积)?单位[:：]?(.{1,12})")
_MORE = re.compile(
    r"%|％|‰|百分比|百分点|吨/亩|公斤/亩|元/人|元/亩|元/公斤|个/万人|[千万亿百]?[株羽尾枝粒筐袋箱盒所间栋艘架笔宗起批对]|是/否|℃|度|分|周岁|岁|人天|工日"
)


@lru_cache(maxsize=4_096)
def is_unit(text: str) -> bool:
    """Whether a text is a unit of measure.

    >>> is_unit("万元"), is_unit("元/亩"), is_unit("%"), is_unit("男")
    (True, True, True, False)
    """
    text = bare(text).removeprefix("人民币")
    if not text or len(text) > 12:
        return False
    if _MORE.fullmatch(text):
        return True
    parts = re.split(r"[、，,]", text)
    if len(parts) > 1:
        return all(is_unit(part) for part in parts)
    try:
        unit(text)
    except Refused:
        return False
    return True


def unit_in(heading: str) -> str:
    """The unit that a heading carries in brackets or after a colon, or nothing.

    >>> unit_in("年末人口（人）"), unit_in("产值(单位：万元)"), unit_in("其中（女）"), unit_in("单位：亩")
    ('人', '万元', '', '亩')
    """
    text = bare(heading)
    for said in reversed(_BRACKETED.findall(text)):
        inner = _SAID.fullmatch(said)
        words = inner[1] if inner else said
        if is_unit(words):
            return str(words)
    whole = _SAID.fullmatch(text)
    return whole[1] if whole and is_unit(whole[1]) else ""


def without_unit(heading: str) -> str:
    """The heading without the unit it carries in brackets.

    >>> without_unit("年末人口（人）"), without_unit("耕地（亩） 面积"), without_unit("男（含军人）")
    ('年末人口', '耕地面积', '男（含军人）')
    """
    return _BRACKETED.sub(lambda found: "" if unit_in(found[0]) else found[0], bare(heading))

"""The three vocabularies an expression can be written in: its source, Chinese, English."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from luoshi.rules.expressions import nodes
from luoshi.rules.expressions.nodes import Comparator, End, Part


class Level(IntEnum):
    """How closely a form binds; a part looser than its place asks for is put in brackets."""

    LOOSE = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    SIGN = 7
    ATOM = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """A form with its operands in {0}, {1} or, joined by `joint`, all in {0}; its own level and theirs."""

    form: str
    joint: str = ""
    level: Level = Level.ATOM
    operands: Level = Level.LOOSE


Key = type[nodes.Node] | End | Part


@dataclass(frozen=True, slots=True)
class Words:
    """One vocabulary: signs, joining words, and a phrase for each function."""

    comparators: Mapping[Comparator, str]
    times: str
    over: str
    plus: str
    minus: str
    both: str
    either: str
    no: str
    among: str
    yes_no: Mapping[bool, str]
    phrases: Mapping[Key, Phrase]
    brackets: tuple[str, str] = ("(", ")")
    comma: str = ", "
    quote: str = "'"
    is_source: bool = False


SOURCE = Words(
    comparators={sign: f" {sign} " for sign in Comparator},
    times=" * ",
    over=" / ",
    plus=" + ",
    minus=" - ",
    both=" and ",
    either=" or ",
    no="not ",
    among="{0} in ({1})",
    yes_no={True: "true", False: "false"},
    phrases={
        nodes.DateLiteral: Phrase("date('{0}')"),
        nodes.Today: Phrase("today()"),
        nodes.Blank: Phrase("blank({0})"),
        nodes.Filled: Phrase("filled({0})"),
        nodes.AllFilled: Phrase("all_filled({0})", ", "),
        nodes.CountTrue: Phrase("count_true({0})", ", "),
        nodes.Choose: Phrase("if_({0}, {1}, {2})"),
        nodes.Absolute: Phrase("abs({0})"),
        nodes.Rounded: Phrase("round({0}, {places})"),
        nodes.DaysBetween: Phrase("days_between({0}, {1})"),
        nodes.ProRata: Phrase("pro_rata({0})"),
        End.MIN: Phrase("min({0})", ", "),
        End.MAX: Phrase("max({0})", ", "),
        Part.YEAR: Phrase("year({0})"),
        Part.MONTH: Phrase("month({0})"),
    },
    is_source=True,
)

_SIGNS = {
    Comparator.EQUAL: " = ",
    Comparator.UNEQUAL: " ≠ ",
    Comparator.LESS: " < ",
    Comparator.AT_MOST: " ≤ ",
    Comparator.MORE: " > ",
    Comparator.AT_LEAST: " ≥ ",
}

CHINESE = Words(
    comparators=_SIGNS,
    times=" × ",
    over=" ÷ ",
    plus=" + ",
    minus=" − ",
    both=" 且 ",
    either=" 或 ",
    no="并非 ",
    among="{0} 属于 {1} 之一",
    yes_no={True: "是", False: "否"},
    brackets=("（", "）"),
    comma="、",
    quote="",
    phrases={
        nodes.DateLiteral: Phrase("{0}"),
        nodes.Today: Phrase("今天"),
        nodes.Blank: Phrase("{0}未填", level=Level.COMPARISON, operands=Level.ATOM),
        nodes.Filled: Phrase("{0}已填", level=Level.COMPARISON, operands=Level.ATOM),
        nodes.AllFilled: Phrase("{0}均已填", "、", level=Level.COMPARISON, operands=Level.ATOM),
        nodes.CountTrue: Phrase("成立的个数（{0}）", "；"),
        nodes.Choose: Phrase("若 {0} 则为 {1}，否则为 {2}", level=Level.LOOSE, operands=Level.OR),
        nodes.Absolute: Phrase("|{0}|"),
        nodes.Rounded: Phrase("四舍五入（{0}，{places} 位小数）"),
        nodes.DaysBetween: Phrase("从{0}到{1}的天数", level=Level.SIGN, operands=Level.ATOM),
        nodes.ProRata: Phrase("{0}的序时进度", level=Level.SIGN, operands=Level.ATOM),
        End.MIN: Phrase("最小者（{0}）", "，"),
        End.MAX: Phrase("最大者（{0}）", "，"),
        Part.YEAR: Phrase("{0}的年份", level=Level.SIGN, operands=Level.ATOM),
        Part.MONTH: Phrase("{0}的月份", level=Level.SIGN, operands=Level.ATOM),
    },
)

ENGLISH = Words(
    comparators=_SIGNS,
    times=" × ",
    over=" ÷ ",
    plus=" + ",
    minus=" − ",
    both=" and ",
    either=" or ",
    no="not ",
    among="{0} is one of {1}",
    yes_no={True: "yes", False: "no"},
    quote="",
    phrases={
        nodes.DateLiteral: Phrase("{0}"),
        nodes.Today: Phrase("today"),
        nodes.Blank: Phrase("{0} is blank", level=Level.COMPARISON, operands=Level.ATOM),
        nodes.Filled: Phrase("{0} is filled in", level=Level.COMPARISON, operands=Level.ATOM),
        nodes.AllFilled: Phrase("({0}) are all filled in", ", ", level=Level.COMPARISON),
        nodes.CountTrue: Phrase("the number met of ({0})", "; "),
        nodes.Choose: Phrase("{1} if {0}, else {2}", level=Level.LOOSE, operands=Level.OR),
        nodes.Absolute: Phrase("|{0}|"),
        nodes.Rounded: Phrase("({0}) rounded to {places} places"),
        nodes.DaysBetween: Phrase("the days from {0} to {1}", level=Level.SIGN, operands=Level.ATOM),
        nodes.ProRata: Phrase("the share of the year elapsed by {0}", level=Level.SIGN, operands=Level.ATOM),
        End.MIN: Phrase("the smallest of ({0})", ", "),
        End.MAX: Phrase("the largest of ({0})", ", "),
        Part.YEAR: Phrase("the year of {0}", level=Level.SIGN, operands=Level.ATOM),
        Part.MONTH: Phrase("the month of {0}", level=Level.SIGN, operands=Level.ATOM),
    },
)

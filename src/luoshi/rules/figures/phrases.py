"""What official growth phrases mean, as a factor on the base (R040)."""

import re
import unicodedata
from fractions import Fraction

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_DIGITS = {numeral: Fraction(number) for number, numeral in enumerate("一二三四五六七八九十", start=1)}
_DIGITS |= {"两": Fraction(2), "半": Fraction(1, 2)}
_STEP = {"倍": Fraction(1), "%": Fraction(1, 100), "成": Fraction(1, 10)}
_COMPARED = r"(?:同比|环比|比上年|比上年同期|较上年|较上年同期|较去年|比去年|与去年|与上年)?"
_UP = "增长|增加|上升|提高|扩大|增"
_DOWN = "下降|减少|降低|缩小|回落|降|减"
_NUMBER = r"(?P<number>\d+(?:\.\d+)?|[半一二两三四五六七八九十])"
_CHANGE = re.compile(rf"{_COMPARED}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?{_NUMBER}(?P<step>倍|%|成)")
_LEVEL = re.compile(
    rf"{_COMPARED}(?:(?P<up>{_UP})|(?P<down>{_DOWN})|达|是|为|相当于)(?:到|至)?"
    rf"(?P<base>原来的|上年的|去年的|上年同期的|基期的)?{_NUMBER}(?P<step>倍|%)"
)
_DOUBLED = re.compile(rf"{_COMPARED}翻了?{_NUMBER}番")
_HALVED = re.compile(rf"{_COMPARED}(?:{_DOWN})(?:了?一半|过半)")


def factor_of(phrase: str) -> Fraction:
    """ "增长2.4倍" → 3.4, "增长到2.4倍" → 2.4, "下降3.2%" → 0.968, "翻两番" → 4, "持平" → 1."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", phrase))
    if re.fullmatch(rf"{_COMPARED}持平", text):
        return Fraction(1)
    if match := _DOUBLED.fullmatch(text):
        return _doublings(match["number"], phrase)
    if _HALVED.fullmatch(text):
        return Fraction(1, 2)
    if match := _CHANGE.fullmatch(text):
        return _change(match, phrase)
    if match := _LEVEL.fullmatch(text):
        return _level(match, phrase)
    raise _refused(
        phrase,
        Text("不是可识别的增长说法", "is not a known growth phrase"),
        Text(
            "写成“增长2.4倍”“增长到原来的2.4倍”“下降3.2%”。",
            "Write it as printed: 增长2.4倍 (grew by), 增长到原来的2.4倍 (grew to), 下降3.2% (fell by).",
        ),
    )


def _number(text: str) -> Fraction:
    return _DIGITS[text] if text in _DIGITS else Fraction(text)


def _doublings(number: str, phrase: str) -> Fraction:
    times = _number(number)
    if times.denominator != 1 or times > 10:
        raise _refused(
            phrase,
            Text("翻番的次数应是十以内的整数", "must double a whole number of times, at most ten"),
            Text("直接写出现值和基数。", "Give the value and its base instead."),
        )
    return Fraction(2 ** int(times))


def _change(match: re.Match[str], phrase: str) -> Fraction:
    change = _number(match["number"]) * _STEP[match["step"]]
    if match["up"]:
        return 1 + change
    if change > 1 or match["step"] == "倍":
        raise _refused(
            phrase,
            Text("下降不能用倍数，也不能超过百分之百", "cannot fall by a multiple or by more than the whole"),
            Text(
                "写明下降百分之几，或下降到原来的几分之几。",
                "Say by what percentage it fell, or to what share.",
            ),
        )
    return 1 - change


def _level(match: re.Match[str], phrase: str) -> Fraction:
    factor = _number(match["number"]) * _STEP[match["step"]]
    if match["step"] == "%" and not match["base"]:
        raise _refused(
            phrase,
            Text("没有说明是谁的百分之几", "does not say of what it is a percentage"),
            Text("写成“到原来的…%”；若是变化，去掉“到”。", "Write 到原来的…%; for a change, leave out 到."),
        )
    if (match["up"] and factor < 1) or (match["down"] and factor > 1):
        raise _refused(
            phrase,
            Text("方向与倍数相反", "says one direction and gives the other"),
            Text("核对原文后改正方向或数字。", "Check the source and correct the word or the number."),
        )
    return factor


def _refused(phrase: str, what: Text, remedy: Text) -> Refused:
    return Refused(
        "figures.growth_phrase",
        reason=Text(f"“{phrase}”{what.zh}。", f"“{phrase}” {what.en}."),
        remedy=remedy,
    )

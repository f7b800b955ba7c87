"""Numbers in Chinese characters, as they stand in tables: 三百二十, 一千二百万, 壹佰万, 二〇二二."""

import re
from decimal import Decimal

_DIGITS = {sign: value for value, signs in enumerate(("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆",
                                                      "七柒", "八捌", "九玖")) for sign in signs}  # fmt: skip
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ALL = "".join((*_DIGITS, *_STEPS, *_GROUPS))
NUMERAL = re.compile(rf"[{_ALL}]+")
_SPELT = re.compile(rf"[{''.join(_DIGITS)}]+")


def number_of(text: str) -> Decimal | None:
    """The number that characters alone spell, or nothing where they spell none.

    >>> number_of("三百二十"), number_of("一千二百万"), number_of("壹佰万"), number_of("十五"), number_of("二〇二二")
    (Decimal('320'), Decimal('12000000'), Decimal('1000000'), Decimal('15'), Decimal('2022'))
    >>> number_of("百万亿千"), number_of("三十百")
    (None, None)
    >>> number_of("五百零三"), number_of("五百三"), number_of("一万三")
    (Decimal('503'), None, None)
    """
    if not text or not NUMERAL.fullmatch(text):
        return None
    if _SPELT.fullmatch(text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    return _grouped(text)


def _grouped(text: str) -> Decimal | None:
    """Groups of 亿 and 万 must fall: 一亿二千万 is one number, 二万一亿 is none."""
    total, rest, ceiling = 0, text, 10**12
    for sign in ("亿", "億", "万", "萬"):
        head, found, tail = rest.partition(sign)
        if not found:
            continue
        part = _below_ten_thousand(head, after=total > 0)
        if part is None or _GROUPS[sign] >= ceiling:
            return None
        total, rest, ceiling = total + part * _GROUPS[sign], tail, _GROUPS[sign]
    if not rest:
        return Decimal(total)
    last = _below_ten_thousand(rest, after=total > 0)
    return None if last is None else Decimal(total + last)


def _below_ten_thousand(text: str, *, after: bool) -> int | None:
    """Thousands, hundreds, tens, ones; `after` a larger group. A last digit with a gap before it needs its 零:
    people say 五百三 for 530, and 一万三 for 13000, so these are no numbers here."""
    total, digit, ceiling, zero = 0, None, 10_000, False
    for sign in text:
        if sign in _STEPS:
            step = _STEPS[sign]
            if step >= ceiling or digit == 0 or (digit is None and total):
                return None
            total, ceiling, digit, zero = total + (digit or 1) * step, step, None, False
        elif _DIGITS.get(sign) == 0 and digit is None:
            zero = True
        elif sign in _DIGITS and digit is None:
            digit = _DIGITS[sign]
        else:
            return None
    gap = digit is not None and not zero and (ceiling > 10 if total else after)
    return None if gap or not text else total + (digit or 0)

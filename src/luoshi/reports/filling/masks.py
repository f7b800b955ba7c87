"""One datum in the many forms offices ask for: how it is written is the form's affair, not the book's."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

_MONEY: Mapping[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}


def rescaled(value: Decimal, held_in: str, asked_in: str) -> Decimal:
    """An amount in the unit the form asks for; other units than of money stay.

    >>> rescaled(Decimal("1.25"), "万元", "元"), rescaled(Decimal(500), "元", "万元")
    (Decimal('12500'), Decimal('0.05'))
    """
    if held_in == asked_in or held_in not in _MONEY or asked_in not in _MONEY:
        return value
    scaled = value * _MONEY[held_in] / _MONEY[asked_in]
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize()


def _grouped(number: str) -> str:
    return " ".join(filter(None, (number[:6], number[6:14], number[14:])))


_IDENTITY: Mapping[str, Callable[[str], str]] = {
    "id": lambda number: number,
    "id_lower": str.lower,
    "id_quoted": lambda number: f"'{number}",
    "id_grouped": _grouped,
    "id_hidden": lambda number: f"{number[:6]}{'*' * max(0, len(number) - 10)}{number[-4:]}",
    "id_tail": lambda number: number[-4:],
    "id_15": lambda number: number[:6] + number[8:17] if len(number) == 18 and number[6:8] == "19" else number,
    "phone_hidden": lambda number: f"{number[:3]}****{number[-4:]}" if len(number) == 11 else number,
}
_DAYS: Mapping[str, Callable[[date], str]] = {
    "day_dotted": lambda day: f"{day.year}.{day.month}.{day.day}",
    "day_chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "day_slashed": lambda day: f"{day.year}/{day.month}/{day.day}",
    "day_plain": lambda day: day.strftime("%Y%m%d"),
    "month_chinese": lambda day: f"{day.year}年{day.month}月",
    "month_dotted": lambda day: f"{day.year}.{day.month:02d}",
}
MASKS = frozenset((*_IDENTITY, *_DAYS))


def masked(value: str | date, mask: str) -> str:
    """The value as the form wants it written; an unknown mask leaves it as it is.

    >>> [masked("15050219880101123X", mask) for mask in ("id_lower", "id_grouped", "id_hidden", "id_tail", "id_15")]
    ['15050219880101123x', '150502 19880101 123X', '150502********123X', '123X', '150502880101123']
    >>> masked(date(2022, 2, 9), "day_dotted"), masked(date(2022, 2, 9), "day_chinese")
    ('2022.2.9', '2022年2月9日')
    """
    if isinstance(value, date):
        return _DAYS[mask](value) if mask in _DAYS else value.isoformat()
    return _IDENTITY[mask](re.sub(r"\s", "", value).upper()) if mask in _IDENTITY else value

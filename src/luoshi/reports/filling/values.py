"""A value as the XML of its cell: a number as number, a day as the day's number, a text as text and nothing else."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from luoshi.reports.filling.functions import Found, Wrong
from luoshi.reports.filling.refusals import refused

Fillable = str | int | float | Decimal | bool | date | None
"""What may be filled in; None empties the cell and keeps its looks."""
EXACT = 10**15  # a spreadsheet program keeps 15 digits; longer numbers are written as text
MOST_TEXT = 32_767
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def all_exact(numbers: Sequence[Any]) -> bool:
    """Whether these are finite, with no more digits than a spreadsheet program keeps."""
    if not numbers:
        return True
    total = sum(numbers)
    return bool(total - total == 0 and max(numbers) < EXACT and min(numbers) > -EXACT)


def escaped(text: str) -> str:
    """A text inside XML, without the characters XML cannot hold.

    >>> escaped("a<b & c\\x00"), escaped("_x0041_")
    ('a&lt;b &amp; c', '_x005F_x0041_')
    """
    if text.isalnum():
        return text
    kept = _UNHOLDABLE.sub("", text)
    return _ESCAPED.sub("_x005F_", kept).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_cell(opening: str, value: Fillable, prefix: str, *, dated: bool, since_1904: bool) -> str:
    """The cell; `opening` is its tag up to its last attribute, `dated` says that its format shows days."""
    if value is None or value == "":
        return f"{opening}/>"
    if isinstance(value, bool):
        return f'{opening} t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'
    if isinstance(value, date):
        return _day(opening, value, prefix, dated=dated, since_1904=since_1904)
    if isinstance(value, str):
        return _text(opening, value, prefix)
    return _number(opening, value, prefix)


def _number(opening: str, value: int | float | Decimal, prefix: str) -> str:
    if not math.isfinite(value):
        raise refused("fill_not_a_number", place=opening)
    written = f"{value:f}" if isinstance(value, Decimal) else repr(value)
    if abs(float(value)) >= EXACT:
        return _text(opening, written, prefix)
    return f"{opening}><{prefix}v>{written}</{prefix}v></{prefix}c>"


def _text(opening: str, text: str, prefix: str) -> str:
    text = text[:MOST_TEXT]
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    held = f"<{prefix}is><{prefix}t{kept}>{escaped(text)}</{prefix}t></{prefix}is>"
    return f'{opening} t="inlineStr">{held}</{prefix}c>'


def _day(opening: str, value: date, prefix: str, *, dated: bool, since_1904: bool) -> str:
    """A day's number where the cell shows days; elsewhere a number would be read as an amount, so it is a text."""
    serial = serial_of(value, since_1904=since_1904)
    if not dated or serial < 61:  # the programs disagree about the first weeks of 1900
        return _text(opening, value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value), prefix)
    return f"{opening}><{prefix}v>{serial:.15g}</{prefix}v></{prefix}c>"


def serial_of(value: date, *, since_1904: bool = False) -> float:
    """The number spreadsheet programs keep for a day.

    >>> serial_of(date(2022, 2, 9)), serial_of(datetime(2022, 2, 9, 12))
    (44601.0, 44601.5)
    """
    moment = value if isinstance(value, datetime) else None
    day = (moment.date() if moment else value) - (_EPOCH_1904 if since_1904 else _EPOCH)
    part = (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86_400 if moment else 0.0
    return day.days + part


def computed_cell(opening: str, raw: str, found: Found, prefix: str) -> str:
    """A cell of a formula with what it comes to."""
    kind, said = _computed(found)
    mark = f' t="{kind}"' if kind else ""
    return f"{opening}{mark}>{raw}<{prefix}v>{said}</{prefix}v></{prefix}c>"


def _computed(found: Found) -> tuple[str, str]:
    match found:
        case Wrong(code):
            return "e", code
        case bool():
            return "b", str(int(found))
        case str():
            return "str", escaped(found[:MOST_TEXT])
        case None:
            return "", "0"
        case _:
            whole = found.is_integer() and abs(found) < EXACT
            return "", str(int(found)) if whole else repr(found)


_BUILT_IN_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")


def shows_days(number_format: int, codes: Mapping[int, str]) -> bool:
    """Whether a number format shows a day or a time.

    >>> shows_days(14, {}), shows_days(170, {170: 'yyyy"年"m"月"'}), shows_days(171, {171: '[Red]0.00"年"'})
    (True, True, False)
    """
    if number_format in codes:
        plain = _QUOTED.sub("", codes[number_format].split(";")[0]).lower()
        return "general" not in plain and any(sign in plain for sign in "ymdhs")
    return number_format in _BUILT_IN_DAYS

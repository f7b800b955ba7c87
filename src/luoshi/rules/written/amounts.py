"""Numbers as offices write them: 1.2亿, 3,500万元, 1亿2000万, 三百二十, (1,234.5), 85%, full-width digits.

What is written with its unit is converted into the unit of the field, exactly; what is written without takes the unit
its column says. "About", "over" and ranges are refused: nobody can take back a figure that was guessed.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction

from luoshi.rules.quantities.units import Unit, unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.written.misfits import Misfit, plain, said
from luoshi.rules.written.numerals import number_of

PERCENT, SHARE = "%", "1"
"""Units of a column of percentages: 85 means 85 %, or 0.85 does, as Excel keeps what it shows as 85%."""

EXCEL = Context(prec=15)
"""A spreadsheet keeps 15 digits; what stands behind them, as in 0.30000000000000004, nobody has written."""

LONGEST = 60
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|\d+|(?=\.\d))(?:\.\d*)?"
_PLAIN = re.compile(rf"([+-]?{_DIGITS})(?:[eE]([+-]?\d{{1,2}}))?", re.ASCII)
_SCALED = re.compile(rf"([+-]?{_DIGITS})\s*(万亿|千万|百万|十万|亿|万|千|百)", re.ASCII)
_COMPOUND = re.compile(rf"(\d+)\s*亿\s*({_DIGITS})\s*万", re.ASCII)
_SCALES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000,
           "百": 100}  # fmt: skip
_ROUGH = re.compile(r"^(约|近|超|逾|大约|将近|不足|不到|至少|>|<|≥|≤|~)|(左右|以上|以下|余|多|上下)(?=\D*$)")
_RANGE = re.compile(r"^\D*\d[\d.,]*\s*(?:[万亿千百]*元?)\s*(?:-|~|至|到)\s*\d")
_MARKS = re.compile(r"^(人民币|RMB|CNY|¥|\uffe5)\s*|(整|正)$", re.IGNORECASE)
_WORDS = Text(
    "请只写一个数，可带单位，如 3500 或 0.35亿元。",
    "Write one number, with its unit where it needs one, such as 3500 or 0.35亿元.",
)


def read_number(raw: object, *, field_unit: str = "", column_unit: str = "") -> Decimal:
    """The number a cell means, in the field's unit; raises `Misfit`.

    `field_unit` is a unit of the registry, "%" or nothing; `column_unit` is what the heading of the column says, or
    "1" where a column of percentages holds shares.

    >>> read_number("1.2亿", field_unit="万元"), read_number("3,500", field_unit="万元", column_unit="元")
    (Decimal('12000'), Decimal('0.35'))
    >>> read_number("85%", field_unit="%"), read_number(0.85, field_unit="%", column_unit="1")
    (Decimal('85'), Decimal('85'))
    """
    if isinstance(raw, bool):
        raise _no_number(raw)
    if isinstance(raw, int | float | Decimal):
        typed = EXCEL.create_decimal(Decimal(str(raw)))
        return _converted(Fraction(typed), column_unit or field_unit, field_unit, raw)
    text = _MARKS.sub("", plain(str(raw))).replace(" ", "")
    _check_exact(text, raw)
    number, written_unit = _read(text, field_unit, raw)
    return _converted(number, written_unit or column_unit or field_unit, field_unit, raw)


def _check_exact(text: str, raw: object) -> None:
    if len(text) > LONGEST:
        raise _no_number(raw)
    if _RANGE.search(text):
        raise Misfit(Text(f"“{said(raw)}”是一个范围", f"'{said(raw)}' is a range"), _WORDS)
    if _ROUGH.search(text):
        raise Misfit(Text(f"“{said(raw)}”只是概数", f"'{said(raw)}' is only approximate"), _WORDS)


def _read(text: str, field_unit: str, raw: object) -> tuple[Fraction, str]:
    """The number as written, and the unit written behind it; a bare 万 or 亿 is of the field's own kind."""
    negative = text.startswith("(") and text.endswith(")")
    body = text[1:-1] if negative else text
    if body.endswith("%"):
        number = _figure(body[:-1])
        if number is None or field_unit != PERCENT:
            raise _percent_elsewhere(raw) if number is not None else _no_number(raw)
        return -number if negative else number, PERCENT
    for end in range(len(body), 0, -1):
        number = _figure(body[:end])
        if number is None:
            continue
        symbol = body[end:]
        return -number if negative else number, _unit_of(number, body[:end], symbol, field_unit, raw)
    raise _no_number(raw)


def _figure(text: str) -> Fraction | None:
    """A bare number: digits with separators, digits with 万 or 亿, both, or characters."""
    if found := _PLAIN.fullmatch(text):
        power = int(found[2] or 0)
        return Fraction(Decimal(found[1].replace(",", ""))) * Fraction(10) ** power
    if found := _COMPOUND.fullmatch(text):
        return Fraction(int(found[1])) * 10**8 + Fraction(Decimal(found[2].replace(",", ""))) * 10**4
    if found := _SCALED.fullmatch(text):
        return Fraction(Decimal(found[1].replace(",", ""))) * _SCALES[found[2]]
    spelt = number_of(text)
    return None if spelt is None else Fraction(spelt)


def _unit_of(number: Fraction, written: str, symbol: str, field_unit: str, raw: object) -> str:
    """The unit that the number counts: the one written, or the field's own without its 万 where a 万 was written."""
    if symbol:
        _known(symbol, raw)
        return symbol
    scaled = any(sign in written for sign in "万亿萬億") or (written[:1].isdigit() and written[-1:] in "千百")
    return _bare(field_unit) if scaled else ""


def _bare(symbol: str) -> str:
    """A unit without its 万 or 亿: 万元 → 元, 万元/亩 → 元/亩; of no unit and of per cent, itself."""
    for prefix in _SCALES:
        if symbol.startswith(prefix) and len(symbol) > len(prefix):
            return symbol.removeprefix(prefix)
    return symbol


def _known(symbol: str, raw: object) -> Unit:
    try:
        return unit(symbol)
    except Refused:
        raise _no_number(raw) from None


def _converted(number: Fraction, given: str, wanted: str, raw: object) -> Decimal:
    if given in (wanted, ""):
        return _decimal(number)
    if wanted == PERCENT and given == SHARE:
        return _decimal(number * 100)
    source = _known(given, raw)
    if not wanted:
        return _decimal(number * source.scale)
    if wanted == PERCENT or source.dimension != _known(wanted, raw).dimension:
        raise _other_kind(given, wanted, raw)
    return _decimal(number * source.scale / _known(wanted, raw).scale)


def _decimal(number: Fraction) -> Decimal:
    """The exact decimal, with ten places where it never ends."""
    value = Decimal(number.numerator) / Decimal(number.denominator)
    shortened = value.quantize(Decimal("1e-10")) if abs(value) < 10**15 else value
    return shortened.normalize() + 0 if shortened != shortened.to_integral_value() else Decimal(int(shortened))


def _no_number(raw: object) -> Misfit:
    return Misfit(Text(f"“{said(raw)}”不是数", f"'{said(raw)}' is not a number"), _WORDS)


def _percent_elsewhere(raw: object) -> Misfit:
    return Misfit(
        Text(f"“{said(raw)}”是百分数，这一列不是", f"'{said(raw)}' is a percentage; this column holds none"),
        Text("请写数量本身。", "Write the amount itself."),
    )


def _other_kind(given: str, wanted: str, raw: object) -> Misfit:
    return Misfit(
        Text(
            f"“{said(raw)}”的单位“{given}”不能折成“{wanted}”",
            f"'{said(raw)}' is in {given}, which cannot become {wanted}",
        ),
        Text(f"请折算成“{wanted}”再填。", f"Write it in {wanted}."),
    )

"""One cell under one field: what was written becomes what is kept, or says why not and what to write instead."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from luoshi.packs.declarations import Field, FieldType
from luoshi.registers.values import Kept, Unfit, keep
from luoshi.rules.texts import Text
from luoshi.rules.written import Misfit, is_blank, read_date, read_number, read_yes_or_no, same_word
from luoshi.rules.written.amounts import PERCENT
from luoshi.rules.written.misfits import said
from luoshi.sheets.lookups import Lookups
from luoshi.sheets.writing.harmless import unharmed

MILLIONTH = Decimal("0.000001")
DIGITS_OF_EXCEL = 10**15
_WORDED = (FieldType.TEXT, FieldType.LONGTEXT)

_BLIND: Mapping[str, tuple[Text, Text]] = {
    "formula": (
        Text("公式没有保存计算结果", "is a formula saved without its result"),
        Text(
            "请在 Excel 或 WPS 中打开并保存，或复制后粘贴为数值。",
            "Open and save it in Excel or WPS, or paste it as values.",
        ),
    ),
    "unseen": (
        Text("含有看不见的空字符", "holds a character that cannot be seen"),
        Text("请重新键入这一格，不要粘贴。", "Type the cell anew instead of pasting it."),
    ),
    "long": (
        Text("文字太长", "holds too much text"),
        Text("请缩短，全文作为附件上传。", "Shorten it, and upload the whole as a file."),
    ),
}


def read_cell(field: Field, raw: Any, *, reads: str, lookups: Lookups) -> Kept | None:
    """The kept form of a cell, None for blank; raises `Misfit`. Numbers are kept to the sixth decimal."""
    if isinstance(raw, dict) and "x" in raw:
        raise _blind(raw["x"])
    value = raw["d"] if isinstance(raw, dict) and field.type in _WORDED else raw
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if field.type not in _WORDED and isinstance(value, str) and is_blank(value):
        return None
    try:
        return keep(field, READERS[field.type](field, value, reads, lookups))
    except Unfit as unfit:
        raise Misfit(unfit.reason, unfit.remedy) from None


def read_day(raw: Any) -> date | None:
    """A day that stands beside the fields, such as the due date."""
    if isinstance(raw, dict) and "x" in raw:
        raise _blind(raw["x"])
    if raw is None or (isinstance(raw, str) and is_blank(raw)):
        return None
    return read_date(_day_or(raw))


def words_in(raw: Any) -> str:
    """A cell as text: a number without the .0 that a spreadsheet gives it."""
    if isinstance(raw, dict):
        if "x" in raw:
            raise _blind(raw["x"])
        return str(raw["d"]).removesuffix(" 00:00:00")
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, Decimal):
        return f"{raw:f}"
    return "" if raw is None else unharmed(str(raw).strip())


def _blind(what: str) -> Misfit:
    if what in _BLIND:
        return Misfit(*_BLIND[what])
    return Misfit(
        Text(f"单元格是错误值 {what}", f"holds the error {what}"),
        Text("请改正公式，或填上应有的值。", "Correct the formula, or enter the value."),
    )


def _loses_digits(raw: Any) -> bool:
    """Whether a typed number is longer than what a spreadsheet keeps of one."""
    return isinstance(raw, int | Decimal) and not isinstance(raw, bool) and abs(Decimal(raw)) >= DIGITS_OF_EXCEL


def _text(field: Field, raw: Any, reads: str, lookups: Lookups) -> object:
    if _loses_digits(raw):
        raise Misfit(
            Text("数字超过 15 位，Excel 已丢掉末尾几位", "has more than 15 digits; Excel has lost the last ones"),
            Text(
                "请把单元格设为文本格式，再重填这个号码。",
                "Give the cell the text format and enter it again.",
            ),
        )
    return words_in(raw)


def _number(field: Field, raw: Any, reads: str, lookups: Lookups) -> object:
    if isinstance(raw, dict):
        raise Misfit(
            Text(f"{raw['d'][:10]} 是日期，不是数", f"{raw['d'][:10]} is a date, not a number"),
            Text("请把单元格设为数值格式，再填数。", "Give the cell a number format, then enter the number."),
        )
    wanted = PERCENT if field.type is FieldType.PERCENT else field.unit
    value = read_number(raw, field_unit=wanted, column_unit=reads)
    if field.type is not FieldType.INTEGER and abs(value) < Decimal(DIGITS_OF_EXCEL):
        return value.quantize(MILLIONTH, ROUND_HALF_EVEN)
    return value


def _day_or(raw: Any) -> Any:
    """A typed day, or what else stands there."""
    if not isinstance(raw, dict):
        return raw
    return date.fromisoformat(raw["d"][:10]) if "-" in raw["d"] else raw["d"]


def _date(field: Field, raw: Any, reads: str, lookups: Lookups) -> object:
    return read_date(_day_or(raw))


def _choice(field: Field, raw: Any, reads: str, lookups: Lookups) -> object:
    word = same_word(words_in(raw))
    for option, title in field.options.items():
        if word in (same_word(option), same_word(title.zh), same_word(title.en)):
            return option
    return words_in(raw)  # refused by `keep`, with the options


def _yesno(field: Field, raw: Any, reads: str, lookups: Lookups) -> object:
    return read_yes_or_no(float(raw) if isinstance(raw, Decimal) else raw if not isinstance(raw, dict) else said(raw))


def _ref(field: Field, raw: Any, reads: str, lookups: Lookups) -> object:
    return lookups.record(field.to, words_in(raw))


def _unit(field: Field, raw: Any, reads: str, lookups: Lookups) -> object:
    return lookups.unit(words_in(raw)).pk


Reader = Callable[[Field, Any, str, Lookups], object]
READERS: Mapping[FieldType, Reader] = {
    FieldType.TEXT: _text,
    FieldType.LONGTEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
    FieldType.PERCENT: _number,
    FieldType.INTEGER: _number,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.YESNO: _yesno,
    FieldType.REF: _ref,
    FieldType.UNIT: _unit,
}

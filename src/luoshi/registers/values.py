"""From what was entered to the forms kept in `Record.data`, field by field, with every problem collected."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.registers.blanks import reason_told
from luoshi.rules.names import clean_text
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Kept = str | int | bool
LIMIT = Decimal(10) ** 12
DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+|\d+|(?=\.\d))(\.\d*)?([eE][+-]?\d{1,3})?", re.ASCII)
LONGEST = 60  # characters of a number
FULL_WIDTH = str.maketrans("０１２３４５６７８９．－，／＋％", "0123456789.-,/+%")  # noqa: RUF001  (what people type)
YES = {"true", "1", "on", "yes", "是", "√"}
NO = {"false", "0", "off", "no", "否", "×"}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field, and what to do."""

    field: str
    title: Text
    reason: Text
    remedy: Text


class Invalid(Refused):
    """Fields that cannot be kept as entered; `problems` has one item for each."""

    def __init__(self, problems: tuple[FieldProblem, ...], *, where: str = "") -> None:
        first = problems[0]
        more = len(problems) - 1
        super().__init__(
            "registers.invalid",
            reason=Text(
                f"{first.title.zh}：{first.reason.zh}" + (f"（另有 {more} 处）" if more else ""),
                f"{first.title.en}: {first.reason.en}" + (f" ({more} more)" if more else ""),
            ),
            remedy=first.remedy,
            where=where or first.field,
        )
        self.problems = problems


class Unfit(ValueError):
    """One value that does not fit its field."""

    def __init__(self, reason: Text, remedy: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.remedy = remedy


def keep(field: Field, raw: object) -> Kept | None:
    """The kept form of one entered value, None for blank; raises `Unfit`. Blank is not zero."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    return KEEPERS[field.type](field, raw)


def keep_all(register: Register, entered: Mapping[str, object]) -> tuple[dict[str, Kept], list[FieldProblem]]:
    """The kept forms of all entered fields of a register, and every problem found on the way."""
    kept: dict[str, Kept] = {}
    reasons: dict[str, Kept] = {}
    problems = [_unknown(register, name) for name in entered if name not in register.fields]
    for field in register.fields.values():
        if field.id not in entered:
            continue
        if field.formula is not None:
            problems.append(_derived(field))
            continue
        if told := reason_told(field, entered[field.id]):
            reasons[field.reason_field] = told
            continue
        try:
            value = keep(field, entered[field.id])
        except Unfit as unfit:
            problems.append(FieldProblem(field.id, field.title, unfit.reason, unfit.remedy))
        else:
            if value is not None:
                kept[field.id] = value
    kept |= reasons
    return kept, problems + [_both(field) for field in register.fields.values() if _has_both(field, kept)]


def missing(register: Register, data: Mapping[str, Kept]) -> list[FieldProblem]:
    """A problem for each required field without a value."""
    return [
        FieldProblem(field.id, field.title, Text("必填", "required"), _fill_in(field))
        for field in register.fields.values()
        if field.required and field.id not in data and field.reason_field not in data
    ]


def _fill_in(field: Field) -> Text:
    if not field.reasons:
        return Text("请填写。", "Fill it in.")
    zh, en = ("、".join(each.zh for each in field.reasons.values()), ", ".join(r.en for r in field.reasons.values()))
    return Text(f"请填数；没有数的，选原因：{zh}。", f"Fill it in, or give the reason for a blank: {en}.")


def _unknown(register: Register, name: str) -> FieldProblem:
    known = "、".join(register.fields)
    return FieldProblem(
        name,
        Text(name, name),
        Text(f"“{register.title.zh}”没有这个字段", f"{register.title.en} has no such field"),
        Text(f"可用字段：{known}", f"Fields: {', '.join(register.fields)}"),
    )


def _has_both(field: Field, kept: Mapping[str, Kept]) -> bool:
    return bool(field.reasons) and field.id in kept and field.reason_field in kept


def _both(field: Field) -> FieldProblem:
    return FieldProblem(
        field.reason_field,
        field.title,
        Text("既填了数，又选了空缺原因", "has a figure and a reason for having none"),
        Text("填数，或只选原因。", "Give the figure, or the reason alone."),
    )


def _derived(field: Field) -> FieldProblem:
    return FieldProblem(
        field.id,
        field.title,
        Text("由公式算出，不能填写", "is computed by its formula and cannot be entered"),
        Text(
            f"请修改公式所用的字段：{field.formula_source}", f"Change what the formula uses: {field.formula_source}"
        ),
    )


def _text(field: Field, raw: object) -> str:
    try:
        text = clean_text(str(raw))
    except Refused as refused:
        raise Unfit(refused.reason, refused.remedy) from refused
    if field.type is FieldType.TEXT and "\n" in text:
        raise Unfit(Text("只能一行", "must be one line"), Text("请去掉换行。", "Remove the line breaks."))
    limit = field.max_length
    if len(text) > limit:
        raise Unfit(
            Text(f"共 {len(text)} 字，超过 {limit} 字", f"has {len(text)} characters, more than {limit}"),
            Text(f"请缩短到 {limit} 字以内。", f"Shorten it to {limit} characters."),
        )
    return text


def number_from(raw: object) -> Decimal:
    """A decimal from what people type: full-width digits, and separators after three or four digits.

    A comma anywhere else is refused: "1,5" may mean one and a half.
    """
    if isinstance(raw, Decimal | int) and not isinstance(raw, bool):
        value = Decimal(raw)
    else:
        text = str(raw).translate(FULL_WIDTH).replace(" ", "")
        if len(text) > LONGEST or not NUMBER.fullmatch(text):
            raise Unfit(
                Text(f"“{str(raw)[:40]}”不是数", f"'{str(raw)[:40]}' is not a number"),
                Text("请只填数字，单位已在标题里。", "Enter digits only; the unit stands in the title."),
            )
        value = Decimal(text.replace(",", ""))
    if not (value.is_finite() and -LIMIT < value < LIMIT):
        raise Unfit(
            Text("数值超出范围", "is out of range"),
            Text("绝对值须小于一万亿，请核对单位。", "It must be below 10^12 in size; check the unit."),
        )
    return value


def _number(field: Field, raw: object) -> str:
    value = number_from(raw)
    _within(field, value)
    rounded = value.quantize(Decimal("0.000001"))
    if rounded != value:
        raise Unfit(
            Text("小数超过六位", "has more than six decimals"),
            Text("请四舍五入到六位以内。", "Round it to six decimals."),
        )
    return format(value.normalize() if value else Decimal(0), "f")


def _within(field: Field, value: Decimal) -> None:
    told = f"{value.normalize():f}"  # as it was meant: six decimals are how we keep it
    if field.min is not None and value < field.min:
        raise Unfit(
            Text(f"{told} 小于下限 {field.min}{field.unit}", f"{told} is below the minimum {field.min} {field.unit}"),
            Text("请核对正负号和单位。", "Check the sign and the unit."),
        )
    if field.max is not None and value > field.max:
        raise Unfit(
            Text(f"{told} 大于上限 {field.max}{field.unit}", f"{told} is above the maximum {field.max} {field.unit}"),
            Text("请核对单位。", "Check the unit."),
        )


def _integer(field: Field, raw: object) -> int:
    value = number_from(raw)
    if value != value.to_integral_value():
        raise Unfit(Text(f"{value} 不是整数", f"{value} is not whole"), Text("请填整数。", "Enter a whole number."))
    _within(field, value)
    return int(value)


def date_from(raw: object) -> dt.date:
    """A date from an ISO date, 2022.2.9, 2022/2/9 or 2022年2月9日, full-width digits included."""
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    found = DATE.fullmatch(str(raw).translate(FULL_WIDTH).strip())
    try:
        if found:
            return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        found = None
    raise Unfit(
        Text(f"“{str(raw)[:40]}”不是日期", f"'{str(raw)[:40]}' is not a date"),
        Text("请写成 2022-02-09 或 2022年2月9日。", "Write it as 2022-02-09."),
    )


def _date(field: Field, raw: object) -> str:
    return date_from(raw).isoformat()


def _choice(field: Field, raw: object) -> str:
    text = str(raw).strip()
    if text in field.options:
        return text
    for option, title in field.options.items():
        if text in (title.zh, title.en):
            return option
    raise Unfit(
        Text(f"“{text[:40]}”不在选项中", f"'{text[:40]}' is not one of the options"),
        Text(
            f"可选：{'、'.join(title.zh for title in field.options.values())}",
            f"Options: {', '.join(title.en for title in field.options.values())}",
        ),
    )


def _yesno(field: Field, raw: object) -> bool:
    text = str(raw).strip().lower()
    if text in YES or text in NO:
        return text in YES
    raise Unfit(
        Text(f"“{text[:40]}”不是“是”或“否”", f"'{text[:40]}' is neither yes nor no"),
        Text("请填“是”或“否”。", "Enter yes or no."),
    )


def _id(field: Field, raw: object) -> int:
    text = str(getattr(raw, "pk", raw)).strip()
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    raise Unfit(
        Text("没有指向一条记录", "does not point to a record"),
        Text("请从列表中选择。", "Choose one from the list."),
    )


KEEPERS: Mapping[FieldType, Callable[[Field, object], Kept]] = {
    FieldType.TEXT: _text,
    FieldType.LONGTEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
    FieldType.PERCENT: _number,
    FieldType.INTEGER: _integer,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.YESNO: _yesno,
    FieldType.REF: _id,
    FieldType.UNIT: _id,
}

"""Kept values in words: references by name, choices by title, amounts with separators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.registers.models import Record
from luoshi.rules.expressions import Node, describe
from luoshi.rules.quantities import unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.components.tables import ColumnKind
from luoshi.web.wording import say

STANDING = {
    "state": Text("状态", "State"),
    "unit": Text("登记单位", "Entered for"),
    "lead": Text("牵头单位", "Lead unit"),
    "due": Text("期限", "Due"),
    "period": Text("期间", "Period"),
    "reopened": Text("重新打开次数", "Times reopened"),
}
FIRST_YEAR, LAST_YEAR = 1800, 2300  # whoever declares whole numbers between two of these means years
NUMERIC = {FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT}
KINDS = dict.fromkeys(NUMERIC, ColumnKind.NUMBER) | {FieldType.DATE: ColumnKind.DATE}


@dataclass(frozen=True, slots=True)
class Names:
    """What references in a set of rows are called, read beforehand in two queries."""

    records: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)


def names_for(register: Register, rows: Iterable[Mapping[str, object]]) -> Names:
    """The names of all records and units that the rows point to."""
    kept = list(rows)
    return Names(
        dict(Record.objects.filter(pk__in=_ids(register, kept, FieldType.REF)).values_list("pk", "label")),
        dict(Unit.objects.filter(pk__in=_ids(register, kept, FieldType.UNIT)).values_list("pk", "title")),
    )


def _ids(register: Register, rows: list[Mapping[str, object]], kind: FieldType) -> set[int]:
    names = [each.id for each in register.fields.values() if each.type is kind]
    return {int(str(row[name])) for row in rows for name in names if row.get(name) is not None}


def shown(declared: Field, kept: object, names: Names) -> str:
    """A kept value as people read it; blank is an empty text, never a zero."""
    if kept is None or kept == "":
        return ""
    match declared.type:
        case FieldType.CHOICE:
            title = declared.options.get(str(kept))
            return say(title) if title else str(kept)
        case FieldType.YESNO:
            return _("是") if kept else _("否")
        case FieldType.REF:
            return names.records.get(int(str(kept)), _("（已不存在）"))
        case FieldType.UNIT:
            return names.units.get(int(str(kept)), _("（已不存在）"))
        case FieldType.INTEGER if is_year(declared):
            return str(kept)
        case FieldType.NUMBER | FieldType.INTEGER | FieldType.MONEY | FieldType.PERCENT:
            return grouped(kept)
        case _:
            return str(kept)


def is_year(declared: Field) -> bool:
    """A whole number without a unit that can only have four digits: 2022, not 2,022."""
    bounds = (declared.min, declared.max)
    return not declared.unit and all(bound is not None and FIRST_YEAR <= bound <= LAST_YEAR for bound in bounds)


def shown_or_reason(declared: Field, data: Mapping[str, object], names: Names) -> str:
    """A value, or why there is none: 未统计 is neither a zero nor forgotten."""
    return shown(declared, data.get(declared.id), names) or reason_of(declared, data)


def reason_of(declared: Field, data: Mapping[str, object]) -> str:
    """Why a field is blank, in the reader's words; empty where nobody said."""
    reason = declared.reasons.get(str(data.get(declared.reason_field, "")))
    return say(reason) if reason else ""


def grouped(kept: object) -> str:
    """A number with thousands separators and without empty decimals, cut at two where a formula made many."""
    value = Decimal(str(kept))
    if value != value.quantize(Decimal("0.0001")):
        value = value.quantize(Decimal("0.01"))
    whole, point, decimals = f"{value:,f}".partition(".")
    return f"{whole}{point}{decimals.rstrip('0')}".rstrip(".")


def titled(declared: Field) -> str:
    """A field's title with its unit, as a column heading."""
    unit = "%" if declared.type is FieldType.PERCENT else unit_words(declared.unit)
    title = declared.title
    return say(Text(f"{title.zh}（{unit}）", f"{title.en} ({unit})") if unit else title)


def unit_words(symbol: str) -> str:
    """A unit in the reader's language; one the registry does not know stays as it was declared."""
    if not symbol:
        return ""
    try:
        return unit(symbol).name(get_language() or "zh")
    except Refused:
        return symbol


def field_title(register: Register, name: str) -> str:
    """What a field, or what every record has, is called."""
    if name in register.fields:
        return say(register.fields[name].title)
    if name.startswith("on_") and register.lifecycle is not None:
        return _("%(state)s日期") % {"state": say(register.lifecycle.states[name.removeprefix("on_")].title)}
    return say(STANDING[name])


def formula(node: Node, register: Register) -> str:
    """A condition or formula of a register in the reader's words."""
    titles = {each.id: each.title for each in register.fields.values()} | STANDING
    for each in register.fields.values():
        titles |= {f"{each.id}.{name}": title for name, title in each.options.items()}
    if register.lifecycle is not None:
        for state in register.lifecycle.states.values():
            titles[f"state.{state.id}"] = state.title
            titles[f"on_{state.id}"] = Text(f"{state.title.zh}日期", f"date of '{state.title.en}'")
    return describe(node, titles, "en" if (get_language() or "zh").startswith("en") else "zh")


def link_of(declared: Field, kept: object) -> str:
    """Where a reference leads."""
    if declared.type is FieldType.REF and kept is not None:
        return reverse("record", args=[int(str(kept))])
    return ""

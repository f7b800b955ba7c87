"""Kept values in words: references by name, choices by title, amounts with separators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.registers.models import Record
from luoshi.web.components.tables import ColumnKind
from luoshi.web.wording import say

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
        case FieldType.NUMBER | FieldType.INTEGER | FieldType.MONEY | FieldType.PERCENT:
            return grouped(kept)
        case _:
            return str(kept)


def grouped(kept: object) -> str:
    """A number with thousands separators, its own decimals kept, cut at four where a formula made more."""
    value = Decimal(str(kept))
    if value != value.quantize(Decimal("0.0001")):
        value = value.quantize(Decimal("0.01"))
    return f"{value:,f}"


def titled(declared: Field) -> str:
    """A field's title with its unit, as a column heading."""
    unit = "%" if declared.type is FieldType.PERCENT else declared.unit
    return f"{say(declared.title)}（{unit}）" if unit else say(declared.title)


def link_of(declared: Field, kept: object) -> str:
    """Where a reference leads."""
    if declared.type is FieldType.REF and kept is not None:
        return reverse("record", args=[int(str(kept))])
    return ""

"""Groups of a list and the totals of its numbers, computed in exact decimals over every record that fits.

Only amounts add up: money and quantities with a unit. Shares, ratios, scores and years do not, and one column is
never added to another, so that what is expected never counts as done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.rules.quantities import unit
from luoshi.rules.refusals import Refused
from luoshi.web import showing, states
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.ledger.asking import PREFIX, Asked
from luoshi.web.ledger.bars import counties, options_of
from luoshi.web.ledger.columns import Shown

MOST_GROUPS = 200
STANDING = {"state": "state", "lead": "lead_id", "unit": "unit_id", "area": "county"}
TIMES = ("days", "working_days", "months")


@dataclass
class Group:
    """Records that share a value: how many, and the sum of each amount over those that have one."""

    many: int = 0
    sums: dict[str, Decimal] = field(default_factory=dict)

    def take(self, amounts: Mapping[str, Decimal]) -> None:
        """One more record."""
        self.many += 1
        for name, amount in amounts.items():
            self.sums[name] = self.sums.get(name, Decimal(0)) + amount


def adds_up(declared: Field) -> bool:
    """Whether the values of a field may be added: amounts of something, not shares, ratios or plain numbers."""
    if declared.type is FieldType.MONEY:
        return "/" not in declared.unit
    if declared.type not in (FieldType.NUMBER, FieldType.INTEGER) or not declared.unit:
        return False
    try:
        known = unit(declared.unit)
    except Refused:
        return False
    return "/" not in known.dimension and known.dimension not in TIMES


def amounts_of(shown: list[Shown]) -> list[Field]:
    """Of the shown columns those that add up."""
    return [each.field for each in shown if each.field is not None and adds_up(each.field)]


def summed(records: RecordQuerySet, amounts: list[Field], group: str = "") -> dict[str, Group]:
    """Every group by its value, blank last; without a group one of all records. One query.

    Reads of each record the grouped value and the amounts alone: about a second for 100,000.
    """
    picked: dict[str, Any] = {f"sum_{each.id}": KT(f"data__{each.id}") for each in amounts}
    picked["grouped"] = _value(group) if group else Value("")
    groups: dict[str, Group] = {}
    for row in records.order_by().annotate(**picked).values(*picked).iterator(chunk_size=2000):
        key = "" if row["grouped"] is None else str(row["grouped"])
        taken = {each.id: amount for each in amounts if (amount := _amount(row[f"sum_{each.id}"])) is not None}
        groups.setdefault(key, Group()).take(taken)
    return groups


def _value(group: str) -> Combinable | F:
    return F(STANDING[group]) if group in STANDING else KT(f"data__{group.removeprefix(PREFIX)}")


def _amount(kept: object) -> Decimal | None:
    try:
        return None if kept is None else Decimal(str(kept))
    except InvalidOperation:
        return None


def total_row(shown: list[Shown], records: RecordQuerySet) -> Row | None:
    """The last line of a list: the sum of each amount shown, over all pages; None where nothing adds up."""
    amounts = amounts_of(shown)
    if not amounts:
        return None
    whole = summed(records, amounts).get("", Group())
    cells = [Cell(_("合计（全部 %(count)s 条）") % {"count": f"{whole.many:,}"})]
    cells += [Cell(_sum_of(whole, each.field)) for each in shown]
    return Row(tuple(cells))


def _sum_of(group: Group, declared: Field | None) -> str:
    if declared is None or declared.id not in group.sums:
        return ""
    return showing.grouped(group.sums[declared.id])


def groups_table(register: Register, wanted: Asked, shown: list[Shown], records: RecordQuerySet, title: str) -> Table:
    """One line for each group, the largest first, with its totals; each leads to its records. Two queries."""
    amounts = amounts_of(shown)
    groups = summed(records, amounts, wanted.group)
    order = sorted(groups, key=lambda key: (key == "", -groups[key].many, key))
    titles = _titles(register, wanted.group, [key for key in order if key])
    rows = [
        Row(
            (
                Cell(
                    titles.get(key, _("（未填）") if not key else _("（已不存在）")),
                    _href(wanted, key) if key else "",
                ),
                Cell(f"{groups[key].many:,}"),
                *(Cell(_sum_of(groups[key], each)) for each in amounts),
            )
        )
        for key in order[:MOST_GROUPS]
    ]
    whole = Group()
    for each in groups.values():
        whole.many += each.many
        whole.sums = {
            name: whole.sums.get(name, Decimal(0)) + each.sums.get(name, Decimal(0))
            for name in whole.sums | each.sums
        }
    first = _("合计，%(count)s 组") % {"count": f"{len(groups):,}"}
    if len(groups) > MOST_GROUPS:
        first = _("合计，%(count)s 组，上面是最大的 %(most)s 组") % {"count": f"{len(groups):,}", "most": MOST_GROUPS}
    total = Row((Cell(first), Cell(f"{whole.many:,}"), *(Cell(_sum_of(whole, each)) for each in amounts)))
    columns = (
        Column(title),
        Column(_("条数"), ColumnKind.NUMBER),
        *(Column(showing.titled(each), ColumnKind.NUMBER) for each in amounts),
    )
    return Table(columns, tuple(rows), Empty(_("没有可分组的记录")), caption=_("分组汇总"), total=total, close=True)


def _href(wanted: Asked, key: str) -> str:
    name = wanted.group
    if name.startswith(PREFIX):
        return wanted.with_field(name.removeprefix(PREFIX), key)
    return wanted.href(group="", **{name: int(key) if name in ("lead", "unit") else key})


def _titles(register: Register, group: str, keys: list[str]) -> dict[str, str]:
    """What the groups are called. One query where they are units or records."""
    if group == "state":
        lights = {key: states.state_light(register, key) for key in keys}
        return {key: light.word if light else key for key, light in lights.items()}
    if group == "area":
        return counties()
    declared = register.fields.get(group.removeprefix(PREFIX))
    if declared is None or declared.type is FieldType.UNIT:
        found = Unit.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "title")
        return {str(pk): title for pk, title in found}
    if declared.type is FieldType.REF:
        some = [int(key) for key in keys[:MOST_GROUPS]]
        return {str(pk): label for pk, label in Record.objects.filter(pk__in=some).values_list("pk", "label")}
    return {option.value: option.title for option in options_of(declared)}

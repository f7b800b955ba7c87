"""汇总 in words: what returns add up to by unit, with how many of the figures are known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.org.queries.tree import Tree
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.returns.adding import Line, Sheet, View, longer_kinds
from luoshi.returns.sources import Source
from luoshi.rules.actors import Actor
from luoshi.rules.adding_up import Added
from luoshi.rules.periods import Period, parse, period_of
from luoshi.sheets.writing import Head, Kind, Shown
from luoshi.sheets.writing import Line as Written
from luoshi.web import exporting, showing
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.returning import above_of
from luoshi.web.wording import say

EACH = 6  # periods offered of each kind
PLACES = Decimal("0.01")


def address(register: Register, period: Period, view: View, unit: int | None = None) -> str:
    """Where the figures of a unit and a stretch of time stand."""
    query = {"period": period.label, "view": view.value} | ({"unit": str(unit)} if unit else {})
    return f"{reverse('returns_sums', args=[register.ref])}?{urlencode(query)}"


def period_options(register: Register, today: date) -> tuple[Option, ...]:
    """The stretches of time a register's returns add up to, the own kind first, the newest first."""
    found: list[Option] = []
    for kind in longer_kinds(register):
        period = period_of(kind, today)
        for _turn in range(EACH):
            found.append(Option(period.label, say(period.text)))
            period = period.previous()
    return tuple(found)


def view_options() -> tuple[Option, ...]:
    """The two ways to read the figures of units that are no more."""
    return (
        Option(View.AS_WAS.value, _("按当时的单位")),
        Option(View.RESTATED.value, _("按现在的单位（合并、拆分后重列）")),
    )


def table_of(sheet: Sheet) -> Table:
    """The units below one as rows, each figure with how many of its cells are known where some are not."""
    columns = (Column(_("单位")), *(Column(showing.titled(each), ColumnKind.NUMBER) for each in sheet.fields))
    rows = tuple(_row(sheet, line) for line in sheet.lines)
    total = Row((Cell(_("合计")), *(_traced(sheet, field) for field in sheet.fields)))
    empty = Empty(_("没有可汇总的数"), _("这段时间还没有上报的报表。"))
    return Table(columns, rows, empty, _("各单位汇总"), total if rows else None, wide=True)


def shown(actor: Actor, sheet: Sheet, *, title: str, said: str) -> Shown:
    """The same table as a file holds it: the figures as numbers, rounded as on the page, the total last."""
    columns = (Head(_("单位")), *(Head(showing.titled(each), Kind.NUMBER) for each in sheet.fields))
    lines = [Written((line.title, *_numbers(sheet.fields, line.figures))) for line in sheet.lines]
    if lines:
        lines.append(Written((_("合计"), *_numbers(sheet.fields, sheet.total)), strong=True))
    return Shown(title, said, exporting.made_by(actor), columns, lines)


def _numbers(fields: Sequence[Field], figures: Mapping[str, Added]) -> Iterator[Decimal | None]:
    for field in fields:
        added = figures.get(field.id)
        value = added.value if added is not None else None
        yield None if value is None else rounded(value, field)


def _row(sheet: Sheet, line: Line) -> Row:
    if line.undivided:
        note = _("已拆分，没有分摊依据，只计入合计")
        return Row((Cell(line.title, note=note), *(_cell(field, line.figures) for field in sheet.fields)))
    named = Cell(line.title, address(sheet.register, sheet.period, sheet.view, line.unit))
    return Row((named, *(_cell(field, line.figures) for field in sheet.fields)))


def _traced(sheet: Sheet, field: Field) -> Cell:
    """A figure of the unit shown, which opens to the returns it is made of, as the units were."""
    cell = _cell(field, sheet.total)
    if not cell.text or sheet.view is not View.AS_WAS or field.formula is not None:
        return cell
    query = {"period": sheet.period.label, "unit": str(sheet.top.unit_id), "field": field.id}
    return replace(cell, href=f"{reverse('returns_sources', args=[sheet.register.ref])}?{urlencode(query)}")


def sources_table(field: Field, sources: Sequence[Source], that_day: Tree) -> Table:
    """One row for each return behind a figure, with the units above the one that gave it."""
    columns = (
        Column(_("单位")),
        Column(_("上级")),
        Column(_("期间")),
        Column(showing.titled(field), ColumnKind.NUMBER),
        Column(_("填报人")),
        Column(_("填报时间")),
        Column(_("说明")),
    )
    rows = tuple(
        Row(
            (
                Cell(each.unit, reverse("record", args=[each.record])),
                Cell(above_of(that_day, that_day.nodes[each.unit_id]) if each.unit_id in that_day.nodes else ""),
                Cell(say(parse(each.period).text)),
                Cell("" if each.value is None else showing.grouped(each.value)),
                Cell(each.by_name),
                Cell(timezone.localtime(each.at).strftime("%Y-%m-%d %H:%M")),
                Cell(each.reason),
            )
        )
        for each in sources
    )
    return Table(columns, rows, Empty(_("没有可汇总的数"), _("这段时间还没有上报的报表。")), _("由哪些报表得出"))


def _cell(field: Field, figures: Mapping[str, Added]) -> Cell:
    added = figures.get(field.id)
    if added is None:
        return Cell()
    note = "" if added.is_whole else _("%(known)s/%(expected)s 有数") % _counts(added)
    return Cell("" if added.value is None else written(added.value, field), note=note)


def _counts(added: Added) -> dict[str, int]:
    return {"known": added.known, "expected": added.expected}


def written(value: Fraction, field: Field) -> str:
    """A figure as printed."""
    return f"{value.numerator:,}" if value.denominator == 1 else showing.grouped(rounded(value, field))


def rounded(value: Fraction, field: Field) -> Decimal:
    """A figure with two decimals at most; a share is 100 only when it is exactly so."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    short = exact.quantize(PLACES)
    if field.type is FieldType.PERCENT and abs(short) == 100 and abs(value) < 100:
        short = exact.quantize(PLACES, rounding="ROUND_DOWN")
    return short

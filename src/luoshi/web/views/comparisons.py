"""对比: measures of several units side by side, made of facts already held; opening it asks nobody for anything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.measures import queries
from luoshi.measures.figures import ComparisonFigures, Figure
from luoshi.packs.declarations import MeasureKind
from luoshi.rules.periods import coverage_of
from luoshi.rules.texts import Text
from luoshi.web import clock, figuring, showing
from luoshi.web.acting import actor_of
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.views.measures import period_asked, period_options
from luoshi.web.wording import say

COUNTED = {"个", "item(s)", "items"}
SHARES = {MeasureKind.RATE, MeasureKind.PRO_RATA, MeasureKind.GROWTH}


@require_GET
def comparison(request: HttpRequest, ref: str) -> HttpResponse:
    """One row for each unit, one column for each measure; every number opens its own rows."""
    actor, period = actor_of(request), period_asked(request)
    found = queries.comparison(ref, period=period, today=clock.today(), actor=actor)
    context = {
        "title": say(found.comparison.title),
        "note": say(found.comparison.note) if found.comparison.note else "",
        "covered": say(coverage_of(period).text),
        "period": period,
        "periods": period_options(),
        "table": table_of(found, period),
    }
    return render(request, "web/comparison.html", context)


def table_of(found: ComparisonFigures, period: str) -> Table:
    """The groups as rows in the order of the tree, the whole at the foot."""
    columns = [Column(_("单位"))]
    columns += [Column(_heading(each.total), ColumnKind.NUMBER) for each in found.tables]
    first = found.tables[0]
    rows = []
    for place, figure in enumerate(first.figures):
        named = Cell(" ".join(say(title) for title in figure.group.titles))
        rows.append(Row((named, *(_cell(each.figures[place], period) for each in found.tables))))
    total = Row((Cell(_("合计")), *(_cell(each.total, period) for each in found.tables)))
    empty = Empty(_("没有可比的单位"))
    return Table(tuple(columns), tuple(rows), empty, say(found.comparison.title), total if rows else None, close=True)


def _heading(figure: Figure) -> str:
    """The title with the unit, so that the cells below can be bare numbers."""
    measure = figure.measure
    unit = _("百分点") if figure.amount.points else showing.unit_words(measure.shown_in or measure.unit)
    if not unit or unit in COUNTED:
        return say(measure.title)
    return say(Text(f"{measure.title.zh}（{unit}）", f"{measure.title.en} ({unit})"))


def _cell(figure: Figure, period: str) -> Cell:
    """The number without its unit, which stands in the heading; what is expected says so under it."""
    href = figuring.measure_href(figure.measure.ref, period, **figure.question.where)
    number, _unit = figuring.parted(say(figure.text))
    percent = " %" if figure.measure.kind in SHARES else ""
    note = _("预计") if figure.measure.expected and figure.value is not None else ""
    return Cell(number + percent * (figure.value is not None), href, note, figuring.light_of(figure))

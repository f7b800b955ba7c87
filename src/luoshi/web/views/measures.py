"""指标: the funnel drawn, every measure, one figure down to its rows, a printed figure opened again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.measures import queries
from luoshi.measures.actions import print_figure
from luoshi.measures.figures import Figure
from luoshi.measures.lineage import Row as CountedRow
from luoshi.measures.lineage import Rows
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Pack
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Coverage, Cumulative, Current, Kind, coverage_label, coverage_of, period_of
from luoshi.rules.refusals import Refused
from luoshi.web import clock, figuring, measure_tree, showing, trending
from luoshi.web.acting import actor_of
from luoshi.web.components.figures import Bars
from luoshi.web.components.funnels import Funnel as DrawnFunnel
from luoshi.web.components.lists import Option, Pager, pager
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

SIZE = 25
YEARS = 4
OWN_WORDS = ("period", "part", "page", "trend", "q", "csrfmiddlewaretoken")


def period_asked(request: HttpRequest) -> str:
    """The period of the address, else the last whole year."""
    asked = request.GET.get("period") or request.POST.get("period")
    return coverage_label(coverage_of(asked)) if asked else period_of(Kind.YEAR, clock.today()).previous().label


def period_options() -> tuple[Option, ...]:
    """Years, the quarters of the last whole one, and its months with the year before them."""
    year = period_of(Kind.YEAR, clock.today())
    years = [year]
    for _number in range(YEARS):
        years.append(years[-1].previous())
    spans: list[Coverage] = [Current(period) for period in (*years, *years[1].children(Kind.QUARTER))]
    spans += [Cumulative(month) for month in years[1].children(Kind.MONTH)]
    return tuple(Option(coverage_label(span), say(span.text)) for span in spans)


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """Every line of work: its funnels drawn, its measures with their definitions."""
    actor, period = actor_of(request), period_asked(request)
    catalogue = current()
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    packs = [pack for pack in catalogue.packs.values() if pack.measures]
    asked = dict.fromkeys(ref for pack in packs for ref in _measures_in(pack))
    figures = queries.figures([*asked], period=period, today=clock.today(), actor=actor, catalogue=catalogue)
    parts = [_pack_part(catalogue, pack, figures, period, words) for pack in packs]
    context = {"parts": parts, "period": period, "periods": period_options(), "words": words}
    return render(request, "web/measures.html", context)


def _measures_in(pack: Pack) -> list[str]:
    steps = [step for funnel in pack.funnels.values() for step in funnel.steps]
    return [
        *(measure.ref for measure in pack.measures.values()),
        *(ref for step in steps for ref in (step.count, step.rate) if ref),
    ]


def _pack_part(
    catalogue: Catalogue, pack: Pack, figures: measure_tree.Figures, period: str, words: str
) -> dict[str, object]:
    """One line of work; what a person may not count is left out of it and said so."""
    funnels: list[DrawnFunnel] = []
    refused = ""
    try:
        read = [queries.funnel_of(catalogue, funnel.ref, figures) for funnel in pack.funnels.values()]
        funnels = [figuring.drawn_funnel(each, period) for each in read]
    except Refused as refusal:
        refused = f"{say(refusal.reason)} {say(refusal.remedy)}"
    compared = [
        {
            "title": say(each.title),
            "href": f"{reverse('comparison', args=[each.ref])}?{urlencode({'period': period})}",
        }
        for each in pack.comparisons.values()
    ]
    return {
        "title": say(pack.titles),
        "funnels": funnels,
        "refused": refused,
        "groups": measure_tree.tree_of(catalogue, pack, figures, period, words),
        "comparisons": compared,
    }


@require_GET
def measure(request: HttpRequest, ref: str) -> HttpResponse:
    """One figure: the number, its formula and definition, by county, and the rows behind it."""
    actor, period = actor_of(request), period_asked(request)
    figure = _figure_asked(request, actor, ref, period)
    part = request.GET.get("part", "")
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    rows = queries.rows_of(figure, today=clock.today(), actor=actor, part=part, page=max(number, 1), size=SIZE)
    asked = trending.asked_for(figure.measure, period, request.GET.get("trend", ""), figure.question.where)
    with_trend = "trend" in request.GET
    context = {
        **(trending.context_of(actor, asked, today=clock.today()) if with_trend else {}),
        "trend_part": with_trend,
        "trend_href": f"{reverse('measure_trend', args=[ref])}?{asked.query}",
        "trend_page": f"?{asked.query}",
        "figure": figuring.shown_figure(figure, period, current()),
        "measure": figure.measure,
        "period": period,
        "periods": period_options(),
        "where": figure.question.where,
        "bars": _bars(actor, figure, period),
        "rows": rows_table(rows),
        "parts": _part_tabs(request, rows),
        "pager": _pager_of(request, rows),
    }
    return render(request, "web/measure.html", context)


def _figure_asked(request: HttpRequest, actor: Actor, ref: str, period: str) -> Figure:
    """The figure the address asks for; names that are no group of the measure are refused by it."""
    return queries.figure(ref, period=period, today=clock.today(), actor=actor, where=groups_asked(request))


def groups_asked(request: HttpRequest) -> dict[str, str]:
    """The groups an address narrows a figure to."""
    asked = request.GET if request.method == "GET" else request.POST
    return {name: str(value) for name, value in asked.items() if name not in OWN_WORDS}


def _bars(actor: Actor, figure: Figure, period: str) -> Bars | None:
    """The same figure by county, unless it is of one county already."""
    if any(name.startswith("unit") for name in figure.question.where):
        return None
    table = queries.table(
        figure.measure.ref,
        period=period,
        by=["unit:county"],
        today=clock.today(),
        actor=actor,
        where=figure.question.where,
    )
    return figuring.bars_of(table, period, trending.seen_of(table.figures)) if len(table.figures) > 1 else None


def rows_table(rows: Rows) -> Table:
    """The records that were counted, by name, with what each contributed."""
    found = Record.objects.select_related("unit").in_bulk([row.record for row in rows.rows])
    unit = showing.unit_words(rows.part.measure.unit) if rows.part else ""
    lines = []
    for row in rows.rows:
        record = found.get(row.record)
        name = (
            Cell(record.label, reverse("record", args=[record.pk]), record.number)
            if record
            else Cell(str(row.record))
        )
        value = "" if row.value is None else showing.grouped(row.value)
        lines.append(Row((name, Cell(record.unit.title if record else ""), Cell(str(row.when or "")), Cell(value))))
    heading = _("贡献（%(unit)s）") % {"unit": unit} if unit else _("贡献")
    columns = (
        Column(_("记录")),
        Column(_("单位")),
        Column(_("日期"), ColumnKind.DATE),
        Column(heading, ColumnKind.NUMBER),
    )
    return Table(columns, tuple(lines), Empty(_("没有记录"), _("这个期间没有符合口径的记录。")))


def _part_tabs(request: HttpRequest, rows: Rows) -> list[dict[str, object]]:
    """Numerator and denominator as tabs, where a figure has both."""
    if rows.part is None or len(rows.parts) < 2:
        return []
    shown = rows.part.name
    query = {name: str(value) for name, value in request.GET.items() if name not in ("part", "page")}
    return [
        {
            "title": f"{say(part.measure.title)} · {say(part.counted.text)}",
            "href": f"?{urlencode({**query, 'part': part.name})}#rows",
            "current": part.name == shown,
        }
        for part in rows.parts
    ]


def _pager_of(request: HttpRequest, rows: Rows) -> Pager:
    query = {name: str(value) for name, value in request.GET.items() if name != "page"}
    return pager(total=rows.total, size=SIZE, page=rows.page, query=query)


@require_POST
def print_it(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep the figure as printed, with an id that opens it for ever."""
    actor, period = actor_of(request), period_asked(request)
    figure = _figure_asked(request, actor, ref, period)
    printed = print_figure(figure=figure, by=actor, at=clock.now())
    messages.success(request, _("已存为打印数，编号 %(id)s。以后打开都能看到当时的依据。") % {"id": printed.pk})
    return redirect("figure", pk=printed.pk)


@require_GET
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """A printed figure: as printed, as of today, and which records made the difference."""
    actor = actor_of(request)
    printed = queries.printed_figure(pk)
    opened = queries.open_printed(printed, today=clock.today(), actor=actor)
    names = Record.objects.in_bulk([each.record for each in opened.differences])
    lines = tuple(
        Row(
            (
                Cell(names[each.record].label, reverse("record", args=[each.record]), names[each.record].number),
                Cell(_contribution(each.before)),
                Cell(_contribution(each.after)),
            )
        )
        for each in opened.differences
    )
    columns = (Column(_("记录")), Column(_("打印时"), ColumnKind.NUMBER), Column(_("今天"), ColumnKind.NUMBER))
    context = {
        "title": say(opened.as_printed.measure.title),
        "printed": printed,
        "facts": (
            Fact(_("打印值"), say(opened.as_printed.text)),
            Fact(_("今天的值"), say(opened.today.text)),
            Fact(_("算式"), say(opened.as_printed.working)),
            Fact(_("打印人"), printed.by_name),
            Fact(_("打印时间"), timezone.localtime(printed.printed_at).strftime("%Y-%m-%d %H:%M")),
            Fact(_("期间"), str(printed.question.get("coverage", ""))),
        ),
        "opened": opened,
        "table": Table(columns, lines, Empty(_("没有变化"), _("打印之后，所依据的记录没有改动。"))),
        "measure_href": figuring.measure_href(printed.measure, str(printed.question.get("coverage", ""))),
    }
    return render(request, "web/figure.html", context)


def _contribution(row: CountedRow | None) -> str:
    """What a record counted for: its value, one for a count, a dash where it did not count."""
    if row is None:
        return "—"
    return "1" if row.value is None else showing.grouped(row.value)

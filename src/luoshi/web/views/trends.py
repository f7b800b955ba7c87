"""A measure over time to take away: as a picture and as data."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.measures import queries
from luoshi.measures.figures import Figure
from luoshi.measures.trends import trend
from luoshi.measures.wording import printed_value
from luoshi.packs.queries import measure as declared
from luoshi.rules.periods import coverage_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import clock, figuring, trending
from luoshi.web.acting import actor_of
from luoshi.web.components.tables import Cell, Row
from luoshi.web.downloads import csv_answer
from luoshi.web.exporting import answered, shown_of
from luoshi.web.trending import COUNTY, Asked
from luoshi.web.views.measures import groups_asked, period_asked
from luoshi.web.wording import say

LINE = 62  # characters of a definition on one line of the picture
FIRST, STEP = 352, 17


def asked_of(request: HttpRequest, ref: str) -> Asked:
    """The trend an address asks for."""
    way = request.GET.get("trend", "")
    return trending.asked_for(declared(ref), period_asked(request), way, groups_asked(request))


@require_GET
def over_time(request: HttpRequest, ref: str) -> HttpResponse:
    """Trend and small multiples alone: a page shows its figure first and asks for these behind it."""
    asked = asked_of(request, ref)
    context = trending.context_of(actor_of(request), asked, today=clock.today())
    return render(request, "web/measure_trend.html", context)


@require_GET
def picture(request: HttpRequest, ref: str) -> HttpResponse:
    """The trend as one SVG file that says what it is: title, unit, period, scope and definition."""
    actor, asked = actor_of(request), asked_of(request, ref)
    drawn = trending.trend_of(actor, asked, today=clock.today())
    if drawn is None:
        raise nothing_to_draw(ref)
    figure = queries.figure(ref, period=asked.period, today=clock.today(), actor=actor, where=asked.where)
    definition = say(asked.measure.definition)
    lines = [definition[start : start + LINE] for start in range(0, len(definition), LINE)][:2]
    context = {
        "trend": drawn,
        "definition": definition,
        "period": say(coverage_of(asked.period).text),
        "scope": say(queries.scope_text(figure)),
        "lines": [{"y": FIRST + STEP * place, "text": text} for place, text in enumerate(lines)],
    }
    response = HttpResponse(render_to_string("web/trend.svg", context), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="{asked.measure.id}-{asked.way}.svg"'
    return response


def nothing_to_draw(ref: str) -> Refused:
    """The refusal for a measure with fewer than two numbers in time."""
    return Refused(
        "web.no_trend",
        reason=Text("不足两期有数，画不成趋势。", "Fewer than two periods have a number; there is no trend."),
        remedy=Text("换一个期间，或看按年的趋势。", "Choose another period, or the trend by year."),
        where=ref,
    )


@require_GET
def data(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as CSV: each stretch, and each county of it where the figure is not of one already."""
    actor, asked, today = actor_of(request), asked_of(request, ref), clock.today()
    spans = trending.stretches(asked.way, asked.period, today)
    figures = trend(ref, spans, today=today, actor=actor, where=asked.where)
    rows = [_row(asked, say(span.text), "", each) for span, each in zip(spans, figures, strict=True) if each]
    if not any(name.startswith("unit") for name in asked.where):
        table = queries.table(ref, period=asked.period, by=[COUNTY], today=today, actor=actor, where=asked.where)
        unseen = trending.seen_of(table.figures)
        rows += [
            _row(asked, say(coverage_of(asked.period).text), say(each.group.titles[0]), each)
            for each in table.figures
            if each.group.keys[COUNTY] not in unseen
        ]
    heads = [_("期间"), _("单位"), _("数值"), _("计量单位"), _("分子"), _("分母"), _("性质"), _("口径")]
    return csv_answer(f"{asked.measure.id}-{asked.way}.csv", [heads, *rows])


@require_GET
def by_county(request: HttpRequest, ref: str, form: str) -> HttpResponseBase:
    """The months of the year for each county, as the small multiples draw them, as .xlsx, .csv or .pdf."""
    actor, asked = actor_of(request), asked_of(request, ref)
    multiples = trending.multiples_of(actor, asked, today=clock.today())
    if multiples is None:
        raise nothing_to_draw(ref)
    year = say(coverage_of(asked.period).period.text)
    unit = figuring.unit_in(queries.figure(ref, period=asked.period, today=clock.today(), actor=actor))
    table = replace(multiples.table, rows=tuple(map(_bare, multiples.table.rows)))
    shown = shown_of(actor, table, title=f"{multiples.title} {year}", said=unit)
    return answered(shown, form, name=multiples.title)


def _bare(row: Row) -> Row:
    """A county with its numbers alone: the unit of all of them stands above."""
    unit, *numbers = row.cells
    return Row((unit, *(Cell(figuring.parted(each.text)[0]) for each in numbers)))


def _row(asked: Asked, period: str, unit: str, figure: Figure) -> list[str]:
    measure = asked.measure
    value = printed_value(measure, figure.amount)
    sides = (figure.numerator, figure.denominator) if measure.kind in trending.SHARES else ("", "")
    return [
        period,
        unit or say(queries.scope_text(figure)),
        "" if value is None else str(value),
        figuring.unit_in(figure),
        *("" if side is None else str(side) for side in sides),
        _("预计") if measure.expected else _("实际"),
        say(measure.definition),
    ]

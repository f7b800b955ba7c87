"""调度: what the year brings, and what became of it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.cadence.queries import Occasion, year_of
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

YEARS_BACK, YEARS_AHEAD = 2, 1


@require_GET
def cadence(request: HttpRequest) -> HttpResponse:
    """Every occasion of a year in the order of its day."""
    this = today().year
    years = range(this - YEARS_BACK, this + YEARS_AHEAD + 1)
    year = next((each for each in years if str(each) == request.GET.get("year")), this)
    occasions = year_of(actor_of(request), year, today=today())
    columns = (
        Column(_("日期"), ColumnKind.DATE),
        Column(_("事项")),
        Column(_("责任单位")),
        Column(_("依据")),
        Column(_("状态"), ColumnKind.LIGHT),
    )
    empty = Empty(_("这一年没有例行事项"), _("业务条线在 cadences.yaml 里写明什么按期、随季开展。"))
    table = Table(columns, tuple(_row(each) for each in occasions), empty)
    tabs = [
        {"href": f"{reverse('cadence')}?year={each}", "title": str(each), "current": each == year} for each in years
    ]
    return render(request, "web/cadence.html", {"table": table, "tabs": tabs, "missed": _missed(occasions)})


def _missed(occasions: list[Occasion]) -> int:
    return sum(1 for each in occasions if each.is_over)


def _row(occasion: Occasion) -> Row:
    due, record = occasion.due, occasion.record
    return Row(
        (
            Cell(due.day.isoformat(), note=_("节假日未公布，日期暂定") if due.provisional else ""),
            Cell(say(due.title), href=reverse("record", args=[record.pk]) if record is not None else ""),
            Cell(record.unit.title if record is not None else ""),
            Cell(due.cadence.basis),
            Cell(light=_light(occasion, today())),
        )
    )


def _light(occasion: Occasion, day: date) -> Light:
    if occasion.is_over:
        return Light(Tone.RED, _("到期未办"))
    if occasion.state is not None:
        return Light(Tone.BLUE if occasion.due.day >= day else Tone.GREEN, say(occasion.state))
    return Light(Tone.GREY, _("未到时间"))

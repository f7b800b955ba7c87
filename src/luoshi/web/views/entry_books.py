"""Workbooks of 填报: one to be filled in elsewhere, what it changes when it comes back, and a unit's own book."""

import tempfile
from collections import Counter
from pathlib import Path

from django.core.files.base import File as Coming
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.evidence.actions import keep
from luoshi.org.models import Unit
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.sheets.lookups import Lookups
from luoshi.sheets.writing.books import books_of
from luoshi.sheets.writing.filled_books import filled_book
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.entry import due
from luoshi.web.entry.book import Back, Brought, Fate, back_from, book_of
from luoshi.web.entry.grid import MARK, grid_of, name_of
from luoshi.web.entry.own_book import sheets_of_unit, units_with_books
from luoshi.web.exporting import XLSX, sent
from luoshi.web.uploads import trouble_of

MOST_UNITS = 3_000
TONES = {Fate.CHANGED: Tone.GREEN, Fate.SAME: Tone.GREY, Fate.CONFLICT: Tone.YELLOW, Fate.REFUSED: Tone.RED}
BRINGS = (Fate.CHANGED, Fate.CONFLICT)
NO_FILE = Refused(
    "web.no_file",
    reason=Text("没有选文件。", "No file was chosen."),
    remedy=Text("请选择从“填报”下载、填好的表。", "Choose the workbook that was downloaded under Enter."),
)


@require_GET
def download(request: HttpRequest) -> HttpResponseBase:
    """The grid of a period as a protected workbook: every unit the person answers for, open where asked for."""
    actor = actor_of(request)
    every = due.returns_of(actor)
    period = due.period_asked(request.GET.get("period", ""), every, today())
    if period is None:
        raise due.nothing_to_enter()
    registers = [each for each in every if each.period == period.kind]
    units = {unit.pk: unit for each in registers for unit in due.units_of(actor, each, period.end)}
    whole = request.GET.get("all") == "1"
    grid = grid_of(actor, registers, period, due.in_order(units.values())[:MOST_UNITS], whole=whole)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        filled_book(book_of(grid), target)
        return sent(target, _("填报-%(period)s.xlsx") % {"period": period.label}, XLSX)


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """What a filled-in workbook would change, cell by cell; nothing is written before it is confirmed."""
    actor = actor_of(request)
    coming = request.FILES.get("file")
    trouble = trouble_of(request)
    if trouble is not None:
        raise trouble
    if coming is None:
        raise NO_FILE
    came: Coming[bytes] = coming
    file = keep(came, name=coming.name or "", by=actor, at=now())
    back = back_from(file, by=actor, lookups=Lookups(actor, day_of(now())))
    return render(request, "web/entry/back.html", _context(file.name, back))


def _context(name: str, back: Back) -> dict[str, object]:
    counts = Counter(each.fate for each in back.cells)
    bringing = [each for each in back.cells if each.fate in BRINGS]
    boxes = [(name_of(each.register, each.unit_id, each.field), each.typed) for each in bringing]
    bases = {MARK.join(("r", each.register, str(each.unit_id))): each.base for each in bringing}
    ordered = sorted(back.cells, key=lambda each: list(reversed(Fate)).index(each.fate))
    action = f"{reverse('entry')}?{urlencode({'period': back.period, 'all': '1'})}"
    return {
        "name": name,
        "back": back,
        "form": Form(action=action, sections=(), submit=_("确认保存")),
        "boxes": [*boxes, *((name, str(base)) for name, base in bases.items())],
        "counts": [(_word(fate), counts[fate]) for fate in Fate if counts[fate]],
        "table": Table(_columns(), tuple(map(_row, ordered)), Empty(_("表里没有改动")), wide=True),
    }


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("单位")),
        Column(_("栏")),
        Column(_("结果"), ColumnKind.LIGHT),
        Column(_("表里填的")),
        Column(_("现值")),
        Column(_("说明")),
    )


def _row(each: Brought) -> Row:
    return Row(
        (
            Cell(each.unit),
            Cell(each.title or each.field),
            Cell(light=Light(TONES[each.fate], _word(each.fate), badge=True)),
            Cell(each.typed or _("空")),
            Cell(each.stands or _("空")),
            Cell(each.words),
        )
    )


def _word(fate: Fate) -> str:
    return {
        Fate.CHANGED: _("将保存"),
        Fate.SAME: _("与现值相同"),
        Fate.CONFLICT: _("别人已改"),
        Fate.REFUSED: _("不能保存"),
    }[fate]


@require_GET
def own_book(request: HttpRequest) -> HttpResponseBase:
    """All that is held of one unit as one workbook; without a unit, which ones there are."""
    actor = actor_of(request)
    options = units_with_books(actor)
    wanted = request.GET.get("unit", "")
    if not wanted:
        return render(request, "web/entry/own_books.html", {"options": options})
    unit = _unit(actor, wanted, {each.value for each in options})
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        books_of(sheets_of_unit(actor, unit, today=today()), target)
        name = _("%(unit)s-全册-%(day)s.xlsx") % {"unit": unit.title, "day": today().isoformat()}
        return sent(target, name, XLSX)


def _unit(actor: Actor, wanted: str, known: set[str]) -> Unit:
    if wanted not in known:
        raise Refused(
            "web.no_book_not_visible",
            reason=Text("没有这个单位的资料，或您无权查看。", "Nothing is held of this unit, or you may not see it."),
            remedy=Text("请从列表中选择。", "Choose one from the list."),
        )
    return Unit.objects.get(pk=wanted)

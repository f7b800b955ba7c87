"""挂图: the registers that have a wall chart, one of them drawn, the same for a command room, another date tried."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import charting, charting_lanes, charting_try, charting_wall, clock
from luoshi.web.acting import actor_of
from luoshi.web.components.lists import Filter, FilterBar, pager
from luoshi.web.components.tables import Cell, Column, Empty, Row, Table
from luoshi.web.ledger.bars import counties, filterbar_of
from luoshi.web.wording import say


@require_GET
def walls(request: HttpRequest) -> HttpResponse:
    """Every register that goes on a wall, by line of work."""
    groups = [
        (say(pack.titles), table)
        for pack in current().packs.values()
        if (table := _table([each for each in pack.registers.values() if charting.is_charted(each)])).rows
    ]
    return render(request, "web/walls.html", {"groups": groups})


def _table(registers: list[Register]) -> Table:
    rows = tuple(
        Row((Cell(say(each.title), reverse("wall", args=[each.ref])), Cell(say(each.purpose)))) for each in registers
    )
    return Table((Column(_("挂图")), Column(_("用途"))), rows, Empty(_("没有可以挂图的台账")))


def charted(ref: str) -> Register:
    """The register, or a refusal where its records have no dates to draw."""
    found = declared(ref)
    if not charting.is_charted(found):
        raise Refused(
            "web.no_wall",
            reason=Text(
                f"“{found.title.zh}”没有状态也没有期限，画不成挂图。",
                f"'{found.title.en}' has neither states nor due dates to draw.",
            ),
            remedy=Text("请看它的台账；要挂图可在条线里声明 chart。", "See its list; a pack may declare a chart."),
            where=ref,
        )
    return found


@require_GET
def wall(request: HttpRequest, ref: str) -> HttpResponse:
    """One register as lanes of bars, narrowed by the same words as its list."""
    return render(request, "web/wall.html", _context(request, charted(ref), "wall"))


@require_GET
def board(request: HttpRequest, ref: str) -> HttpResponse:
    """The same in big type for a room: no navigation, brought up to date by itself, and it says as of when."""
    return render(request, "web/wall_board.html", _context(request, charted(ref), "wall_board"))


def _context(request: HttpRequest, register: Register, name: str) -> dict[str, object]:
    actor, wanted = actor_of(request), charting_wall.asked(register, request.GET.dict())
    drawn, total = charting_wall.wall_of(actor, register, wanted, today=clock.today())
    query = request.GET.urlencode()
    return {
        "register": register,
        "wall": drawn,
        "bar": _bar(actor, register, wanted, reverse(name, args=[register.ref])),
        "pager": pager(total=total, size=charting_wall.SIZE, page=wanted.listed.page, query=wanted.query),
        "total": total,
        "view": wanted.view,
        "views": _views(wanted),
        "list_href": f"{reverse('register', args=[register.ref])}?{query}",
        "wall_href": f"{reverse('wall', args=[register.ref])}?{query}",
        "board_href": f"{reverse('wall_board', args=[register.ref])}?{query}",
        "export_href": f"{reverse('register_file', args=[register.ref, 'csv'])}?{query}",
        "as_of": timezone.localtime(clock.now()),
    }


def _views(wanted: charting_wall.Asked) -> list[dict[str, object]]:
    """The chart and the table: the same rows, one shown or the other."""
    words = (("chart", _("图")), ("table", _("表")))
    return [
        {"title": title, "href": f"?{urlencode({**wanted.query, 'as': name})}", "current": wanted.view == name}
        for name, title in words
    ]


def _bar(actor: Actor, register: Register, wanted: charting_wall.Asked, action: str) -> FilterBar:
    """What the lanes stand for, and the filters of the list."""
    bar = filterbar_of(actor, register, wanted.listed, counties())
    options = charting_lanes.choices_of(register)
    usual = next(each for each in options if each.value == charting_lanes.usual(register))
    others = tuple(each for each in options if each is not usual)
    lanes = Filter("lanes", _("泳道"), others, wanted.lanes, anything=usual.title)
    kept: dict[str, str] = {name: wanted.query[name] for name in ("zoom", "as") if name in wanted.query}
    return FilterBar(action, bar.search, bar.placeholder, (lanes, *bar.filters), kept)


@require_GET
def try_date(request: HttpRequest, pk: int) -> HttpResponse:
    """What another end would mean for one record: nothing is saved by looking."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    tried = charting_try.tried_of(actor, register, found, until=_until(request), today=clock.today())
    context = {"register": register, "record": found, "tried": tried}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "web/wall_tried.html" if part else "web/wall_try.html", context)


def _until(request: HttpRequest) -> date | None:
    """The date to try; without one the record's own. What cannot be read as a day is refused."""
    written = request.GET.get("until", "")
    if not written:
        return None
    try:
        return date_from(written)
    except Unfit as unfit:
        raise Refused("registers.day", reason=unfit.reason, remedy=unfit.remedy, where="until") from None

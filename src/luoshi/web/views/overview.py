"""各单位: lights by unit, what changed since a day, the records behind each count; for whoever oversees units."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luoshi.org.models import Unit
from luoshi.packs.queries import current
from luoshi.registers import oversight
from luoshi.registers.models import Record
from luoshi.registers.oversight import Lamp
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import exporting
from luoshi.web import overview as told
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.components.lists import pager
from luoshi.web.entering import revision_seen
from luoshi.web.standing import number_from
from luoshi.web.wording import say


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The lights and the changes; only their part of the page where a script asks for it."""
    actor, day = actor_of(request), today()
    _check_oversees(actor)
    pack, since = _pack(request), told.since_of(request.GET.get("since", ""), day)
    changes = oversight.changes_since(actor, since=since, today=day, pack=pack)
    context = {
        "heads": told.heads(),
        "rows": told.rows_of(oversight.lights_by_unit(actor, today=day, pack=pack), pack),
        "groups": told.groups_of(changes),
        "since": since.isoformat(),
        "today": day.isoformat(),
        "pack": pack,
        "packs": [(each.id, say(each.titles)) for each in current().packs.values()],
    }
    part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "web/overview_part.html" if part else "web/overview.html", context)


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The records behind a count of the matrix, a page of them, beside it or by itself."""
    actor = actor_of(request)
    title, ids = _asked(request, actor)
    query = {name: request.GET[name] for name in ("unit", "light", "pack") if request.GET.get(name)}
    page = max(revision_seen(request.GET.get("page", "1")), 1)
    pages = pager(total=len(ids), size=told.PAGE, page=page, query=query)
    shown = _records(ids[max(pages.first - 1, 0) : pages.last])
    context = {
        "title": title,
        "table": told.table_of(shown, today()),
        "pager": pages,
        "files": exporting.files_of("overview_export", query=query),
        "cut": len(ids) >= oversight.MOST,
    }
    part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "web/overview_beside.html" if part else "web/overview_list.html", context)


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The records behind a count, all pages of them, as .xlsx, .csv or .pdf."""
    actor = actor_of(request)
    title, ids = _asked(request, actor)
    shown = exporting.shown_of(actor, told.numbered(told.table_of(_records(ids), today())), title=title)
    return exporting.answered(shown, form, name=title)


def _asked(request: HttpRequest, actor: Actor) -> tuple[str, list[int]]:
    """What the list is of, and the ids of its records."""
    _check_oversees(actor)
    unit = get_object_or_404(Unit, pk=number_from(request.GET.get("unit", "")))
    wanted, pack = request.GET.get("light", ""), _pack(request)
    lamp = Lamp(wanted) if wanted in set(Lamp) else None
    ids = oversight.lit_records(actor, unit=unit, lamp=lamp, today=today(), pack=pack)
    return told.title_of(unit, lamp, pack), ids


def _records(ids: list[int]) -> list[Record]:
    found = Record.objects.select_related("unit", "lead").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _pack(request: HttpRequest) -> str:
    asked = request.GET.get("pack", "")
    return asked if asked in current().packs else ""


def oversees(actor: Actor) -> bool:
    """Whether the person has a post from which units are watched over."""
    return actor.has_role(*oversight.WATCHING)


def _check_oversees(actor: Actor) -> None:
    if not oversees(actor):
        raise Refused(
            "web.oversees_nothing",
            reason=Text("您的岗位不负责查看各单位。", "Your posts do not watch over units."),
            remedy=Text("您自己的事项在首页。", "What is yours stands on the first page."),
        )

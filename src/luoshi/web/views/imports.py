"""台账 → 导入: bringing a table, mapping its columns, the preview, confirming, what came of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.base import File as Coming
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.evidence.actions import keep
from luoshi.evidence.models import File
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.sheets import actions
from luoshi.sheets.mapping import Mapped, is_strange, mapped_of
from luoshi.sheets.models import Fate, Import, Stage
from luoshi.sheets.permissions import is_own
from luoshi.sheets.policies import refused
from luoshi.sheets.queries import (
    columns_proposed,
    head_of,
    import_seen,
    imports_of,
    layout_in,
    rows_of_round,
    targets_for,
)
from luoshi.web import awaiting, entering, importing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.lists import Option, pager
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.standing import number_from, unit_from
from luoshi.web.uploads import trouble_of
from luoshi.web.views.registers import entry_refused, units_to_enter_for

PAGE = 50
OPEN = (Stage.MAPPING, Stage.CHECKING, Stage.READY)
PASTED = "粘贴的表格.txt"


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest, ref: str) -> HttpResponse:
    """The tables brought for a register, and the form to bring one."""
    actor, found = actor_of(request), declared(ref)
    units = units_to_enter_for(actor, found)
    if not units:
        raise entry_refused(found)
    mistake = ""
    if request.method == "POST":
        try:
            unit = unit_from(request.POST.get("unit", ""), "unit")
            file = _taken(request, by=actor)
            brought = actions.begin(ref, file=file, unit=unit, by=actor, at=now())
        except Refused as told:
            mistake = entering.mistakes_of(told)[1][0]
        else:
            return redirect("import", pk=brought.pk)
    context = {
        "register": found,
        "units": entering.unit_options(units),
        "unit": request.POST.get("unit", str(units[0].pk) if len(units) == 1 else ""),
        "pasted": request.POST.get("pasted", ""),
        "most_pasted": f"{settings.SHEETS['pasted']:,}",
        "most_rows": f"{settings.SHEETS['rows']:,}",
        "mistake": mistake,
        "table": _table(actor, found),
    }
    return render(request, "web/imports.html", context, status=422 if mistake else 200)


def _taken(request: HttpRequest, *, by: Actor) -> File:
    """The file that was sent, or what was pasted as one: either is kept as it came."""
    coming = request.FILES.get("file")
    trouble = trouble_of(request)
    if trouble is not None:
        raise trouble
    if coming is not None:
        sent: Coming[bytes] = coming
        return keep(sent, name=coming.name or "", by=by, at=now())
    pasted, most = request.POST.get("pasted", ""), settings.SHEETS["pasted"]
    if not pasted.strip():
        raise refused("nothing_pasted")
    if len(pasted) > most:
        raise refused("pasted_too_much", most=most)
    return keep(ContentFile(pasted.encode()), name=PASTED, by=by, at=now())


def _table(actor: Actor, found: Register) -> Table:
    rows = tuple(
        Row(
            (
                Cell(each.file.name, reverse("import", args=[each.pk]), f"#{each.pk}"),
                Cell(light=importing.stage_light(each)),
                Cell(_came_of(each)),
                Cell(each.unit.title),
                Cell(each.by_name),
                Cell(awaiting.moment(each.at)),
            )
        )
        for each in imports_of(actor, found)[:PAGE]
    )
    columns = (
        Column(_("文件")),
        Column(_("状态"), ColumnKind.LIGHT),
        Column(_("结果")),
        Column(_("登记单位")),
        Column(_("发起人")),
        Column(_("时间"), ColumnKind.DATE),
    )
    return Table(columns, rows, Empty(_("还没有导入过"), _("上传的表格和导入结果会列在这里。")), wide=True)


def _came_of(brought: Import) -> str:
    counts = brought.counts
    if brought.stage == Stage.UNDONE:
        return _("撤回 %(back)s，没有撤回 %(kept)s") % {
            "back": counts.get("result_taken_back", 0),
            "kept": counts.get("result_kept", 0),
        }
    if brought.stage in (Stage.DONE, Stage.UNDOING):
        return _("新增 %(new)s，更新 %(changed)s") % {
            "new": counts.get("result_created", 0),
            "changed": counts.get("result_corrected", 0),
        }
    if brought.stage == Stage.READY:
        return _("可导入 %(many)s 行") % {"many": counts.get(Fate.NEW, 0) + counts.get(Fate.UPDATE, 0)}
    return ""


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One import, at the stage where it stands; while something is under way it asks for itself again."""
    actor = actor_of(request)
    brought = import_seen(actor, pk)
    found = declared(brought.register)
    context: dict[str, Any] = {
        "register": found,
        "brought": brought,
        "stage": importing.stage_light(brought),
        "moving": importing.is_moving(brought),
        "stopped": importing.has_stopped(brought),
        "line": awaiting.line_of(actor, brought.job) if brought.job else None,
        "own": is_own(actor, brought),
        "may_undo": is_own(actor, brought) and _can_undo(brought),
        "may_drop": is_own(actor, brought) and brought.stage in OPEN,
    }
    wants_map = brought.stage == Stage.MAPPING or (brought.stage in OPEN and "map" in request.GET)
    if wants_map and is_own(actor, brought):
        context |= _mapping(request, actor, brought, found)
    elif brought.stage not in (Stage.MAPPING, Stage.CHECKING):
        context |= _rows(request, brought, found)
    if request.headers.get("HX-Target") == awaiting.TARGET:
        return render(request, "web/import_results.html", context)
    return render(request, "web/import.html", context)


def _mapping(request: HttpRequest, actor: Actor, brought: Import, found: Register) -> dict[str, Any]:
    """The columns to map; a sheet without headings is told in place, so that another can be chosen."""
    names = [each["name"] for each in brought.sheets]
    wanted = request.GET.get("sheet", "")
    sheet = wanted if wanted in names else brought.sheet
    sheets = tuple(Option(name, name) for name in names)
    base: dict[str, Any] = {"mapping": True, "sheet": sheet, "sheets": sheets if len(sheets) > 1 else ()}
    targets = targets_for(actor, brought)
    try:
        layout = layout_in(brought, targets, sheet)
    except Refused as told:
        return {**base, "mistake": entering.mistakes_of(told)[1][0]}
    again = brought.round > 0 and sheet == brought.sheet
    columns = mapped_of(brought.columns) if again else columns_proposed(brought, layout, targets, sheet)
    head: Any = head_of(brought, sheet)["head"]
    return {
        **base,
        "lines": importing.map_lines(layout, columns, targets, head[layout.after :]),
        "options": importing.options_of(targets),
        "strange": is_strange(columns, found),
        "understood": sum(1 for each in columns if each.field),
        "first": layout.first + 1,
        "last": layout.after,
        "above": layout,
    }


def _rows(request: HttpRequest, brought: Import, found: Register) -> dict[str, Any]:
    """The preview, or what came of each row; all of them or those of one fate. Five queries."""
    fate = request.GET.get("fate", "")
    chosen = fate if fate in set(Fate) else ""
    rows = rows_of_round(brought).select_related("record")
    rows = rows.filter(fate=chosen) if chosen else rows
    total = brought.counts.get(chosen, 0) if chosen else sum(brought.counts.get(each, 0) for each in Fate)
    pages = pager(
        total=total,
        size=PAGE,
        page=number_from(request.GET.get("page", "1")) or 1,
        query={"fate": chosen} if chosen else {},
    )
    shown = list(rows[max(pages.first - 1, 0) : pages.last])
    many = sum(brought.counts.get(each, 0) for each in (Fate.NEW, Fate.UPDATE))
    return {
        "tiles": importing.tiles_of(brought, chosen),
        "rows": importing.row_lines(found, shown),
        "pager": pages,
        "chosen": chosen,
        "many": many,
        "wrong": sum(brought.counts.get(each, 0) for each in (Fate.REFUSED, Fate.DUPLICATE)),
        "ready": brought.stage == Stage.READY,
        "done": brought.stage == Stage.DONE,
        "result": _came_of(brought),
    }


@require_POST
def map_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the mapping as chosen, and have the rows looked at."""
    actor = actor_of(request)
    brought = import_seen(actor, pk)
    targets = targets_for(actor, brought)
    sheet = request.POST.get("sheet", brought.sheet)
    columns: tuple[Mapped, ...] = columns_proposed(brought, layout_in(brought, targets, sheet), targets, sheet)
    actions.map_columns(
        brought,
        importing.filled(columns, request.POST.dict()),
        sheet=sheet if sheet in [each["name"] for each in brought.sheets] else brought.sheet,
        clears=request.POST.get("clears") == "on",
        by=actor,
        at=now(),
    )
    return redirect("import", pk=pk)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Have what was previewed brought in."""
    actor = actor_of(request)
    actions.confirm(import_seen(actor, pk), by=actor, at=now())
    return redirect("import", pk=pk)


def _can_undo(brought: Import) -> bool:
    stopped = brought.stage == Stage.IMPORTING and importing.has_stopped(brought)
    return brought.stage == Stage.DONE or stopped


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Have everything an import wrote taken back."""
    actor = actor_of(request)
    actions.undo(import_seen(actor, pk), reason=request.POST.get("reason", ""), by=actor, at=now())
    return redirect("import", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the import up."""
    actor = actor_of(request)
    brought = import_seen(actor, pk)
    actions.drop(brought, by=actor, at=now())
    messages.success(request, _("已放弃，没有导入任何内容。"))
    return redirect("imports", ref=brought.register)

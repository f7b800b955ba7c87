"""报表 → 文件: the office's own file uploaded, shown as it was understood, corrected cell by cell, in versions."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.base import File as Coming
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.evidence.actions import keep
from luoshi.registers.models import Record
from luoshi.reports import actions
from luoshi.reports.models import FormFile
from luoshi.reports.permissions import can_bring
from luoshi.reports.policies import refused
from luoshi.reports.queries import files_of, form_of, forms_seen, newest_files, same_elsewhere
from luoshi.reports.understood import Differences, Sheet, differences, place_of, understood
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.tables.grid import Place
from luoshi.rules.tables.reading import Role
from luoshi.web import awaiting, entering, reporting, reviewing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.lists import FilterBar, pager
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.exporting import answered, shown_of
from luoshi.web.exporting import files_of as export_links
from luoshi.web.uploads import trouble_of

_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
MOST_DIFFERENCES = 40
PAGE = 50
MOST_FORMS = 10_000  # rows of an export


@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    """All forms of offices the person may see, a page of them: where each is looked at and filled. Four queries."""
    actor, words = actor_of(request), request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found, wanted = forms_seen(actor, words), request.GET.get("page", "")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
    pages = pager(total=found.count(), size=PAGE, page=page, query={"q": words} if words else {})
    shown = list(found[max(pages.first - 1, 0) : pages.last])
    context = {
        "tabs": reporting.tabs("forms"),
        "table": reporting.forms_table(shown, newest_files(shown), today()),
        "pager": pages,
        "bar": FilterBar(reverse("forms"), words, _("报表名称或编号")),
        "files": export_links("forms_list", query={"q": words} if words else {}),
    }
    return render(request, "web/forms.html", context)


@require_GET
def forms_list(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as it is shown, all pages of it, as a file."""
    actor, words = actor_of(request), request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = list(forms_seen(actor, words)[:MOST_FORMS])
    table = reporting.forms_table(found, newest_files(found), today())
    return answered(shown_of(actor, table, title=_("部门报表"), said=words), form, name=_("部门报表"))


@require_GET
def form_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a form's file: one version, one sheet of it, perhaps one cell."""
    return _page(request, form_of(actor_of(request), pk))


def _page(request: HttpRequest, record: Record, *, mistake: str = "") -> HttpResponse:
    actor = actor_of(request)
    held = list(files_of(record))
    shown = next((each for each in held if str(each.version) == request.GET.get("v")), held[0] if held else None)
    context = {
        "record": record,
        "may_bring": can_bring(actor, record),
        "versions": _versions(record, held, shown),
        "mistake": mistake,
        "shown": shown,
    }
    if shown is not None:
        context |= _reviewed(request, record, held, shown, actor)
    return render(request, "web/form_file.html", context, status=422 if mistake else 200)


def _reviewed(
    request: HttpRequest, record: Record, held: list[FormFile], shown: FormFile, actor: Actor
) -> dict[str, object]:
    sheets = understood(shown)
    sheet = next((each for each in sheets if each.name == request.GET.get("sheet")), sheets[0])
    chosen = _cell_in(request.GET.get("cell", ""))
    where = {"v": shown.version, "sheet": sheet.name}
    before = next((each for each in held if each.version == shown.version - 1), None)
    slots = {each.name: each.reading for each in sheets if not each.hidden}
    return {
        "sheet": sheet,
        "sheets": _sheet_links(sheets, shown),
        "query": urlencode(where),
        "is_newest": shown is held[0],
        "lines": reviewing.lines_of(sheet, chosen),
        "columns": reviewing.columns_of(sheet),
        "legend": reviewing.legend(),
        "cell": reviewing.chosen_of(sheet, chosen) if chosen else None,
        "facts": reviewing.facts_of_form(sheet.reading),
        "tables": reviewing.tables_of(sheet.reading),
        "slots": reviewing.slots_of(slots, most=reviewing.MOST_SLOTS),
        "slots_many": reviewing.many_slots(slots.values()),
        "files": export_links("form_slots", record.pk, shown.version, query={}),
        "doubts": reviewing.doubts_of(shown, sheet),
        "same": [each for each in held if each.sha256 == shown.sha256 and each.pk != shown.pk],
        "elsewhere": same_elsewhere(actor, shown),
        "differs": _differs(before, shown, sheets),
        "before": before,
    }


def _cell_in(written: str) -> Place | None:
    return place_of(written) if _ADDRESS.fullmatch(written) else None


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A sheet of the file, to be opened."""

    name: str
    href: str
    hidden: bool


def _sheet_links(sheets: tuple[Sheet, ...], shown: FormFile) -> tuple[SheetLink, ...]:
    return tuple(
        SheetLink(each.name, "?" + urlencode({"v": shown.version, "sheet": each.name}), each.hidden)
        for each in sheets
    )


def _versions(record: Record, held: list[FormFile], shown: FormFile | None) -> Table:
    rows = tuple(
        Row(
            (
                Cell(
                    _("第 %(number)s 版") % {"number": each.version},
                    f"{reverse('form_file', args=[record.pk])}?v={each.version}",
                    _("正在看") if shown is not None and each.pk == shown.pk else "",
                ),
                Cell(each.name),
                Cell(each.by_name),
                Cell(awaiting.moment(each.at)),
                Cell(each.sha256[:12]),
            )
        )
        for each in held
    )
    columns = (
        Column(_("版本")),
        Column(_("文件")),
        Column(_("上传人")),
        Column(_("时间"), ColumnKind.DATE),
        Column(_("校验值")),
    )
    return Table(
        columns, rows, Empty(_("还没有文件"), _("上传这张报表的原文件，会自动认出表头和要填的格子。")), wide=True
    )


@dataclass(frozen=True, slots=True)
class Differs:
    """What changed since the version before, in a table and in words."""

    table: Table
    many: int
    came: tuple[str, ...]
    went: tuple[str, ...]


def _differs(before: FormFile | None, shown: FormFile, sheets: tuple[Sheet, ...]) -> Differs | None:
    if before is None:
        return None
    found: Differences = differences(understood(before), sheets)
    rows = tuple(
        Row((Cell(f"{each.sheet} {each.address}"), Cell(each.before), Cell(each.after)))
        for each in found.cells[:MOST_DIFFERENCES]
    )
    columns = (Column(_("位置")), Column(_("原来")), Column(_("现在")))
    empty = Empty(_("单元格内容没有变化"), _("两版文件只是样式或格式不同。"))
    most = MOST_DIFFERENCES
    return Differs(Table(columns, rows, empty, wide=True), found.many, found.came[:most], found.went[:most])


@require_POST
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file that was sent as the newest version."""
    actor, at = actor_of(request), now()
    record = form_of(actor, pk)
    try:
        coming = request.FILES.get("file")
        trouble = trouble_of(request)
        if trouble is not None:
            raise trouble
        if coming is None:
            raise refused("nothing_sent")
        sent: Coming[bytes] = coming
        brought = actions.bring(record, file=keep(sent, name=coming.name or "", by=actor, at=at), by=actor, at=at)
    except Refused as told:
        return _page(request, record, mistake=entering.mistakes_of(told)[1][0])
    messages.success(request, _("已读入第 %(number)s 版，请核对认出的表头和填报位置。") % {"number": brought.version})
    return redirect(f"{reverse('form_file', args=[pk])}?v={brought.version}")


@require_POST
def correct(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Give the chosen cell, or its row or column as far as something stands there, another role."""
    actor = actor_of(request)
    record = form_of(actor, pk)
    shown = files_of(record).filter(version=version).first()
    name, written = request.POST.get("sheet", ""), request.POST.get("cell", "")
    place, role = _cell_in(written), request.POST.get("role", "")
    sheet = next((each for each in understood(shown) if each.name == name), None) if shown else None
    if shown is None or sheet is None or place is None or role not in ("", *Role):
        raise refused("no_such_cell", where=name)
    if request.POST.get("revision") != str(shown.revision):
        raise refused("corrected_meanwhile", where=shown.name)
    places = _scope(sheet, place, request.POST.get("scope", "cell"))
    actions.correct_cells(shown, places, sheet=name, role=Role(role) if role else None, by=actor, at=now())
    query = urlencode({"v": version, "sheet": name, "cell": written})
    return redirect(f"{reverse('form_file', args=[pk])}?{query}#c-{written}")


def _scope(sheet: Sheet, place: Place, scope: str) -> set[Place]:
    """The cell alone, or every cell of its row or column that holds something."""
    if place[0] > sheet.grid.height or place[1] > sheet.grid.width or scope not in ("row", "column"):
        return {place}
    axis = 0 if scope == "row" else 1
    return {place} | {cell.place for cell in sheet.grid.cells if cell.text and cell.place[axis] == place[axis]}


@require_GET
def slots(request: HttpRequest, pk: int, version: int, form: str) -> HttpResponseBase:
    """The places to fill with their paths, as a file."""
    actor = actor_of(request)
    record = form_of(actor, pk)
    shown = files_of(record).filter(version=version).first()
    if shown is None:
        raise refused("not_visible", where=str(pk), pk=pk)
    readings = {each.name: each.reading for each in understood(shown) if not each.hidden}
    title = _("%(form)s：填报位置") % {"form": record.label}
    return answered(shown_of(actor, reviewing.slots_of(readings), title=title), form, name=record.label)

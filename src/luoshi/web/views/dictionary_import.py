"""数据字典 → 导入: an existing dictionary from a workbook: every bad row named, a preview, the next version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.dictionary.importing.planning import FILE, Plan, plan_of
from luoshi.dictionary.importing.reading import Fault, read
from luoshi.dictionary.permissions import check_can_bring
from luoshi.evidence.actions import keep
from luoshi.evidence.models import File
from luoshi.org.models import Unit
from luoshi.packs.actions import publish_loaded
from luoshi.packs.permissions import can_publish
from luoshi.packs.queries import current
from luoshi.rules.actors import Actor
from luoshi.rules.names import normal_key
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.sheets.reading.opening import plain_rows
from luoshi.web import entering
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.headings import Crumb
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Cell, Empty, Row, Table
from luoshi.web.exporting import answered, files_of, shown_of
from luoshi.web.managing import LIGHT, NUMBER, Link, Notice, Part, columns
from luoshi.web.uploads import trouble_of
from luoshi.web.wording import listed, say

MOST_SHOWN = 500


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """The form for a workbook, and the line of work its elements go into."""
    actor = actor_of(request)
    check_can_bring(actor)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            file = _taken(request, actor)
        except Refused as refused:
            mistakes, problems = entering.placed_mistakes(refused, ("file", "pack"))
        else:
            return redirect("dictionary_preview", pk=file.pk, pack=request.POST["pack"])
    packs = tuple(Option(each.id, say(each.titles)) for each in current().packs.values())
    boxes = (
        FormField(
            "file",
            _("表格文件"),
            Input.FILE,
            required=True,
            hint=_(".xlsx、.xls 或 .csv；列和导出的一样，别的叫法也认得"),
            error=mistakes.get("file", ""),
        ),
        FormField(
            "pack",
            _("写进哪个业务条线"),
            Input.CHOICE,
            request.POST.get("pack", ""),
            required=True,
            options=packs,
            error=mistakes.get("pack", ""),
        ),
    )
    context = {
        "title": _("导入已有的数据字典"),
        "lead": _("先逐行核对，再给您看会改什么；发布之前什么都不变。"),
        "crumbs": (Crumb(_("数据字典"), reverse("dictionary")),),
        "form": Form(
            request.path, (Section(boxes),), _("核对"), cancel_href=reverse("dictionary"), problems=tuple(problems)
        ),
    }
    return render(request, "web/manage/deed.html", context, status=422 if mistakes or problems else 200)


def _taken(request: HttpRequest, actor: Actor) -> File:
    trouble = trouble_of(request)
    if trouble is not None:
        raise trouble
    coming = request.FILES.get("file")
    if coming is None or request.POST.get("pack") not in current().packs:
        raise Refused(
            "web.no_file",
            reason=Text("没有选择文件或业务条线。", "No file or no line of work is chosen."),
            remedy=Text("请两样都选上。", "Choose both."),
            where="file",
        )
    return keep(coming, name=coming.name or "", by=actor, at=now())


def _planned(actor: Actor, pk: int, pack: str) -> tuple[File, Plan, tuple[str, ...]]:
    """The plan of one's own file. A process of 0.2 seconds."""
    check_can_bring(actor)
    file = get_object_or_404(File, pk=pk, by_account=actor.account_id)
    if pack not in current().packs:
        current().register(f"{pack}.")  # refused with a suggestion
    owners = {normal_key(title): code for code, title in Unit.objects.values_list("code", "title")}
    found = read(plain_rows(file), owners)
    return file, plan_of(found, pack, catalogue=current(), today=today()), found.unknown


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int, pack: str) -> HttpResponse:
    """What the workbook would change, or every row at fault; published as a new version by an administrator."""
    actor = actor_of(request)
    file, plan, unknown = _planned(actor, pk, pack)
    if request.method == "POST" and plan.fits and plan.loaded is not None:
        version = publish_loaded(plan.loaded, by=actor, at=now())
        told = _("已发布版本 %(version)s。请把 elements.yaml 也放进条线的文件夹。") % {"version": version.version}
        messages.success(request, told)
        return redirect("dictionary")
    titles = say(current().packs[pack].titles)
    files = files_of("dictionary_preview_file", pk, pack, query={}) if plan.faults else ()
    acts = [Link(_("下载 elements.yaml"), reverse("dictionary_preview_file", args=[pk, pack, "yaml"]), "export")]
    if plan.fits and can_publish(actor):
        acts.append(Link(_("作为新版本发布"), request.path, posts=True))
    context = {
        "title": file.name,
        "crumbs": (Crumb(_("数据字典"), reverse("dictionary")), Crumb(_("导入"), reverse("dictionary_import"))),
        "acts": tuple(acts) if not plan.faults else tuple(Link(each.title, each.value, "export") for each in files),
        "notice": _verdict(plan, titles, unknown),
        "sections": (_faults_part(plan.faults),) if plan.faults else (_changes_part(plan),),
    }
    return render(request, "web/manage/one.html", context, status=422 if request.method == "POST" else 200)


def _verdict(plan: Plan, title: str, unknown: tuple[str, ...]) -> Notice:
    left = _("没有用到的列：%(columns)s。") % {"columns": listed(unknown)} if unknown else ""
    if plan.faults:
        told = _("有 %(count)s 处问题，改正后再上传。") % {"count": len(plan.faults)}
        return Notice(Tone.RED, " ".join((_("每一处都写明了行、列、原因和怎么改。"), left)).strip(), told)
    counts = {"added": len(plan.added), "changed": len(plan.changed), "same": len(plan.same)}
    told = _("新增 %(added)s 个，改动 %(changed)s 个，%(same)s 个与现行的相同。") % counts
    if not plan.fits:
        return Notice(Tone.GREEN, " ".join((told, left)).strip(), _("没有要改的"))
    todo = _("写进“%(pack)s”的版本 %(version)s，由全市管理员发布。") % {"pack": title, "version": plan.version}
    return Notice(Tone.BLUE, " ".join((told, left)).strip(), todo)


def _faults_part(faults: tuple[Fault, ...]) -> Part:
    return Part(_faults_table(faults[:MOST_SHOWN]), _("问题"), _("%(count)s 处") % {"count": len(faults)})


def _faults_table(faults: tuple[Fault, ...]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(str(each.row) if each.row else _("整张表")),
                Cell(each.column),
                Cell(say(each.reason)),
                Cell(say(each.remedy)),
            )
        )
        for each in faults
    )
    return Table(columns((_("行"), NUMBER), _("列"), _("问题"), _("怎么改")), rows, Empty(_("没有问题")))


def _changes_part(plan: Plan) -> Part:
    added = (Tone.GREEN, _("新增"))
    changed = (Tone.YELLOW, _("改动"))
    rows = tuple(
        Row((Cell(code), Cell(light=Light(tone, word, badge=True))))
        for codes, (tone, word) in ((plan.added, added), (plan.changed, changed))
        for code in codes
    )
    return Part(
        Table(columns(_("代码"), (_("变化"), LIGHT)), rows, Empty(_("与现行的数据字典完全相同"))), _("会改什么")
    )


@require_GET
def preview_file(request: HttpRequest, pk: int, pack: str, form: str) -> HttpResponseBase:
    """The `elements.yaml` that would come of it, or its faults as a table."""
    actor = actor_of(request)
    _file, plan, _unknown = _planned(actor, pk, pack)
    if form == "yaml":
        response = HttpResponse(plan.text, content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{FILE}"'
        return response
    shown = shown_of(actor, _faults_table(plan.faults), title=_("导入的问题"))
    return answered(shown, form, name=_("数据字典-问题"))

"""管理 → 业务条线: versions and their differences, problems of a folder, who uses what; a changed one published."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.org.models import Unit
from luoshi.packs import incoming
from luoshi.packs.actions import publish_loaded
from luoshi.packs.declarations import Pack
from luoshi.packs.differences import Change, Difference, differences
from luoshi.packs.load import Loaded, load_all
from luoshi.packs.models import PackVersion
from luoshi.packs.permissions import can_publish, check_can_publish
from luoshi.packs.problems import Problem
from luoshi.packs.queries import at_version, current
from luoshi.packs.written import canonical, digest
from luoshi.registers.models import Record
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.headings import Crumb
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Empty, Row, Table
from luoshi.web.entering import placed_mistakes
from luoshi.web.managing import DATE, LIGHT, NUMBER, Link, Notice, Part, check_may_manage, columns, tabs
from luoshi.web.wording import say

UNITS_SHOWN = 20
CHANGES = {
    Change.ADDED: (Tone.GREEN, Text("新增", "Added")),
    Change.REMOVED: (Tone.RED, Text("去掉", "Removed")),
    Change.CHANGED: (Tone.YELLOW, Text("改为", "Changed")),
}


@require_GET
def packs(request: HttpRequest) -> HttpResponse:
    """Lines of work: every version, when and by whom, how many records run under it. Three queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    running = dict(Record.objects.values_list("pack_version").annotate(many=Count("pk")).order_by())
    titles = {pack.id: say(pack.titles) for pack in current().packs.values()}
    newest = set(current().versions.values())
    rows = tuple(
        Row(
            (
                Cell(titles.get(each.pack, each.pack), reverse("manage_pack", args=[each.pk]), each.pack),
                Cell(each.version),
                Cell(light=_in_force(each.pk in newest)),
                Cell(f"{running.get(each.pk, 0):,}"),
                Cell(_moment(each)),
                Cell(each.published_by_name),
            )
        )
        for each in PackVersion.objects.order_by("pack", "-number")
    )
    heads = columns(
        _("业务条线"), _("版本"), (_("状态"), LIGHT), (_("在用记录"), NUMBER), (_("发布时间"), DATE), _("由谁发布")
    )
    acts: tuple[Link, ...] = (Link(_("检查条线文件夹"), reverse("manage_folder"), "search"),)
    if can_publish(actor):
        acts = (Link(_("上传改好的条线"), reverse("manage_pack_upload"), "import"), *acts)
    empty = Empty(
        _("还没有发布业务条线"),
        _("检查条线文件夹，没有问题就可以发布。"),
        reverse("manage_folder"),
        _("检查条线文件夹"),
    )
    context = {
        "title": _("业务条线"),
        "lead": _("已发布的版本不再改变；办理中的记录用它开始时的版本。"),
        "tabs": tabs("manage_packs"),
        "acts": acts,
        "sections": (Part(Table(heads, rows, empty)),),
    }
    return render(request, "web/manage/list.html", context)


def _in_force(newest: bool) -> Light:
    return Light(Tone.GREEN, _("现行"), badge=True) if newest else Light(Tone.GREY, _("旧版"), badge=True)


def _moment(version: PackVersion) -> str:
    return timezone.localtime(version.published_at).strftime("%Y-%m-%d %H:%M")


def _crumbs(version: PackVersion | None = None) -> tuple[Crumb, ...]:
    above = Crumb(_("业务条线"), reverse("manage_packs"))
    return (above,) if version is None else (above, Crumb(version.version, reverse("manage_pack", args=[version.pk])))


@require_GET
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it changed, what it holds, who uses it. Five queries, two of them over its records."""
    check_may_manage(actor_of(request))
    version = get_object_or_404(PackVersion, pk=pk)
    found = at_version(pk)
    before = PackVersion.objects.filter(pack=version.pack, number=version.number - 1).first()
    sections = [_registers_part(found, pk), _units_part(pk)]
    if before is not None:
        sections.insert(0, _changes_part(differences(at_version(before.pk), found), before.version))
    context = {
        "title": f"{say(found.titles)} {version.version}",
        "crumbs": _crumbs(),
        "facts": (
            Fact(_("代号"), version.pack),
            Fact(_("版本"), version.version),
            Fact(_("发布时间"), _moment(version)),
            Fact(_("由谁发布"), version.published_by_name),
            Fact(_("归口单位"), say(found.owner)),
            Fact(_("内容摘要 SHA-256"), version.sha256, wide=True),
        ),
        "sections": sections,
    }
    return render(request, "web/manage/one.html", context)


def _changes_part(found: list[Difference], before: str) -> Part:
    rows = tuple(
        Row((Cell(say(each.where)), Cell(light=_change(each)), Cell(say(each.before)), Cell(say(each.after))))
        for each in found
    )
    heads = columns(_("哪里"), (_("变化"), LIGHT), _("原来"), _("现在"))
    title = _("与 %(version)s 的差异") % {"version": before}
    return Part(Table(heads, rows, Empty(_("内容没有差异"))), title, _("%(count)s 处") % {"count": len(rows)})


def _change(each: Difference) -> Light:
    tone, word = CHANGES[each.change]
    return Light(tone, say(word), badge=True)


def _registers_part(found: Pack, version: int) -> Part:
    running = dict(
        Record.objects.filter(pack_version=version).values_list("register").annotate(many=Count("pk")).order_by()
    )
    rows = tuple(
        Row(
            (
                Cell(say(each.title), reverse("register", args=[each.ref])),
                Cell(say(each.purpose)),
                Cell(str(len(each.fields))),
                Cell(str(len(each.lifecycle.moves)) if each.lifecycle else ""),
                Cell(f"{running.get(each.ref, 0):,}"),
            )
        )
        for each in found.registers.values()
    )
    heads = columns(_("台账"), _("用途"), (_("字段"), NUMBER), (_("流转"), NUMBER), (_("在用记录"), NUMBER))
    return Part(Table(heads, rows, Empty(_("没有台账"))), _("台账"))


def _units_part(version: int) -> Part:
    """The units whose records run under a version, those with most first; a count of work, of no person."""
    counted = Record.objects.filter(pack_version=version).values_list("unit").annotate(many=Count("pk"))
    most = list(counted.order_by("-many", "unit")[: UNITS_SHOWN + 1])
    titles = dict(Unit.objects.filter(pk__in=[unit for unit, _many in most]).values_list("pk", "title"))
    rows = tuple(
        Row((Cell(titles.get(unit, ""), reverse("manage_unit", args=[unit])), Cell(f"{many:,}")))
        for unit, many in most[:UNITS_SHOWN]
    )
    note = _("记录最多的 %(count)s 个") % {"count": UNITS_SHOWN} if len(most) > UNITS_SHOWN else ""
    heads = columns(_("单位"), (_("在用记录"), NUMBER))
    return Part(Table(heads, rows, Empty(_("没有记录在用这个版本"))), _("使用单位"), note)


@require_GET
def folder(request: HttpRequest) -> HttpResponse:
    """What `luoshi packs check` says of the folder of packs, and what stands there that is not published yet."""
    actor = actor_of(request)
    check_may_manage(actor)
    place = Path(settings.PACKS)
    everything = load_all(place, today=today()).packs if place.is_dir() else ()
    known = dict(PackVersion.objects.newest().values_list("pack", "sha256"))
    rows = tuple(
        Row(
            (
                Cell(say(each.pack.titles) if each.pack else each.id, note=each.id),
                Cell(light=_stands(each, known)),
                Cell(each.pack.version if each.pack else ""),
                Cell(str(len(each.problems)) if each.problems else ""),
                Cell(_("查看"), reverse("manage_folder_pack", args=[each.id])),
            )
        )
        for each in everything
    )
    heads = columns(_("业务条线"), (_("状态"), LIGHT), _("版本"), (_("问题"), NUMBER), _("办理"))
    empty = Empty(_("文件夹里没有条线"), str(place))
    context = {
        "title": _("检查条线文件夹"),
        "crumbs": _crumbs(),
        "facts": (Fact(_("文件夹"), place.name),),
        "sections": (Part(Table(heads, rows, empty, spare=True), _("条线")),),
    }
    return render(request, "web/manage/one.html", context)


def _stands(each: Loaded, known: dict[str, str]) -> Light:
    if each.problems or each.written is None:
        return Light(Tone.RED, _("有问题"), badge=True)
    if known.get(each.id) == digest(canonical(each.written)):
        return Light(Tone.GREEN, _("已发布"), badge=True)
    return Light(Tone.YELLOW, _("有改动") if each.id in known else _("未发布"), badge=True)


@require_http_methods(["GET", "POST"])
def folder_pack(request: HttpRequest, name: str) -> HttpResponse:
    """One pack of the folder: its problems, or what it would change; published from here."""
    actor = actor_of(request)
    check_may_manage(actor)
    place = Path(settings.PACKS)
    everything = load_all(place, today=today()).packs if place.is_dir() else ()
    found = next((each for each in everything if each.id == name), None)
    if found is None:
        raise Refused(
            "web.no_pack",
            reason=Text(f"文件夹里没有“{name[:40]}”。", f"The folder holds no {name[:40]}."),
            remedy=Text("请从列表中选择。", "Choose one from the list."),
        )
    return _preview(request, found, mark="")


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A changed folder as a zip file: checked and shown before anything is published."""
    actor = actor_of(request)
    check_may_manage(actor)
    check_can_publish(actor)
    mistakes: dict[str, str] = {}
    if request.method == "POST":
        try:
            mark = incoming.keep(_sent(request))
        except Refused as refused:
            beside, problems = placed_mistakes(refused, ("file",))
            mistakes = {"file": beside.get("file", " ".join(problems))}
        else:
            return redirect("manage_pack_incoming", mark=mark)
    hint = _("把 packs/ 下那个条线的文件夹压缩成 zip，不超过 2 MB")
    box = FormField("file", _("压缩包"), Input.FILE, required=True, hint=hint, error=mistakes.get("file", ""))
    context = {
        "title": _("上传改好的条线"),
        "lead": _("先检查、给您看改了什么，再由您决定发布。"),
        "crumbs": _crumbs(),
        "form": Form(request.path, (Section((box,)),), _("检查"), cancel_href=reverse("manage_packs")),
    }
    return render(request, "web/manage/deed.html", context, status=422 if mistakes else 200)


def _sent(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(
            "web.no_file",
            reason=Text("没有选择文件。", "No file is chosen."),
            remedy=Text("请选择一个 zip 文件。", "Choose a zip file."),
            where="file",
        )
    if (file.size or 0) > incoming.MOST_BYTES:
        return b"\0" * (incoming.MOST_BYTES + 1)  # refused as too large, without being read
    return bytes(file.read())


@require_http_methods(["GET", "POST"])
def uploaded(request: HttpRequest, mark: str) -> HttpResponse:
    """What the uploaded pack would change, or its problems; published from here."""
    actor = actor_of(request)
    check_may_manage(actor)
    check_can_publish(actor)
    found = incoming.loaded(incoming.kept(mark), beside=current().packs, today=today())
    return _preview(request, found, mark=mark)


def _preview(request: HttpRequest, found: Loaded, *, mark: str) -> HttpResponse:
    actor = actor_of(request)
    notice = None
    if request.method == "POST":
        try:
            version = publish_loaded(found, by=actor, at=now())
        except Refused as refused:
            notice = Notice(Tone.RED, say(refused.remedy), say(refused.reason))
        else:
            messages.success(request, _("已发布。新登记的记录从现在起用这个版本。"))
            return redirect("manage_pack", pk=version.pk)
    latest = PackVersion.objects.filter(pack=found.id).order_by("-number").first()
    same = latest is not None and found.written is not None and latest.sha256 == digest(canonical(found.written))
    if notice is None:
        notice = _verdict(found, latest, same=same)
    context = {
        "title": say(found.pack.titles) if found.pack else found.id,
        "crumbs": (*_crumbs(), *(() if mark else (Crumb(_("检查条线文件夹"), reverse("manage_folder")),))),
        "notice": notice,
        "acts": (Link(_("发布"), request.path, posts=True),)
        if found.pack and not same and can_publish(actor)
        else (),
        "facts": _facts(found, latest),
        "sections": _sections(found, latest),
    }
    return render(request, "web/manage/one.html", context, status=422 if request.method == "POST" else 200)


def _verdict(found: Loaded, latest: PackVersion | None, *, same: bool) -> Notice:
    if found.problems or found.pack is None:
        told = _("有 %(count)s 处问题，改正后才能发布。") % {"count": len(found.problems)}
        return Notice(Tone.RED, _("每一处都写明了文件、行、列和怎么改。"), told)
    if same:
        return Notice(Tone.GREEN, _("内容与现行版本完全相同，不需要发布。"))
    if latest is None:
        return Notice(Tone.BLUE, _("没有问题，可以发布；这是第一个版本。"))
    return Notice(Tone.BLUE, _("没有问题，可以发布。请先看下面的差异。"))


def _facts(found: Loaded, latest: PackVersion | None) -> tuple[Fact, ...]:
    return (
        Fact(_("代号"), found.id),
        Fact(_("版本"), found.pack.version if found.pack else ""),
        Fact(_("现行版本"), latest.version if latest else ""),
    )


def _sections(found: Loaded, latest: PackVersion | None) -> tuple[Part, ...]:
    if found.problems or found.pack is None:
        return (_problems_part(found.problems),)
    if latest is None:
        return ()
    return (_changes_part(differences(at_version(latest.pk), found.pack), latest.version),)


def _problems_part(problems: tuple[Problem, ...]) -> Part:
    rows = tuple(
        Row(
            (
                Cell(f"{Path(each.file).name}:{each.line}:{each.column}", note=each.code),
                Cell(say(each.message)),
                Cell(say(each.remedy)),
            )
        )
        for each in problems
    )
    return Part(Table(columns(_("位置"), _("问题"), _("怎么改")), rows, Empty(_("没有问题"))), _("问题"))

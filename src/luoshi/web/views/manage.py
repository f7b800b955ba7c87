"""管理: packs, units, people, the audit log; small for now, and read-only."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.org.models import Post, Unit
from luoshi.org.models.kinds import UnitKind
from luoshi.packs.models import PackVersion
from luoshi.packs.queries import current
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.components.lists import pager
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

PAGE = 50


def check_may_manage(actor: Actor) -> None:
    """Refuse whoever neither administers nor audits."""
    if not actor.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
        raise Refused(
            "web.may_not_manage",
            reason=Text("管理页面只对管理员和审计员开放。", "These pages are for administrators and auditors."),
            remedy=Text("需要调整时请联系管理员。", "Ask an administrator for a change."),
        )


@require_GET
def manage(request: HttpRequest) -> HttpResponse:
    """Lines of work and their versions."""
    check_may_manage(actor_of(request))
    versions = PackVersion.objects.order_by("pack", "-pk")
    titles = {pack.id: say(pack.titles) for pack in current().packs.values()}
    rows = tuple(
        Row(
            (
                Cell(titles.get(version.pack, version.pack), note=version.pack),
                Cell(version.version),
                Cell(version.sha256[:16]),
                Cell(timezone.localtime(version.published_at).strftime("%Y-%m-%d %H:%M")),
            )
        )
        for version in versions
    )
    columns = (
        Column(_("业务条线")),
        Column(_("版本")),
        Column(_("内容摘要 SHA-256")),
        Column(_("发布时间"), ColumnKind.DATE),
    )
    table = Table(columns, rows, Empty(_("还没有发布业务条线"), _("在命令行用 luoshi packs publish 发布。")))
    return render(request, "web/manage.html", {"title": _("业务条线"), "table": table, "tabs": tabs("manage")})


def tabs(current_name: str) -> list[dict[str, object]]:
    """The pages of this part."""
    places = (
        ("manage", _("业务条线")),
        ("manage_units", _("单位")),
        ("manage_people", _("人员")),
        ("jobs", _("任务")),
        ("manage_audit", _("审计")),
    )
    return [{"href": reverse(name), "title": title, "current": name == current_name} for name, title in places]


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The tree of units as it stands today."""
    check_may_manage(actor_of(request))
    found = Unit.objects.filter(valid_from__lte=today()).order_by("path")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = tuple(
        Row(
            (
                Cell("　" * (unit.path.count("/") - 2) + unit.title),
                Cell(say(UnitKind(unit.kind).label)),
                Cell(unit.division_code),
                Cell(unit.valid_from.isoformat()),
                Cell(unit.valid_to.isoformat() if unit.valid_to else ""),
            )
        )
        for unit in page
    )
    columns = (
        Column(_("单位")),
        Column(_("类别")),
        Column(_("区划代码")),
        Column(_("设立"), ColumnKind.DATE),
        Column(_("撤销"), ColumnKind.DATE),
    )
    pages = pager(total=page.paginator.count, size=PAGE, page=page.number, query={})
    context = {"title": _("单位"), "table": Table(columns, rows, Empty(_("还没有单位"))), "pager": pages}
    return render(request, "web/manage.html", {**context, "tabs": tabs("manage_units")})


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which post, where, since when."""
    check_may_manage(actor_of(request))
    posts = Post.objects.select_related("account", "unit").order_by("unit__path", "role")
    page = Paginator(posts, PAGE).get_page(request.GET.get("page"))
    rows = tuple(
        Row(
            (
                Cell(post.account.display_name, note=post.account.username),
                Cell(say(Role(post.role).label)),
                Cell(post.unit.title),
                Cell(post.valid_from.isoformat()),
                Cell(post.valid_to.isoformat() if post.valid_to else ""),
            )
        )
        for post in page
    )
    columns = (
        Column(_("姓名")),
        Column(_("岗位")),
        Column(_("单位")),
        Column(_("任职"), ColumnKind.DATE),
        Column(_("离任"), ColumnKind.DATE),
    )
    pages = pager(total=page.paginator.count, size=PAGE, page=page.number, query={})
    context = {"title": _("人员"), "table": Table(columns, rows, Empty(_("还没有人员"))), "pager": pages}
    return render(request, "web/manage.html", {**context, "tabs": tabs("manage_people")})

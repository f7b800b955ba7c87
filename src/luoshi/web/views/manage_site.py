"""管理: what needs attention first; how the site is; what is kept how long."""

from datetime import timedelta

from django.core.checks import ERROR, WARNING, CheckMessage, run_checks
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.jobs.models import OPEN_STATES, Job, JobState
from luoshi.org.models import Post, Unit, in_force
from luoshi.packs.models import PackVersion
from luoshi.people.models import Account
from luoshi.web import retention
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.figures import Tile
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Empty, Row, Table
from luoshi.web.managing import LIGHT, Part, check_may_manage, columns, tabs
from luoshi.web.wording import say

LATELY = timedelta(days=1)


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What needs attention first, each with what to do; then how much there is. Some thirty queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    troubles = [each for each in looked_at() if each.level >= WARNING]
    rows = tuple(_trouble(each) for each in troubles) + tuple(_open_ends())
    empty = Empty(_("一切正常"), _("数据库、任务、日志、备份、信件都没有要处理的。"))
    heads = columns(_("要处理的"), (_("轻重"), LIGHT), _("怎么办"))
    context = {
        "title": _("概览"),
        "tabs": tabs("manage"),
        "tiles": _tiles(),
        "sections": (Part(Table(heads, rows, empty), _("先看这里")),),
    }
    return render(request, "web/manage/overview.html", context)


def looked_at() -> list[CheckMessage]:
    """What the checks of the set-up and of the running site say, the gravest first."""
    found = run_checks(tags=["luoshi", "health"], include_deployment_checks=True, databases=["default"])
    return sorted(found, key=lambda each: -each.level)


def half_of(told: str) -> str:
    """The half of a bilingual message in the reader's language; Chinese stands first."""
    lines = told.split("\n")
    if len(lines) < 2:
        return told
    half = len(lines) // 2
    return "\n".join(lines[half:] if (get_language() or "").startswith("en") else lines[:half])


def _trouble(each: CheckMessage) -> Row:
    return Row(
        (Cell(half_of(str(each.msg)), note=str(each.id)), Cell(light=_level(each)), Cell(half_of(each.hint or "")))
    )


def _level(each: CheckMessage) -> Light:
    if each.level >= ERROR:
        return Light(Tone.RED, _("马上处理"), badge=True)
    return (
        Light(Tone.YELLOW, _("留意"), badge=True)
        if each.level >= WARNING
        else Light(Tone.GREEN, _("正常"), badge=True)
    )


def _open_ends() -> list[Row]:
    """What is no fault and still waits for an administrator: people who cannot work, units without anybody."""
    day = today()
    idle = Account.objects.filter(is_active=True).exclude(pk__in=Post.objects.filter(in_force(day)).values("account"))
    many = idle.count()
    rows = []
    if many:
        told = _("%(count)s 个账号没有在任的岗位") % {"count": many}
        what = _("授予岗位，或停用账号。")
        rows.append(
            Row(
                (
                    Cell(told, reverse("manage_people")),
                    Cell(light=Light(Tone.YELLOW, _("留意"), badge=True)),
                    Cell(what),
                )
            )
        )
    return rows


def _tiles() -> tuple[Tile, ...]:
    day = today()
    failed = Job.objects.filter(state=JobState.FAILED, ended_at__gte=now() - LATELY).count()
    waiting = Job.objects.filter(state__in=OPEN_STATES).count()
    packs = PackVersion.objects.values("pack").distinct().count()
    return (
        Tile(_("业务条线"), f"{packs}", _("条"), href=reverse("manage_packs")),
        Tile(
            pgettext("many", "单位"),
            f"{Unit.objects.filter(in_force(day)).count():,}",
            _("个"),
            href=reverse("manage_units"),
        ),
        Tile(
            _("账号"),
            f"{Account.objects.filter(is_active=True).count():,}",
            pgettext("counted", "人"),
            href=reverse("manage_people"),
        ),
        Tile(_("待办任务"), f"{waiting:,}", _("项"), href=reverse("jobs")),
        Tile(
            _("一天内失败的任务"),
            f"{failed}",
            _("项"),
            href=f"{reverse('jobs')}?state=failed",
            tone=Tone.RED if failed else None,
        ),
    )


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Everything that is looked at, what is well too; `luoshi doctor` prints the same."""
    actor = actor_of(request)
    check_may_manage(actor)
    rows = tuple(_trouble(each) for each in looked_at())
    context = {
        "title": _("系统状况"),
        "lead": _("服务器上运行 luoshi doctor，看到的是同样的内容。"),
        "tabs": tabs("manage_health"),
        "sections": (
            Part(Table(columns(_("看到的"), (_("状态"), LIGHT), _("怎么办")), rows, Empty(_("没有要看的")))),
        ),
    }
    return render(request, "web/manage/list.html", context)


@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept how long, by which rule, when it is next looked at, and what stays behind. Two queries."""
    check_may_manage(actor_of(request))
    rows = tuple(
        Row(
            (
                Cell(say(each.what)),
                Cell(say(each.long)),
                Cell(say(each.by)),
                Cell(each.next_run),
                Cell(say(each.stays), each.href),
            )
        )
        for each in retention.rules()
    )
    heads = columns(_("内容"), _("保留多久"), _("按什么规定"), _("下次清理"), _("清理后留下什么"))
    context = {
        "title": _("保留期限"),
        "lead": _("台账和日志从不删除；只有下面写明的才会到期清理。"),
        "tabs": tabs("manage_retention"),
        "sections": (Part(Table(heads, rows, Empty(_("没有规定")))),),
    }
    return render(request, "web/manage/list.html", context)

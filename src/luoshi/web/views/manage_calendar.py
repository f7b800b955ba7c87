"""管理 → 日历: the years of the calendar, which open deadlines an older one gave, and what re-dating would change."""

from collections import Counter

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.calendars.queries import arrangements, national
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.following import Foreseen, calendars_of_clocks, follow_calendar, foreseen, under_way
from luoshi.registers.permissions import can_redate, check_can_redate
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.headings import Crumb
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Empty, Row, Table
from luoshi.web.managing import (
    DATE,
    LIGHT,
    NUMBER,
    Deed,
    Done,
    Link,
    Part,
    check_may_manage,
    columns,
    deed_page,
    tabs,
)
from luoshi.web.wording import say

YEARS = 5


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """What the calendar in force would change, by register and by days; whose work it is. Four queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    found = foreseen()
    context = {
        "title": _("日历"),
        "lead": _("放假通知发布后，开着的期限按新日历重算：只会顺延，不会提前；原来的日期都留着。"),
        "tabs": tabs("manage_calendar"),
        "acts": _acts(found, actor),
        "sections": (_registers(found), *_days(found), _versions(), _years()),
    }
    return render(request, "web/manage/list.html", context)


def _registers(found: dict[str, Foreseen]) -> Part:
    heads = columns(
        _("台账"),
        (_("顺延"), NUMBER),
        (_("最多顺延（天）"), NUMBER),
        (_("保持不变"), NUMBER),
        (_("暂算转为正式"), NUMBER),
    )
    rows = tuple(
        Row(
            (
                Cell(say(declared(name).title), reverse("register", args=[name])),
                Cell(f"{each.later:,}"),
                Cell(f"{each.most}" if each.most else ""),
                Cell(f"{each.kept:,}"),
                Cell(f"{each.settled:,}"),
            )
        )
        for name, each in found.items()
    )
    empty = Empty(_("没有要重算的期限"), _("开着的期限都与现行日历一致。"))
    note = _("保持不变：新日历算出更早的日期，已经给出的日子不收回") if found else ""
    return Part(Table(heads, rows, empty), _("按新日历会改变的期限"), note)


def _acts(found: dict[str, Foreseen], actor: Actor) -> tuple[Link, ...]:
    """The job that is under way, or the way to ask for one."""
    if job := under_way():
        return (Link(_("正在重算：看进度"), reverse("job", args=[job.pk])),)
    if not found or not can_redate(actor):
        return ()
    return (Link(_("按新日历重算"), reverse("manage_redate")),)


def _days(found: dict[str, Foreseen]) -> tuple[Part, ...]:
    """How many move by how much, where any does."""
    days: Counter[int] = Counter()
    for each in found.values():
        days.update(each.days)
    heads = columns(_("顺延（天）"), (_("多少个期限"), NUMBER))
    rows = tuple(Row((Cell(f"{day}"), Cell(f"{count:,}"))) for day, count in sorted(days.items()))
    return (Part(Table(heads, rows, Empty(_("没有期限会顺延"))), _("顺延多少天")),) if rows else ()


def _versions() -> Part:
    """Which versions gave the open deadlines; an older one stays where the newer gives the same date."""
    current = national().version
    heads = columns(_("日历版本"), (_("多少个期限"), NUMBER), (_("状态"), LIGHT))
    rows = tuple(
        Row((Cell(version), Cell(f"{count:,}"), Cell(light=_standing(version == current))))
        for version, count in calendars_of_clocks().items()
    )
    note = _("用旧版本算、日期相同的，不必重算")
    return Part(Table(heads, rows, Empty(_("没有开着的期限"))), _("开着的期限用的是哪个版本"), note)


def _standing(now_in_force: bool) -> Light:
    if now_in_force:
        return Light(Tone.GREEN, _("现行"), badge=True)
    return Light(Tone.YELLOW, _("旧版本"), badge=True)


def _years() -> Part:
    heads = columns(_("年度"), _("放假通知"), (_("发布日期"), DATE))
    latest = sorted(arrangements(), key=lambda each: -each.year)[:YEARS]
    rows = tuple(
        Row(
            (
                Cell(f"{each.year}"),
                Cell(each.notice.title, note=each.notice.number or ""),
                Cell(f"{each.notice.issued or ''}"),
            )
        )
        for each in latest
    )
    note = _("之后的年份按推算，标明“暂算”；在服务器上用 luoshi calendars publish 加入新通知")
    return Part(Table(heads, rows, Empty(_("没有年度安排"))), _("放假安排"), note)


@require_http_methods(["GET", "POST"])
def redate(request: HttpRequest) -> HttpResponse:
    """What would change, said once more; asked for with one button."""
    actor = actor_of(request)
    check_may_manage(actor)
    check_can_redate(actor)
    found = foreseen()
    told = {
        "later": f"{sum(each.later for each in found.values()):,}",
        "kept": f"{sum(each.kept for each in found.values()):,}",
        "settled": f"{sum(each.settled for each in found.values()):,}",
    }

    def do(_posted: QueryDict) -> Done:
        job = follow_calendar(by=actor, at=now()) or under_way()
        if job is None:
            raise Refused(
                "registers.nothing_to_redate",
                reason=Text("没有要重算的期限。", "No deadline would change."),
                remedy=Text("不需要办理。", "There is nothing to do."),
            )
        return Done(_("已交给后台，这里看进度。"), reverse("job", args=[job.pk]))

    deed = Deed(
        title=_("按新日历重算期限"),
        lead=_(
            "%(later)s 个期限顺延，%(kept)s 个算出更早的日期、保持不变，%(settled)s 个由暂算转为正式。"
            "每条记录都留下新版本和审计条目；开始后可以取消，已算好的保留。"
        )
        % told,
        submit=_("开始重算"),
        boxes=(),
        do=do,
        crumbs=(Crumb(_("日历"), reverse("manage_calendar")),),
    )
    return deed_page(request, deed)

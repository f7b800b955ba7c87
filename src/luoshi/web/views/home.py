"""首页: what needs me today."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.web.components.tables import Column, ColumnKind, Empty, Table
from luoshi.web.shell import shell_of

NOON, EVENING = 12, 18


def home(request: HttpRequest) -> HttpResponse:
    """The page after signing in."""
    now = timezone.localtime()
    context = {"greeting": _greeting(now, shell_of(request).person), "day": _day(now), "todo": _todo()}
    return render(request, "web/home.html", context)


def _greeting(now: datetime, person: str) -> str:
    if now.hour < NOON:
        return _("%(person)s，上午好") % {"person": person}
    if now.hour < EVENING:
        return _("%(person)s，下午好") % {"person": person}
    return _("%(person)s，晚上好") % {"person": person}


def _day(now: datetime) -> str:
    weekday = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))[
        now.weekday()
    ]
    day = _("%(year)d年%(month)d月%(day)d日") % {"year": now.year, "month": now.month, "day": now.day}
    return f"{day} {weekday}"


def _todo() -> Table:
    return Table(
        columns=(
            Column(_("事项")),
            Column(_("台账")),
            Column(_("期限"), ColumnKind.DATE),
            Column(_("状态"), ColumnKind.LIGHT),
        ),
        rows=(),
        empty=Empty(_("今天没有要办的事"), _("到期、待核验和被催办的事项会出现在这里。")),
    )

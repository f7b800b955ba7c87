"""首页: what needs me today."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luoshi.measures.queries import funnel
from luoshi.packs.queries import current
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Kind, period_of
from luoshi.web import awaiting, clock, today
from luoshi.web.acting import actor_of
from luoshi.web.components.funnels import Funnel
from luoshi.web.figuring import drawn_funnel

NOON, EVENING = 12, 18


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page after signing in: what waits, what is late, why each line is there."""
    actor, day = actor_of(request), clock.today()
    verify = [*today.to_verify(actor), *today.to_check(actor, day)]
    matters = [
        *today.chased(actor),
        *verify,
        *today.to_chase(actor, day),
        *today.claims_on_mine(actor),
        *today.due_for(actor, day),
    ]
    seen = {matter.href for matter in matters}
    matters += [matter for matter in today.late_below(actor, day) if matter.href not in seen]
    context = {
        "greeting": _greeting(timezone.localtime(clock.now()), actor.name),
        "day": _day(day),
        "tiles": today.tiles_of(actor, day, len(verify)),
        "funnels": _funnels(actor, day),
        "todo": today.table_of(matters),
        "jobs": awaiting.lately_of(actor, clock.now()),
    }
    return render(request, "web/home.html", context)


def _funnels(actor: Actor, day: date) -> list[Funnel]:
    """For those who watch over the whole: the last whole year's funnels of every line of work."""
    if not any(post.is_at_root and post.role in today.WATCHING for post in actor.posts):
        return []
    catalogue, period = current(), period_of(Kind.YEAR, day).previous().label
    return [
        drawn_funnel(funnel(each.ref, period=period, today=day, actor=actor, catalogue=catalogue), period)
        for each in catalogue.funnels()
    ]


def _greeting(now: datetime, person: str) -> str:
    if now.hour < NOON:
        return _("%(person)s，上午好") % {"person": person}
    if now.hour < EVENING:
        return _("%(person)s，下午好") % {"person": person}
    return _("%(person)s，晚上好") % {"person": person}


def _day(now: date) -> str:
    weekday = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))[
        now.weekday()
    ]
    day = _("%(year)d年%(month)d月%(day)d日") % {"year": now.year, "month": now.month, "day": now.day}
    return f"{day} {weekday}"

"""首页: what needs me today, first of all; then the units one watches over, and the figures of the whole."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from luoshi.measures.queries import figures, funnel_of
from luoshi.packs.queries import current
from luoshi.registers.needs import needs_of
from luoshi.returns.queries import asked_of
from luoshi.rules.actors import Actor, Role
from luoshi.rules.periods import Kind, period_of
from luoshi.web import awaiting, clock, exporting, today
from luoshi.web.acting import actor_of
from luoshi.web.components.funnels import Funnel
from luoshi.web.figuring import drawn_funnel
from luoshi.web.returning import asked_table
from luoshi.web.views.overview import oversees

NOON, EVENING = 12, 18
WATCHING = (Role.SUPERVISOR, Role.AUDITOR, Role.BUREAU_OFFICER)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page after signing in: what waits, what is late, why each line is there."""
    actor, day, wanted = actor_of(request), clock.today(), today.asked(request.GET.dict())
    needs = needs_of(actor, at=clock.now())
    context = {
        "greeting": _greeting(timezone.localtime(clock.now()), actor.name),
        "day": _day(day),
        "summary": today.summary(needs),
        "work": today.worklist_of(needs, wanted, day),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render(request, "web/home_work.html", context)
    asked = asked_of(actor)
    context |= {
        "asked": asked_table(asked) if asked else None,
        "oversees": oversees(actor),
        "jobs": awaiting.lately_of(actor, clock.now()),
        "funnels": _funnels(actor, day),
    }
    return render(request, "web/home.html", context)


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The matters that were asked for, all pages of them, as .xlsx, .csv or .pdf."""
    actor, wanted, day = actor_of(request), today.asked(request.GET.dict()), clock.today()
    table = today.table_of(needs_of(actor, at=clock.now()), wanted, day)
    shown = exporting.shown_of(actor, table, title=_("今天要办的事"), said=wanted.words)
    return exporting.answered(shown, form, name=_("今天要办的事"))


def _funnels(actor: Actor, day: date) -> list[Funnel]:
    """For those who watch over the whole: the last whole year's funnels of every line of work."""
    if not any(post.is_at_root and post.role in WATCHING for post in actor.posts):
        return []
    catalogue, period = current(), period_of(Kind.YEAR, day).previous().label
    refs = dict.fromkeys(
        ref for each in catalogue.funnels() for step in each.steps for ref in (step.count, step.rate) if ref
    )
    read = figures([*refs], period=period, today=day, actor=actor, catalogue=catalogue)
    return [drawn_funnel(funnel_of(catalogue, each.ref, read), period) for each in catalogue.funnels()]


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

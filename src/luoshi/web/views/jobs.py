"""管理 → 任务: what is being done, for everybody or for oneself; try again, cancel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.jobs import actions
from luoshi.jobs.models import OPEN_STATES, Job
from luoshi.jobs.permissions import sees_all
from luoshi.jobs.queries import job_seen, visible_to
from luoshi.rules.actors import Actor, Role
from luoshi.web import awaiting
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.lists import pager
from luoshi.web.components.records import Fact
from luoshi.web.managing import tabs

PAGE = 25


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The list; while something on it is open, its part of the page asks for itself again. Cost: 2 queries."""
    actor, asked = actor_of(request), request.GET.dict()
    found = awaiting.narrowed(visible_to(actor), asked)
    query = {name: asked[name] for name in ("q", "state", "kind") if asked.get(name)}
    wanted = asked.get("page", "")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
    pages = pager(total=found.count(), size=PAGE, page=page, query=query)
    shown = list(found.order_by("-pk")[max(pages.first - 1, 0) : pages.last])
    context = {
        "lines": awaiting.lines_of(actor, shown),
        "pager": pages,
        "moving": _moving(shown),
        "here": request.get_full_path(),
        "narrowed": bool(query),
    }
    if request.headers.get("HX-Target") == awaiting.TARGET:
        return render(request, "web/jobs_results.html", context)
    managing = sees_all(actor)
    frame = {"bar": awaiting.filterbar_of(asked), "managing": managing, "tabs": tabs("jobs") if managing else []}
    return render(request, "web/jobs.html", {**context, **frame})


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One job: how far it is, what came of it, what can be done. Cost: 1 query."""
    actor = actor_of(request)
    found = job_seen(pk, by=actor)
    context = {
        "line": awaiting.line_of(actor, found),
        "facts": _facts(found),
        "detail": _detail(actor, found),
        "moving": _moving([found]),
    }
    part = request.headers.get("HX-Target") == awaiting.TARGET
    return render(request, "web/job_results.html" if part else "web/job.html", context)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a job again, and show it."""
    actor = actor_of(request)
    actions.retry(job_seen(pk, by=actor), by=actor, at=now())
    messages.success(request, _("已安排重试。"))
    return redirect("job", pk=pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a job, and show it."""
    actor = actor_of(request)
    actions.cancel(job_seen(pk, by=actor), by=actor, at=now())
    messages.success(request, _("任务已取消，已写入的内容保留。"))
    return redirect("job", pk=pk)


def _moving(shown: list[Job]) -> bool:
    return any(each.state in OPEN_STATES for each in shown)


def _facts(found: Job) -> tuple[Fact, ...]:
    return (
        Fact(_("发起人"), awaiting.who_asked(found)),
        Fact(_("发起时间"), awaiting.moment(found.asked_at)),
        Fact(_("不早于"), awaiting.moment(found.run_after)),
        Fact(_("最近开始"), awaiting.moment(found.started_at)),
        Fact(_("结束"), awaiting.moment(found.ended_at)),
        Fact(_("执行次数"), str(found.attempt)),
    )


def _detail(actor: Actor, found: Job) -> str:
    """The error in the program's own words, for who looks after the server."""
    return str(found.error.get("detail", "")) if actor.has_role(Role.ADMINISTRATOR) else ""

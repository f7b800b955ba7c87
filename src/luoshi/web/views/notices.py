"""提醒: what one has been told, how one wants to be told, what one follows; mail turned off from a letter."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.notices import actions, glances, queries
from luoshi.notices.kinds import Kind
from luoshi.notices.matters import matter_of
from luoshi.notices.models import NoticeQuerySet
from luoshi.notices.unsubscribing import read
from luoshi.people.models import Account
from luoshi.registers.queries import get as record_seen
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.web import entering, noticing
from luoshi.web.acting import actor_of, capacities_of
from luoshi.web.clock import now
from luoshi.web.components.lists import pager
from luoshi.web.downloads import csv_answer
from luoshi.web.telling import minute_of
from luoshi.web.wording import say

PAGE = 25
MOST_EXPORTED = 2000
FIELDS = ("mail", "quiet_from", "quiet_until")


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """A person's own notices. Some five queries, and a few for each register on the page."""
    account, asked = cast(Account, request.user), _asked(request)
    seen_to = glances.seen_to(account.pk)
    found = _found(account, asked, seen_to)
    query = {name: value for name, value in asked.items() if value and name != "page"}
    page = int(asked["page"]) if asked["page"].isascii() and asked["page"].isdigit() and len(asked["page"]) < 9 else 1
    pages = pager(total=found.count(), size=PAGE, page=page, query=query)
    shown = list(found[max(pages.first - 1, 0) : pages.last])
    seen = queries.told_among(account, capacities_of(request), shown, at=now())
    context = {
        "bar": noticing.filterbar_of(asked),
        "table": noticing.table_of(shown, seen, seen_to=seen_to, narrowed=bool(query)),
        "pager": pages,
        "newest": queries.mine(account.pk).values_list("pk", flat=True).first() or 0,
        "export": f"?{request.GET.urlencode()}",
    }
    return render(request, "web/notices/list.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    got = request.GET
    asked = {name: got.get(name, "").replace("\x00", "").strip()[:80] for name in ("q", "kind", "new", "page")}
    return {**asked, "kind": asked["kind"] if asked["kind"] in set(Kind) else ""}


def _found(account: Account, asked: dict[str, str], seen_to: int) -> NoticeQuerySet:
    since = seen_to if asked["new"] == "1" else 0
    return queries.mine(account.pk, kind=asked["kind"], words=asked["q"], since=since)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, the newest two thousand."""
    account = cast(Account, request.user)
    shown = list(_found(account, _asked(request), glances.seen_to(account.pk))[:MOST_EXPORTED])
    seen = queries.told_among(account, capacities_of(request), shown, at=now())
    rows = [(_("时间"), _("种类"), _("编号"), _("事项"), _("发生了什么"), _("为什么"))]
    for each in shown:
        if each.pk in seen:
            matter = matter_of(each)
            told = (say(each.label), matter.number, say(matter.label), say(each.said), say(each.reason))
            rows.append((minute_of(each.at), *told))
    return csv_answer("notices.csv", rows)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Set what one has in front of oneself aside as seen, for oneself; what came meanwhile stays new."""
    sent = request.POST.get("seen_to", "")
    if sent.isascii() and sent.isdigit() and len(sent) < 19:
        glances.look(cast(Account, request.user).pk, seen_to=int(sent))
    return redirect("notices")


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How one wants to be told."""
    actor = _oneself(request)
    mistakes: dict[str, str] = {}
    posted = request.POST.dict() if request.method == "POST" else None
    if posted is not None:
        try:
            actions.set_preferences(noticing.wishes_of(posted), by=actor, at=now())
        except Refused as refused:
            beside, problems = entering.placed_mistakes(refused, FIELDS)
            mistakes = beside or {"": " ".join(problems)}
        else:
            messages.success(request, _("提醒方式已保存。"))
            return redirect("notice_preferences")
    form = noticing.form_of(queries.preference_of(actor.account_id), posted, mistakes)
    return render(request, "web/notices/preferences.html", {"form": form}, status=422 if mistakes else 200)


def _oneself(request: HttpRequest) -> Actor:
    """The person in their own name: nobody sets the wishes of whom they stand in for."""
    return capacities_of(request)[0]


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a record, or follow it no more."""
    record = record_seen(actor_of(request), pk)
    if request.POST.get("follow") == "0":
        actions.unfollow(record, by=_oneself(request), at=now())
        messages.success(request, _("不再关注这条记录。"))
    else:
        actions.follow(record, by=actor_of(request), at=now())
        messages.success(request, _("已关注：这条记录有变动时会告诉您。"))
    return redirect("record", pk=pk)


@csrf_exempt  # mail programs send it without a page before it (RFC 8058); the token names whose mail is meant
@login_not_required
@require_http_methods(["GET", "POST"])
def no_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Mail turned off from a letter; asked for by a button, since mail programs open addresses by themselves."""
    account, mail = read(token)
    if request.method == "POST":
        actions.turn_mail_off(account.pk, mail, by=Actor(account.pk, account.display_name, ()), at=now())
    return render(request, "web/notices/no_mail.html", {"mail": mail, "done": request.method == "POST"})

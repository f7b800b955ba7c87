"""管理 → 接口令牌: which programs act for whom, with which scope and until when; who holds one revokes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.api.models import Token
from luoshi.api.policies import is_in_force
from luoshi.api.queries import every_token
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.lists import FilterBar, pager
from luoshi.web.components.tables import Cell, Empty, Row, Table
from luoshi.web.managing import DATE, LIGHT, Link, Part, check_may_manage, columns, tabs
from luoshi.web.standing import number_from
from luoshi.web.views.tokens import post_text, scope_text, standing_light
from luoshi.web.wording import listed

PAGE = 50


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens, in force or not; never their secret. Three queries."""
    check_may_manage(actor_of(request))
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = every_token(words)
    query = {"q": words} if words else {}
    pages = pager(total=found.count(), size=PAGE, page=number_from(request.GET.get("page", "1")) or 1, query=query)
    heads = columns(
        _("名称"),
        _("持有人"),
        (_("可用"), LIGHT),
        _("范围"),
        _("以何岗位"),
        (_("到期"), DATE),
        (_("最近使用"), DATE),
    )
    rows = tuple(map(_row, found[max(pages.first - 1, 0) : pages.last]))
    empty = Empty(_("没有令牌"), _("有人为程序开通令牌后，会列在这里。"))
    context = {
        "title": _("接口令牌"),
        "lead": _("哪些程序在替谁读写、到什么时候；撤销由持有人自己办，停用账号时一并失效。"),
        "tabs": tabs("manage_tokens"),
        "acts": (Link(_("我的令牌"), reverse("tokens")),),
        "bar": FilterBar(reverse("manage_tokens"), words, _("名称或持有人")),
        "sections": (Part(Table(heads, rows, empty)),),
        "pager": pages,
    }
    return render(request, "web/manage/list.html", context)


def _row(token: Token) -> Row:
    return Row(
        (
            Cell(token.name, note=f"luoshi_{token.prefix}_…"),
            Cell(token.account.display_name, reverse("manage_person", args=[token.account_id])),
            Cell(light=standing_light(token, is_in_force(token, now()))),
            Cell(listed(scope_text(scope) for scope in token.scopes)),
            Cell(post_text(token)),
            Cell(timezone.localtime(token.expires_at).date().isoformat()),
            Cell(token.last_used_on.isoformat() if token.last_used_on else ""),
        )
    )

"""接口令牌: one's own tokens for programs: made, shown once, revoked."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.api.actions import make_token, revoke_token
from luoshi.api.models import Token
from luoshi.api.policies import LIFETIMES, is_in_force
from luoshi.api.queries import token_of, tokens_of
from luoshi.packs.queries import current
from luoshi.rules.actors import Actor, PostHeld, Role
from luoshi.rules.refusals import Refused
from luoshi.web import entering
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import listed, say

USUAL = 90  # days


def tabs(current_name: str) -> list[dict[str, object]]:
    """What other programs may do for a person: the pages of this part."""
    places = (
        ("tokens", _("接口令牌")),
        ("webhooks", _("推送订阅")),
        ("agendas", _("日程订阅")),
        ("api", _("接口说明")),
    )
    return [{"href": reverse(name), "title": title, "current": name == current_name} for name, title in places]


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens of the person's own."""
    rows = tuple(_row(each) for each in tokens_of(actor_of(request)))
    columns = (
        Column(_("名称")),
        Column(_("可用"), ColumnKind.LIGHT),
        Column(_("范围")),
        Column(_("以何岗位")),
        Column(_("到期"), ColumnKind.DATE),
        Column(_("最近使用"), ColumnKind.DATE),
        Column(pgettext("secret", "撤销")),
    )
    empty = Empty(
        _("还没有令牌"),
        _("别的程序要读写台账时，用令牌代替您的密码；可以随时撤销。"),
        reverse("token_new"),
        _("开通令牌"),
    )
    return render(request, "web/tokens.html", {"table": Table(columns, rows, empty), "tabs": tabs("tokens")})


def _row(token: Token) -> Row:
    usable = is_in_force(token, now())
    return Row(
        (
            Cell(token.name, note=f"luoshi_{token.prefix}_…"),
            Cell(light=standing_light(token, usable)),
            Cell(listed(scope_text(scope) for scope in token.scopes)),
            Cell(post_text(token)),
            Cell(timezone.localtime(token.expires_at).date().isoformat()),
            Cell(token.last_used_on.isoformat() if token.last_used_on else ""),
            Cell(pgettext("secret", "撤销"), reverse("token_revoke", args=[token.pk])) if usable else Cell(),
        )
    )


def post_text(token: Token) -> str:
    """As which post a token acts."""
    return f"{token.unit.title} · {say(Role(token.role).label)}" if token.unit else _("本人全部岗位")


def standing_light(token: Token, usable: bool) -> Light:
    """Whether a token is in force, and why not."""
    if usable:
        return Light(Tone.GREEN, _("有效"), badge=True)
    return Light(Tone.GREY, _("已撤销") if token.revoked_at else _("已到期"), badge=True)


def scope_text(scope: str) -> str:
    """A scope in words."""
    act, _colon, place = scope.partition(":")
    told = {"place": _place_title(place)}
    return _("读写：%(place)s") % told if act == "write" else _("只读：%(place)s") % told


def _place_title(place: str) -> str:
    catalogue = current()
    if not place:
        return _("全部")
    if place in catalogue.packs:
        return say(catalogue.packs[place].titles)
    pack = catalogue.packs.get(place.partition(".")[0])
    register = pack.registers.get(place.partition(".")[2]) if pack else None
    return say(register.title) if register else place


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new token; once it is made, its text on the page, this one time."""
    actor = actor_of(request)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        days = request.POST.get("days", "")
        lasting = timedelta(days=int(days)) if days in map(str, LIFETIMES) else timedelta(0)
        at = now()
        try:
            token, text = make_token(
                request.POST.get("name", ""),
                scopes=request.POST.getlist("scopes"),
                expires_at=at + lasting,
                post=_post_of(actor, request.POST.get("post", "")),
                by=actor,
                at=at,
            )
        except Refused as refused:
            mistakes, problems = entering.placed_mistakes(refused, ("name", "scopes", "days"))
        else:
            return render(request, "web/token_made.html", {"token": token, "secret": text})
    form = _form(actor, request, mistakes, problems)
    status = 422 if mistakes or problems else 200
    return render(request, "web/token_new.html", {"form": form}, status=status)


def _form(actor: Actor, request: HttpRequest, mistakes: dict[str, str], problems: Sequence[str]) -> Form:
    posted = request.POST
    lifetimes = tuple(Option(str(days), _("%(days)s 天") % {"days": days}) for days in LIFETIMES)
    posts = tuple(Option(_post_key(post), f"{post.unit_title} · {say(post.role.label)}") for post in actor.posts)
    boxes = (
        FormField(
            "name",
            _("名称"),
            value=posted.get("name", ""),
            required=True,
            max_length=80,
            hint=_("写明给哪个程序用，如“报表程序”"),
            error=mistakes.get("name", ""),
        ),
        FormField(
            "days",
            _("有效期"),
            Input.CHOICE,
            posted.get("days", str(USUAL)),
            required=True,
            options=lifetimes,
            error=mistakes.get("days", ""),
        ),
        FormField(
            "post",
            _("只以这个岗位"),
            Input.CHOICE,
            posted.get("post", ""),
            options=posts,
            hint=_("不选即以本人全部岗位；任何时候都不超过本人当天的权限"),
        ),
        FormField(
            "scopes",
            _("范围"),
            Input.UNITS,
            options=tuple(Option(scope, scope_text(scope)) for scope in scopes_to_choose()),
            chosen=tuple(posted.getlist("scopes")),
            hint=_("读写包含只读。只勾这个程序用得着的。"),
            error=mistakes.get("scopes", ""),
        ),
    )
    return Form(reverse("token_new"), (Section(boxes),), _("开通令牌"), reverse("tokens"), problems=tuple(problems))


def scopes_to_choose() -> list[str]:
    """All, then each line of work, then each register."""
    catalogue = current()
    places = [*catalogue.packs, *(register.ref for register in catalogue.registers())]
    return ["read", "write", *(f"{act}:{place}" for place in places for act in ("read", "write"))]


def _post_key(post: PostHeld) -> str:
    return f"{post.unit_id}-{post.role.value}"


def _post_of(actor: Actor, chosen: str) -> PostHeld | None:
    return next((post for post in actor.posts if _post_key(post) == chosen), None)


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then revokes."""
    actor = actor_of(request)
    token = token_of(actor, pk)
    if request.method == "POST":
        revoke_token(token, by=actor, at=now())
        messages.success(request, _("已撤销，用它的程序从现在起被拒绝。"))
        return redirect("tokens")
    return render(request, "web/token_revoke.html", {"token": token})

"""管理 → 人员: accounts, the posts they hold from–to, who stands in for whom, a way in by a link that serves once."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.org.actions import delegate, end_post, hold_post, revoke_delegation
from luoshi.org.models import Delegation, Post, in_force
from luoshi.org.permissions import can_administer
from luoshi.people.actions import create_account, deactivate, invite, reactivate, take_invitation
from luoshi.people.invitations import invited
from luoshi.people.models import Account
from luoshi.people.permissions import can_create_accounts, can_take_over_accounts
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.headings import Crumb
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Filter, FilterBar, Option, pager
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, Empty, Row, Table
from luoshi.web.downloads import csv_answer
from luoshi.web.entering import placed_mistakes
from luoshi.web.managing import (
    DATE,
    LIGHT,
    Deed,
    Done,
    Link,
    Part,
    asked_of,
    check_may_manage,
    columns,
    day_from,
    deed_page,
    given,
    own_units,
    page_of,
    tabs,
    unit_from,
)
from luoshi.web.wording import say

PAGE = 50
REASON = Text("理由", "the reason")


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Accounts by name, each with the posts of today. Four queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    asked = asked_of(request, "q", "state", "role")
    found = _narrowed(asked)
    query = {name: value for name, value in asked.items() if value}
    pages = pager(total=found.count(), size=PAGE, page=page_of(request), query=query)
    shown = list(found[max(pages.first - 1, 0) : pages.last])
    context = {
        "title": _("人员"),
        "lead": _("账号本身没有任何权限，权限来自在任的岗位。"),
        "tabs": tabs("manage_people"),
        "bar": _bar(asked),
        "acts": _list_acts(actor, request),
        "sections": (Part(Table(_list_columns(), tuple(_rows(shown)), _empty(bool(query)))),),
        "pager": pages,
    }
    return render(request, "web/manage/list.html", context)


def _list_acts(actor: Actor, request: HttpRequest) -> tuple[Link, ...]:
    out = Link(_("导出"), f"{reverse('manage_people_export')}?{request.GET.urlencode()}", "export")
    if not can_create_accounts(actor):
        return (out,)
    return (Link(_("新开账号"), reverse("manage_person_new"), "add"), out)


def _list_columns() -> tuple[Column, ...]:
    return columns(_("姓名"), _("用户名"), _("在任岗位"), (_("状态"), LIGHT))


def _empty(narrowed: bool) -> Empty:
    if narrowed:
        return Empty(_("没有符合条件的人员"), _("换个词，或去掉一些筛选条件。"), "?", _("查看全部"))
    return Empty(_("还没有人员"), _("开立账号后，再授予岗位。"))


def _narrowed(asked: Mapping[str, str]) -> QuerySet[Account]:
    found = Account.objects.order_by("display_name", "pk")
    if asked["q"]:
        unit = Q(posts__unit__title__icontains=asked["q"])
        found = found.filter(Q(display_name__icontains=asked["q"]) | Q(username__icontains=asked["q"]) | unit)
    if asked["role"] in set(Role):
        found = found.filter(in_force(today(), "posts__"), posts__role=asked["role"])
    if asked["state"] in ("active", "closed"):
        found = found.filter(is_active=asked["state"] == "active")
    return found.distinct()


def _bar(asked: Mapping[str, str]) -> FilterBar:
    states = (Option("active", _("使用中")), Option("closed", _("已停用")))
    roles = tuple(Option(role.value, say(role.label)) for role in Role)
    return FilterBar(
        reverse("manage_people"),
        asked["q"],
        _("姓名、用户名或单位"),
        (Filter("role", _("岗位"), roles, asked["role"]), Filter("state", _("状态"), states, asked["state"])),
    )


def _rows(accounts: list[Account]) -> list[Row]:
    held: dict[int, list[str]] = {}
    posts = Post.objects.filter(in_force(today()), account__in=accounts).select_related("unit").order_by("unit__path")
    for post in posts:
        held.setdefault(post.account_id, []).append(_post(post))
    return [
        Row(
            (
                Cell(each.display_name, reverse("manage_person", args=[each.pk])),
                Cell(each.username),
                Cell("；".join(held.get(each.pk, []))),
                Cell(light=_state(each)),
            )
        )
        for each in accounts
    ]


def _post(post: Post) -> str:
    return f"{post.unit.title} · {say(Role(post.role).label)}"


def _state(account: Account) -> Light:
    if not account.is_active:
        return Light(Tone.GREY, _("已停用"), badge=True)
    if not account.has_usable_password():
        return Light(Tone.YELLOW, _("还没有密码"), badge=True)
    return Light(Tone.GREEN, _("使用中"), badge=True)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same list as CSV."""
    check_may_manage(actor_of(request))
    rows = _rows(list(_narrowed(asked_of(request, "q", "state", "role"))))
    lines = [[cell.light.word if cell.light else cell.text for cell in row.cells] for row in rows]
    head = [_("姓名"), _("用户名"), _("在任岗位"), _("状态")]
    return csv_answer("people.csv", [head, *lines])


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: posts from–to, who stands in, what can be done. Six queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    account = get_object_or_404(Account, pk=pk)
    posts = list(Post.objects.filter(account=account).select_related("unit").order_by("-valid_from", "pk"))
    context = {
        "title": account.display_name,
        "light": _state(account),
        "crumbs": _crumbs(),
        "acts": _acts(actor, account),
        "facts": (
            Fact(_("用户名"), account.username),
            Fact(_("开立"), timezone.localtime(account.created_at).date().isoformat()),
            Fact(_("语言"), "English" if account.language == "en" else "中文"),
        ),
        "sections": (_posts_part(actor, account, posts), _lent_part(actor, account)),
    }
    return render(request, "web/manage/one.html", context)


def _crumbs(account: Account | None = None) -> tuple[Crumb, ...]:
    above = Crumb(_("人员"), reverse("manage_people"))
    return (
        (above,)
        if account is None
        else (above, Crumb(account.display_name, reverse("manage_person", args=[account.pk])))
    )


def _acts(actor: Actor, account: Account) -> tuple[Link, ...]:
    if not can_take_over_accounts(actor):
        return ()

    def link(title: str, act: str) -> Link:
        return Link(title, reverse("manage_person_act", args=[account.pk, act]))

    if not account.is_active:
        return (link(_("重新启用"), "open"),)
    return (link(_("一次性登录链接"), "link"), link(_("停用账号"), "close"))


def _posts_part(actor: Actor, account: Account, posts: list[Post]) -> Part:
    day = today()

    def acts(post: Post) -> Cell:
        if post.valid_to is not None or not can_administer(actor, post.unit):
            return Cell()
        return Cell(_("办理离任"), reverse("manage_post_end", args=[post.pk]))

    rows = tuple(
        Row(
            (
                Cell(say(Role(post.role).label)),
                Cell(post.unit.title, reverse("manage_unit", args=[post.unit_id])),
                Cell(post.valid_from.isoformat()),
                Cell(post.valid_to.isoformat() if post.valid_to else ""),
                Cell(light=_held(post.holds_on(day), post.valid_from > day)),
                acts(post),
            )
        )
        for post in posts
    )
    heads = columns(_("岗位"), _("单位"), (_("任职"), DATE), (_("离任"), DATE), (_("状态"), LIGHT), _("办理"))
    add = None
    if account.is_active and actor.has_role(Role.ADMINISTRATOR) and not actor.speaks_for(account.pk):
        add = Link(_("授予岗位"), reverse("manage_person_act", args=[account.pk, "hold"]))
    return Part(Table(heads, rows, Empty(_("还没有岗位"), _("没有岗位的账号看不到任何台账。"))), _("岗位"), act=add)


def _held(now_held: bool, ahead: bool) -> Light:
    if now_held:
        return Light(Tone.GREEN, _("在任"))
    return Light(Tone.BLUE, _("将任")) if ahead else Light(Tone.GREY, _("已离任"))


def _lent_part(actor: Actor, account: Account) -> Part:
    """Who stands in for the person, and for whom the person stands in."""
    found = Delegation.objects.filter(Q(post__account=account) | Q(deputy=account)).order_by("-valid_from", "-pk")
    rows = []
    for each in found.select_related("post__unit", "post__account", "deputy")[:PAGE]:
        running = each.revoked_at is None and each.holds_on(today())
        end = Cell()
        if (
            each.revoked_at is None
            and each.valid_to
            and each.valid_to > today()
            and can_administer(actor, each.post.unit)
        ):
            end = Cell(_("收回"), reverse("manage_delegation_revoke", args=[each.pk]))
        tone = (
            Light(Tone.GREEN, _("代办中"))
            if running
            else Light(Tone.GREY, _("已收回") if each.revoked_at else _("不在期内"))
        )
        rows.append(
            Row(
                (
                    Cell(f"{each.post.account.display_name} → {each.deputy.display_name}", note=each.reason),
                    Cell(_post(each.post)),
                    Cell(each.valid_from.isoformat()),
                    Cell(each.valid_to.isoformat() if each.valid_to else ""),
                    Cell(light=tone),
                    end,
                )
            )
        )
    heads = columns(_("谁请谁代办"), _("岗位"), (_("自"), DATE), (_("至"), DATE), (_("状态"), LIGHT), _("办理"))
    empty = Empty(_("没有代办"), _("出差、休假期间可以请人代办，到期自动结束。"))
    lend = None
    if account.is_active and actor.has_role(Role.ADMINISTRATOR):
        lend = Link(_("登记代办"), reverse("manage_person_act", args=[account.pk, "lend"]))
    return Part(Table(heads, tuple(rows), empty), _("代办"), act=lend)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new account; the way in is a link that serves once."""
    actor = actor_of(request)

    def do(posted: QueryDict) -> Done:
        made = create_account(
            username=posted.get("username", ""), display_name=posted.get("display_name", ""), by=actor, at=now()
        )
        return Done(_("账号已开立；接着授予岗位，再给一次性登录链接。"), reverse("manage_person", args=[made.pk]))

    check_may_manage(actor)
    boxes = (
        FormField("display_name", _("姓名"), required=True, max_length=80),
        FormField("username", _("用户名"), required=True, max_length=80, hint=_("登录用，如工号")),
    )
    lead = _("账号开立后没有任何权限，也不能登录。")
    return deed_page(request, Deed(_("新开账号"), _("开立"), boxes, do, _crumbs(), lead))


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One deed on an account: a post, a deputy, a link, closing, opening again."""
    actor = actor_of(request)
    check_may_manage(actor)
    account = get_object_or_404(Account, pk=pk)
    if act == "link" and request.method == "POST":
        return _link(request, actor, account)
    deeds = {"hold": _hold, "lend": _lend, "close": _close, "open": _open, "link": _ask_link}
    if act not in deeds:
        raise Http404
    return deed_page(request, deeds[act](actor, account))


def _back(account: Account) -> str:
    return reverse("manage_person", args=[account.pk])


def _hold(actor: Actor, account: Account) -> Deed:
    def do(posted: QueryDict) -> Done:
        role = posted.get("role", "")
        if role not in set(Role):
            raise Refused(
                "web.no_role",
                reason=Text("没有选择岗位。", "No post is chosen."),
                remedy=Text("请从列表中选择。", "Choose one from the list."),
                where="role",
            )
        until = day_from(posted, "until") if posted.get("until") else None
        since = day_from(posted, "since")
        unit = unit_from(posted, "unit")
        hold_post(account, unit=unit, role=Role(role), since=since, until=until, by=actor, at=now())
        return Done(_("已授予岗位。"), _back(account))

    boxes = (
        FormField("unit", _("单位"), Input.UNIT, required=True, options=own_units(actor)),
        FormField(
            "role", _("岗位"), Input.CHOICE, required=True, options=tuple(Option(r.value, say(r.label)) for r in Role)
        ),
        FormField("since", _("任职"), Input.DATE, today().isoformat(), required=True),
        FormField("until", _("离任"), Input.DATE, hint=_("不知道就不填；离任当天起不再有权限")),
    )
    return Deed(_("授予岗位"), _("授予"), boxes, do, _crumbs(account))


def _lend(actor: Actor, account: Account) -> Deed:
    posts = Post.objects.filter(in_force(today()), account=account).select_related("unit").order_by("unit__path")

    def do(posted: QueryDict) -> Done:
        deputy = Account.objects.filter(username=posted.get("deputy", "").strip()).first()
        if deputy is None:
            raise Refused(
                "web.no_deputy",
                reason=Text("没有这个用户名。", "There is no such user name."),
                remedy=Text("请在“人员”里查代办人的用户名。", "Look the deputy's user name up under People."),
                where="deputy",
            )
        chosen = posted.get("post", "")
        post = next((each for each in posts if str(each.pk) == chosen), None)
        if post is None:
            raise Refused(
                "web.no_post",
                reason=Text("没有选择岗位。", "No post is chosen."),
                remedy=Text("请从列表中选择。", "Choose one from the list."),
                where="post",
            )
        since, until = day_from(posted, "since"), day_from(posted, "until")
        reason = given(posted, "reason", REASON)
        delegate(post, deputy=deputy, since=since, until=until, reason=reason, by=actor, at=now())
        return Done(_("代办已登记，到期自动结束。"), _back(account))

    boxes = (
        FormField(
            "post", _("岗位"), Input.CHOICE, required=True, options=tuple(Option(str(p.pk), _post(p)) for p in posts)
        ),
        FormField("deputy", _("代办人的用户名"), required=True, max_length=80),
        FormField("since", _("自"), Input.DATE, today().isoformat(), required=True),
        FormField("until", _("至（不含当天）"), Input.DATE, required=True),
        FormField("reason", _("理由"), required=True, max_length=200),
    )
    lead = _("代办人每一步都写明代谁办理；代办人不能核验自己办的事。")
    return Deed(_("登记代办"), _("登记"), boxes, do, _crumbs(account), lead)


def _close(actor: Actor, account: Account) -> Deed:
    def do(posted: QueryDict) -> Done:
        deactivate(account, reason=given(posted, "reason", REASON), by=actor, at=now())
        return Done(_("账号已停用，不能再登录；以前办理的事仍记在名下。"), _back(account))

    box = FormField("reason", _("理由"), required=True, max_length=200)
    return Deed(_("停用账号"), _("停用"), (box,), do, _crumbs(account))


def _open(actor: Actor, account: Account) -> Deed:
    def do(posted: QueryDict) -> Done:
        reactivate(account, reason=given(posted, "reason", REASON), by=actor, at=now())
        return Done(_("账号已重新启用；还在任的岗位随之恢复。"), _back(account))

    box = FormField("reason", _("理由"), required=True, max_length=200)
    return Deed(_("重新启用"), _("启用"), (box,), do, _crumbs(account))


def _ask_link(actor: Actor, account: Account) -> Deed:
    lead = _("生成一个一天内有效、只能用一次的链接，本人打开后自己设密码。请当面或用可靠的方式交给本人。")
    return Deed(_("一次性登录链接"), _("生成链接"), (), lambda _posted: Done("", ""), _crumbs(account), lead)


def _link(request: HttpRequest, actor: Actor, account: Account) -> HttpResponse:
    """The link is shown this once; it stands nowhere."""
    token = invite(account, by=actor, at=now())
    address = request.build_absolute_uri(reverse("invitation", args=[account.pk, token]))
    context = {"title": _("一次性登录链接"), "crumbs": _crumbs(account), "address": address, "account": account}
    return render(request, "web/manage/link.html", context)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves a post."""
    actor = actor_of(request)
    check_may_manage(actor)
    post = get_object_or_404(Post.objects.select_related("unit", "account"), pk=pk)

    def do(posted: QueryDict) -> Done:
        end_post(post, on=day_from(posted, "on"), by=actor, at=now())
        return Done(_("离任已登记。"), _back(post.account))

    box = FormField("on", _("离任"), Input.DATE, today().isoformat(), required=True, hint=_("从这一天起不再有权限"))
    lead = f"{post.account.display_name}：{_post(post)}"
    return deed_page(request, Deed(_("办理离任"), _("登记离任"), (box,), do, _crumbs(post.account), lead))


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """A delegation is taken back at once."""
    actor = actor_of(request)
    check_may_manage(actor)
    found = get_object_or_404(Delegation.objects.select_related("post__unit", "post__account", "deputy"), pk=pk)

    def do(_posted: QueryDict) -> Done:
        revoke_delegation(found, by=actor, at=now())
        return Done(_("代办已收回。"), _back(found.post.account))

    lead = f"{found.post.account.display_name} → {found.deputy.display_name} · {_post(found.post)}"
    return deed_page(request, Deed(_("收回代办"), _("收回"), (), do, _crumbs(found.post.account), lead))


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Whoever holds the link sets their own password; afterwards it opens nothing."""
    account = invited(pk, token)
    mistakes: dict[str, str] = {}
    if request.method == "POST":
        new_one = request.POST.get("new", "")
        if new_one != request.POST.get("again", ""):
            mistakes = {"again": _("两次填写的不一致。")}
        else:
            try:
                own = Actor(account.pk, account.display_name, ())
                take_invitation(account, token=token, password=new_one, by=own, at=now())
            except Refused as refused:
                beside, problems = placed_mistakes(refused, ("password",))
                mistakes = {"new": beside.get("password", " ".join(problems))}
            else:
                messages.success(request, _("密码已设好，请登录。"))
                return redirect("sign_in")
    form = _password_form(mistakes)
    return render(
        request, "web/manage/invitation.html", {"form": form, "account": account}, status=422 if mistakes else 200
    )


def _password_form(mistakes: Mapping[str, str]) -> Form:
    def secret(name: str, title: str, hint: str = "") -> FormField:
        error = mistakes.get(name, "")
        return FormField(
            name, title, Input.SECRET, required=True, autocomplete="new-password", hint=hint, error=error
        )

    hint = _("至少 10 个字符；一句话比一个词好记，也更难猜。")
    return Form("", (Section((secret("new", _("新密码"), hint), secret("again", _("再填一次")))),), _("设好密码"))

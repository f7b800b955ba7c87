"""管理 → 信件, 办公消息: what was sent to whom and why something was not; the messengers the office posts to."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.jobs.actions import enqueue
from luoshi.notices import queries
from luoshi.notices.actions import MessengerDraft, close_messenger, set_messenger, try_messenger
from luoshi.notices.jobs import MORNING
from luoshi.notices.kinds import Kind
from luoshi.notices.messengers import Style
from luoshi.notices.models import Delivery, DeliveryState, Messenger
from luoshi.org.permissions import can_administer
from luoshi.rules.actors import Actor, Role
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.forms import FormField, Input
from luoshi.web.components.headings import Crumb
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Filter, FilterBar, Option, pager
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Empty, Row, Table
from luoshi.web.managing import (
    DATE,
    LIGHT,
    NUMBER,
    Deed,
    Done,
    Link,
    Part,
    asked_of,
    check_may_administer,
    check_may_manage,
    columns,
    deed_page,
    own_units,
    page_of,
    tabs,
    unit_from,
)
from luoshi.web.wording import listed, say

PAGE = 50
TONES = {
    DeliveryState.WAITING: Tone.BLUE,
    DeliveryState.SENT: Tone.GREEN,
    DeliveryState.FAILED: Tone.RED,
}
POSTED = (Kind.CHASED, Kind.OVERDUE, Kind.RETURNED, Kind.ASSIGNED, Kind.MOVED)
"""What a unit's messenger may be told of: what is told to the people of a lead unit."""


def _words() -> Mapping[str, str]:
    return {"waiting": _("待寄"), "sent": _("已寄出"), "failed": _("未寄出")}


def _state(each: Delivery) -> Light:
    return Light(TONES[DeliveryState(each.state)], _words()[each.state], badge=True)


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """Letters and messages, the newest first. Three queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    asked = asked_of(request, "q", "state", "way")
    found = _narrowed(queries.deliveries(), asked)
    query = {name: value for name, value in asked.items() if value}
    pages = pager(total=found.count(), size=PAGE, page=page_of(request), query=query)
    rows = tuple(_row(each) for each in found[max(pages.first - 1, 0) : pages.last])
    heads = columns(_("收件"), _("标题"), (_("提醒数"), NUMBER), (_("状态"), LIGHT), (_("时间"), DATE), _("原因"))
    lead = _("寄出的内容不在这里保存，只留收件、件数和结果。")
    if settings.DEMO:
        lead = _("样例系统不真的寄信：信写到终端，内容可在这里打开看。")
    acts: tuple[Link, ...] = ()
    if actor.has_role(Role.ADMINISTRATOR):
        acts = (Link(_("现在就发今天的汇总"), reverse("manage_digest_now"), posts=True),)
    if query:
        empty = Empty(_("没有符合条件的信件"), _("换个词，或去掉一些筛选条件。"), "?", _("查看全部"))
    else:
        empty = Empty(_("还没有寄过信"), _("有人填了邮箱并有提醒时，会从这里寄出。"))
    context = {
        "title": _("信件"),
        "lead": lead,
        "tabs": tabs("manage_deliveries"),
        "bar": _bar(asked),
        "acts": acts,
        "sections": (Part(Table(heads, rows, empty, spare=True)),),
        "pager": pages,
    }
    return render(request, "web/manage/list.html", context)


def _narrowed(found: QuerySet[Delivery], asked: Mapping[str, str]) -> QuerySet[Delivery]:
    if asked["q"]:
        names = Q(to__icontains=asked["q"]) | Q(account__display_name__icontains=asked["q"])
        found = found.filter(names | Q(messenger__title__icontains=asked["q"]))
    if asked["state"] in set(DeliveryState):
        found = found.filter(state=asked["state"])
    if asked["way"] in ("mail", "messenger"):
        found = found.filter(messenger__isnull=asked["way"] == "mail")
    return found


def _bar(asked: Mapping[str, str]) -> FilterBar:
    states = tuple(Option(value, word) for value, word in _words().items())
    ways = (Option("mail", _("邮件")), Option("messenger", _("办公消息")))
    return FilterBar(
        reverse("manage_deliveries"),
        asked["q"],
        _("收件人、邮箱"),
        (Filter("state", _("状态"), states, asked["state"]), Filter("way", _("方式"), ways, asked["way"])),
    )


def _row(each: Delivery) -> Row:
    receiver = each.messenger.title if each.messenger else each.account.display_name if each.account else ""
    said = f"reason_{'en' if (get_language() or '').startswith('en') else 'zh'}"
    trouble = "" if each.state == DeliveryState.SENT else str(each.trouble.get(said, ""))
    moment = timezone.localtime(each.sent_at or each.made_at).strftime("%Y-%m-%d %H:%M")
    title = each.subject or (_("紧急") if each.urgent else _("每日汇总"))
    return Row(
        (
            Cell(receiver, reverse("manage_delivery", args=[each.pk]), each.to),
            Cell(title),
            Cell(f"{each.notices:,}"),
            Cell(light=_state(each)),
            Cell(moment),
            Cell(trouble),
        )
    )


@require_GET
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter or message; what it said stands here in the generated sample only."""
    check_may_manage(actor_of(request))
    each = get_object_or_404(queries.deliveries(), pk=pk)
    said = f"{'en' if (get_language() or '').startswith('en') else 'zh'}"
    context = {
        "title": each.subject or (_("紧急") if each.urgent else _("每日汇总")),
        "light": _state(each),
        "crumbs": (Crumb(_("信件"), reverse("manage_deliveries")),),
        "facts": (
            Fact(
                _("收件"),
                each.messenger.title if each.messenger else each.account.display_name if each.account else "",
            ),
            Fact(_("地址"), each.to),
            Fact(_("提醒数"), f"{each.notices:,}"),
            Fact(_("交寄"), timezone.localtime(each.made_at).strftime("%Y-%m-%d %H:%M")),
            Fact(_("寄出"), timezone.localtime(each.sent_at).strftime("%Y-%m-%d %H:%M") if each.sent_at else ""),
            Fact(_("失败次数"), str(each.tries) if each.tries else ""),
            Fact(_("原因"), str(each.trouble.get(f"reason_{said}", "")), wide=True),
            Fact(_("怎么办"), str(each.trouble.get(f"remedy_{said}", "")), wide=True),
        ),
        "text": each.text,
    }
    return render(request, "web/manage/one.html", context)


@require_POST
def digest_now(request: HttpRequest) -> HttpResponse:
    """Ask for the round of today now; what has gone this morning goes no second time."""
    actor = actor_of(request)
    check_may_administer(actor)
    enqueue(MORNING, {"now": True}, by=actor, at=now())
    messages.success(request, _("已安排，几秒后刷新可以看到。"))
    return redirect("manage_deliveries")


@require_GET
def messengers(request: HttpRequest) -> HttpResponse:
    """The incoming webhooks the office posts to. Two queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    found = Messenger.objects.select_related("unit").order_by("closed_at", "title")
    rows = tuple(
        Row(
            (
                Cell(each.title, _edit(actor, each), each.host),
                Cell(say(Style(each.style).label)),
                Cell(each.unit.title),
                Cell(listed(say(Kind(kind).label) for kind in each.kinds if kind in set(Kind))),
                Cell(light=_open(each)),
            )
        )
        for each in found
    )
    heads = columns(_("名称"), _("种类"), _("单位"), _("发哪些提醒"), (_("状态"), LIGHT))
    empty = Empty(_("还没有办公消息"), _("在企业微信、钉钉或飞书的群里添加机器人，把它的地址填到这里。"))
    acts: tuple[Link, ...] = ()
    if actor.has_role(Role.ADMINISTRATOR):
        acts = (Link(_("添加"), reverse("manage_messenger_new"), "add"),)
    context = {
        "title": _("办公消息"),
        "lead": _("发到单位群里的消息只写单位、台账和编号，不写标题：群里有谁，系统不知道。"),
        "tabs": tabs("manage_messengers"),
        "acts": acts,
        "sections": (Part(Table(heads, rows, empty)),),
    }
    return render(request, "web/manage/list.html", context)


def _open(each: Messenger) -> Light:
    return Light(Tone.GREY, _("已停用")) if each.closed_at else Light(Tone.GREEN, _("使用中"))


def _edit(actor: Actor, each: Messenger) -> str:
    may = each.closed_at is None and can_administer(actor, each.unit)
    return reverse("manage_messenger", args=[each.pk]) if may else ""


@require_http_methods(["GET", "POST"])
def messenger_new(request: HttpRequest) -> HttpResponse:
    """A new messenger."""
    actor = actor_of(request)
    check_may_administer(actor)
    return deed_page(request, _deed(actor, None))


@require_http_methods(["GET", "POST"])
def messenger(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a messenger."""
    actor = actor_of(request)
    check_may_administer(actor)
    found = get_object_or_404(Messenger.objects.select_related("unit"), pk=pk)
    return deed_page(request, _deed(actor, found))


@require_POST
def messenger_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Post a message on trial, and show what becomes of it."""
    actor = actor_of(request)
    check_may_administer(actor)
    made = try_messenger(get_object_or_404(Messenger.objects.select_related("unit"), pk=pk), by=actor, at=now())
    messages.success(request, _("已安排，几秒后刷新可以看到。"))
    return redirect("manage_delivery", pk=made.pk)


@require_http_methods(["GET", "POST"])
def messenger_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Post to a messenger no more."""
    actor = actor_of(request)
    check_may_administer(actor)
    found = get_object_or_404(Messenger.objects.select_related("unit"), pk=pk)

    def do(_posted: QueryDict) -> Done:
        close_messenger(found, by=actor, at=now())
        return Done(_("已停用，地址和密钥已抹去。"), reverse("manage_messengers"))

    lead = _("“%(title)s”不再收到消息；要恢复须重新填写地址。") % {"title": found.title}
    return deed_page(request, Deed(_("停用办公消息"), _("停用"), (), do, _crumbs(), lead))


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("办公消息"), reverse("manage_messengers")),)


def _deed(actor: Actor, found: Messenger | None) -> Deed:
    def do(posted: QueryDict) -> Done:
        draft = MessengerDraft(
            title=posted.get("title", ""),
            style=posted.get("style", ""),
            address=posted.get("address", ""),
            secret=posted.get("secret", ""),
            unit=unit_from(posted, "unit"),
            kinds=posted.getlist("kinds"),
            language="en" if posted.get("language") == "en" else "zh-hans",
        )
        set_messenger(draft, messenger=found, by=actor, at=now())
        return Done(_("办公消息已保存。"), reverse("manage_messengers"))

    kept = _("不填就用原来的") if found else ""
    boxes = (
        FormField("title", _("名称"), value=found.title if found else "", required=True, max_length=80),
        FormField(
            "style",
            _("种类"),
            Input.CHOICE,
            found.style if found else "",
            required=True,
            options=tuple(Option(style.value, say(style.label)) for style in Style),
        ),
        FormField("address", _("机器人地址"), required=found is None, hint=kept or "https://…", max_length=500),
        FormField("secret", _("加签密钥"), hint=kept or _("钉钉、飞书开了“加签”才填"), max_length=200),
        FormField(
            "unit",
            _("单位"),
            Input.UNIT,
            str(found.unit_id) if found else "",
            required=True,
            options=own_units(actor),
            hint=_("这个单位和下级单位牵头的事"),
        ),
        FormField(
            "language",
            _("语言"),
            Input.CHOICE,
            found.language if found else "zh-hans",
            required=True,
            options=(Option("zh-hans", "中文"), Option("en", "English")),
        ),
        FormField(
            "kinds",
            _("发哪些提醒"),
            Input.UNITS,
            options=tuple(Option(kind.value, say(kind.label)) for kind in POSTED),
            chosen=tuple(found.kinds) if found else (Kind.CHASED.value, Kind.OVERDUE.value),
        ),
    )
    title = _("修改办公消息") if found else _("添加办公消息")
    acts: tuple[Link, ...] = ()
    if found and found.closed_at is None:
        trial = Link(_("试发一条"), reverse("manage_messenger_try", args=[found.pk]), posts=True)
        acts = (trial, Link(_("停用"), reverse("manage_messenger_close", args=[found.pk])))
    return Deed(title, _("保存"), boxes, do, _crumbs(), acts=acts)

"""推送订阅: where a person's own programs are told what happens; what was sent, and sending it again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.api.actions import (
    Wish,
    end_subscription,
    pause_subscription,
    ping,
    renew_secret,
    resume_subscription,
    send_again,
    subscribe,
)
from luoshi.api.models import Attempt, Dispatch, DispatchState, Subscription
from luoshi.api.policies import ACTS
from luoshi.api.queries import dispatch_of, dispatches_of, subscription_of, subscriptions_of
from luoshi.api.reaching import TROUBLES
from luoshi.packs.queries import current
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.web import entering
from luoshi.web.acting import actor_of
from luoshi.web.acts import act_text
from luoshi.web.clock import now
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Option, pager
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.telling import minute_of
from luoshi.web.views.tokens import tabs
from luoshi.web.wording import listed, say

SIZE = 25


@require_GET
def webhooks(request: HttpRequest) -> HttpResponse:
    """The subscriptions of the person's own."""
    found = subscriptions_of(actor_of(request))
    rows = tuple(_row(each) for each in found)
    columns = (
        Column(_("名称")),
        Column(_("状态"), ColumnKind.LIGHT),
        Column(_("地址")),
        Column(_("台账")),
        Column(_("办理")),
    )
    empty = Empty(
        _("还没有推送订阅"),
        _("订阅后，台账里有事发生，您的程序几秒之内就会收到一条签了名的消息。"),
        reverse("webhook_new"),
        _("订阅推送"),
    )
    context = {
        "table": Table(columns, rows, empty),
        "tabs": tabs("webhooks"),
        "stopped": [each for each in found if each.disabled_by_failure],
    }
    return render(request, "web/webhooks.html", context)


def _row(subscription: Subscription) -> Row:
    return Row(
        (
            Cell(subscription.name, reverse("webhook", args=[subscription.pk])),
            Cell(light=standing(subscription)),
            Cell(subscription.url),
            Cell(listed(_register_title(ref) for ref in subscription.registers) or _("全部可见的")),
            Cell(listed(act_text(f"registers.{act}") for act in subscription.acts) or _("全部")),
        )
    )


def standing(subscription: Subscription) -> Light:
    """Whether messages are sent, in a word."""
    if subscription.ended_at:
        return Light(Tone.GREY, _("已结束"), badge=True)
    if subscription.disabled_by_failure:
        return Light(Tone.RED, _("多日未收下，已停止"), badge=True)
    if subscription.disabled_at:
        return Light(Tone.GREY, _("已暂停"), badge=True)
    if subscription.failing_since:
        return Light(Tone.YELLOW, _("最近未收下"), badge=True)
    return Light(Tone.GREEN, _("正常"), badge=True)


def _register_title(ref: str) -> str:
    pack, _dot, name = ref.partition(".")
    held = current().packs.get(pack)
    register = held.registers.get(name) if held else None
    return say(register.title) if register else ref


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new subscription; once it is made, its secret on the page."""
    actor = actor_of(request)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        wish = Wish(
            request.POST.get("name", ""),
            request.POST.get("url", ""),
            request.POST.getlist("registers"),
            request.POST.getlist("acts"),
        )
        try:
            made, secret = subscribe(wish, by=actor, at=now())
        except Refused as refused:
            mistakes, problems = entering.placed_mistakes(refused, ("name", "url", "registers", "acts"))
            if refused.where == "address":
                mistakes, problems = {"url": f"{say(refused.reason)} {say(refused.remedy)}"}, ()
        else:
            return render(request, "web/webhook_secret.html", {"subscription": made, "secret": secret})
    form = _form(request, mistakes, problems)
    return render(request, "web/webhook_new.html", {"form": form}, status=422 if mistakes or problems else 200)


def _form(request: HttpRequest, mistakes: dict[str, str], problems: tuple[str, ...]) -> Form:
    posted = request.POST
    registers = tuple(Option(each.ref, say(each.title)) for each in current().registers())
    acts = tuple(Option(act, act_text(f"registers.{act}")) for act in ACTS)
    boxes = (
        FormField(
            "name",
            _("名称"),
            value=posted.get("name", ""),
            required=True,
            max_length=80,
            error=mistakes.get("name", ""),
        ),
        FormField(
            "url",
            _("接收地址"),
            value=posted.get("url", ""),
            required=True,
            max_length=400,
            hint=_("https:// 开头，收到消息后 15 秒内答 2xx"),
            error=mistakes.get("url", ""),
        ),
        FormField(
            "registers",
            _("哪些台账"),
            Input.UNITS,
            options=registers,
            chosen=tuple(posted.getlist("registers")),
            hint=_("不勾即全部您可以看到的"),
            error=mistakes.get("registers", ""),
        ),
        FormField(
            "acts",
            _("哪些办理"),
            Input.UNITS,
            options=acts,
            chosen=tuple(posted.getlist("acts")),
            hint=_("不勾即全部"),
            error=mistakes.get("acts", ""),
        ),
    )
    return Form(reverse("webhook_new"), (Section(boxes),), _("订阅推送"), reverse("webhooks"), problems=problems)


@require_GET
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """One subscription: how it stands, and what was sent."""
    found = subscription_of(actor_of(request), pk)
    sent = dispatches_of(found)
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    pages = pager(total=sent.count(), size=SIZE, page=page, query={})
    rows = tuple(_sent(each) for each in sent[max(pages.first - 1, 0) : pages.last])
    columns = (
        Column(_("时间"), ColumnKind.DATE),
        Column(_("什么事")),
        Column(_("结果"), ColumnKind.LIGHT),
        Column(_("最近一次")),
        Column(_("次数"), ColumnKind.NUMBER),
        Column(_("重发")),
    )
    facts = [
        Fact(_("地址"), found.url, wide=True),
        Fact(_("台账"), listed(_register_title(ref) for ref in found.registers) or _("全部可见的")),
        Fact(_("办理"), listed(act_text(f"registers.{act}") for act in found.acts) or _("全部")),
    ]
    if found.failing_since:
        facts.append(Fact(_("从何时起未收下"), minute_of(found.failing_since)))
    context = {
        "subscription": found,
        "light": standing(found),
        "facts": facts,
        "table": Table(columns, rows, Empty(_("还没有推送过"), _("可以先试发一条。"))),
        "pager": pages,
    }
    return render(request, "web/webhook.html", context)


def _sent(sent: Dispatch) -> Row:
    tries = list(sent.attempts.all())
    last = tries[-1] if tries else None
    again = sent.state != DispatchState.WAITING
    href = reverse("record", args=[sent.record]) if sent.record else ""
    return Row(
        (
            Cell(minute_of(sent.made_at)),
            Cell(act_text(f"registers.{sent.act}") if sent.record else _("试发"), href, sent.message),
            Cell(light=_fate(sent)),
            Cell(_answer(last) if last else "", note=last.answer[:80] if last else ""),
            Cell(str(sent.tries)),
            Cell(_("重发"), reverse("webhook_again", args=[sent.pk])) if again else Cell(),
        )
    )


def _fate(sent: Dispatch) -> Light:
    match sent.state:
        case DispatchState.DELIVERED:
            return Light(Tone.GREEN, _("已收下"))
        case DispatchState.FAILED:
            return Light(Tone.RED, _("没有收下"))
        case _:
            when = minute_of(sent.next_at) if sent.next_at and sent.tries else ""
            return Light(Tone.YELLOW, _("%(when)s 再试") % {"when": when} if when else _("等待发送"))


def _answer(attempt: Attempt) -> str:
    if attempt.trouble:
        return say(TROUBLES[attempt.trouble]) if attempt.trouble in TROUBLES else attempt.trouble
    return f"{attempt.status} · {attempt.milliseconds} ms"


DO: dict[str, Callable[[Subscription, Actor], str]] = {}


def _does(name: str) -> Callable[[Callable[[Subscription, Actor], str]], Callable[[Subscription, Actor], str]]:
    def declare(act: Callable[[Subscription, Actor], str]) -> Callable[[Subscription, Actor], str]:
        DO[name] = act
        return act

    return declare


@_does("pause")
def _pause(found: Subscription, actor: Actor) -> str:
    pause_subscription(found, by=actor, at=now())
    return _("已暂停，期间发生的事不补发。")


@_does("resume")
def _resume(found: Subscription, actor: Actor) -> str:
    resume_subscription(found, by=actor, at=now())
    return _("已恢复。")


@_does("end")
def _end(found: Subscription, actor: Actor) -> str:
    end_subscription(found, by=actor, at=now())
    return _("已结束，推送记录保留。")


@_does("ping")
def _ping(found: Subscription, actor: Actor) -> str:
    ping(found, by=actor, at=now())
    return _("试发的消息几秒之内送出，结果看下面的推送记录。")


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Pause, resume, end, try; or a new secret, which is shown on the page."""
    actor = actor_of(request)
    found = subscription_of(actor, pk)
    if name == "secret":
        secret = renew_secret(found, by=actor, at=now())
        return render(request, "web/webhook_secret.html", {"subscription": found, "secret": secret})
    if name not in DO:
        raise Http404
    messages.success(request, DO[name](found, actor))
    return redirect("webhooks" if name == "end" else reverse("webhook", args=[pk]))


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """One message as it was sent, each try at it; sent again on asking."""
    actor = actor_of(request)
    sent = dispatch_of(actor, pk)
    if request.method == "POST":
        send_again(sent, by=actor, at=now())
        messages.success(request, _("已安排重发，编号不变，对方可据此识别。"))
        return redirect("webhook", pk=sent.subscription_id)
    rows = tuple(
        Row((Cell(minute_of(each.at)), Cell(_answer(each)), Cell(each.answer)))
        for each in sent.attempts.order_by("pk")
    )
    columns = (Column(_("时间"), ColumnKind.DATE), Column(_("结果")), Column(_("对方的话")))
    context = {"sent": sent, "fate": _fate(sent), "table": Table(columns, rows, Empty(_("还没有试过")))}
    return render(request, "web/webhook_again.html", context)

"""日程订阅: secret addresses at which a person's own calendar program reads due dates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.api.actions import make_agenda, revoke_agenda
from luoshi.api.agendas import title_of
from luoshi.api.models import Agenda, AgendaKind
from luoshi.api.queries import agenda_of, agendas_of
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.web import entering
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.views.tokens import tabs
from luoshi.web.wording import say

PREFIX = "register:"


@require_GET
def agendas(request: HttpRequest) -> HttpResponse:
    """The agendas of the person's own."""
    rows = tuple(_row(each) for each in agendas_of(actor_of(request)))
    columns = (
        Column(_("日程")),
        Column(_("开通"), ColumnKind.DATE),
        Column(_("最近读取"), ColumnKind.DATE),
        Column(pgettext("secret", "撤销")),
    )
    empty = Empty(
        _("还没有日程订阅"),
        _("开通后，手机或电脑上的日历会自动出现期限，改期也跟着变。"),
        reverse("agenda_new"),
        _("开通订阅"),
    )
    return render(request, "web/agendas.html", {"table": Table(columns, rows, empty), "tabs": tabs("agendas")})


def _row(agenda: Agenda) -> Row:
    return Row(
        (
            Cell(say(title_of(agenda))),
            Cell(day_of(agenda.made_at).isoformat()),
            Cell(agenda.last_used_on.isoformat() if agenda.last_used_on else ""),
            Cell(pgettext("secret", "撤销"), reverse("agenda_revoke", args=[agenda.pk])),
        )
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new agenda; once it is made, its address on the page, this one time."""
    actor = actor_of(request)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        chosen = request.POST.get("what", "")
        register = chosen.removeprefix(PREFIX) if chosen.startswith(PREFIX) else ""
        kind = AgendaKind.REGISTER if register else AgendaKind.MINE
        kind = AgendaKind.CADENCES if chosen == AgendaKind.CADENCES else kind
        try:
            agenda, secret = make_agenda(
                kind, register=register, language=get_language() or "zh-hans", by=actor, at=now()
            )
        except Refused as refused:
            _mistakes, problems = entering.mistakes_of(refused)
        else:
            address = request.build_absolute_uri(reverse("agenda", args=[secret]))
            return render(request, "web/agenda_made.html", {"title": say(title_of(agenda)), "address": address})
    options = (
        Option(AgendaKind.MINE, _("本单位牵头的期限")),
        Option(AgendaKind.CADENCES, _("例行事项")),
        *(Option(f"{PREFIX}{each.ref}", _("台账：%(title)s") % {"title": say(each.title)}) for each in dated()),
    )
    value = request.POST.get("what", AgendaKind.MINE.value)
    box = FormField("what", _("订阅什么"), Input.CHOICE, value, required=True, options=options)
    form = Form(reverse("agenda_new"), (Section((box,)),), _("开通订阅"), reverse("agendas"), problems=problems)
    return render(request, "web/agenda_new.html", {"form": form}, status=422 if problems else 200)


def dated() -> list[Register]:
    """The registers whose records have due dates."""
    return [each for each in current().registers() if each.lifecycle is not None]


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then revokes."""
    actor = actor_of(request)
    agenda = agenda_of(actor, pk)
    if request.method == "POST":
        revoke_agenda(agenda, by=actor, at=now())
        messages.success(request, _("已撤销，这个地址不再提供任何内容。"))
        return redirect("agendas")
    return render(request, "web/agenda_revoke.html", {"agenda": agenda, "title": say(title_of(agenda))})

"""回头看: lists closed and drawn from, with their proof, and the look itself."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.packs.declarations import DrawBy, Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import Sight, close_list, draw_looks, look_again
from luoshi.registers.actions.looking import second_look_of
from luoshi.registers.exhibits import ready_files
from luoshi.registers.models import LOOKED, Draw, Look, Seen
from luoshi.registers.permissions import DRAWERS, check_can_look
from luoshi.registers.second_looks import Tally, redrawn, tallies
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor
from luoshi.rules.lots import quota
from luoshi.rules.periods import Kind, period_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import entering
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.looking import light_of, looked_at, minute, rate_of, seen_light
from luoshi.web.wording import say


@require_http_methods(["GET", "POST"])
def draws(request: HttpRequest) -> HttpResponse:
    """All draws with their rate; a further list is closed here."""
    actor = actor_of(request)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            sent = request.POST
            made = close_list(
                sent.get("register", ""),
                period=sent.get("period", "").strip(),
                source=sent.get("source", ""),
                value_day=_day_of(sent.get("value_day", "")),
                by=actor,
                at=now(),
            )
        except Refused as refused:
            _mistakes, problems = entering.mistakes_of(refused)
        else:
            messages.success(request, _("名单已封存，摘要已公开；公开数出来后再抽取。"))
            return redirect("draw", pk=made.pk)
    registers = {each.ref: each for each in looked_at()}
    rows = tuple(_draw_row(registers[each.draw.register], each) for each in tallies(list(registers), today=today()))
    columns = (
        Column(_("台账")),
        Column(_("期间")),
        Column(_("名单"), ColumnKind.NUMBER),
        Column(_("抽中"), ColumnKind.NUMBER),
        Column(_("已看"), ColumnKind.NUMBER),
        Column(_("属实率"), ColumnKind.NUMBER),
        Column(_("状态"), ColumnKind.LIGHT),
    )
    empty = Empty(_("还没有回头看"), _("封存一份销号名单，等公开数出来后抽取。"))
    form = (
        _closing_form(list(registers.values()), request.POST.dict(), problems) if actor.has_role(*DRAWERS) else None
    )
    context = {"table": Table(columns, rows, empty), "form": form if registers else None}
    return render(request, "web/draws.html", context, status=422 if problems else 200)


def _day_of(text: str) -> date | None:
    """The day of the public value; the next where none is given."""
    try:
        return date_from(text) if text.strip() else None
    except Unfit as unfit:
        raise Refused("registers.value_day", reason=unfit.reason, remedy=unfit.remedy, where="value_day") from None


def _draw_row(register: Register, tally: Tally) -> Row:
    draw = tally.draw
    return Row(
        (
            Cell(say(register.title), reverse("draw", args=[draw.pk])),
            Cell(draw.period),
            Cell(str(tally.listed)),
            Cell(str(tally.drawn) if draw.seed else ""),
            Cell(str(tally.looked) if draw.seed else ""),
            Cell(rate_of(tally)),
            Cell(light=light_of(tally)),
        )
    )


def _closing_form(registers: list[Register], posted: dict[str, str], problems: tuple[str, ...]) -> Form:
    last = period_of(Kind.MONTH, today()).previous().label
    by_month = any(second_look_of(each).every is DrawBy.MONTH for each in registers)
    options = tuple(Option(each.ref, say(each.title)) for each in registers)
    only = registers[0].ref if len(registers) == 1 else ""
    fields = [
        FormField("register", _("台账"), Input.CHOICE, posted.get("register", only), required=True, options=options)
    ]
    if by_month:
        hint = _("已结束的月份；按批抽取的台账不填")
        fields.append(FormField("period", _("月份"), Input.TEXT, posted.get("period", last), hint=hint, max_length=7))
    hint = _("此刻还没有人知道的数，例如某日某彩种的开奖号、某日某指数的收盘数")
    fields.append(
        FormField(
            "source", _("公开数的来源"), value=posted.get("source", ""), required=True, hint=hint, max_length=200
        )
    )
    tomorrow = (today() + timedelta(days=1)).isoformat()
    fields.append(
        FormField(
            "value_day",
            _("哪一天的公开数"),
            Input.DATE,
            posted.get("value_day", tomorrow),
            required=True,
            hint=_("今天以后；到那一天才能抽取"),
        )
    )
    return Form(reverse("draws"), (Section(tuple(fields)),), _("封存名单"), problems=problems)


@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw with its proof; drawn here once the public value is known."""
    actor, found = actor_of(request), get_object_or_404(Draw, pk=pk)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            draw_looks(found, public=request.POST.get("public", ""), by=actor, at=now())
        except Refused as refused:
            _mistakes, problems = entering.mistakes_of(refused)
        else:
            messages.success(request, _("已抽取，抽中的事项等待回头看。"))
            return redirect("draw", pk=pk)
    context = {
        "draw": found,
        "register": current().register(found.register),
        "facts": _proof(found),
        "form": _drawing_form(found, problems) if _may_draw(actor, found) or problems else None,
        "closer": not found.seed and actor.speaks_for(found.closed_by),
        "holds": redrawn(found) is not None,
        "table": _looks_table(found),
    }
    return render(request, "web/draw.html", context, status=422 if problems else 200)


def _may_draw(actor: Actor, found: Draw) -> bool:
    if found.seed or (found.value_day is not None and today() < found.value_day):
        return False
    return actor.has_role(*DRAWERS) and not actor.speaks_for(found.closed_by)


def _proof(found: Draw) -> tuple[Fact, ...]:
    count = len(found.listed)
    facts = (
        Fact(_("期间"), found.period),
        Fact(_("名单"), _("%(count)s 件") % {"count": count}),
        Fact(_("应抽"), f"{found.share.normalize():f} % × {count} → {quota(count, found.share)}"),
        Fact(_("封存"), f"{found.closed_name} · {minute(found.closed_at)}"),
        Fact(_("公开数的来源"), found.source, wide=True),
        *((Fact(_("哪一天的公开数"), found.value_day.isoformat()),) if found.value_day else ()),
        *((Fact(_("封存时的日志头"), found.head, wide=True),) if found.head else ()),
        Fact(_("名单摘要（SHA-256）"), found.digest, wide=True),
    )
    if not found.seed:
        return facts
    drawn = (
        Fact(_("抽取"), f"{found.drawn_name} · {minute(found.drawn_at)}"),
        Fact(_("公开数"), found.public),
        Fact(_("种子（SHA-256）"), found.seed, wide=True),
    )
    return (*facts, *drawn)


def _drawing_form(found: Draw, problems: tuple[str, ...]) -> Form:
    public = FormField("public", _("公开数"), required=True, hint=found.source, max_length=200)
    return Form(reverse("draw", args=[found.pk]), (Section((public,)),), _("抽取"), problems=problems)


def _looks_table(found: Draw) -> Table:
    chosen = found.looks.filter(seen__in=[Seen.OPEN, *LOOKED]).select_related("record__lead").order_by("item")
    columns = (
        Column(_("事项")),
        Column(_("牵头单位")),
        Column(_("应在此前看完"), ColumnKind.DATE),
        Column(_("看到的情况")),
        Column(_("结果"), ColumnKind.LIGHT),
    )
    rows = tuple(
        Row(
            (
                Cell(each.record.number, reverse("record", args=[each.record_id])),
                Cell(each.record.lead.title if each.record.lead else ""),
                Cell(str(each.due or "")),
                Cell(f"{each.by_name} · {minute(each.at)}" if each.at else ""),
                Cell(light=seen_light(each, today())),
            )
        )
        for each in chosen
    )
    return Table(columns, rows, Empty(_("还没有抽取"), _("公开数出来之前，没有人知道会抽到哪一项。")))


@require_GET
def draw_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The closed list as a file whose SHA-256 is the published digest."""
    found = get_object_or_404(Draw, pk=pk)
    text = "".join(f"{item}\n" for item in found.listed)
    headers = {"Content-Disposition": f'attachment; filename="list-{found.pk}.txt"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a second look: whether the result holds, what was seen, the evidence."""
    actor = actor_of(request)
    found = queries.hanging(Look.objects.select_related("strike_off", "draw"), pk)
    record = queries.get(actor, found.record_id)
    found.record = record
    register = declared(record.register, record.pack_version_id)
    rule = second_look_of(register)
    check_can_look(actor, found, register, rule)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    posted = request.POST.dict()
    if request.method == "POST":
        try:
            after = look_again(found, sight=_sight(rule.needs, posted), by=actor, at=now())
        except Refused as refused:
            mistakes, problems = entering.mistakes_of(refused)
        else:
            reopened = after.reopening is not None
            messages.success(request, _("已登记，记录已重新打开。") if reopened else _("已登记。"))
            return redirect("record", pk=record.pk)
    answers = (Option("yes", _("属实")), Option("no", _("不属实，重新打开")))
    holds = FormField("holds", _("结果"), Input.CHOICE, posted.get("holds", ""), required=True, options=answers)
    finding = FormField(
        "finding",
        _("看到的情况"),
        Input.LONGTEXT,
        posted.get("finding", ""),
        required=True,
        error=mistakes.get("finding", ""),
        max_length=1000,
    )
    evidence = entering.evidence_fields(register, rule, posted, ready_files(record, rule.needs))
    form = Form(
        reverse("look", args=[pk]),
        (Section((holds, *evidence, finding)),),
        _("登记回头看"),
        cancel_href=reverse("record", args=[record.pk]),
        problems=problems,
    )
    context = {"register": register, "record": record, "form": form}
    return render(request, "web/record_form.html", context, status=422 if mistakes or problems else 200)


def _sight(needs: tuple[str, ...], posted: dict[str, str]) -> Sight:
    """What was seen; an answer that is neither is refused here."""
    if posted.get("holds") not in ("yes", "no"):
        raise Refused(
            "web.look_result",
            reason=Text("没有选择结果。", "No result is chosen."),
            remedy=Text("请选择属实或不属实。", "Choose whether it holds."),
        )
    evidence = {kind: words for kind in needs if (words := posted.get(entering.EVIDENCE + kind, "").strip())}
    return Sight(posted["holds"] == "yes", posted.get("finding", ""), evidence)

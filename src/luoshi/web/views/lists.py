"""底册: the frozen lists of a register, one as of a day, changes and their signatures, two beside each other."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import Grounds, freeze, move_out, sign_change, take_in, turn_down_change
from luoshi.registers.lists import ListOnDay, compare, get_list, on_day, visible_lists
from luoshi.registers.models import FrozenList, ListChange, ListChangeKind
from luoshi.registers.permissions import post_over
from luoshi.registers.queries import get
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.web import entering, frozen
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option, pager
from luoshi.web.exporting import answered, files_of
from luoshi.web.standing import number_from, unit_from
from luoshi.web.wording import say

SIZE = 25


def day_asked(text: str) -> date:
    """The day of an address; today where there is none or it is no day."""
    try:
        return min(date_from(text), today()) if text else today()
    except Unfit:
        return today()


@require_GET
def lists(request: HttpRequest, ref: str) -> HttpResponse:
    """All lists of a register that the person may see, and two of them to hold against each other."""
    actor, register = actor_of(request), declared(ref)
    found = list(visible_lists(actor, ref))
    may_freeze = register.frozen_lists and bool(units_to_list_for(actor, register))
    context = {
        "register": register,
        "table": frozen.lists_table([on_day(each, today()) for each in found], may_freeze, register),
        "lists": found,
        "day": today().isoformat(),
        "may_freeze": may_freeze,
    }
    return render(request, "web/lists.html", context)


def units_to_list_for(actor: Actor, register: Register) -> list[Unit]:
    """The units whose lists the person may keep. One query."""
    units = Unit.objects.filter(valid_to=None).exclude(kind="village").order_by("path")
    return [unit for unit in units if post_over(actor, register, unit, *register.edit, Role.SUPERVISOR)]


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """The form that freezes a list."""
    actor, register = actor_of(request), declared(ref)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            made = freeze(
                ref,
                request.POST.get("title", ""),
                unit=unit_from(request.POST.get("unit", ""), "unit"),
                document=request.POST.get("document", ""),
                condition=request.POST.get("condition", ""),
                by=actor,
                at=now(),
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request, _("已冻结：%(title)s，底数 %(base)s。") % {"title": made.title, "base": made.base}
            )
            return redirect("list", pk=made.pk)
    boxes = _freeze_boxes(request, actor, register, refusal)
    _mistakes, problems = entering.placed_mistakes(refusal, {box.name for box in boxes})
    form = Form(
        action=reverse("list_new", args=[ref]),
        sections=(Section(boxes),),
        submit=_("冻结清单"),
        cancel_href=reverse("lists", args=[ref]),
        problems=problems,
    )
    context = {"register": register, "form": form, "heading": _("冻结清单")}
    return render(request, "web/list_form.html", context, status=422 if refusal else 200)


def _freeze_boxes(
    request: HttpRequest, actor: Actor, register: Register, refusal: Refused | None
) -> tuple[FormField, ...]:
    mistakes, _problems = entering.placed_mistakes(refusal, {"title", "unit", "document", "condition"})
    units = entering.unit_options(units_to_list_for(actor, register))
    only = units[0].value if units else ""

    def box(name: str, title: str, kind: Input = Input.TEXT, value: str = "", **more: object) -> FormField:
        given = request.POST.get(name, value)
        return FormField(name, title, kind, given, error=mistakes.get(name, ""), **more)  # type: ignore[arg-type]

    return (
        box("title", _("清单名称"), required=True, max_length=80, hint=_("如 2022年10月 重点项目")),
        box("unit", _("单位"), Input.UNIT, only, required=True, options=units, hint=_("包括其下级单位")),
        box("document", _("依据文件"), required=True, max_length=200, hint=_("文号")),
        box("condition", _("条件"), max_length=2000, hint=frozen.condition_hint(register)),
    )


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One list as of a day: its numbers, what waits for a signature, every change, every record."""
    actor = actor_of(request)
    found = get_list(actor, pk)
    register = declared(found.register)
    on_list = _on_asked_day(request, found)
    page = number_from(request.GET.get("page", "1"))
    query = {"day": on_list.day.isoformat()}
    pages = pager(total=on_list.standing, size=SIZE, page=page, query=query)
    context = {
        "register": register,
        "list": found,
        "on_list": on_list,
        "day": on_list.day.isoformat(),
        "tiles": frozen.tiles_of(on_list),
        "pending": frozen.pending_of(actor, register, found),
        "changes": frozen.changes_table(on_list),
        "members": frozen.members_table(on_list, max(pages.first - 1, 0), pages.last),
        "pager": pages,
        "measures": frozen.measures_over(current(), found, on_list.day),
        "digest": [found.digest[start : start + 16] for start in range(0, len(found.digest), 16)],
        "files": files_of("list_export", pk, query=query),
        "may_change": post_over(actor, register, found.unit, *register.edit, Role.SUPERVISOR) is not None,
    }
    return render(request, "web/list.html", context)


def _on_asked_day(request: HttpRequest, found: FrozenList) -> ListOnDay:
    """The list on the day of the address, or on the day it was frozen if that is later."""
    return on_day(found, max(day_asked(request.GET.get("day", "")), found.frozen_on))


@require_GET
def export(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The list as of a day with its changes, as .xlsx, .csv or .pdf."""
    actor = actor_of(request)
    on_list = _on_asked_day(request, get_list(actor, pk))
    return answered(frozen.shown_list(actor, on_list), form, name=f"{on_list.frozen.title}-{on_list.day}")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a change: which record, in or out, why, by which document."""
    actor = actor_of(request)
    found = get_list(actor, pk)
    register = declared(found.register)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _propose(request, actor, found)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("已提出，等待另一单位签署后生效。"))
            return redirect("list", pk=pk)
    boxes = _change_boxes(request, found, refusal)
    _mistakes, problems = entering.placed_mistakes(refusal, {box.name for box in boxes})
    form = Form(
        action=reverse("list_change", args=[pk]),
        sections=(Section(boxes),),
        submit=_("提出变动"),
        cancel_href=reverse("list", args=[pk]),
        problems=problems,
    )
    context = {"register": register, "list": found, "form": form, "heading": _("调入或调出")}
    return render(request, "web/list_form.html", context, status=422 if refusal else 200)


def _propose(request: HttpRequest, actor: Actor, found: FrozenList) -> ListChange:
    posted = request.POST
    try:
        record = get(actor, number_from(posted.get("record", "")))
    except Refused as refused:
        raise Refused(refused.code, reason=refused.reason, remedy=refused.remedy, where="record") from None
    corrected = found.changes.filter(pk=number_from(posted.get("corrects", ""))).first()
    grounds = Grounds(posted.get("reason", ""), posted.get("document", ""), corrected)
    act = take_in if posted.get("kind") == ListChangeKind.TAKEN_IN else move_out
    return act(found, record, grounds=grounds, by=actor, at=now())


def _change_boxes(request: HttpRequest, found: FrozenList, refusal: Refused | None) -> tuple[FormField, ...]:
    mistakes, _problems = entering.placed_mistakes(refusal, {"record", "reason", "document"})
    posted = request.POST
    kinds = tuple(Option(kind.value, frozen.kind_words(kind.value)) for kind in reversed(ListChangeKind))
    signed = found.changes.filter(status="signed").order_by("-pk")
    corrects = tuple(
        Option(str(each.pk), f"#{each.pk} {frozen.kind_words(each.kind)} {each.label}") for each in signed
    )
    chosen = posted.get("record", "")
    boxes = (
        FormField("kind", _("变动"), Input.CHOICE, posted.get("kind", ""), required=True, options=kinds),
        FormField(
            "record",
            _("记录"),
            Input.REF,
            chosen,
            required=True,
            shown=posted.get("record-shown", "") if chosen else "",
            lookup=reverse("register_lookup", args=[found.register]),
            error=mistakes.get("record", ""),
        ),
        FormField(
            "reason",
            _("原因"),
            Input.TEXT,
            posted.get("reason", ""),
            required=True,
            max_length=1000,
            error=mistakes.get("reason", ""),
        ),
        FormField(
            "document",
            _("文号"),
            Input.TEXT,
            posted.get("document", ""),
            required=True,
            max_length=200,
            error=mistakes.get("document", ""),
        ),
    )
    wrong = FormField(
        "corrects",
        _("更正哪一笔"),
        Input.CHOICE,
        posted.get("corrects", ""),
        options=corrects,
        hint=_("原来的变动有误时选择；原变动保留"),
    )
    return (*boxes, wrong) if corrects else boxes


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a proposed change, or turn it down with a reason."""
    actor = actor_of(request)
    waiting = ListChange.objects.select_related("frozen__unit", "record").filter(pk=pk).first()
    found = get_list(actor, waiting.frozen_id if waiting else 0)
    if waiting is not None and request.POST.get("decision") == "sign":
        sign_change(waiting, by=actor, at=now())
        messages.success(request, _("已签署，从今天起计入。"))
    elif waiting is not None:
        turn_down_change(waiting, reason=request.POST.get("reason", ""), by=actor, at=now())
        messages.success(request, _("已退回。"))
    return redirect("list", pk=found.pk)


@require_GET
def beside(request: HttpRequest) -> HttpResponse:
    """Two lists, or one on two days: what stands on both, and who on one only, with the reason."""
    actor = actor_of(request)
    left, right = (_side(request, actor, name) for name in ("left", "right"))
    held = compare(left, right)
    context = {
        "register": declared(left.frozen.register),
        "left": left,
        "right": right,
        "held": held,
        "sides": ((left, frozen.tiles_of(left)), (right, frozen.tiles_of(right))),
        "only_left": frozen.apart_table(held.only_left, say(left.text)),
        "only_right": frozen.apart_table(held.only_right, say(right.text)),
        "lists": list(visible_lists(actor, left.frozen.register)),
    }
    return render(request, "web/lists_beside.html", context)


def _side(request: HttpRequest, actor: Actor, name: str) -> ListOnDay:
    found = get_list(actor, number_from(request.GET.get(name, "")))
    return on_day(found, max(day_asked(request.GET.get(f"{name}_day", "")), found.frozen_on))

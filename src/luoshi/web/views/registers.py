"""台账: the registers there are, a new record, the look-up of references."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.org.models import Unit, UnitKind
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import KeyTaken, create
from luoshi.registers.models import Outcome
from luoshi.registers.permissions import covers
from luoshi.registers.queries import claims_by, search, seen_by_register, visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import entering, standing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, Section
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.ledger.finding import COUNTED
from luoshi.web.resending import answer, done_once, submitted_of
from luoshi.web.wording import say


@require_GET
def registers(request: HttpRequest) -> HttpResponse:
    """All registers by line of work, with how many records of each the person may see."""
    catalogue = current()
    seen = seen_by_register(actor_of(request), catalogue.registers(), most=COUNTED)
    groups = [
        (say(pack.titles), _registers_table(pack.registers.values(), seen)) for pack in catalogue.packs.values()
    ]
    return render(request, "web/registers.html", {"groups": groups})


def _registers_table(declared_registers: Iterable[Register], seen: Mapping[str, int | None]) -> Table:
    rows = []
    for each in declared_registers:
        href, many = reverse("register", args=[each.ref]), seen[each.ref]
        told = f"{COUNTED:,}+" if many is None else f"{many:,}"
        rows.append(Row((Cell(say(each.title), href), Cell(told), Cell(say(each.purpose)))))
    columns = (Column(_("台账")), Column(_("记录数"), ColumnKind.NUMBER), Column(_("用途")))
    return Table(columns, tuple(rows), Empty(_("这条业务还没有台账")))


@require_GET
def lookup(request: HttpRequest, ref: str) -> HttpResponse:
    """The first records of a register whose name fits, for the reference box."""
    actor, found = actor_of(request), declared(ref)
    words = request.GET.get("q", "").replace("\x00", "")[:100]
    records = (
        search(visible_to(actor, found), words, register=ref).select_related("unit").order_by("label", "pk")[:12]
    )
    options = [Option(str(record.pk), record.label, record.unit.title) for record in records]
    return render(request, "web/components/options.html", {"options": options})


def units_to_enter_for(actor: Actor, found: Register) -> list[Unit]:
    """The units the person may enter records of a register for; villages where they owe the return. One query."""
    units = Unit.objects.filter(valid_to=None).order_by("path")
    if found.owed is None or UnitKind.VILLAGE not in found.owed.units:
        units = units.exclude(kind=UnitKind.VILLAGE)
    return [unit for unit in units if covers(actor, found, unit, *found.edit)]


@require_http_methods(["GET", "POST"])
@done_once
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """The form for a new record."""
    actor, found = actor_of(request), declared(ref)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            entered = {name: request.POST.get(name, "") for name in found.fields if name in request.POST}
            chosen = standing.read(actor, found, request.POST.dict())
            record = create(ref, entered, **chosen, by=actor, at=now(), submitted=submitted_of(request))
        except KeyTaken as taken:
            return answer(request, Outcome.CLAIMED, taken.held)
        except Refused as refused:
            mistakes, problems = entering.placed_mistakes(refused, standing.Standing.__annotations__)
        else:
            return answer(request, Outcome.CREATED, record)
    units = units_to_enter_for(actor, found)
    if not units:
        raise entry_refused(found)
    posted = request.POST if request.method == "POST" else request.GET  # an address may name unit and period
    form = _new_form(actor, found, units, posted, mistakes, problems)
    status = 422 if mistakes or problems else 200
    return render(request, "web/register_new.html", {"register": found, "form": form}, status=status)


def entry_refused(found: Register) -> Refused:
    """The refusal for somebody without any unit to enter for."""
    return Refused(
        "registers.may_not_edit",
        reason=Text(f"您的岗位不能登记“{found.title.zh}”。", f"Your posts do not allow entering '{found.title.en}'."),
        remedy=Text("请联系台账的归口单位。", "Ask the unit that owns the register."),
        where=found.ref,
    )


def _new_form(
    actor: Actor,
    found: Register,
    units: list[Unit],
    posted: QueryDict,
    mistakes: dict[str, str],
    problems: tuple[str, ...],
) -> Form:
    values = {name: posted.get(name) for name in found.fields}
    names = entering.names_chosen(actor, found, values)
    boxes = standing.boxes(found, units, {name: str(text) for name, text in posted.items()}, mistakes, today())
    declared_fields = entering.fields_for(actor, found.fields.values(), values, mistakes, names)
    return Form(
        action=reverse("record_new", args=[found.ref]),
        sections=(Section(boxes), Section(declared_fields)),
        submit=_("登记"),
        cancel_href=reverse("register", args=[found.ref]),
        problems=problems,
    )


@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """What my units offered although somebody had registered it before: with whom to agree."""
    rows = tuple(
        Row(
            (
                Cell(claim.record.label, note=claim.record.number),
                Cell(claim.record.unit.title, note=day_of(claim.record.created_at).isoformat()),
                Cell(claim.unit.title, note=claim.by_name),
                Cell(day_of(claim.at).isoformat()),
            )
        )
        for claim in claims_by(actor_of(request))[:200]
    )
    columns = (Column(_("项目")), Column(_("首报单位")), Column(_("我方登记")), Column(_("日期"), ColumnKind.DATE))
    empty = Empty(_("没有重复登记"), _("您登记的内容若已有其他单位登记在先，会列在这里，便于商议联合推进。"))
    return render(request, "web/claims.html", {"table": Table(columns, rows, empty)})

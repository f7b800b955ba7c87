"""报送: what one's own units owe, how far each return is by unit and period, who is asked for it."""

from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luoshi.org.models import Unit
from luoshi.org.queries import tree
from luoshi.org.queries.tree import Node, Tree
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.permissions import can_edit
from luoshi.returns import queries
from luoshi.returns.actions import remind
from luoshi.returns.adding import Sheet, View, sheet_of
from luoshi.returns.permissions import may_remind
from luoshi.returns.policies import Round, asked_period, not_owed, owed_periods, stand_of
from luoshi.returns.sources import sources_of, title_of
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Period, parse
from luoshi.web import adding as adding_web
from luoshi.web import exporting
from luoshi.web import returning as told
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.standing import number_from
from luoshi.web.wording import say

PERIODS = 36  # that can be chosen
LISTED = 200  # missing units shown; the file has them all


@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """What the person's units owe, and the newest round of every return in their sight."""
    actor = actor_of(request)
    newest = [
        found
        for register in queries.owed_registers()
        for found in queries.rounds(actor, register, today=today(), most=1)
        if found.owing
    ]
    own = queries.own_returns(actor, today=today())
    context = {"own": told.own_table(own) if own else None, "rounds": told.rounds_table(newest)}
    return render(request, "web/returns.html", context)


@require_GET
def round_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One return for one period: rates, the tree, who is missing."""
    actor, register = actor_of(request), declared(ref)
    period = _period(request, register)
    that_day = tree(period.end)
    whole = queries.round_of(actor, register, period, today=today())
    top = _top(request, that_day, whole)
    found = whole.within(top.path) if top else whole
    missing = [each.node.unit_id for each in found.missing]
    asked = queries.reminders(ref, period.label, missing)
    may_ask = _may_ask(actor, register, missing)
    context = {
        "register": register,
        "period": period,
        "top": top,
        "line": [(node.title, told.href_of(register, period, node.unit_id)) for node in _line(that_day, top, whole)],
        "periods": told.period_options(list(islice(owed_periods(register, today()), PERIODS)), today()),
        "facts": told.facts_of(found),
        "tree": told.tree_table(found, told.parts_of(found, that_day, top) if top else []),
        "missing": told.missing_table(found, that_day, asked, most=LISTED, ticks=may_ask),
        "cut": len(found.missing) > LISTED,
        "may_ask": may_ask,
        "files": exporting.files_of("returns_file", ref, query=_query(period, top)),
    }
    return render(request, "web/returns_round.html", context)


@require_GET
def file(request: HttpRequest, ref: str, form: str) -> HttpResponseBase:
    """The round with every unit, as a file."""
    actor, register = actor_of(request), declared(ref)
    period = _period(request, register)
    whole = queries.round_of(actor, register, period, today=today())
    that_day = tree(period.end)
    top = _top(request, that_day, whole)
    found = whole.within(top.path) if top else whole
    title = f"{say(register.title)} {say(period.text)}"
    said = _("齐报率 %(all)s；及时率 %(timely)s") % {
        "all": found.completeness.working(),
        "timely": found.on_time.working() if found.is_due else _("期限未到"),
    }
    shown = exporting.shown_of(actor, told.whole_table(found, that_day), title=title, said=said)
    return exporting.answered(shown, form, name=f"{register.id}-{period.label}")


@require_POST
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the ticked units for their return; without a tick, all that are listed as missing."""
    actor, register = actor_of(request), declared(ref)
    period = asked_period(register, request.POST.get("period", ""))
    whole = queries.round_of(actor, register, period, today=today())
    top = whole.within(_path(request.POST.get("unit", ""), tree(period.end)))
    chosen = [number_from(each) for each in request.POST.getlist("row")]
    units = chosen or [each.node.unit_id for each in top.missing]
    asked = remind(ref, period.label, units=units, words=request.POST.get("words", ""), by=actor, at=now())
    done = ngettext("已向 %(many)s 家单位催报。", "已向 %(many)s 家单位催报。", len(asked))
    messages.success(request, done % {"many": len(asked)})
    return redirect(told.href_of(register, period, number_from(request.POST.get("unit", "")) or None))


@require_GET
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """One asking as a page that can be printed, and where the return is entered."""
    actor = actor_of(request)
    found = queries.asking_seen(actor, pk)
    register, record = declared(found.register), queries.record_asked(found)
    stand = stand_of(register, record)
    context = {
        "asked": found,
        "register": register,
        "title": told.asked_title(register, found),
        "facts": told.asked_facts(found, stand),
        "round": told.href_of(register, parse(found.period)),
        "late": -found.days_left if found.days_left is not None and found.days_left < 0 else 0,
        "entered_at": told.entered_at(found, record)
        if not stand.is_in and can_edit(actor, register, found.unit)
        else "",
        "record": record if stand.is_in else None,
    }
    return render(request, "web/returns_asked.html", context)


def _period(request: HttpRequest, register: Register) -> Period:
    """The period asked for, else the newest that has ended, else the first one."""
    label = request.GET.get("period", "")
    if label:
        return asked_period(register, label)
    periods = list(islice(owed_periods(register, today()), 2))
    if not periods:
        raise not_owed(register)
    return next((each for each in periods if each.end < today()), periods[0])


def _top(request: HttpRequest, that_day: Tree, found: Round) -> Node | None:
    """The unit asked for, else the lowest one above all that owe."""
    asked = that_day.nodes.get(number_from(request.GET.get("unit", "")))
    if asked is not None and any(each.node.path.startswith(asked.path) for each in found.owing):
        return asked
    return _common(that_day, found)


def _common(that_day: Tree, found: Round) -> Node | None:
    lines = [that_day.line(each.node.unit_id)[:-1] for each in found.owing]
    if not lines:
        return None
    shared = set.intersection(*({node.unit_id for node in line} for line in lines))
    return next((node for node in reversed(lines[0]) if node.unit_id in shared), that_day.root)


def _line(that_day: Tree, top: Node | None, found: Round) -> list[Node]:
    """From the top of the person's sight down to the unit above the one shown."""
    first = _common(that_day, found)
    if top is None or first is None:
        return []
    return [node for node in that_day.line(top.unit_id)[:-1] if node.path.startswith(first.path)]


def _path(unit: str, that_day: Tree) -> str:
    node = that_day.nodes.get(number_from(unit))
    return node.path if node else "/"


def _query(period: Period, top: Node | None) -> dict[str, str]:
    return {"period": period.label} | ({"unit": str(top.unit_id)} if top else {})


def _may_ask(actor: Actor, register: Register, missing: list[int]) -> bool:
    """Whether there is anybody to ask, and the person may. One query."""
    first = Unit.objects.filter(pk__in=missing[:LISTED]).first() if missing else None
    return first is not None and may_remind(actor, register, first)


@require_GET
def sums(request: HttpRequest, ref: str) -> HttpResponse:
    """What the returns of a stretch of time add up to, by unit."""
    actor, register = actor_of(request), declared(ref)
    sheet, period, view = _sheet(request, actor, register)
    context = {
        "register": register,
        "period": period,
        "view": view.value,
        "views": adding_web.view_options(),
        "periods": adding_web.period_options(register, today()),
        "top": sheet.top if sheet else None,
        "table": adding_web.table_of(sheet) if sheet else None,
        "files": exporting.files_of("returns_sums_file", ref, query=_sums_query(request, period, view)),
    }
    return render(request, "web/returns_sums.html", context)


@require_GET
def sources(request: HttpRequest, ref: str) -> HttpResponse:
    """The returns behind one figure: what each said, who entered it, when."""
    actor, register = actor_of(request), declared(ref)
    period, unit, field = _figure(request)
    found = sources_of(actor, register, period, unit=unit, field=field, today=today())
    query = {"period": period.label, "unit": str(unit), "field": field}
    context = {
        "register": register,
        "period": period,
        "field": register.fields[field],
        "unit": title_of(unit),
        "many": len(found),
        "table": adding_web.sources_table(register.fields[field], found[:LISTED], tree(period.end)),
        "cut": len(found) > LISTED,
        "back": adding_web.address(register, period, View.AS_WAS, unit),
        "files": exporting.files_of("returns_sources_file", ref, query=query),
    }
    return render(request, "web/returns_sources.html", context)


@require_GET
def sources_file(request: HttpRequest, ref: str, form: str) -> HttpResponseBase:
    """All returns behind one figure, as a file."""
    actor, register = actor_of(request), declared(ref)
    period, unit, field = _figure(request)
    found = sources_of(actor, register, period, unit=unit, field=field, today=today())
    table = adding_web.sources_table(register.fields[field], found, tree(period.end))
    title = f"{say(register.fields[field].title)} {say(period.text)} {title_of(unit)}"
    shown = exporting.shown_of(actor, table, title=title, said=_("由哪些报表得出"))
    return exporting.answered(shown, form, name=f"{register.id}-{period.label}-{field}")


def _figure(request: HttpRequest) -> tuple[Period, int, str]:
    """The figure asked for: its stretch of time, unit and field."""
    asked = request.GET
    return parse(asked.get("period", "")), number_from(asked.get("unit", "")), asked.get("field", "")


@require_GET
def sums_file(request: HttpRequest, ref: str, form: str) -> HttpResponseBase:
    """The figures of a stretch of time as a file."""
    actor, register = actor_of(request), declared(ref)
    sheet, period, view = _sheet(request, actor, register)
    if sheet is None:
        raise not_owed(register)
    title = f"{say(register.title)} {say(period.text)} {sheet.top.title}"
    said = next(each.title for each in adding_web.view_options() if each.value == view)
    shown = adding_web.shown(actor, sheet, title=title, said=said)
    return exporting.answered(shown, form, name=f"{register.id}-{period.label}-{view.value}")


def _sheet(request: HttpRequest, actor: Actor, register: Register) -> tuple[Sheet | None, Period, View]:
    label, wanted = request.GET.get("period", ""), request.GET.get("view", "")
    period = parse(label) if label else _period(request, register)
    view = View(wanted) if wanted in set(View) else View.AS_WAS
    unit = number_from(request.GET.get("unit", "")) or None
    return sheet_of(actor, register, period, view=view, top=unit, today=today()), period, view


def _sums_query(request: HttpRequest, period: Period, view: View) -> dict[str, str]:
    unit = request.GET.get("unit", "")
    return {"period": period.label, "view": view.value} | ({"unit": unit} if unit else {})

"""报表负担: who asks whom for what, what is asked twice, what it costs, and whether a form is admitted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from luoshi.org.queries import Node, Tree, tree
from luoshi.registers.models import Record
from luoshi.registers.queries import available_moves, hanging
from luoshi.reports.actions import confirm, count_form, decline, keep_timing
from luoshi.reports.burden.cells import tally
from luoshi.reports.burden.forms import burden_of, newest_counts
from luoshi.reports.burden.reach import (
    asked_of,
    due_to_go,
    forms_in_use,
    indicators_with,
    offices,
    townships,
    weeks_of,
)
from luoshi.reports.burden.timings import timings
from luoshi.reports.matching.proposals import Proposed, proposals_of
from luoshi.reports.models import FormFile, Slot
from luoshi.reports.permissions import can_bring, can_time
from luoshi.reports.queries import form_of, newest_of
from luoshi.rules.actors import Actor
from luoshi.rules.burden import Hours
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import reporting, timing_forms, weighing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.exporting import answered, files_of, shown_of
from luoshi.web.standing import number_from
from luoshi.web.wording import say


@require_GET
def burden(request: HttpRequest) -> HttpResponse:
    """Who asks for how much, which forms should go, and every township."""
    actor, units, seconds = actor_of(request), tree(today()), timings()
    forms = forms_in_use(actor)
    context = {
        "tabs": reporting.tabs("burden"),
        "offices": weighing.offices_table(offices(forms, units)),
        "sunset": weighing.sunset_table(due_to_go(forms, today=today())),
        "townships": _townships_table(forms, units),
        "timings": weighing.timings_table(weighing.kinds_in_order(seconds)),
        "basis": weighing.basis_of(seconds.values()),
        "form": timing_forms.form_of({}, ()) if can_time(actor) else None,
    }
    return render(request, "web/burden/overview.html", context)


def _townships_table(forms: list[Any], units: Tree) -> Table:
    rows = []
    for node in townships(units):
        asks = asked_of(forms, node, units)
        after = [ask.after for ask in asks if ask.after]
        total = Hours.together(after) if after else None
        href = reverse("burden_township", args=[node.unit_id])
        times = sum(ask.times for ask in asks)
        rows.append(
            Row((Cell(node.title, href), Cell(str(len(asks))), Cell(f"{times:,}"), weighing.hours_cell(total)))
        )
    columns = (
        Column(_("苏木乡镇")),
        Column(pgettext("asked", "报表"), ColumnKind.NUMBER),
        Column(_("次数/年"), ColumnKind.NUMBER),
        Column(_("小时/年"), ColumnKind.NUMBER),
    )
    return Table(columns, tuple(rows), Empty(_("还没有苏木乡镇")))


@require_POST
def keep_time(request: HttpRequest) -> HttpResponse:
    """Keep measured seconds of one kind of cell."""
    sent = request.POST.dict()
    try:
        given = timing_forms.read(sent)
        keep_timing(given.timing, measured_on=given.measured_on, how=given.how, by=actor_of(request), at=now())
    except Refused as refused:
        form = timing_forms.form_of(sent, (say(weighing.both(refused)),))
        return render(request, "web/burden/timing.html", {"form": form}, status=422)
    messages.success(request, _("已登记实测用时，工时按它重新折算。"))
    return redirect("burden")


@require_GET
def township(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks this township for what, how often, and how many hours that is."""
    actor, units = actor_of(request), tree(today())
    node, table = _asked_table(actor, units, pk)
    before, after = weeks_of(actor, pk)
    context = {
        "node": node,
        "above": units.line(pk)[:-1],
        "table": table,
        "week": weighing.week_facts(before, after),
        "basis": weighing.basis_of(timings().values()),
        "files": files_of("burden_township_file", pk, query={}),
    }
    return render(request, "web/burden/township.html", context)


@require_GET
def township_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The same table to keep."""
    actor, units = actor_of(request), tree(today())
    node, table = _asked_table(actor, units, pk)
    title = _("谁向%(unit)s要什么") % {"unit": node.title}
    said = weighing.basis_of(timings().values())
    return answered(shown_of(actor, table, title=title, said=said), form, name=title)


def _asked_table(actor: Actor, units: Tree, pk: int) -> tuple[Node, Table]:
    node = _known(units, pk)
    asks = asked_of(forms_in_use(actor), node, units)
    return node, weighing.township_table(asks, {each.unit_id: each.title for each in units.nodes.values()})


def _known(units: Tree, pk: int) -> Node:
    if pk not in units.nodes:
        raise Http404
    return units.nodes[pk]


@require_GET
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """What one office asks for."""
    actor, units = actor_of(request), tree(today())
    node = _known(units, pk)
    found = [each for each in forms_in_use(actor) if pk in (each.record.lead_id, each.record.unit_id)]
    indicators = sum(each.indicators for each in offices(found, units) if each.unit_id == pk)
    context = {
        "node": node,
        "indicators": indicators,
        "table": weighing.forms_table(found),
        "basis": weighing.basis_of(timings().values()),
        "files": files_of("burden_office_file", pk, query={}),
    }
    return render(request, "web/burden/office.html", context)


@require_GET
def office_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The same table to keep."""
    actor, units = actor_of(request), tree(today())
    node = _known(units, pk)
    found = [each for each in forms_in_use(actor) if pk in (each.record.lead_id, each.record.unit_id)]
    title = _("%(unit)s要的报表") % {"unit": node.title}
    return answered(shown_of(actor, weighing.forms_table(found), title=title), form, name=title)


@require_GET
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: what is asked twice, what it costs, and what stands against its admission."""
    actor = actor_of(request)
    record = form_of(actor, pk)
    newest = newest_of(record)
    slots = proposals_of(newest) if newest else []
    counted = newest_counts([record]).get(record.pk)
    context = {
        "record": record,
        "file": newest,
        "slots": slots,
        "pending": next((each.slot.pk for each in slots if each.asks_held), None),
        "waiting": sum(each.asks_held for each in slots),
        "may_rule": can_bring(actor, record),
        "facts": weighing.form_facts(burden_of(record, counted, timings())),
        "basis": weighing.basis_of(timings().values()),
        "rows": counted.roster_rows if counted else 1,
        "rosters": any(each.slot.repeats for each in slots),
        "stale": counted is None or _stale(slots, counted.roster_rows, record),
        "admission": _admission(actor, record),
        "declined": [ruling for each in slots for ruling in each.rulings if not ruling.confirmed],
    }
    return render(request, "web/burden/form.html", context)


def _stale(slots: list[Proposed], rows: int, record: Record) -> bool:
    """Whether the record says other numbers than its file: by hand, by rulings, by other forms admitted."""
    cells = tally(slots, roster_rows=rows)
    said = tuple(record.data.get(name) for name in ("cells_asked", "cells_held", "cells_filled"))
    indicators = record.data.get("office_indicators")
    others = indicators is not None and indicators != indicators_with(record)
    return others or said != (cells.asked_in_all, cells.held, cells.filled_in_all)


def _admission(actor: Actor, record: Record) -> list[dict[str, str]]:
    """What may happen next, and what stands against it."""
    return [
        {
            "title": say(choice.move.title),
            "reason": say(choice.refused.reason) if choice.refused else "",
            "remedy": say(choice.refused.remedy) if choice.refused else "",
        }
        for choice in available_moves(actor, record, today=today())
    ]


@require_POST
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or decline what is proposed for one slot."""
    actor, slot = actor_of(request), hanging(Slot.objects.select_related("form_file__record"), pk)
    form_of(actor, slot.form_file.record_id)
    sent = request.POST
    act, holding = (confirm, sent["confirm"]) if "confirm" in sent else (decline, sent.get("decline", ""))
    back = f"{reverse('burden_form', args=[slot.form_file.record_id])}#slot-{slot.pk}"
    try:
        act(slot, holding=holding, reason=sent.get("reason", ""), by=actor, at=now())
    except Refused as refused:
        messages.error(request, say(weighing.both(refused)))
    else:
        messages.success(request, _("已记下：%(words)s") % {"words": slot.words})
    return redirect(back)


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the cells of a form's file onto its record."""
    actor = actor_of(request)
    record = form_of(actor, pk)
    newest: FormFile | None = newest_of(record)
    rows = request.POST.get("roster_rows", "1").strip()
    try:
        if newest is None:
            raise _no_file()
        count_form(newest, roster_rows=number_from(rows), by=actor, at=now())
    except Refused as refused:
        messages.error(request, say(weighing.both(refused)))
    else:
        messages.success(request, _("已按文件计数，写入报表登记。"))
    return redirect("burden_form", pk=pk)


def _no_file() -> Refused:
    return Refused(
        "reports.no_file",
        reason=Text("这张报表还没有上传文件。", "This form has no file yet."),
        remedy=Text("先上传空白报表，再计数。", "Upload the blank form, then count it."),
    )

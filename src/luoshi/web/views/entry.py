"""填报: one page for all that a person has to enter for a period; what was entered is sent here."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.packs.declarations import Register
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Period
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form
from luoshi.web.components.lists import Option
from luoshi.web.entry import due, posted
from luoshi.web.entry import worker as keeping
from luoshi.web.entry.grid import Grid, grid_of, name_of
from luoshi.web.entry.persons import mark_of
from luoshi.web.entry.saying import client_words
from luoshi.web.entry.sending import ACCEPTED, REFUSED, Told, filled_in
from luoshi.web.wording import say

WRONG_PERSON = Refused(
    "web.other_person",
    reason=Text("这些内容是另一个人填的。", "Somebody else entered this."),
    remedy=Text("请由填的人登录后再送。", "It is sent when that person has signed in."),
)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest) -> HttpResponse:
    """The grid of a period; sent as a plain form it saves, and shows what is still missing or wrong."""
    actor = actor_of(request)
    every = due.returns_of(actor)
    period = due.period_asked(request.GET.get("period", ""), every, today())
    if period is None:
        return render(request, "web/entry/nothing.html")
    told: list[Told] = []
    if request.method == "POST":
        told = filled_in(posted.from_form(request.POST, period.label), by=actor, at=now())
        if told and all(each.state == ACCEPTED for each in told):
            messages.success(request, _sentences(told))
            return redirect(request.get_full_path())
    registers = [each for each in every if each.period == period.kind]
    context = _context(request, actor, registers, period, told)
    context["periods"] = _periods(every, period)
    response = render(request, "web/entry/grid.html", context, status=422 if _refused(told) else 200)
    response["Entry-For"] = mark_of(actor)
    return response


def _context(
    request: HttpRequest, actor: Actor, registers: Sequence[Register], period: Period, told: Sequence[Told]
) -> dict[str, Any]:
    units = {unit.pk: unit for each in registers for unit in due.units_of(actor, each, period.end)}
    part = due.part_of(due.in_order(units.values()), request.GET.get("under", ""))
    whole = request.GET.get("all") == "1"
    grid = grid_of(actor, registers, period, part.units, whole=whole, mistakes=_mistakes(told))
    form = Form(action=_address(period, part.chosen, whole=whole), sections=(), submit=_("保存"))
    titles = {unit.pk: unit.title for unit in part.units}
    return {
        "grid": grid,
        "part": part,
        "whole": whole,
        "form": form,
        "book": f"{reverse('entry_book')}?{urlencode({'period': period.label, **({'all': '1'} if whole else {})})}",
        "other": _address(period, part.chosen, whole=not whole),
        "mark": mark_of(actor),
        "build": keeping.build(),
        "client_words": client_words(),
        "words": _words(grid),
        "told": _sentences(told),
        "problems": _problems(told, titles),
    }


def _address(period: Period, under: int, *, whole: bool) -> str:
    query = {"period": period.label, **({"under": str(under)} if under else {}), **({"all": "1"} if whole else {})}
    return f"{reverse('entry')}?{urlencode(query)}"


def _periods(registers: Sequence[Register], chosen: Period) -> list[tuple[Option, bool]]:
    offered = due.periods_of(registers, today())
    if chosen not in offered:
        offered.append(chosen)
    return [(Option(each.label, say(each.text)), each == chosen) for each in offered]


def _mistakes(told: Sequence[Told]) -> dict[str, tuple[str, str]]:
    """What was typed into each box that was refused, and why."""
    return {
        name_of(each.sent.register, each.sent.unit, field): (str(cell.value or ""), each.cells.get(field, ""))
        for each in told
        if each.state == REFUSED
        for field, cell in each.sent.cells.items()
    }


def _sentences(told: Sequence[Told]) -> str:
    count = sum(each.state == ACCEPTED for each in told)
    return ngettext("已保存 %(count)d 份。", "已保存 %(count)d 份。", count) % {"count": count} if told else ""


def _problems(told: Sequence[Told], titles: dict[int, str]) -> list[str]:
    return [f"{titles.get(each.sent.unit, each.sent.unit)}：{each.words}" for each in told if each.state != ACCEPTED]


def _refused(told: Sequence[Told]) -> bool:
    return any(each.state == REFUSED for each in told)


def _words(grid: Grid) -> str:
    units = len(grid.lines)
    said = _("%(units)d 个单位，还有 %(cells)d 格未填") % {"units": units, "cells": grid.missing}
    return said if grid.lines else _("这一期都已填齐")


@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and the token with which the queue may send: asked before anything is sent."""
    return JsonResponse({"for": mark_of(actor_of(request)), "token": get_token(request), "build": keeping.build()})


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the grid open without network; its scope is this folder of addresses alone."""
    return HttpResponse(keeping.script(), content_type="text/javascript; charset=utf-8")


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Changes of a browser's queue, each return by itself: taken, kept beside another value, or refused and why."""
    actor = actor_of(request)
    try:
        if request.headers.get("Entry-For") != mark_of(actor):
            raise WRONG_PERSON
        told = filled_in(posted.from_queue(request), by=actor, at=now())
    except Refused as refused:
        words = f"{say(refused.reason)} {say(refused.remedy)}"
        return JsonResponse({"refused": words, "code": refused.code}, status=409)
    return JsonResponse({"returns": [_answer(each) for each in told]})


def _answer(told: Told) -> dict[str, Any]:
    return {
        "id": told.sent.id,
        "state": told.state,
        "revision": told.revision,
        "href": reverse("record", args=[told.record]) if told.record else "",
        "words": told.words,
        "cells": dict(told.cells),
        "offered": list(told.offered),
    }

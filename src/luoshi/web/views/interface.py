"""接口说明: every operation of the interface with a form to try it, and a page for each code of a problem."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.api.codes import Code, code_of, codes
from luoshi.api.document import document
from luoshi.api.problems import TITLES
from luoshi.api.trying import Trial, trials
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, Empty, Row, Table
from luoshi.web.views.tokens import tabs
from luoshi.web.wording import say


@dataclass(frozen=True, slots=True)
class Part:
    """Operations of one kind of thing."""

    title: str
    trials: tuple[Trial, ...]


@require_GET
def interface(request: HttpRequest) -> HttpResponse:
    """Every operation, with what it takes and answers; forms to try them with a token."""
    described: dict[str, Any] = document(get_language() or "zh-hans")
    found = trials(described)
    parts = [Part(tag["name"], tuple(each for each in found if each.tag == tag["name"])) for tag in described["tags"]]
    context = {
        "tabs": tabs("api"),
        "parts": parts,
        "lead": described["info"]["description"],
        "version": described["info"]["version"],
    }
    return render(request, "web/interface.html", context)


@require_GET
def problems(request: HttpRequest) -> HttpResponse:
    """Every code a problem may carry."""
    rows = tuple(
        Row((Cell(each.id, reverse("api_problem", args=[each.id])), Cell(_status(each)), Cell(_first(each))))
        for each in codes().values()
    )
    columns = (Column(_("代码")), Column(_("状态")), Column(_("原因")))
    return render(request, "web/problems.html", {"table": Table(columns, rows, Empty(_("没有代码")))})


@require_GET
def problem(request: HttpRequest, code: str) -> HttpResponse:
    """What one code means and what to do."""
    found = code_of(code)
    if found is None:
        raise Http404
    facts = [
        (Fact(_("原因"), say(reason), wide=True), Fact(_("怎么办"), say(remedy), wide=True))
        for reason, remedy in found.wordings
    ]
    return render(request, "web/problem.html", {"code": code, "status": _status(found), "facts": facts})


def _status(code: Code) -> str:
    return f"{code.status} {say(TITLES[code.status])}"


def _first(code: Code) -> str:
    return say(code.wordings[0][0]) if code.wordings else ""

"""相关记录: what a record is connected with; asked for apart from its page, which it would slow down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.relations import related_to
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.entering import revision_seen
from luoshi.web.relating import ties_of


@require_GET
def related(request: HttpRequest, pk: int) -> HttpResponse:
    """Every connection, or the pages of one; only its part of the page where a script asks for it."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    only, page = request.GET.get("only", ""), max(revision_seen(request.GET.get("page", "1")), 1)
    ties = ties_of(found, related_to(actor, found, only=only, page=page), page=page, today=today())
    context = {
        "register": declared(found.register, found.pack_version_id),
        "record": found,
        "ties": ties,
        "narrowed": bool(only),
    }
    part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "web/record_ties.html" if part else "web/record_related.html", context)

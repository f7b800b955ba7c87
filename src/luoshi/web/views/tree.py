"""A register as a tree: what stands below each record, with its due date and light, opened branch by branch."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.web import states
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.components.lights import Light
from luoshi.web.ledger import bars, finding
from luoshi.web.ledger.asking import asked
from luoshi.web.wording import say

MOST = 200  # children of one branch; the rest is on the record's page
OPENED = 50  # branches an address may open


@dataclass(frozen=True, slots=True)
class Node:
    """A record in the tree; `nodes` are there where its branch is open."""

    pk: int
    title: str
    number: str
    href: str
    kind: str
    state: Light | None
    light: Light | None
    due: str
    lead: str
    below: int
    opens: str
    nodes: "tuple[Node, ...] | None" = None


def registers_below(ref: str) -> list[Register]:
    """The registers whose records may stand below those of this one."""
    packs = current().packs.values()
    every = (register for pack in packs for register in pack.registers.values())
    return [each for each in every if each.parent is not None and each.parent.to == ref]


@require_GET
def tree(request: HttpRequest, ref: str) -> HttpResponse:
    """The highest records with the branches the address has open: works without script, a branch at a time."""
    actor, register, day = actor_of(request), declared(ref), today()
    wanted = replace(asked(register, request.GET.dict()), view=None)
    roots = Q(parent=None) if register.parent else Q()
    page = finding.page_of(actor, register, wanted, today=day, only=roots)
    opened = frozenset(int(each) for each in request.GET.get("open", "").split(",") if _is_id(each))
    here = {**wanted.query, **({"page": str(wanted.page)} if wanted.page > 1 else {})}
    bar = bars.filterbar_of(actor, register, wanted, bars.counties())
    context = {
        "register": register,
        "nodes": _nodes(actor, page.records, day, frozenset(sorted(opened)[:OPENED]), here),
        "bar": replace(bar, action=reverse("register_tree", args=[ref])),
        "found": page,
    }
    return render(request, "web/tree.html", context)


@require_GET
def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands directly below a record, for the branch that is being opened."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    children = _children(actor, [found])
    nodes = _nodes(actor, children[:MOST], today(), frozenset(), {})
    more = max(0, len(children) - MOST)
    return render(request, "web/components/branch.html", {"nodes": nodes, "more": more, "above": found})


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _children(actor: Actor, records: Iterable[Record]) -> list[Record]:
    """The visible records directly below some, by due date. One query for each register that may stand there."""
    above = list(records)
    found: list[Record] = []
    for ref in dict.fromkeys(record.register for record in above):
        ids = [record.pk for record in above if record.register == ref]
        for register in registers_below(ref):
            below = queries.visible_to(actor, register).filter(parent__in=ids).select_related("unit", "lead")
            found += below.defer("found_by").order_by("due", "pk")
    return found


def _counts(actor: Actor, records: Iterable[Record]) -> dict[int, int]:
    """How many visible records stand directly below each. One query for each register that may stand there."""
    above = list(records)
    counts: dict[int, int] = {}
    for ref in dict.fromkeys(record.register for record in above):
        ids = [record.pk for record in above if record.register == ref]
        for register in registers_below(ref):
            below = queries.visible_to(actor, register).filter(parent__in=ids).order_by()
            for pk, many in below.values_list("parent").annotate(many=Count("pk", distinct=True)):
                counts[pk] = counts.get(pk, 0) + many
    return counts


def _nodes(
    actor: Actor, records: list[Record], day: date, opened: frozenset[int], here: dict[str, str]
) -> tuple[Node, ...]:
    """Records as nodes, those that are open with what stands below them; queries by level, not by record."""
    if not records:
        return ()
    counts = _counts(actor, records)
    inside = [record for record in records if record.pk in opened and counts.get(record.pk)]
    below: dict[int, list[Record]] = {}
    children = _children(actor, inside)
    drawn = {node.pk: node for node in _nodes(actor, children, day, opened, here)}
    for child in children:
        below.setdefault(child.parent_id or 0, []).append(child)
    return tuple(
        _node(
            record,
            counts.get(record.pk, 0),
            day,
            f"?{urlencode({**here, 'open': ','.join(str(pk) for pk in sorted(opened ^ {record.pk}))})}",
            tuple(drawn[child.pk] for child in below.get(record.pk, [])) if record in inside else None,
        )
        for record in records
    )


def _node(record: Record, below: int, day: date, opens: str, nodes: tuple[Node, ...] | None) -> Node:
    register = declared(record.register, record.pack_version_id)
    return Node(
        pk=record.pk,
        title=record.label or record.number,
        number=record.number,
        href=reverse("record", args=[record.pk]),
        kind=say(register.title),
        state=states.state_light(register, record.state),
        light=states.light_of(register, record, day),
        due=record.due.isoformat() if record.due else "",
        lead=(record.lead or record.unit).title,
        below=below,
        opens=opens,
        nodes=nodes,
    )

"""经过 and 历史: the whole line of time of a record, and any two of its versions beside each other."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.audit.permissions import can_read_log
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.models import Record, VersionKind
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.components.headings import Tab
from luoshi.web.components.history import Edition
from luoshi.web.differing import compared, pair_of
from luoshi.web.entering import revision_seen
from luoshi.web.telling import STRANDS, Strand, minute_of, told_of
from luoshi.web.wording import say

PAGE = 50
FURTHEST = 40  # pages of a line of time that can be turned
EDITIONS = 400  # versions offered to choose from
KINDS: Mapping[str, Text] = {
    VersionKind.CREATED: Text("首次登记", "Entered"),
    VersionKind.ADOPTED: Text("由既有台账接收", "Taken over"),
    VersionKind.CORRECTED: Text("更正", "Corrected"),
    VersionKind.MOVED: Text("流转", "Moved"),
    VersionKind.PARTIES: Text("调整责任单位", "Units changed"),
    VersionKind.PLACED: Text("调整上级", "Parent changed"),
    VersionKind.REPUBLISHED: Text("转到台账的新版本", "New version of the register"),
    VersionKind.REDATED: Text("期限变动", "Date changed"),
    VersionKind.WITHDRAWN: Text("撤回登记", "Entry withdrawn"),
}


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole line of time, narrowed to a strand, fifty at a time; and two versions beside each other."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    wanted = request.GET.get("strand", "")
    strand = Strand(wanted) if wanted in set(Strand) else None
    page = min(max(revision_seen(request.GET.get("page", "1")), 1), FURTHEST)
    told = told_of(actor, register, found, most=page * PAGE + 1, strand=strand)
    editions = editions_of(found)
    chosen = (_chosen(request, "from", editions, 1), _chosen(request, "to", editions, 0))
    pair = pair_of(found, *chosen) if len(editions) > 1 else None
    context = {
        "register": register,
        "record": found,
        "events": tuple(each.event for each in told[(page - 1) * PAGE : page * PAGE]),
        "tabs": _tabs(strand),
        "newer": _address(strand, page - 1) if page > 1 else "",
        "older": _address(strand, page + 1) if len(told) > page * PAGE and page < FURTHEST else "",
        "editions": editions,
        "chosen": chosen,
        "compared": compared(actor, pair) if pair else (),
        "pair": pair,
        "may_read_log": can_read_log(actor),
    }
    return render(request, "web/record_history.html", context)


def editions_of(found: Record) -> tuple[Edition, ...]:
    """The versions there are, the newest first. One query."""
    rows = queries.history(found).values_list("revision", "kind", "by_name", "at")[:EDITIONS]
    return tuple(
        Edition(revision, f"{revision} · {say(KINDS[kind])} · {by_name} · {minute_of(at)}")
        for revision, kind, by_name, at in rows
    )


def _chosen(request: HttpRequest, name: str, editions: tuple[Edition, ...], default: int) -> int:
    """The version asked for; one that is not there is refused with what there is."""
    if name not in request.GET:
        return editions[min(default, len(editions) - 1)].revision
    asked = revision_seen(request.GET[name])
    if asked not in {each.revision for each in editions}:
        newest, oldest = editions[0].revision, editions[-1].revision
        raise Refused(
            "web.no_version",
            reason=Text("没有这个版本。", "There is no such version."),
            remedy=Text(f"请在 {oldest} 到 {newest} 之间选择。", f"Choose one between {oldest} and {newest}."),
            where=name,
        )
    return asked


def _tabs(strand: Strand | None) -> tuple[Tab, ...]:
    kinds = (Tab(say(title), _address(each, 1), each is strand) for each, title in STRANDS.items())
    return (Tab(_("全部"), "?", strand is None), *kinds)


def _address(strand: Strand | None, page: int) -> str:
    asked = ({"strand": strand.value} if strand else {}) | ({"page": str(page)} if page > 1 else {})
    return f"?{urlencode(asked)}"

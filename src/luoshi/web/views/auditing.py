"""管理 → 审计: entries and their proofs, signed heads and who received them, sealing and the last check."""

import json
from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.audit.actions.heads import head_now, receive
from luoshi.audit.headtext import read_head
from luoshi.audit.models import Entry, Head, Receipt, Shape, Touch, Verification, Waiting
from luoshi.audit.permissions import can_receive, check_can_read_log
from luoshi.audit.proofs import bundle, leaf_of, prove
from luoshi.audit.signing import fingerprint
from luoshi.audit.standalone import verify_luoshi
from luoshi.audit.tree import size
from luoshi.rules.actors import OPERATOR_ID
from luoshi.rules.refusals import Refused
from luoshi.web.acting import actor_of
from luoshi.web.acts import ACTS, act_text, subject_text, subjects_of
from luoshi.web.clock import now
from luoshi.web.components.lists import Filter, FilterBar, Option, pager
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.managing import tabs
from luoshi.web.wording import say

PAGE = 50
MOST_TOUCHES = 200
SUBJECTS = ("record", "unit")  # what an address may ask all entries of
MOMENT = "%Y-%m-%d %H:%M:%S"


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, narrowed by number, person, day or act; how the log stands. Cost: 8 queries."""
    check_can_read_log(actor_of(request))
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "act", *SUBJECTS)}
    found = _narrowed(Entry.objects.order_by("-id"), asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    subjects = subjects_of(page)
    rows = tuple(
        Row(
            (
                Cell(_moment(entry), reverse("audit_entry", args=[entry.pk])),
                Cell(_who(entry), note=_stood_in(entry.on_behalf_of)),
                Cell(act_text(entry.act)),
                subjects.get(
                    (entry.subject_kind, entry.subject_id), Cell(subject_text(entry.subject_kind, entry.subject_id))
                ),
                Cell(entry.digest[:16]),
            )
        )
        for entry in page
    )
    columns = (
        Column(_("时间"), ColumnKind.DATE),
        Column(_("何人")),
        Column(_("何事")),
        Column(_("对象")),
        Column(_("摘要")),
    )
    query = {name: value for name, value in asked.items() if value}
    context = {
        "title": _("审计"),
        "tabs": tabs("manage_audit"),
        "bar": _bar(asked),
        "state": _state(),
        "table": Table(columns, rows, Empty(_("没有符合的条目"))),
        "pager": pager(total=page.paginator.count, size=PAGE, page=page.number, query=query),
    }
    return render(request, "web/audit.html", context)


@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: its text, the rows its act wrote, its place in the log and the proof under the newest head."""
    check_can_read_log(actor_of(request))
    found = get_object_or_404(Entry, pk=pk)
    touches = list(Touch.objects.filter(writing=found.writing).order_by("id")[:MOST_TOUCHES])
    tables = dict(Shape.objects.filter(id__in={each.shape for each in touches}).values_list("id", "table"))
    rows = tuple(
        Row((Cell(tables.get(each.shape, "?")), Cell(str(each.row)), Cell(_operation(each)), Cell(each.digest[:16])))
        for each in touches
    )
    columns = (Column(_("表")), Column(_("行"), ColumnKind.NUMBER), Column(_("写入")), Column(_("摘要")))
    context = {
        "entry": found,
        "act": act_text(found.act),
        "facts": _facts(found),
        "canonical": json.dumps(json.loads(found.canonical), ensure_ascii=False, indent=2, sort_keys=True),
        "touches": Table(columns, rows, Empty(_("这次办理没有写入受保护的行"))),
        "cut": len(touches) == MOST_TOUCHES,
        "proof": _proof(found),
    }
    return render(request, "web/audit_entry.html", context)


@require_GET
def bundled(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry with its proof as a file, for the stand-alone program."""
    check_can_read_log(actor_of(request))
    made = bundle([get_object_or_404(Entry, pk=pk)], head_now(at=now()))
    text = json.dumps(made, ensure_ascii=False, indent=1)
    return _file(text, f"luoshi-entry-{pk}.json", "application/json")


@require_GET
def verifier(request: HttpRequest) -> HttpResponse:
    """The one file that checks a bundle without luoshi."""
    check_can_read_log(actor_of(request))
    text = Path(str(verify_luoshi.__file__)).read_text(encoding="utf-8")
    return _file(text, "verify_luoshi.py", "text/x-python")


@require_GET
def heads(request: HttpRequest) -> HttpResponse:
    """The signed heads, newest first, with who received each."""
    actor = actor_of(request)
    check_can_read_log(actor)
    page = Paginator(Head.objects.order_by("-id").prefetch_related("receipts", "mailings"), 20)
    shown = page.get_page(request.GET.get("page"))
    lines = [{"head": each, "mine": _mine(each, actor.account_id), "to": _received(each)} for each in shown]
    context = {
        "tabs": tabs("manage_audit"),
        "lines": lines,
        "may_receive": can_receive(actor),
        "pager": pager(total=page.count, size=20, page=shown.number, query={}),
    }
    return render(request, "web/audit_heads.html", context)


@require_GET
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """One head on a page to be printed, signed by hand and put away."""
    check_can_read_log(actor_of(request))
    found = get_object_or_404(Head, pk=pk)
    context = {"head": found, "fingerprint": fingerprint(read_head(found.text).key), "receipts": _receipts(found)}
    return render(request, "web/audit_head.html", context)


@require_GET
def head_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The head as the text that programs check."""
    check_can_read_log(actor_of(request))
    found = get_object_or_404(Head, pk=pk)
    return _file(found.text, f"luoshi-head-{found.size}.txt", "text/plain")


@require_POST
def head_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Receive a head; it is kept who did."""
    found = Head.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    receive(found, by=actor_of(request), at=now())
    messages.success(request, _("已签收。请把文件下载后存放在本单位。"))
    return redirect("audit_head", pk=pk)


def _narrowed(found: QuerySet[Entry], asked: dict[str, str]) -> QuerySet[Entry]:
    if asked["act"]:
        found = found.filter(act=asked["act"])
    for kind in SUBJECTS:
        if asked[kind].isascii() and asked[kind].isdigit() and len(asked[kind]) < 18:
            found = found.filter(subject_kind=kind, subject_id=int(asked[kind]))
    words = asked["q"]
    try:
        day = parse_date(words)
    except ValueError:
        day = None
    if day is not None:
        return found.filter(at__date=day)
    number = words.rpartition("-")[2]
    if number.isascii() and number.isdigit() and len(number) < 18:
        record = Q(subject_kind="record", subject_id=int(number))
        return found.filter(record if "-" in words else record | Q(pk=int(number)))
    return found.filter(by_name__contains=words) if words else found


def _bar(asked: dict[str, str]) -> FilterBar:
    options = tuple(Option(name, say(text)) for name, text in ACTS.items())
    kept = {kind: asked[kind] for kind in SUBJECTS if asked[kind]} or None
    placeholder = _("记录编号、姓名或日期（2023-02-08）")
    filters = (Filter("act", _("何事"), options, asked["act"]),)
    return FilterBar(reverse("manage_audit"), asked["q"], placeholder, filters, kept)


def _state() -> tuple[Fact, ...]:
    last = Head.objects.order_by("-id").first()
    checked = Verification.objects.order_by("-id").first()
    told = ""
    if checked is not None:
        when = timezone.localtime(checked.at).strftime("%Y-%m-%d %H:%M")
        fine = _("全部相符") if not checked.faults else _("%(n)s 处不符") % {"n": checked.faults}
        told = _("%(when)s，%(rows)s 行，%(result)s") % {"when": when, "rows": checked.rows, "result": fine}
    return (
        Fact(_("已封存"), _("%(n)s 项") % {"n": size()}),
        Fact(_("待封存"), _("%(n)s 次办理") % {"n": Waiting.objects.count()}),
        Fact(_("最新日志头"), timezone.localtime(last.at).strftime(MOMENT) if last else "", reverse("audit_heads")),
        Fact(_("最近一次核对"), told or _("还没有核对过：luoshi audit verify")),
    )


def _facts(found: Entry) -> tuple[Fact, ...]:
    leaf = leaf_of(found)
    cell = subjects_of([found]).get((found.subject_kind, found.subject_id))
    return (
        Fact(_("时间"), _moment(found)),
        Fact(_("何人"), _who(found)),
        Fact(_("代何人"), found.on_behalf_of),
        Fact(
            _("对象"),
            cell.text if cell else subject_text(found.subject_kind, found.subject_id),
            cell.href if cell else "",
        ),
        Fact(_("在日志中的位置"), f"{leaf.position + 1:,}" if leaf else _("等待封存")),
        Fact(_("摘要"), found.digest, wide=True),
    )


def _proof(found: Entry) -> dict[str, object] | None:
    """The way to the newest kept head; nothing while the entry waits or no head covers it."""
    leaf = leaf_of(found)
    covering = Head.objects.filter(size__gt=leaf.position).order_by("-id").first() if leaf else None
    if covering is None:
        return None
    try:
        proven = prove(found, covering)
    except Refused:
        return None
    return {"path": proven.path, "head": covering, "position": proven.leaf.position + 1}


def _operation(touch: Touch) -> str:
    words = {"I": _("新增"), "U": _("修改"), "D": _("删除"), "S": _("起始")}
    return words.get(touch.operation, touch.operation)


def _moment(found: Entry) -> str:
    return timezone.localtime(found.at).strftime(MOMENT)


def _who(found: Entry) -> str:
    """The person; of what no account did, the program that did it."""
    return _("系统（%(program)s）") % {"program": found.by_name} if found.by_account == OPERATOR_ID else found.by_name


def _stood_in(person: str) -> str:
    return _("代%(person)s办理") % {"person": person} if person else ""


def _mine(found: Head, account: int) -> bool:
    return any(each.by_account == account for each in found.receipts.all())


def _received(found: Head) -> str:
    by_people = [f"{each.unit_title} {each.by_name}" for each in found.receipts.all()]
    by_mail = [each.to for each in found.mailings.all()]
    return ("、" if str(get_language()).startswith("zh") else ", ").join([*by_people, *by_mail])


def _receipts(found: Head) -> QuerySet[Receipt]:
    return found.receipts.order_by("at")


def _file(text: str, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

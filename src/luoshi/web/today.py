"""What needs a person today, in the words of the page: groups by kind, filters, pages, export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.registers.needs import MOST, Need, NeedKind, Needs, Reason
from luoshi.registers.queries import search
from luoshi.rules.texts import Text
from luoshi.web import states
from luoshi.web.components.headings import Tab
from luoshi.web.components.lights import Tone
from luoshi.web.components.lists import Filter, FilterBar, Option, pager
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.components.worklist import WorkGroup, WorkLine, WorkList, WorkReason
from luoshi.web.exporting import files_of
from luoshi.web.wording import say

PAGE = 40
TARGET = "work"
SEPARATED = " · "
KINDS: Mapping[NeedKind, tuple[Tone, Text]] = {
    NeedKind.CHASED: (Tone.RED, Text("被催办", "Chased")),
    NeedKind.VERIFY: (Tone.YELLOW, Text("待核验", "To sign off")),
    NeedKind.DUE: (Tone.RED, Text("到期", "Due")),
    NeedKind.MOVE: (Tone.BLUE, Text("待办", "To do")),
    NeedKind.MENTIONED: (Tone.BLUE, Text("提到我", "Mentions of me")),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the work somebody wants to see; anything unknown in the address is left out."""

    kind: NeedKind | None = None
    pack: str = ""
    words: str = ""
    page: int = 1
    query: Mapping[str, str] = field(default_factory=dict)


def asked(given: Mapping[str, str]) -> Asked:
    """Reads the address."""
    kind, pack = given.get("kind", ""), given.get("pack", "")
    words, page = given.get("q", "").replace("\x00", "").strip()[:80], given.get("page", "")
    kept = NeedKind(kind) if kind in set(NeedKind) else None
    pack = pack if pack in current().packs else ""
    named = {"kind": kept.value if kept else "", "pack": pack, "q": words}
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return Asked(kept, pack, words, number, {name: value for name, value in named.items() if value})


def narrowed(needs: Needs, wanted: Asked) -> list[Need]:
    """The matters that were asked for, a wanted kind's own reasons first. Queries only where words are searched."""
    matters = [need for need in needs.matters if not wanted.pack or need.register.startswith(f"{wanted.pack}.")]
    if wanted.words:
        fitting = _fitting(matters, wanted.words)
        matters = [need for need in matters if need.record in fitting]
    if wanted.kind is None:
        return matters
    return [_led_by(need, wanted.kind) for need in matters if wanted.kind in need.kinds]


def _fitting(matters: Sequence[Need], words: str) -> set[int]:
    """The records that the words find. Two queries for each register among the matters."""
    fitting: set[int] = set()
    for ref in {need.register for need in matters}:
        mine = Record.objects.filter(pk__in=[need.record for need in matters if need.register == ref])
        fitting |= set(search(mine, words, register=ref).values_list("pk", flat=True))
    return fitting


def _led_by(need: Need, kind: NeedKind) -> Need:
    reasons = sorted(need.reasons, key=lambda reason: reason.kind is not kind)
    return Need(need.record, need.register, tuple(reasons), need.due)


def worklist_of(needs: Needs, wanted: Asked, today: date) -> WorkList:
    """The page of the list that was asked for. Two queries."""
    matters = narrowed(needs, wanted)
    pages = pager(total=len(matters), size=PAGE, page=wanted.page, query=wanted.query)
    shown = matters[max(pages.first - 1, 0) : pages.last]
    records = _records(shown)
    groups = tuple(
        _group(kind, [(need, records[need.record]) for need in some], today)
        for kind, some in groupby(shown, key=lambda need: need.reasons[0].kind)
    )
    return WorkList(
        groups=groups,
        tabs=_tabs(needs, wanted),
        bar=_bar(needs, wanted),
        pager=pages,
        empty=_empty(needs),
        files=files_of("home_export", query=wanted.query),
        cut=_cut(needs),
    )


def _records(needs: Sequence[Need]) -> dict[int, Record]:
    found = Record.objects.filter(pk__in=[need.record for need in needs]).select_related("unit", "lead")
    return {record.pk: record for record in found}


def _group(kind: NeedKind, matters: list[tuple[Need, Record]], today: date) -> WorkGroup:
    tone, title = KINDS[kind]
    return WorkGroup(say(title), tone, tuple(_line(need, record, today) for need, record in matters))


def _line(need: Need, record: Record, today: date) -> WorkLine:
    register = declared(record.register, record.pack_version_id)
    return WorkLine(
        title=record.label or record.number,
        number=record.number,
        href=reverse("record", args=[record.pk]),
        beside=reverse("record_beside", args=[record.pk]),
        reasons=reasons_of(need),
        where=where_of(need.register),
        unit=(record.lead or record.unit).title,
        due=record.due.isoformat() if record.due else "",
        light=states.light_of(register, record, today),
    )


def reasons_of(need: Need) -> tuple[WorkReason, ...]:
    """The reasons in words; why a matter is this person's is said once."""
    told: list[WorkReason] = []
    before: Text | None = None
    for reason in need.reasons:
        href = href_of(reason, need.record)
        if told and reason.why is not None and reason.why == before and not (href or told[-1].href):
            told[-1] = WorkReason(SEPARATED.join((told[-1].text, say(reason.what))))
        else:
            told.append(WorkReason(say(reason.text), href))
        before = reason.why
    return tuple(told)


def where_of(ref: str) -> str:
    """The line of work and the register, in words."""
    catalogue = current()
    register = catalogue.register(ref)
    return f"{say(catalogue.packs[register.pack].titles)} · {say(register.title)}"


def beyond_told(record: Record) -> str:
    """How a record's date stands to that of the record above, where it is later; else nothing."""
    above = record.parent
    if above is None or above.due is None or record.due is None or record.due <= above.due:
        return ""
    return _("晚于上级“%(above)s”的期限 %(due)s") % {"above": above.label or above.number, "due": above.due}


def href_of(reason: Reason, record: int) -> str:
    """The page a reason has of its own; nothing where it is the record's."""
    match reason.subject:
        case ("chase" | "look" | "review") as kind, pk:
            return reverse(kind, args=[pk])
        case "comment", pk:
            return f"{reverse('record', args=[record])}#comment-{pk}"
        case _:
            return ""


def _tabs(needs: Needs, wanted: Asked) -> tuple[Tab, ...]:
    """All of it, then each kind there is, with how many."""
    others = {name: value for name, value in wanted.query.items() if name != "kind"}
    scoped = Needs(tuple(narrowed(needs, Asked(pack=wanted.pack, words=wanted.words))), needs.cut)
    tabs = [Tab(f"{_('全部')} {len(scoped.matters)}", f"?{urlencode(others)}", wanted.kind is None)]
    for kind, (_tone, title) in KINDS.items():
        count = scoped.count(kind)
        if count or kind is wanted.kind:
            href = f"?{urlencode({**others, 'kind': kind.value})}"
            tabs.append(Tab(f"{say(title)} {count}", href, kind is wanted.kind))
    return tuple(tabs)


def _bar(needs: Needs, wanted: Asked) -> FilterBar:
    packs = {need.register.partition(".")[0] for need in needs.matters} | ({wanted.pack} if wanted.pack else set())
    options = tuple(Option(pack.id, say(pack.titles)) for pack in current().packs.values() if pack.id in packs)
    return FilterBar(
        action=reverse("home"),
        search=wanted.words,
        placeholder=_("名称或编号"),
        filters=(Filter("pack", _("业务条线"), options, wanted.pack),),
        kept={"kind": wanted.kind.value} if wanted.kind else {},
        target=TARGET,
    )


def _empty(needs: Needs) -> Empty:
    if needs.matters:
        return Empty(_("没有符合条件的事项"), _("换个词，或去掉一些筛选条件。"), reverse("home"), _("查看全部"))
    return Empty(_("今天没有要您办的事"), _("该您办理、到期、待核验、被催办或提到您的事项，一出现就会列在这里。"))


def _cut(needs: Needs) -> str:
    titles = [say(title) for kind, (_tone, title) in KINDS.items() if kind in needs.cut]
    if not titles:
        return ""
    words = _("%(kinds)s超过 %(most)s 项，这里列出最急的 %(most)s 项；其余请到台账查看。")
    return words % {"kinds": SEPARATED.join(titles), "most": MOST}


def summary(needs: Needs) -> str:
    """How the day stands in one sentence: the good news where there is nothing."""
    if not needs.matters:
        return _("没有要您办的事，今天可以从容些")
    pressing = sum(need.reasons[0].kind is not NeedKind.MOVE for need in needs.matters)
    late = sum(any(reason.code == "registers.late" for reason in need.reasons) for need in needs.matters)
    if not pressing:
        return _("没有急事；有 %(many)s 件可以往前办") % {"many": len(needs.matters)}
    told = ngettext("今天有 %(many)s 件要紧事", "今天有 %(many)s 件要紧事", pressing) % {"many": pressing}
    return told + (_("，其中 %(late)s 件已逾期") % {"late": late} if late else _("，没有逾期的"))


def table_of(needs: Needs, wanted: Asked, today: date) -> Table:
    """Exactly the matters that were asked for, one in a line, for a file. Two queries."""
    columns = (
        Column(_("编号")),
        Column(_("事项")),
        Column(_("种类")),
        Column(_("为什么")),
        Column(_("所在台账")),
        Column(_("单位")),
        Column(_("期限"), ColumnKind.DATE),
        Column(_("状态")),
    )
    matters = narrowed(needs, wanted)
    records = _records(matters)
    rows = []
    for need in matters:
        line = _line(need, records[need.record], today)
        kinds = SEPARATED.join(say(title) for kind, (_tone, title) in KINDS.items() if kind in need.kinds)
        why = SEPARATED.join(reason.text for reason in line.reasons)
        light = line.light.word if line.light else ""
        told = (line.number, line.title, kinds, why, line.where, line.unit, line.due, light)
        rows.append(Row(tuple(map(Cell, told))))
    return Table(columns, tuple(rows), _empty(needs))

"""Issued forms in tables and facts: what goes where, where it comes from, what has changed."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luoshi.packs.queries import current, register
from luoshi.registers.models import Move, Record
from luoshi.reports.corrected import NEWEST, corrected_among
from luoshi.reports.drafts import Draft
from luoshi.reports.filling import Fillable, said_place
from luoshi.reports.issued import Lineage
from luoshi.reports.models import Issue
from luoshi.reports.sources import Resolved, field_of
from luoshi.reports.values import taken
from luoshi.rules.periods import Kind, period_of
from luoshi.rules.refusals import Refused
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Filter, Option
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

RECENT = 6


def value_text(value: Fillable) -> str:
    """A filled value in words."""
    return "" if value is None else f"{value}"


def recent_periods(day: date) -> tuple[Option, ...]:
    """Months, quarters and years lately ended or running, to choose from."""
    found: list[Option] = []
    for kind, count in ((Kind.MONTH, RECENT), (Kind.QUARTER, 4), (Kind.YEAR, 2)):
        period = period_of(kind, day)
        for _step in range(count):
            found.append(Option(period.label, say(period.text)))
            period = period.previous()
    return tuple(found)


def source_text(source: Mapping[str, object]) -> str:
    """Where a value comes from, in words."""
    kind = source.get("kind")
    if kind in ("field", "element"):
        held = field_of(source, current())
        return f"{say(held[0].title)} · {say(held[1].title)}" if held else str(source.get("code", ""))
    if kind == "measure":
        try:
            return f"{_('指标')} · {say(current().measure(str(source.get('ref'))).title)}"
        except Refused:
            return str(source.get("ref"))
    named = {"unit": _("填报单位"), "period": _("填报期间"), "fixed": _("固定内容"), "new": _("尚无登记")}
    return named.get(str(kind), _("未指定"))


def draft_table(draft: Draft) -> Table:
    """What would go into each cell, and why some stay blank."""
    columns = (
        Column(_("单元格")), Column(_("表头")), Column(_("将填入")), Column(_("来源")), Column(_("缺的原因")),
    )  # fmt: skip
    rows = [
        Row((Cell(said_place(each.address)), Cell(each.words), Cell(value_text(each.found.value)),
             Cell(source_text(each.source)), Cell(say(each.found.why) if each.found.why else "")))
        for each in sorted(draft.entries, key=lambda each: each.found.why is None)[:500]
    ]  # fmt: skip
    rows += [Row((Cell(), Cell(words), Cell(), Cell(), Cell(say(why)))) for words, why in draft.empty]
    empty = Empty(_("还没有确认要填的单元格"), _("请先在“负担”页确认每一格由哪项数据来填。"))
    return Table(columns, tuple(rows), empty, wide=True)


def issues_table(issues: Iterable[Issue], *, narrowed: bool) -> Table:
    """Issued forms, the newest first; which of them rest on records that were corrected since. One query more."""
    shown = list(issues)
    corrected = corrected_among([each.pk for each in shown])
    said = Cell(light=Light(Tone.YELLOW, _("来源有更正")))
    columns = (
        Column(pgettext("asked", "报表")), Column(_("单位")), Column(_("期间")), Column(_("缺项"), ColumnKind.NUMBER),
        Column(_("生成时间"), ColumnKind.DATE), Column(_("生成人")), Column(_("生成后")),
    )  # fmt: skip
    rows = tuple(
        Row((Cell(each.form_file.record.label, href=reverse("issue", args=[each.pk])), Cell(each.unit.title),
             Cell(each.period), Cell(f"{each.missing}"), Cell(f"{timezone.localtime(each.at):%Y-%m-%d}"),
             Cell(each.by_name), said if each.pk in corrected else Cell()))
        for each in shown
    )  # fmt: skip
    empty = (
        Empty(_("没有找到")) if narrowed else Empty(_("还没有生成过报表"), _("在报表文件的页面点“生成报表”即可。"))
    )
    return Table(columns, rows, empty, wide=True, spare=True)


def corrected_filter(chosen: str) -> Filter:
    """The list narrowed to forms whose sources were corrected since."""
    title = _("来源有更正（最近 %(count)s 份中）") % {"count": f"{NEWEST:,}"}
    return Filter("changed", _("生成后"), (Option("yes", title),), chosen, _("全部"))


def facts_of(issue: Issue) -> tuple[Fact, ...]:
    """For whom, when, by whom, under which digest."""
    return (
        Fact(_("单位"), issue.unit.title),
        Fact(_("期间"), issue.period),
        Fact(_("生成"), f"{issue.by_name} {timezone.localtime(issue.at):%Y-%m-%d %H:%M}"),
        Fact(_("表样"), _("第 %(version)s 版") % {"version": issue.form_file.version}),
        Fact(_("缺项"), f"{issue.missing}"),
        *((Fact(_("未准入先填的理由"), issue.reason),) if issue.reason else ()),
        Fact(_("内容摘要"), issue.digest, wide=True),
    )


def figures_table(issue: Issue, changed: Mapping[int, Resolved]) -> Table:
    """Every figure with its lineage id; those first that would be others now."""
    columns = (
        Column(_("单元格")), Column(_("表头")), Column(_("填入"), ColumnKind.NUMBER),
        *((Column(_("现在"), ColumnKind.NUMBER),) if changed else ()), Column(_("来源")), Column(_("溯源号")),
    )  # fmt: skip
    figures = sorted(issue.figures.order_by("sheet", "row", "column"), key=lambda each: each.pk not in changed)
    rows = tuple(
        Row((Cell(said_place((each.sheet, each.row, each.column))), Cell(each.words),
             Cell(value_text(taken(each.value))),
             *((_now(changed.get(each.pk)),) if changed else ()),
             Cell(source_text(each.source)), Cell(each.lineage, href=reverse("lineage", args=[each.lineage]))))
        for each in figures
    )  # fmt: skip
    return Table(columns, rows, Empty(_("这张报表没有填入任何数")), wide=True)


def _now(found: Resolved | None) -> Cell:
    return Cell(value_text(found.value) or _("空"), note=_("生成后有变动")) if found else Cell()


def lineage_facts(found: Lineage) -> tuple[Fact, ...]:
    """A figure: cell, value, formula, what it would be now."""
    figure = found.figure
    rule = _("%(count)s 条记录相加") if figure.trail.get("rule") == "sum" else ""
    printed = figure.trail.get("printed")
    return (
        Fact(
            pgettext("asked", "报表"),
            figure.issue.form_file.record.label,
            href=reverse("issue", args=[figure.issue_id]),
        ),
        Fact(_("单位"), figure.issue.unit.title),
        Fact(_("期间"), figure.issue.period),
        Fact(_("单元格"), said_place((figure.sheet, figure.row, figure.column))),
        Fact(_("表头"), figure.words),
        Fact(_("填入"), value_text(found.value)),
        Fact(_("现在"), value_text(found.now.value) or (say(found.now.why) if found.now.why else "")),
        Fact(_("来源"), source_text(figure.source)),
        Fact(_("算法"), rule % {"count": len(figure.trail["records"])} if rule else ""),
        *((Fact(_("指标数"), f"#{printed}", href=reverse("figure", args=[printed])),) if printed else ()),
    )


def rows_table(found: Lineage) -> Table:
    """The records behind a figure: who entered each as it then was, who signed, what proves it, what came since."""
    columns = (
        Column(_("记录")), Column(_("填报人")), Column(_("填报时间"), ColumnKind.DATE), Column(_("签办")),
        Column(_("佐证")), Column(_("之后")),
    )  # fmt: skip
    rows = tuple(
        Row((Cell(each.record.label or each.record.number, href=reverse("record", args=[each.pk])),
             Cell(each.version.by_name if each.version else ""),
             Cell(f"{timezone.localtime(each.version.at):%Y-%m-%d}" if each.version else ""),
             Cell("；".join(_signed(each.record, move) for move in each.signed) or _("没有签办")),
             Cell("；".join(file.file.name for file in each.files) or _("没有佐证"),
                  href=reverse("record", args=[each.pk]) if each.files else ""),
             Cell(_("改过 %(count)s 次") % {"count": each.since} if each.since else _("未改"))))
        for each in found.rows
    )  # fmt: skip
    note = _("有 %(count)s 条您无权查看。") % {"count": found.hidden} if found.hidden else ""
    return Table(columns, rows, Empty(_("没有可列出的记录"), note), caption=note, wide=True)


def _signed(record: Record, move: Move) -> str:
    """A step somebody else took or confirmed: which, who, when."""
    lifecycle = register(record.register, record.pack_version_id).lifecycle
    title = say(lifecycle.moves[move.name].title) if lifecycle and move.name in lifecycle.moves else move.name
    who, at = (move.settled_name, move.settled_at) if move.settled_at else (move.by_name, move.at)
    return f"{title} {who} {timezone.localtime(at):%Y-%m-%d}"

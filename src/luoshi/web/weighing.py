"""What forms cost, in words and tables: hours with their range and basis, who asks a township for what."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from luoshi.reports.burden.forms import FormBurden
from luoshi.reports.burden.reach import Ask, Office, Week, saved_a_week
from luoshi.rules.burden import CellKind, Hours, Timing
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say


def number(value: Decimal) -> str:
    """Hours to one place; below a tenth to two, so that little is not nothing."""
    places = Decimal("0.01") if 0 < abs(value) < Decimal("0.1") else Decimal("0.1")
    return f"{value.quantize(places):,}"


def both(refused: Refused) -> Text:
    """Why, and what to do, in one line."""
    reason, remedy = refused.reason, refused.remedy
    return Text(reason.zh + remedy.zh, f"{reason.en} {remedy.en}")


def hours_cell(hours: Hours | None) -> Cell:
    """The middle, its range under it; a blank where nothing was counted."""
    if hours is None:
        return Cell("", note=_("未计数"))
    return Cell(number(hours.value), note=f"{number(hours.low)}–{number(hours.high)}")


def basis_of(seconds: Iterable[Timing]) -> str:
    """What the hours on a page rest on, in one sentence."""
    kept = list(seconds)
    assumed = [say(timing.kind.label) for timing in kept if not timing.measured]
    if not assumed:
        return _("工时按实测秒数折算，括号下为实测范围。")
    if len(assumed) == len(kept):
        return _("工时按假设的秒数折算，尚未实测；请登记实测用时。")
    return _("工时中这些格子按假设的秒数折算：%(kinds)s。") % {"kinds": " · ".join(assumed)}


def often(times: int) -> str:
    """How often a year."""
    return ngettext("每年 %(times)s 次", "每年 %(times)s 次", times) % {"times": times}


def form_facts(burden: FormBurden) -> tuple[Fact, ...]:
    """The cells and the hours of one form."""
    cells = burden.cells
    if cells is None:
        return (Fact(_("计数"), _("还没有数过这张表的格子")),)
    return (
        Fact(_("要人填的格数"), f"{cells.asked_in_all:,}"),
        Fact(_("其中已有"), f"{cells.held:,}"),
        Fact(_("其中新要"), f"{cells.new:,}"),
        Fact(_("由系统填的格数"), f"{cells.filled_in_all:,}"),
        Fact(_("格数来源"), _("按文件逐格计数") if burden.by_file else _("登记人填写，未按文件计数，一律按数字折算")),
        Fact(_("频次"), often(burden.times)),
        Fact(_("填报单位"), f"{burden.units:,}"),
        Fact(_("全年工时，都由人填时"), spoken(burden.before)),
        Fact(_("全年工时，现在"), spoken(burden.after)),
        Fact(_("全年少花"), spoken(burden.saved)),
    )


def spoken(hours: Hours | None) -> str:
    """Hours with their range in one line."""
    if hours is None:
        return ""
    told = {"value": number(hours.value), "low": number(hours.low), "high": number(hours.high)}
    basis = _("实测") if hours.measured else _("假设")
    return _("%(value)s 小时（%(low)s–%(high)s）") % told + f" · {basis}"


def timings_table(seconds: Sequence[Timing]) -> Table:
    """What each kind of cell takes, and what that rests on."""
    columns = (
        Column(_("格子")),
        Column(_("中位数（秒）"), ColumnKind.NUMBER),
        Column(_("范围（秒）"), ColumnKind.NUMBER),
        Column(_("依据")),
    )
    rows = tuple(
        Row(
            (
                Cell(say(each.kind.label)),
                Cell(f"{each.seconds.normalize():f}"),
                Cell(f"{each.low.normalize():f}–{each.high.normalize():f}"),
                Cell(say(each.basis)),
            )
        )
        for each in seconds
    )
    return Table(columns, rows, Empty(_("没有用时数据")))


def township_table(asks: Sequence[Ask], titles: dict[int, str]) -> Table:
    """Who asks a township for what, how often, at how many hours a year."""
    columns = (
        Column(pgettext("asked", "报表")),
        Column(_("谁要")),
        Column(_("次数/年"), ColumnKind.NUMBER),
        Column(_("手填格数/年"), ColumnKind.NUMBER),
        Column(_("其中已有/年"), ColumnKind.NUMBER),
        Column(_("小时/年，都由人填"), ColumnKind.NUMBER),
        Column(_("小时/年，现在"), ColumnKind.NUMBER),
    )
    rows = tuple(_ask_row(ask, titles) for ask in asks)
    befores = Hours.together(ask.before for ask in asks if ask.before)
    afters = Hours.together(ask.after for ask in asks if ask.after)
    total = Row(
        (
            Cell(_("合计")),
            Cell(str(len({ask.burden.record.lead_id for ask in asks}))),
            Cell(f"{sum(ask.times for ask in asks):,}"),
            Cell(f"{sum(ask.burden.cells.asked_in_all * ask.times for ask in asks if ask.burden.cells):,}"),
            Cell(f"{sum(ask.burden.cells.held * ask.times for ask in asks if ask.burden.cells):,}"),
            hours_cell(befores),
            hours_cell(afters),
        )
    )
    empty = Empty(_("没有准入的报表要这个乡镇填"))
    return Table(columns, rows, empty, total=total if rows else None, close=True)


def _ask_row(ask: Ask, titles: dict[int, str]) -> Row:
    record, cells = ask.burden.record, ask.burden.cells
    asker = record.lead_id or record.unit_id
    return Row(
        (
            Cell(record.label, reverse("burden_form", args=[record.pk])),
            Cell(titles.get(asker, ""), reverse("burden_office", args=[asker])),
            Cell(f"{ask.times:,}"),
            Cell(f"{cells.asked_in_all * ask.times:,}" if cells else ""),
            Cell(f"{cells.held * ask.times:,}" if cells else ""),
            hours_cell(ask.before),
            hours_cell(ask.after),
        )
    )


def offices_table(offices: Sequence[Office]) -> Table:
    """Who asks for how much: the budget of indicators beside the hours."""
    columns = (
        Column(_("谁要")),
        Column(pgettext("asked", "报表"), ColumnKind.NUMBER),
        Column(_("不同的指标"), ColumnKind.NUMBER),
        Column(_("未计数的报表"), ColumnKind.NUMBER),
        Column(_("小时/年"), ColumnKind.NUMBER),
    )
    rows = tuple(
        Row(
            (
                Cell(office.title, reverse("burden_office", args=[office.unit_id])),
                Cell(f"{len(office.burdens):,}"),
                Cell(f"{office.indicators:,}"),
                Cell(f"{office.uncounted:,}"),
                hours_cell(office.after if any(each.cells for each in office.burdens) else None),
            )
        )
        for office in offices
    )
    return Table(columns, rows, Empty(_("还没有准入的报表"), _("报表准入后，这里会列出谁要、要多少。")))


def forms_table(burdens: Sequence[FormBurden]) -> Table:
    """The forms of one office."""
    columns = (
        Column(pgettext("asked", "报表")),
        Column(_("次数/年"), ColumnKind.NUMBER),
        Column(_("填报单位"), ColumnKind.NUMBER),
        Column(_("手填格数"), ColumnKind.NUMBER),
        Column(_("其中新要"), ColumnKind.NUMBER),
        Column(_("小时/年，都由人填"), ColumnKind.NUMBER),
        Column(_("小时/年，现在"), ColumnKind.NUMBER),
    )
    rows = tuple(
        Row(
            (
                Cell(each.record.label, reverse("burden_form", args=[each.record.pk])),
                Cell(f"{each.times:,}"),
                Cell(f"{each.units:,}"),
                Cell(f"{each.cells.asked_in_all:,}" if each.cells else ""),
                Cell(f"{each.cells.new:,}" if each.cells else ""),
                hours_cell(each.before),
                hours_cell(each.after),
            )
        )
        for each in burdens
    )
    return Table(columns, rows, Empty(_("这个单位没有准入的报表")), close=True)


def sunset_table(due: Sequence[tuple[FormBurden, str]]) -> Table:
    """Forms proposed for removal, with the reason."""
    why = {
        "expired": _("有效期已过，应停用或重新准入"),
        "endless": _("没有写明有效期"),
        "unused": _("没有写明用途"),
        "idle": _("一年内没有生成过"),
    }
    rows = tuple(
        Row(
            (
                Cell(each.record.label, reverse("record", args=[each.record.pk])),
                Cell(str(each.record.data.get("expires") or "")),
                Cell(why[reason]),
            )
        )
        for each, reason in due
    )
    columns = (Column(pgettext("asked", "报表")), Column(_("有效期至"), ColumnKind.DATE), Column(_("提请停用的理由")))
    return Table(columns, rows, Empty(_("没有该停用的报表")))


def week_facts(before: Week | None, after: Week | None) -> tuple[Fact, ...]:
    """Hours per person and week as kept; without a baseline it says that nothing can be claimed."""
    facts = [Fact(_("之前，每人每周"), _week(before)), Fact(_("之后，每人每周"), _week(after))]
    try:
        told = _("%(hours)s 小时") % {"hours": number(saved_a_week(before, after))}
    except Refused as refused:
        told = say(both(refused))
    return (*facts, Fact(_("每人每周少花"), told))


def _week(week: Week | None) -> str:
    if week is None:
        return ""
    origins = {"measured": _("实测"), "reported": _("填报人自述"), "generated": _("生成数据")}
    told = {"hours": number(week.hours), "people": week.person_weeks}
    source = " · ".join(origins.get(origin, origin) for origin in sorted(week.origins))
    return _("%(hours)s 小时（%(people)s 人周）") % told + f" · {source}"


def kinds_in_order(seconds: dict[CellKind, Timing]) -> list[Timing]:
    """The timings in the order of the kinds."""
    return [seconds[kind] for kind in CellKind]

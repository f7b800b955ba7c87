"""报送 in words: rounds with their rates, the tree of units, the units that are missing."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.org.queries.tree import Node, Tree
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.returns.models import Reminder
from luoshi.returns.policies import Owing, Round, Stand
from luoshi.rules.periods import Period, parse
from luoshi.rules.texts import Text
from luoshi.web import states
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Option
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.telling import minute_of
from luoshi.web.wording import say

FORM = "remind"  # the id of the form that ticked units belong to
WORDS = {
    Stand.MISSING: Text("未报", "Missing"),
    Stand.DRAFT: Text("在填", "Draft"),
    Stand.SENT_BACK: Text("已退回", "Sent back"),
    Stand.HANDED_OVER: Text("已上报", "Handed over"),
    Stand.APPROVED: Text("已审定", "Approved"),
}
LATE = {
    Stand.MISSING: Text("逾期未报", "Missing, late"),
    Stand.DRAFT: Text("在填，已逾期", "Draft, late"),
    Stand.SENT_BACK: Text("已退回，待重报", "Sent back, to report anew"),
}


def light_of(owing: Owing, *, due: bool) -> Light:
    """A return's light with its word: late and missing is red, handed over late yellow."""
    late = due and not owing.stand.is_in
    if owing.stand.is_in:
        tone = Tone.YELLOW if owing.in_time is False else Tone.GREEN
        word = say(WORDS[owing.stand])
        return Light(tone, _("%(stand)s（逾期）") % {"stand": word} if owing.in_time is False else word)
    tone = Tone.RED if late else Tone.YELLOW if owing.stand is Stand.SENT_BACK else Tone.GREY
    return Light(tone, say((LATE if late else WORDS)[owing.stand]))


def tone_of(found: Round) -> Light:
    """A part of a round as a light: whole, late, or under way."""
    missing = len(found.missing)
    if not missing:
        return Light(Tone.GREEN, _("已齐"))
    word = ngettext("缺 %(many)s 家", "缺 %(many)s 家", missing) % {"many": missing}
    return Light(Tone.RED if found.is_due else Tone.GREY, word)


def facts_of(found: Round) -> tuple[Fact, ...]:
    """The round in four facts; each rate shows its two counts."""
    until = found.due.date.isoformat() + (_("（次年放假安排未公布，暂算）") if found.due.provisional else "")
    owed = found.register.owed
    timely = found.on_time.working() if found.is_due else _("期限未到，暂不计算")
    return (
        Fact(_("应报"), ngettext("%(many)s 家", "%(many)s 家", len(found.owing)) % {"many": len(found.owing)}),
        Fact(_("报送期限"), _("%(day)s，已过") % {"day": until} if found.is_due else until),
        Fact(_("齐报率（已报 ÷ 应报）"), found.completeness.working()),
        Fact(_("及时率（按时报 ÷ 应报）"), timely),
        Fact(_("依据"), owed.basis if owed else "", wide=True),
    )


def rounds_table(rounds: Sequence[Round]) -> Table:
    """The newest round of each register, for the first page."""
    columns = (
        Column(_("报表")),
        Column(_("期间")),
        Column(_("报送期限"), ColumnKind.DATE),
        Column(_("应报"), ColumnKind.NUMBER),
        Column(_("齐报率"), ColumnKind.NUMBER),
        Column(_("及时率"), ColumnKind.NUMBER),
        Column(_("情况"), ColumnKind.LIGHT),
    )
    rows = tuple(
        Row(
            (
                Cell(say(each.register.title), href_of(each.register, each.period)),
                Cell(say(each.period.text)),
                Cell(each.due.date.isoformat()),
                Cell(f"{len(each.owing):,}"),
                Cell(each.completeness.text()),
                Cell(each.on_time.text() if each.is_due else ""),
                Cell(light=tone_of(each)),
            )
        )
        for each in rounds
    )
    empty = Empty(_("没有要报送的报表"), _("报表在业务条线里声明由谁报送后，会列在这里。"))
    return Table(columns, rows, empty, _("各报表最近一期"))


def own_table(own: Sequence[tuple[Round, Owing]]) -> Table:
    """What the person's own units owe: what is missing first."""
    columns = (
        Column(_("报表")),
        Column(_("单位")),
        Column(_("期间")),
        Column(_("报送期限"), ColumnKind.DATE),
        Column(_("情况"), ColumnKind.LIGHT),
    )
    rows = tuple(
        Row(
            (
                Cell(say(each.register.title), entry_of(each, owing)),
                Cell(owing.node.title),
                Cell(say(each.period.text)),
                Cell(each.due.date.isoformat()),
                Cell(light=light_of(owing, due=each.is_due)),
            )
        )
        for each, owing in own
    )
    empty = Empty(_("本单位没有要报的"), _("近两期都已上报，或本单位不在报送范围。"))
    return Table(columns, rows, empty, _("本单位报送"))


def asked_table(asked: Sequence[tuple[Reminder, Record | None]]) -> Table:
    """What one's units were asked for: each leads to where it is entered."""
    columns = (
        Column(_("报表")),
        Column(_("单位")),
        Column(_("期间")),
        Column(_("催报"), ColumnKind.LIGHT),
        Column(_("报送期限"), ColumnKind.DATE),
        Column(_("事由")),
        Column(_("催报人")),
    )
    rows = tuple(
        Row(
            (
                Cell(say(declared(each.register).title), entered_at(each, record)),
                Cell(each.unit.title),
                Cell(say(parse(each.period).text)),
                Cell(light=_rung_light(each)),
                Cell(each.due.isoformat() if each.due else ""),
                Cell(each.words, reverse("returns_asked", args=[each.pk])),
                Cell(each.by_name, note=minute_of(each.at)),
            )
        )
        for each, record in asked
    )
    return Table(columns, rows, Empty(_("没有催报")), _("被催报"))


def _rung_light(asked: Reminder) -> Light:
    return Light(Tone.RED, asked_title(declared(asked.register), asked), badge=True)


def asked_title(register: Register, asked: Reminder) -> str:
    """The kind of notice by which a unit was asked, such as 提醒单."""
    rungs = register.owed.chase if register.owed else ()
    return next((say(each.title) for each in rungs if each.id == asked.rung), _("催报"))


def asked_facts(asked: Reminder, stand: Stand) -> tuple[Fact, ...]:
    """What an asking is about, and how far the return is now."""
    register = declared(asked.register)
    facts = [
        Fact(_("报表"), say(register.title)),
        Fact(_("单位"), asked.unit.title),
        Fact(_("期间"), say(parse(asked.period).text)),
        Fact(_("报送期限"), asked.due.isoformat() if asked.due else ""),
        Fact(_("现在"), say(WORDS[stand])),
    ]
    return tuple(each for each in facts if each.value)


def entered_at(asked: Reminder, record: Record | None) -> str:
    """Where what was asked for is, or is begun."""
    if record is not None:
        return reverse("record", args=[record.pk])
    query = urlencode({"unit-of-record": asked.unit_id, "period-of-record": asked.period})
    return f"{reverse('record_new', args=[asked.register])}?{query}"


def entry_of(found: Round, owing: Owing) -> str:
    """Where the return is, or where it is begun."""
    if owing.record is not None:
        return reverse("record", args=[owing.record.pk])
    query = urlencode({"unit-of-record": owing.node.unit_id, "period-of-record": found.period.label})
    return f"{reverse('record_new', args=[found.register.ref])}?{query}"


def href_of(register: Register, period: Period, unit: int | None = None) -> str:
    """The address of a round, or of its part below a unit."""
    query = {"period": period.label} | ({"unit": str(unit)} if unit is not None else {})
    return f"{reverse('returns_round', args=[register.ref])}?{urlencode(query)}"


def parts_of(found: Round, that_day: Tree, top: Node) -> list[Node]:
    """The units directly below one that owe the return, or have units below that do."""
    paths = [each.node.path for each in found.owing]
    return [node for node in that_day.children(top.unit_id) if any(path.startswith(node.path) for path in paths)]


def tree_table(found: Round, nodes: Sequence[Node]) -> Table:
    """The units below one: those that owe with their light, those above such with the counts of their part."""
    columns = (
        Column(_("单位")),
        Column(_("应报"), ColumnKind.NUMBER),
        Column(_("已报"), ColumnKind.NUMBER),
        Column(_("齐报率"), ColumnKind.NUMBER),
        Column(_("及时率"), ColumnKind.NUMBER),
        Column(_("情况"), ColumnKind.LIGHT),
    )
    rows = tuple(_part(found.within(node.path), node) for node in nodes)
    total = _counts(Cell(_("合计")), found)
    return Table(columns, rows, Empty(_("没有应报的单位")), _("各单位报送情况"), total if rows else None)


def _part(part: Round, node: Node) -> Row:
    alone = part.owing[0] if len(part.owing) == 1 and part.owing[0].node.unit_id == node.unit_id else None
    if alone is None:
        return _counts(Cell(node.title, href_of(part.register, part.period, node.unit_id)), part)
    named = Cell(node.title, entry_of(part, alone) if alone.record else "")
    blank = (Cell(), Cell(alone.first_in.isoformat() if alone.first_in else ""), Cell(), Cell())
    return Row((named, *blank, Cell(light=light_of(alone, due=part.is_due))))


def _counts(named: Cell, part: Round) -> Row:
    rate, owed = part.completeness, len(part.owing)
    timely = part.on_time.text() if part.is_due else ""
    counts = (Cell(f"{owed:,}"), Cell(f"{owed - len(part.missing):,}"), Cell(rate.text()), Cell(timely))
    return Row((named, *counts, Cell(light=tone_of(part))))


def missing_table(found: Round, that_day: Tree, asked: dict[int, list[Reminder]], *, most: int, ticks: bool) -> Table:
    """Who has not handed it over, or late, with how often they were asked."""
    columns = (
        Column(_("单位")),
        Column(_("上级")),
        Column(_("情况"), ColumnKind.LIGHT),
        Column(_("首次上报"), ColumnKind.DATE),
        Column(_("催报"), ColumnKind.TEXT),
    )
    late = [each for each in found.owing if each.stand.is_in and each.in_time is False]
    rows = tuple(
        Row(
            (
                Cell(each.node.title, entry_of(found, each) if each.record else ""),
                Cell(above_of(that_day, each.node)),
                Cell(light=light_of(each, due=found.is_due)),
                Cell(each.first_in.isoformat() if each.first_in else ""),
                Cell(_asked(asked.get(each.node.unit_id, []))),
            ),
            str(each.node.unit_id),
        )
        for each in [*found.missing, *late][:most]
    )
    empty = Empty(_("没有缺报和迟报"), _("应报的单位都按时报了。"))
    return Table(columns, rows, empty, _("缺报和迟报名单"), ticks=ticks and bool(rows), form=FORM, spare=True)


def above_of(that_day: Tree, node: Node) -> str:
    """The units above one, without the city: many villages are called alike."""
    return " · ".join(each.title for each in that_day.line(node.unit_id)[1:-1])


def _asked(reminders: Sequence[Reminder]) -> str:
    if not reminders:
        return ""
    last = reminders[0]
    if last.rung:
        return f"{asked_title(declared(last.register), last)} {last.number} · {minute_of(last.at)} {last.by_name}"
    told = {"many": len(reminders), "when": minute_of(last.at), "who": last.by_name}
    return ngettext("%(many)s 次，最近 %(when)s %(who)s", "%(many)s 次，最近 %(when)s %(who)s", len(reminders)) % told


def whole_table(found: Round, that_day: Tree) -> Table:
    """Every unit of a round, for a file."""
    columns = (
        Column(_("单位")),
        Column(_("上级")),
        Column(_("期间")),
        Column(_("情况"), ColumnKind.LIGHT),
        Column(_("状态")),
        Column(_("首次上报"), ColumnKind.DATE),
        Column(_("是否按时")),
    )
    return Table(columns, tuple(_whole(found, that_day, each) for each in found.owing), Empty(_("没有应报的单位")))


def _whole(found: Round, that_day: Tree, owing: Owing) -> Row:
    state = states.state_light(found.register, owing.record.state) if owing.record else None
    told = {True: _("按时"), False: _("逾期"), None: ""}[owing.in_time]
    return Row(
        (
            Cell(owing.node.title),
            Cell(above_of(that_day, owing.node)),
            Cell(found.period.label),
            Cell(light=light_of(owing, due=found.is_due)),
            Cell(state.word if state else ""),
            Cell(owing.first_in.isoformat() if owing.first_in else ""),
            Cell(told),
        )
    )


def period_options(periods: Sequence[Period], today: date) -> tuple[Option, ...]:
    """The periods to choose from; the one that has not ended says so."""
    return tuple(
        Option(
            each.label,
            _("%(period)s（未结束）") % {"period": say(each.text)} if each.end >= today else say(each.text),
        )
        for each in periods
    )

"""各单位 in words: lights by unit, what changed since a day, the records behind each count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.registers.oversight import Change, Lamp, Lit, Turn
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.texts import Text
from luoshi.web import states
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.telling import minute_of
from luoshi.web.today import where_of
from luoshi.web.wording import say

PAGE = 40
FURTHEST = timedelta(days=90)  # how far back changes are looked for
TOLD = 30  # changes of one kind that are told one by one
LAMPS: Mapping[Lamp, tuple[Tone, Text]] = {
    Lamp.RED: (Tone.RED, Text("红灯或逾期", "Red or late")),
    Lamp.YELLOW: (Tone.YELLOW, Text("黄灯或将到期", "Yellow or due soon")),
    Lamp.GREEN: (Tone.GREEN, Text("绿灯", "Green")),
    Lamp.NONE: (Tone.GREY, Text("没有期限", "No date")),
}
TURNS: Mapping[Turn, tuple[Tone, Text]] = {
    Turn.NEW_RED: (Tone.RED, Text("新亮红灯", "New red lights")),
    Turn.REOPENED: (Tone.YELLOW, Text("重新打开", "Reopened")),
    Turn.STRUCK_OFF: (Tone.GREEN, Text("销号", "Struck off")),
    Turn.MOVED: (Tone.BLUE, Text("有推进", "Moved on")),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A count of the matrix; `href` leads to its records, `beside` shows them in place. Zero leads nowhere."""

    title: str
    text: str
    tone: Tone
    href: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its lights."""

    title: str
    counts: tuple[Count, ...]
    total: Count


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A record that became different."""

    title: str
    href: str
    beside: str
    note: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """What became different in one way; `more` counts what is not told one by one."""

    title: str
    light: Light
    lines: tuple[ChangeLine, ...]
    count: int
    more: int


def since_of(given: str, today: date) -> date:
    """The day from which changes are told: yesterday unless another was chosen, at most three months back."""
    try:
        day = date_from(given) if given else today - timedelta(days=1)
    except Unfit:
        day = today - timedelta(days=1)
    return max(min(day, today), today - FURTHEST)


def heads() -> tuple[Light, ...]:
    """The lights as headings, each with its shape."""
    return tuple(Light(tone, say(title)) for tone, title in LAMPS.values())


def rows_of(lit: Sequence[Lit], pack: str) -> tuple[UnitRow, ...]:
    """The matrix."""
    return tuple(
        UnitRow(
            row.title,
            tuple(_count(row, lamp, row.counts.get(lamp, 0), pack) for lamp in Lamp),
            _count(row, None, row.total, pack),
        )
        for row in lit
    )


def _count(row: Lit, lamp: Lamp | None, many: int, pack: str) -> Count:
    tone, title = LAMPS[lamp] if lamp else (Tone.GREY, Text("合计", "Total"))
    if not many:
        return Count(say(title), "0", tone)
    query = {"unit": str(row.unit), "light": lamp.value if lamp else "", "pack": pack}
    address = f"{reverse('overview_list')}?{urlencode({name: value for name, value in query.items() if value})}"
    return Count(say(title), f"{many:,}", tone, address, address)


def groups_of(changes: Sequence[Change]) -> tuple[ChangeGroup, ...]:
    """The changes by what became different, what worries first."""
    found = []
    for turn, (tone, title) in TURNS.items():
        mine = [change for change in changes if change.turn is turn]
        if mine:
            lines = tuple(_change(each) for each in mine[:TOLD])
            more = len(mine) - len(lines)
            found.append(ChangeGroup(say(title), Light(tone, say(title)), lines, len(mine), more))
    return tuple(found)


def _change(change: Change) -> ChangeLine:
    record = change.record
    register = declared(record.register, record.pack_version_id)
    state = states.state_light(register, change.to) if change.to else None
    parts = [(record.lead or record.unit).title, say(register.title)]
    parts += [_("进入“%(state)s”") % {"state": state.word}] if state else []
    parts += [_("期限 %(day)s") % {"day": record.due}] if change.turn is Turn.NEW_RED and record.due else []
    parts += [change.by, minute_of(change.at)] if change.at else []
    href, beside = reverse("record", args=[record.pk]), reverse("record_beside", args=[record.pk])
    return ChangeLine(record.label or record.number, href, beside, " · ".join(parts))


def title_of(unit: Unit, lamp: Lamp | None, pack: str) -> str:
    """What a list of records is of."""
    parts = [unit.title, say(LAMPS[lamp][1]) if lamp else _("全部在办")]
    return " · ".join([*parts, say(current().packs[pack].titles)] if pack else parts)


def table_of(records: Sequence[Record], today: date) -> Table:
    """The records behind a count."""
    columns = (
        Column(_("事项")),
        Column(_("所在台账")),
        Column(_("牵头单位")),
        Column(_("期限"), ColumnKind.DATE),
        Column(_("状态"), ColumnKind.LIGHT),
    )
    rows = tuple(
        Row(
            (
                Cell(record.label or record.number, reverse("record", args=[record.pk]), record.number),
                Cell(where_of(record.register)),
                Cell((record.lead or record.unit).title),
                Cell(record.due.isoformat() if record.due else ""),
                Cell(light=states.light_of(declared(record.register, record.pack_version_id), record, today)),
            )
        )
        for record in records
    )
    return Table(columns, rows, Empty(_("没有符合条件的记录"), _("可能刚刚办结了，请回到首页刷新。")))


def numbered(table: Table) -> Table:
    """The same with the numbers of the records in a column of their own, as a file needs them."""
    rows = tuple(Row((Cell(row.cells[0].note), *row.cells)) for row in table.rows)
    return Table((Column(_("编号")), *table.columns), rows, table.empty)

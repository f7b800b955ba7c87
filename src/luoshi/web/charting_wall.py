"""The wall chart of a register: records read, laid out in lanes, and drawn against one axis."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor
from luoshi.web import charting, charting_axis, charting_lanes, showing, states
from luoshi.web.charting import Plan, Reader, Span
from luoshi.web.charting_axis import Reach
from luoshi.web.charting_lanes import Laid
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.walls import Lane, Mark, MarkKind, Point, Rail, Wall, WallRow, Zoom
from luoshi.web.ledger import asking
from luoshi.web.ledger.finding import narrowed
from luoshi.web.wording import in_brackets, say

SIZE = 600
"""Records on one sheet; more than a plan of the year holds, and what a browser still scrolls smoothly."""

FOLD = "."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a wall chart, beside what it asks of the list."""

    listed: asking.Asked
    lanes: str
    zoom: str
    folded: frozenset[str]
    view: str

    @property
    def query(self) -> dict[str, str]:
        """The address again, without the page."""
        own = {"lanes": self.lanes, "zoom": self.zoom, "as": self.view, "folded": FOLD.join(sorted(self.folded))}
        return self.listed.query | {name: value for name, value in own.items() if value}


def asked(register: Register, got: Mapping[str, str]) -> Asked:
    """Read the address; unknown words fall back to the plain chart."""
    lanes = got.get("lanes", "")
    zoom, view = got.get("zoom", ""), got.get("as", "")
    return Asked(
        listed=replace(asking.asked(register, got), sort="", blank=asking.ALL),
        lanes=lanes if lanes in {each.value for each in charting_lanes.choices_of(register)} else "",
        zoom=zoom if zoom in set(Zoom) else "",
        folded=frozenset(got.get("folded", "")[:1000].split(FOLD)) - {""},
        view=view if view in ("chart", "table") else "",
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that was read for a sheet, before it is drawn."""

    actor: Actor
    register: Register
    plans: Mapping[int, Plan]
    points: Mapping[int, Sequence[tuple[str, Plan]]]
    reach: Reach
    today: date
    end: str
    href: str
    try_href: str


def wall_of(actor: Actor, register: Register, wanted: Asked, *, today: date) -> tuple[Wall, int]:
    """One sheet, and how many records there are in all. Nine queries, however many records."""
    by = wanted.lanes or charting_lanes.usual(register)
    meant = narrowed(actor, register, wanted.listed, today=today).select_related("unit", "lead")
    found = charting_lanes.in_order(meant, register, by)
    total = found.count()
    page = min(wanted.listed.page, max(1, -(-total // SIZE)))
    if by not in (charting_lanes.LEAD, charting_lanes.UNIT):
        found = found.select_related(None)
    records = list(found[(page - 1) * SIZE : page * SIZE])
    reader = Reader(actor, register, today=today, limits=charting.limits_of(records))
    plans = {each.pk: reader.plan(each) for each in records}
    points = _points_below(actor, register, records, today)
    held = [*plans.values(), *(plan for each in points.values() for _title, plan in each)]
    reach = charting_axis.reach_of((day for plan in held for day in plan.days), today)
    zoom = Zoom(wanted.zoom) if wanted.zoom else charting_axis.usual_zoom(reach)
    places = (_address("record"), _address("wall_try"))
    read = _Read(actor, register, plans, points, reach, today, charting.end_name(register), *places)
    lanes = tuple(_lane(read, laid, wanted) for laid in charting_lanes.laid_out(records, register, by))
    rows = [row for lane in lanes for row in lane.rows]
    back = register.back_schedule
    return (
        Wall(
            title=say(register.title),
            axis=charting_axis.axis_of(reach, today, zoom, lambda each: _zoomed(wanted, each), back),
            lanes=lanes,
            end_title=showing.field_title(register, read.end),
            has_points=any(row.points for row in rows),
            has_rails=any(row.rails for row in rows),
        ),
        total,
    )


def _address(name: str) -> str:
    """An address with a gap for a record's id: found once, not for each of hundreds of rows."""
    return reverse(name, args=[0]).replace("0", "{}")


def _zoomed(wanted: Asked, zoom: Zoom) -> str:
    return f"?{urlencode(wanted.query | {'zoom': zoom.value})}"


def _points_below(
    actor: Actor, register: Register, records: Sequence[Record], today: date
) -> dict[int, list[tuple[str, Plan]]]:
    """The days of what hangs under the records in other registers that declare a chart of their own."""
    found: dict[int, list[tuple[str, Plan]]] = {}
    below = [
        each
        for pack in current().packs.values()
        for each in pack.registers.values()
        if each.parent and each.parent.to == register.ref and each.ref != register.ref and each.chart is not None
    ]
    for each in below:
        reader = Reader(actor, each, today=today, limits={})
        choices = [field for field in asking.choice_fields(each) if field.id == charting_lanes.usual(each)]
        held = visible_to(actor, each).filter(parent__in=[record.pk for record in records]).order_by("pk")
        for child in held.only("parent", "label", "data", "reached", "state", "due"):
            named = choices[0].options.get(str(child.data.get(choices[0].id))) if choices else None
            found.setdefault(child.parent_id or 0, []).append(
                (say(named) if named else child.label, reader.plan(child))
            )
    return found


def _lane(read: _Read, laid: Laid, wanted: Asked) -> Lane:
    folded = laid.key in wanted.folded
    lit = [(record, depth, _light(read, record)) for record, depth in laid.records]
    rails = _rails(read, laid.records)
    rows = () if folded else tuple(_row(read, *each, rails.get(each[0].pk, ())) for each in lit)
    others = wanted.folded ^ {laid.key}
    return Lane(
        key=laid.key,
        title=laid.title,
        count=len(lit),
        lights=_summed([light for _record, _depth, light in lit]),
        rows=rows,
        folded=folded,
        fold_href=f"?{urlencode({**wanted.query, 'folded': FOLD.join(sorted(others))})}",
    )


def _summed(lights: Sequence[Light | None]) -> tuple[Light, ...]:
    """How many records of a lane have which light, the worst first."""
    counted = Counter(light.tone for light in lights if light is not None)
    tones = (Tone.RED, Tone.YELLOW, Tone.GREEN)
    return tuple(Light(tone, f"{counted[tone]}") for tone in tones if counted[tone])


def _light(read: _Read, record: Record) -> Light | None:
    """The declared light; else how the planned end stands to today, and what is expected to it; else the state."""
    plan = read.plans[record.pk]
    state = states.state_light(read.register, record.state)
    if plan.over:
        return _plain(state) or Light(Tone.GREY, _("已完成"))
    return _plain(_timed(read, record, plan) or state)


def _plain(light: Light | None) -> Light | None:
    """A light in its shortest words: the days say more than the name of the colour, which is its shape."""
    return Light(light.tone, light.word.rpartition(" · ")[2]) if light is not None else None


def _timed(read: _Read, record: Record, plan: Plan) -> Light | None:
    lifecycle = read.register.lifecycle
    if lifecycle is not None and lifecycle.lights is not None and record.due:
        return states.light_of(read.register, record, read.today)
    told = states.due_light(plan.end, read.today)
    expected = plan.expected.end if plan.expected else None
    if told is not None and told.tone is not Tone.RED and plan.end and expected and expected > plan.end:
        return Light(Tone.YELLOW, _("预计晚 %(days)s 天") % {"days": (expected - plan.end).days})
    return told


def _row(read: _Read, record: Record, depth: int, light: Light | None, rails: tuple[Rail, ...]) -> WallRow:
    plan = read.plans[record.pk]
    end = plan.end
    return WallRow(
        id=record.pk,
        href=read.href.format(record.pk),
        title=record.label or record.number,
        number=record.number,
        light=light,
        planned=_told(plan.planned),
        actual=_told(plan.actual),
        expected=plan.expected.end.isoformat() if plan.expected and plan.expected.end else "",
        marks=tuple(_marks(read.reach, plan)),
        points=tuple(_points(read, read.points.get(record.pk, ()))),
        rails=rails,
        depth=min(depth, 3),
        end=end.isoformat() if end else "",
        end_x=read.reach.x(end) if end else "",
        try_href=read.try_href.format(record.pk) if end and not plan.over else "",
    )


def _told(span: Span | None) -> str:
    """A span in words; what still runs has no second day."""
    if span is None:
        return ""
    if span.start is None:
        return _("至 %(day)s") % {"day": span.end}
    return f"{span.start} –" if span.running or span.end is None else f"{span.start} – {span.end}"


def _marks(reach: Reach, plan: Plan) -> Iterator[Mark]:
    spans = (
        (MarkKind.PLANNED, plan.planned),
        (MarkKind.ACTUAL, plan.actual),
        (MarkKind.EXPECTED, plan.expected),
    )
    for kind, span in spans:
        if span is None or not span.days:
            continue
        first, last = min(span.days), max(span.days)
        yield Mark(kind, reach.x(first), reach.width(first, last), open=len(span.days) == 1)


def _points(read: _Read, below: Sequence[tuple[str, Plan]]) -> Iterator[Point]:
    """A day for each: when it happened, else when it is expected, else when it is planned."""
    for title, plan in below:
        happened = plan.actual.end if plan.over and plan.actual else None
        expected = plan.expected.end if plan.expected else None
        day, kind = (
            (happened, MarkKind.ACTUAL)
            if happened
            else ((expected, MarkKind.EXPECTED) if expected else (plan.end, MarkKind.PLANNED))
        )
        if day is not None:
            word = {MarkKind.ACTUAL: _("实际"), MarkKind.EXPECTED: _("预计"), MarkKind.PLANNED: _("计划")}[kind]
            planned = in_brackets(f"{_('计划')} {plan.end}") if plan.end and kind is not MarkKind.PLANNED else ""
            yield Point(read.reach.x(day), kind, f"{title} {word} {day}{planned}")


def _rails(read: _Read, records: Sequence[tuple[Record, int]]) -> dict[int, tuple[Rail, ...]]:
    """From each parent's end a line down its children, turning to the end of each; late where it lies beyond."""
    places = {record.pk: place for place, (record, _depth) in enumerate(records)}
    last: dict[int, int] = {}
    for record, _depth in records:
        if record.parent_id in places and read.plans[record.parent_id].end is not None:
            last[record.parent_id] = places[record.pk]
    rails: dict[int, list[Rail]] = {}
    for parent, final in last.items():
        end = read.plans[parent].end
        x = read.reach.x(end) if end else "0"
        rails.setdefault(parent, []).append(Rail(x, "60%", "40%"))
        for record, _depth in records[places[parent] + 1 : final + 1]:
            own = record.parent_id == parent
            height = "50%" if places[record.pk] == final else "100%"
            turn = _turn(read, record, end) if own and end else ("", "", False)
            rails.setdefault(record.pk, []).append(Rail(x, "0", height, *turn))
    return {pk: tuple(each) for pk, each in rails.items()}


def _turn(read: _Read, child: Record, end: date) -> tuple[str, str, bool]:
    """Where the line turns to the child's own end, how far, and whether that is too late."""
    own = read.plans[child.pk].end
    if own is None:
        return "", "", False
    first, second = sorted((float(read.reach.x(end)), float(read.reach.x(own))))
    return f"{first:.3f}", f"{second - first:.3f}", own > end

"""A sample wall chart and a sample trend, laid out by the same rules as the real ones."""

from datetime import date
from fractions import Fraction

from luoshi.web.charting_axis import Reach, axis_of, reach_of
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.components.trends import Multiples, Small, Trend, TrendPoint
from luoshi.web.components.walls import Lane, Mark, MarkKind, Point, Wall, WallRow, Zoom
from luoshi.web.samples.wording import both

TODAY = date(2023, 2, 8)
FIRST, LAST = date(2022, 4, 1), date(2023, 10, 31)
SIGNED = (31, 28, 52, 47, 60, 71, 39, 44, 58, 49, 46, 43)  # a year's 568, by month


def wall() -> Wall:
    """Two lanes: what is late, what is on course, what has not begun."""
    reach = reach_of((FIRST, LAST), TODAY)
    lanes = (
        Lane(
            "donghe",
            both("东河区", "Donghe District"),
            2,
            (Light(Tone.RED, "1"), Light(Tone.GREEN, "1")),
            (
                _row(reach, 1, both("供热管网改造", "Heating mains"), date(2022, 5, 9), date(2023, 1, 20), Tone.RED),
                _row(reach, 2, both("光伏治沙", "Solar on sand"), date(2022, 7, 1), date(2023, 9, 30), Tone.GREEN),
            ),
            folded=False,
            fold_href="#",
        ),
        Lane(
            "xishan",
            both("西山旗", "Xishan Banner"),
            1,
            (Light(Tone.GREY, "1"),),
            (_row(reach, 3, both("粮食仓储", "Grain store"), date(2023, 4, 3), date(2023, 10, 20), Tone.GREY),),
            folded=False,
            fold_href="#",
        ),
    )
    axis = axis_of(reach, TODAY, Zoom.QUARTER, lambda zoom: f"?zoom={zoom}")
    end = both("计划竣工日期", "Planned completion")
    return Wall(both("重点项目", "Key projects"), axis, lanes, end, has_points=True)


def _row(reach: Reach, number: int, title: str, start: date, end: date, tone: Tone) -> WallRow:
    words = {
        Tone.RED: both("逾期 19 天", "19 days late"),
        Tone.GREEN: both("期限内", "On course"),
        Tone.GREY: both("未开工", "Not begun"),
    }
    begun, late = start <= TODAY, end < TODAY
    marks = [Mark(MarkKind.PLANNED, reach.x(start), reach.width(start, end))]
    if begun:
        marks.append(Mark(MarkKind.ACTUAL, reach.x(start), reach.width(start, TODAY)))
    if begun and not late:
        marks.append(Mark(MarkKind.EXPECTED, reach.x(TODAY), reach.width(TODAY, end)))
    middle = start + (end - start) / 2
    kind = MarkKind.ACTUAL if middle <= TODAY else MarkKind.PLANNED
    return WallRow(
        id=number,
        href="#",
        title=title,
        number=f"ZD-2022-{number:04d}",
        light=Light(tone, words[tone]),
        planned=f"{start} – {end}",
        actual=f"{start} –" if begun else "",
        expected=f"{end}" if begun and not late else "",
        marks=tuple(marks),
        points=(Point(reach.x(middle), kind, f"{both('主体封顶', 'Topped out')} {middle}"),),
        end=end.isoformat(),
        end_x=reach.x(end),
    )


def trend() -> Trend:
    """Amounts by month, with a change of definition in July."""
    points = _points(SIGNED)
    unit = both("个", "projects")
    told = both("7 月起只计签正式合同的项目", "From July, only projects with a signed contract are counted")
    title = both("按月新签约项目", "Projects signed, by month")
    return Trend(title, unit, points, _table(title, points), turns=((Fraction(6), told),))


def multiples() -> Multiples:
    """The same for three units, on one scale."""
    units = (both("东河区", "Donghe District"), both("西山旗", "Xishan Banner"), both("开发区", "Development zone"))
    parts = [_points(tuple(count // share for count in SIGNED)) for share in (3, 4, 6)]
    highest = max(point.value or Fraction(0) for points in parts for point in points)
    smalls = tuple(
        Small(title, points[-1].text, "#", points, Fraction(0), highest)
        for title, points in zip(units, parts, strict=True)
    )
    name = both("各地按月", "By area and month")
    rows = tuple(Row((Cell(small.title), Cell(small.text))) for small in smalls)
    columns = (Column(both("单位", "Unit")), Column(both("12 月", "December"), ColumnKind.NUMBER))
    scale = both(f"同一刻度，最高 {highest}", f"One scale, up to {highest}")
    return Multiples(name, scale, smalls, Table(columns, rows, Empty(""), caption=name))


def _points(counts: tuple[int, ...]) -> tuple[TrendPoint, ...]:
    return tuple(
        TrendPoint(both(f"{month}月", date(2022, month, 1).strftime("%b")), str(count), Fraction(count))
        for month, count in enumerate(counts, 1)
    )


def _table(title: str, points: tuple[TrendPoint, ...]) -> Table:
    columns = (Column(both("月份", "Month")), Column(both("项目", "Projects"), ColumnKind.NUMBER))
    return Table(
        columns, tuple(Row((Cell(each.title), Cell(each.text))) for each in points), Empty(""), caption=title
    )

"""Figures over time and over units as components: one trend, small multiples on one scale, and the same as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.measures import queries
from luoshi.measures.figures import Figure
from luoshi.measures.figures import Table as Counted
from luoshi.measures.trends import Turn, trend, turns_of
from luoshi.org.models import Unit
from luoshi.packs.declarations import Measure, MeasureKind
from luoshi.rules.actors import Actor
from luoshi.rules.figures import BLANK
from luoshi.rules.moments import day_of
from luoshi.rules.periods import Coverage, Cumulative, Current, Kind, coverage_label, coverage_of, period_of
from luoshi.rules.texts import Text
from luoshi.web import figuring, showing
from luoshi.web.components.headings import Tab
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.components.trends import Multiples, Small, Trend, TrendPoint
from luoshi.web.exporting import files_of
from luoshi.web.wording import say

YEARS = 5
COUNTY = "unit:county"
SHARES = {MeasureKind.RATE, MeasureKind.RATIO, MeasureKind.GROWTH, MeasureKind.PRO_RATA, MeasureKind.PACE}


class Way(StrEnum):
    """What the points of a trend are; the two kinds of stretch never stand in one drawing."""

    MONTH = "month"
    CUMULATIVE = "cumulative"
    YEAR = "year"

    @property
    def words(self) -> str:
        """Its name for people."""
        return {Way.MONTH: _("按月当期"), Way.CUMULATIVE: _("按月累计"), Way.YEAR: _("按年当期")}[self]


def way_of(asked: str, period: str) -> Way:
    """The way asked for; else cumulative for a cumulative figure, and by month for any other."""
    if asked in set(Way):
        return Way(asked)
    return Way.CUMULATIVE if isinstance(coverage_of(period), Cumulative) else Way.MONTH


def tabs_of(way: Way, period: str, where: Mapping[str, str]) -> tuple[Tab, ...]:
    """The ways beside each other."""
    words = {"period": period, **where}
    return tuple(Tab(each.words, f"?{urlencode({**words, 'trend': each})}#trend", each is way) for each in Way)


def stretches(way: Way, period: str, today: date) -> tuple[Coverage, ...]:
    """The stretches of a way around a period; none that has not begun."""
    end = coverage_of(period).end
    year = period_of(Kind.YEAR, end)
    if way is Way.YEAR:
        years = [year]
        while len(years) < YEARS:
            years.append(years[-1].previous())
        spans: list[Coverage] = [Current(each) for each in reversed(years)]
    else:
        months = year.children(Kind.MONTH)
        spans = [Cumulative(each) if way is Way.CUMULATIVE else Current(each) for each in months]
    return tuple(each for each in spans if each.period.start <= today)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a trend is asked for."""

    measure: Measure
    period: str
    way: Way
    where: Mapping[str, str]

    @property
    def query(self) -> str:
        """The same in an address."""
        return urlencode(self.parts)

    @property
    def parts(self) -> dict[str, str]:
        """The same by name."""
        return {"period": self.period, "trend": self.way, **self.where}


def asked_for(measure: Measure, period: str, way: str, where: Mapping[str, str]) -> Asked:
    """What an address asks for."""
    return Asked(measure, period, way_of(way, period), where)


def context_of(actor: Actor, asked: Asked, *, today: date) -> dict[str, object]:
    """The trend and the small multiples with their addresses, as their template takes them."""
    ref = asked.measure.ref
    return {
        "measure": asked.measure,
        "trend": trend_of(actor, asked, today=today),
        "trend_tabs": tabs_of(asked.way, asked.period, asked.where),
        "multiples": multiples_of(actor, asked, today=today),
        "picture_href": f"{reverse('measure_picture', args=[ref])}?{asked.query}",
        "county_files": files_of("measure_counties", ref, query=asked.parts),
        "data_href": f"{reverse('measure_data', args=[ref])}?{asked.query}",
    }


def trend_of(actor: Actor, asked: Asked, *, today: date) -> Trend | None:
    """The trend; None where fewer than two stretches have a number. One question for each stretch."""
    spans = stretches(asked.way, asked.period, today)
    figures = trend(asked.measure.ref, spans, today=today, actor=actor, where=asked.where)
    if sum(each is not None and each.value is not None for each in figures) < 2:
        return None
    points = tuple(
        TrendPoint(
            title=_short(span),
            text=say(each.text) if each is not None else BLANK,
            value=each.value if each is not None else None,
            href=figuring.measure_href(asked.measure.ref, coverage_label(span), **asked.where),
        )
        for span, each in zip(spans, figures, strict=True)
    )
    return Trend(
        title=f"{say(asked.measure.title)} · {asked.way.words}",
        unit=unit_of(asked.measure),
        points=points,
        table=_table(asked.measure, spans, figures, points),
        line=asked.measure.kind in SHARES,
        expected=asked.measure.expected,
        turns=_turns(turns_of(asked.measure), spans),
    )


def unit_of(measure: Measure) -> str:
    """The unit a measure is shown in, in words."""
    return showing.unit_words(measure.shown_in or measure.unit)


def _short(span: Coverage) -> str:
    if span.period.kind is Kind.YEAR:
        return f"{span.end.year}"
    month = span.end.month
    if isinstance(span, Cumulative) and month > 1:
        return say(Text(f"1—{month}月", f"Jan–{span.end:%b}"))
    return say(Text(f"{month}月", f"{span.end:%b}"))


def _table(
    measure: Measure, spans: Sequence[Coverage], figures: Sequence[Figure | None], points: Sequence[TrendPoint]
) -> Table:
    """Each stretch with its number and how it came about."""
    rows = tuple(
        Row(
            (
                Cell(say(span.text), point.href),
                Cell(point.text),
                Cell(say(each.working) if each is not None and measure.kind in SHARES else ""),
            )
        )
        for span, each, point in zip(spans, figures, points, strict=True)
    )
    columns = (Column(_("期间")), Column(_("数值"), ColumnKind.NUMBER), Column(_("算式")))
    return Table(columns, rows, Empty(_("没有数")), say(measure.title))


def _turns(turns: Sequence[Turn], spans: Sequence[Coverage]) -> tuple[tuple[Fraction, str], ...]:
    """Where on the drawing the counting changed; turns before or after it are left out."""
    found = []
    for turn in turns:
        day = day_of(turn.at)
        for place, span in enumerate(spans):
            period = span.period
            if period.start <= day <= period.end:
                part = Fraction((day - period.start).days, (period.end - period.start).days + 1)
                told = _("%(day)s 起口径改变（第 %(version)s 版）；各期都按现行口径重算")
                found.append((place + part, told % {"day": day, "version": turn.version}))
    return tuple(found)


def seen_of(figures: Sequence[Figure]) -> Mapping[str, str]:
    """For each county that the person sees not at all or in part, the words that say so. One query."""
    paths = figures[0].question.sight.paths if figures else None
    if paths is None:
        return {}
    keys = [each.group.keys[COUNTY] for each in figures if COUNTY in each.group.keys]
    units = Unit.objects.filter(pk__in=[key for key in keys if key.isdigit()]).values_list("pk", "path")
    told: dict[str, str] = {}
    for pk, path in units:
        if path.startswith(paths):
            continue
        within = any(mine.startswith(path) for mine in paths)
        told[str(pk)] = _("只数您可见的部分") if within else _("不在您的可见范围内")
    return told


def multiples_of(actor: Actor, asked: Asked, *, today: date) -> Multiples | None:
    """The months of the year for each county on one scale; None where it is of one part already, or of one month."""
    if any(name.startswith("unit") for name in asked.where):
        return None
    year = Current(period_of(Kind.YEAR, coverage_of(asked.period).end))
    read = queries.table(
        asked.measure.ref,
        period=year,
        by=[COUNTY, "period:month"],
        today=today,
        actor=actor,
        where=asked.where,
    )
    months = [each for each in year.period.children(Kind.MONTH) if each.start <= today]
    held = {each.group.keys["period:month"] for each in read.figures if each.value is not None}
    return _multiples(asked, read, [each.label for each in months]) if len(held) > 1 else None


def _multiples(asked: Asked, read: Counted, months: Sequence[str]) -> Multiples:
    units: dict[str, dict[str, Figure]] = {}
    for each in read.figures:
        units.setdefault(each.group.keys[COUNTY], {})[each.group.keys["period:month"]] = each
    values = [each.value for each in read.figures if each.value is not None]
    lowest, highest = min([Fraction(0), *values]), max([Fraction(0), *values])
    unseen = seen_of(read.figures)
    smalls = tuple(_small(asked, key, held, months, (lowest, highest)) for key, held in units.items())
    smalls = tuple(each for each, key in zip(smalls, units, strict=True) if key not in unseen)
    top = max(read.figures, key=lambda each: each.value or 0)
    told = _("同一刻度，最高 %(top)s") % {"top": say(top.text)}
    return Multiples(say(asked.measure.title), told, smalls, _grid(smalls, months))


def _small(
    asked: Asked, key: str, held: Mapping[str, Figure], months: Sequence[str], scale: tuple[Fraction, Fraction]
) -> Small:
    any_ = next(iter(held.values()))
    points = tuple(
        TrendPoint(
            label, say(held[label].text) if label in held else BLANK, held[label].value if label in held else None
        )
        for label in months
    )
    last = next((each for each in reversed(points) if each.value is not None), None)
    return Small(
        title=say(any_.group.titles[0]),
        text=f"{last.title} {last.text}" if last else BLANK,
        href=figuring.measure_href(asked.measure.ref, asked.period, **{**asked.where, COUNTY: key}),
        points=points,
        lowest=scale[0],
        highest=scale[1],
    )


def _grid(smalls: Sequence[Small], months: Sequence[str]) -> Table:
    columns = (Column(_("单位")), *(Column(label, ColumnKind.NUMBER) for label in months))
    rows = tuple(Row((Cell(each.title, each.href), *(Cell(point.text) for point in each.points))) for each in smalls)
    return Table(columns, rows, Empty(_("没有数")), close=True, wide=True)

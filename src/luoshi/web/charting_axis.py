"""The axis of a wall chart: which days it shows, its lines by week, month, quarter and year, and where a day lies."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy

from luoshi.packs.declarations import BackSchedule
from luoshi.rules.texts import Text
from luoshi.web.components.walls import Axis, Band, Scale, Tick, Zoom
from luoshi.web.wording import say

PIXELS = {Zoom.WEEK: 12.0, Zoom.MONTH: 4.0, Zoom.QUARTER: 1.6, Zoom.YEAR: 0.55}
"""How broad a day is drawn."""

TITLES = {
    Zoom.WEEK: gettext_lazy("周"),
    Zoom.MONTH: gettext_lazy("月"),
    Zoom.QUARTER: gettext_lazy("季"),
    Zoom.YEAR: gettext_lazy("年"),
}
NARROWEST, MOST_SMALL = 640, 9
LONGEST_BACK, LONGEST_AHEAD = timedelta(days=5 * 366), timedelta(days=10 * 366)
ONE_DAY, MARGIN = timedelta(days=1), timedelta(days=20)
WIDEST_BY_WEEK = 10 * 366
"""Days beyond which lines by week would be more than anybody scrolls through."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The first and last day of an axis, and where the days between them lie."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it shows."""
        return (self.last - self.first).days + 1

    def x(self, day: date) -> str:
        """Where a day begins, in per cent; days outside lie on the edge."""
        inside = min(max(day, self.first), self.last + ONE_DAY)
        return f"{100 * (inside - self.first).days / self.days:.3f}"

    def width(self, start: date, end: date) -> str:
        """How broad the days from one to another are, both included."""
        start, end = max(start, self.first), min(end, self.last)
        return f"{100 * max((end - start).days + 1, 0) / self.days:.3f}"


def reach_of(days: Iterable[date], today: date) -> Reach:
    """Whole months around the days and today; what lies many years off is left outside."""
    inside = [day for day in days if today - LONGEST_BACK <= day <= today + LONGEST_AHEAD]
    first = min([today, *inside]) - MARGIN
    last = max([today, *inside]) + MARGIN
    return Reach(first.replace(day=1), _next_month(last) - ONE_DAY)


def usual_zoom(reach: Reach) -> Zoom:
    """The zoom that shows the most without crowding."""
    if reach.days <= 400:
        return Zoom.MONTH
    return Zoom.QUARTER if reach.days <= 2200 else Zoom.YEAR


def axis_of(
    reach: Reach, today: date, zoom: Zoom, href: Callable[[Zoom], str], back: BackSchedule | None = None
) -> Axis:
    """The axis with every scale, so that another zoom needs no further question."""
    zooms = [each for each in Zoom if each is not Zoom.WEEK or reach.days <= WIDEST_BY_WEEK]
    chosen = zoom if zoom in zooms else Zoom.MONTH
    scales = tuple(
        Scale(
            zoom=each,
            title=str(TITLES[each]),
            width=max(round(reach.days * PIXELS[each]), NARROWEST),
            ticks=tuple(TICKS[each](reach)),
            href=href(each),
            current=each is chosen,
        )
        for each in zooms
    )
    middle = reach.x(today)
    return Axis(reach.first.isoformat(), reach.days, today.isoformat(), middle, scales, _bands(reach, back))


def _bands(reach: Reach, back: BackSchedule | None) -> tuple[Band, ...]:
    """The closed seasons of every year on the axis."""
    seasons = back.seasons.values() if back else ()
    return tuple(
        Band(reach.x(start), reach.width(start, end), f"{say(season.title)} {start} – {end}")
        for season in seasons
        for start, end in season_spans(season.since, season.until, reach)
    )


def season_spans(since: tuple[int, int], until: tuple[int, int], reach: Reach) -> Iterator[tuple[date, date]]:
    """The spans of a season that lie on the axis; one that begins later than it ends reaches over new year."""
    for year in range(reach.first.year - 1, reach.last.year + 1):
        start, end = _day(year, since), _day(year + (until < since), until)
        if end >= reach.first and start <= reach.last:
            yield max(start, reach.first), min(end, reach.last)


def _day(year: int, day: tuple[int, int]) -> date:
    """A month and day of a year; 29 February is the last of February where there is none."""
    try:
        return date(year, *day)
    except ValueError:
        return date(year, 3, 1) - ONE_DAY


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months(reach: Reach) -> Iterator[date]:
    day = reach.first
    while day <= reach.last:
        yield day
        day = _next_month(day)


def _by_week(reach: Reach) -> Iterator[Tick]:
    day = reach.first + timedelta(days=(-reach.first.weekday()) % 7)
    shown = (0, 0)
    while day <= reach.last:
        month = (day.year, day.month)
        yield Tick(reach.x(day), f"{day.day}", say(_month_of_year(day)) if month != shown else "")
        shown = month
        day += timedelta(days=7)


def _by_month(reach: Reach) -> Iterator[Tick]:
    for day in _months(reach):
        upper = f"{day.year}" if day.month == 1 or day == reach.first else ""
        yield Tick(reach.x(day), say(Text(f"{day.month}月", day.strftime("%b"))), upper)


def _by_quarter(reach: Reach) -> Iterator[Tick]:
    for day in _months(reach):
        if day.month % 3 == 1 or day == reach.first:
            upper = f"{day.year}" if day.month == 1 or day == reach.first else ""
            quarter = (day.month + 2) // 3
            yield Tick(reach.x(day), say(Text(f"{quarter}季度", f"Q{quarter}")), upper)


def _by_year(reach: Reach) -> Iterator[Tick]:
    for day in _months(reach):
        if day.month == 1 or day == reach.first:
            yield Tick(reach.x(day), "", f"{day.year}")


def _month_of_year(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月", day.strftime("%b %Y"))


TICKS: Mapping[Zoom, Callable[[Reach], Iterator[Tick]]] = {
    Zoom.WEEK: _by_week,
    Zoom.MONTH: _by_month,
    Zoom.QUARTER: _by_quarter,
    Zoom.YEAR: _by_year,
}


def few_ticks(reach: Reach) -> tuple[Tick, ...]:
    """At most a dozen lines at the beginnings of months, for a small drawing; a new year is named."""
    months = [day for day in _months(reach) if day.day == 1]
    step = -(-len(months) // MOST_SMALL)
    shown = months[:: max(step, 1)]
    return tuple(
        Tick(reach.x(day), f"{day:%Y-%m}" if place == 0 or day.year != shown[place - 1].year else f"{day:%m}")
        for place, day in enumerate(shown)
    )

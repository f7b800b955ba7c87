"""A period: a stretch of days with a kind, its neighbours and its parts."""

from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.rules.figures.rates import Rate
from luoshi.rules.periods.kinds import FIRST_YEAR, LAST_YEAR, NESTED, Kind, bounds
from luoshi.rules.periods.wording import label_of, text_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_ONE_DAY = timedelta(days=1)
_OWN_YEAR = {Kind.FIVE_YEAR: Kind.FIVE_YEAR, Kind.HERDING_YEAR: Kind.HERDING_YEAR}


@dataclass(frozen=True, slots=True)
class Period:
    """Built by `period_of` or `parse`; both ends are included."""

    kind: Kind
    start: date
    end: date

    def __post_init__(self) -> None:
        if (self.start, self.end) != bounds(self.kind, self.start):
            raise ValueError(f"{self.start}..{self.end} is not a {self.kind}")

    @property
    def label(self) -> str:
        """The stable short form that is stored and read back: 2022-Q3, 2022-03-T2, 14th-5y."""
        return label_of(self.kind, self.start, self.end)

    @property
    def text(self) -> Text:
        """The form people read: 2022年第三季度, Q3 2022."""
        return text_of(self.kind, self.start, self.end)

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def covers(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end

    def previous(self) -> "Period":
        """The period just before (环比)."""
        return period_of(self.kind, self.start - _ONE_DAY)

    def following(self) -> "Period":
        return period_of(self.kind, self.end + _ONE_DAY)

    def year_earlier(self) -> "Period":
        """The same period of the year before (同比); refused where that year has none."""
        if self.kind is Kind.FIVE_YEAR:
            raise _no_counterpart(self)
        if self.kind is Kind.WEEK:
            return self._week_a_year_earlier()
        if (self.start.month, self.start.day) == (2, 29):
            raise _no_counterpart(self)
        return period_of(self.kind, self.start.replace(year=self.start.year - 1))

    def children(self, kind: Kind) -> "tuple[Period, ...]":
        """The periods of a smaller kind that divide this one without a rest: a year's months."""
        if kind not in NESTED[self.kind]:
            raise _not_nested(self, kind)
        parts = [period_of(kind, self.start)]
        while parts[-1].end < self.end:
            parts.append(parts[-1].following())
        return tuple(parts)

    def months_elapsed_share(self, whole: "Period | None" = None) -> Rate:
        """序时进度 at the end of this period: full months gone over the months of `whole`.

        `whole` is the year this period ends in unless given; end of October = 10/12 = 83.33 %.
        """
        whole = whole or period_of(_OWN_YEAR.get(self.kind, Kind.YEAR), self.end)
        after = min(self.end, whole.end) + _ONE_DAY
        return Rate(max(0, _months_between(whole.start, after)), _months_between(whole.start, whole.end + _ONE_DAY))

    def _week_a_year_earlier(self) -> "Period":
        year, week, _ = self.start.isocalendar()
        try:
            return period_of(Kind.WEEK, date.fromisocalendar(year - 1, week, 1))
        except ValueError:
            raise _no_counterpart(self) from None


def period_of(kind: Kind, day: date) -> Period:
    """The period of that kind which holds the day; years 1966 to 2199."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(
            "periods.out_of_range",
            reason=Text(f"{day.year}年不在可用范围内。", f"The year {day.year} is out of range."),
            remedy=Text(f"使用{FIRST_YEAR}年至{LAST_YEAR}年。", f"Use a year from {FIRST_YEAR} to {LAST_YEAR}."),
        )
    return Period(kind, *bounds(kind, day))


def _months_between(first: date, day: date) -> int:
    """Full months from a first of a month to the morning of `day`."""
    return (day.year - first.year) * 12 + day.month - first.month


def _no_counterpart(period: Period) -> Refused:
    return Refused(
        "periods.no_counterpart",
        reason=Text(f"{period.text.zh}没有上年同期。", f"The year before has no counterpart of {period.text.en}."),
        remedy=Text(
            "改为与上一期比较，或使用累计数。",
            "Compare with the previous period, or use a cumulative figure.",
        ),
        where=period.label,
    )


def _not_nested(period: Period, kind: Kind) -> Refused:
    return Refused(
        "periods.not_nested",
        reason=Text(
            f"{period.text.zh}不能整分为“{kind}”。",
            f"{period.text.en} does not divide into whole {kind} periods.",
        ),
        remedy=Text(
            "周跨月、跨年；请选用旬、半月、月或季。",
            "Weeks cross months and years; use ten-day, month or quarter.",
        ),
        where=period.label,
    )

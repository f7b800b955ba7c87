"""Properties of figures, periods, bands, quantities and names that hold for any input."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.rules.bands import Band, check_cover, colour_of
from luoshi.rules.figures import Growth, Mode, Rate, Rounding, decode_rate, possible_bases
from luoshi.rules.names import normal_key
from luoshi.rules.periods import Kind, parse, period_of
from luoshi.rules.quantities import Quantity

MODES = st.sampled_from(("half_up", "truncate"))
PLACES = st.integers(0, 6)
KINDS = st.sampled_from(Kind)
DAYS = st.dates(date(1971, 1, 1), date(2190, 12, 31))
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNITS = st.sampled_from(("元", "万元", "亿元"))


@given(st.integers(0, 10**9), st.integers(1, 10**9), PLACES, MODES)
def test_a_rate_prints_100_only_when_exact(numerator: int, denominator: int, places: int, mode: Mode) -> None:
    percent = Rate(numerator, denominator, Rounding(places, mode)).percent
    assert percent is not None
    assert (percent.printed == 100) == (numerator == denominator)
    assert (percent.printed > 100) == (numerator > denominator)


@given(st.integers(0, 10**9), st.integers(1, 10**9), PLACES)
def test_a_rate_is_never_off_by_more_than_its_last_place(numerator: int, denominator: int, places: int) -> None:
    percent = Rate(numerator, denominator, Rounding(places)).percent
    assert percent is not None
    assert abs(Fraction(percent.printed) - percent.value) < Fraction(1, 10**places)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 3), MODES)
def test_a_printed_rate_is_read_back(numerator: int, denominator: int, places: int, mode: Mode) -> None:
    percent = Rate(numerator, denominator, Rounding(places, mode)).percent
    assert percent is not None
    written = f"{percent.printed:f}%"
    assume(len(written.partition(".")[2]) == places + len("%"))
    assert (numerator, denominator) in decode_rate(written, [denominator], mode)


@given(st.integers(1, 5000), st.integers(1, 5000), MODES)
def test_a_printed_growth_gives_its_base_back(now: int, base: int, mode: Mode) -> None:
    percent = Growth(now, base, Rounding(2, mode)).percent
    assert percent is not None
    written = f"{percent.printed:f}%"
    assume(len(written.partition(".")[2]) == len("00%") and percent.printed > -99)
    assert base in possible_bases(now, written, mode)


@given(KINDS, DAYS)
def test_a_period_is_read_back_from_every_form(kind: Kind, day: date) -> None:
    period = period_of(kind, day)
    assert period.contains(day)
    assert parse(period.label) == parse(period.text.zh) == parse(period.text.en) == period


@given(KINDS, DAYS)
def test_periods_follow_each_other_without_a_gap(kind: Kind, day: date) -> None:
    period = period_of(kind, day)
    assert period.following().previous() == period
    assert (period.following().start - period.end).days == 1


@given(st.sampled_from((Kind.FIVE_YEAR, Kind.HERDING_YEAR, Kind.YEAR, Kind.HALF, Kind.QUARTER)), DAYS)
def test_parts_cover_the_whole(kind: Kind, day: date) -> None:
    whole = period_of(kind, day)
    parts = whole.children(Kind.TEN_DAY)
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    assert sum((part.end - part.start).days + 1 for part in parts) == (whole.end - whole.start).days + 1


@given(st.lists(st.tuples(st.integers(1, 99), st.booleans()), unique_by=lambda cut: cut[0]), st.integers(0, 100))
def test_bands_cut_from_a_line_cover_it(cuts: list[tuple[int, bool]], value: int) -> None:
    bands, start = [], "[0"
    for place, below in sorted(cuts):
        bands.append(Band(str(place), f"{start}, {place}{']' if below else ')'}"))
        start = f"{'(' if below else '['}{place}"
    bands.append(Band("last", f"{start}, 100]"))
    assert check_cover(bands, 0, 100) == []
    assert colour_of(value, bands)
    for place in range(len(bands)):
        without = bands[:place] + bands[place + 1 :]
        assert [problem.subject for problem in check_cover(without, 0, 100)] == [bands[place].interval.text]


@given(st.decimals(-(10**6), 10**6, places=4), UNITS, UNITS)
def test_conversions_lose_nothing(value: Decimal, one: str, other: str) -> None:
    quantity = Quantity.of(value, one)
    assert quantity.to(other).to(one).magnitude == quantity.magnitude
    assert (quantity.to(other) - quantity).value == 0
    assert Quantity.parse(quantity.text()).magnitude == quantity.magnitude


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=BIDI)))
def test_a_key_is_its_own_key(text: str) -> None:
    assert normal_key(normal_key(text)) == normal_key(text)

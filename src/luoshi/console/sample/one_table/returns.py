"""Returns of the villages: most in time, some late, a few not there yet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from luoshi.console.sample.city import City, row
from luoshi.console.sample.people import herding_lead
from luoshi.console.sample.week import Week
from luoshi.registers.actions import Adopted, Step, move
from luoshi.registers.models import Record
from luoshi.rules.periods import Kind, Period, period_of

LIVESTOCK = "one_table.livestock_return"
FARMING, HERDING = "hewan_", "qingyuan_"
MONTHS = (*(date(2022, month, 1) for month in range(7, 13)), date(2023, 1, 1))
SOWING = tuple(date(2022, month, day) for month in (4, 5) for day in (1, 11, 21))
FIRES = (date(2022, 10, 1), date(2022, 10, 16), date(2022, 11, 1), date(2022, 11, 16))
HERDING_YEAR = date(2021, 7, 1)
TODAY = date(2023, 2, 8)
REVIEW = 3  # days until a return is approved
SENT_BACK = "出栏数与检疫出证数不符，请核对后重报"
IN_TIME = 5  # days after the period by which a return is expected


def _of(county: str, villages: Sequence[Record]) -> list[Record]:
    return [each for each in villages if each.unit.code.startswith(county)]


def _return(
    city: City, village: Record, period: Period, data: dict[str, object], *, signed: bool = False
) -> Iterator[Adopted]:
    """Entered within five days; of a hundred, eight later, and three of the last periods not at all.

    Where returns are `signed`, they were approved some days after they had been handed over.
    """
    dice = city.chance.random()
    is_last = period.end >= TODAY - timedelta(days=70)
    if dice < 0.03 or (is_last and dice < 0.08):
        return
    days = city.chance.randint(1, IN_TIME) if dice < 0.92 else city.chance.randint(IN_TIME + 1, 24)
    on = min(period.end + timedelta(days=days), TODAY)
    reached = {"submitted": on, "approved": on + timedelta(days=REVIEW)} if signed else {}
    yield row(
        data, unit=village.unit, on=on, period=period.label, state="approved" if signed else "", reached=reached
    )


def _unchecked(given: Adopted) -> Adopted:
    """The return as it was handed over, before anybody above looked at it."""
    return replace(given, state="submitted", reached={"submitted": given.reached["submitted"]})


def send_back(week: Week) -> None:
    """The county looks at the one return of the herding year that waits, and sends it back with the reason."""
    waiting = Record.objects.of(LIVESTOCK).get(state="submitted")
    by = herding_lead(week.at)
    move(waiting, "send_back", step=Step(on=week.at.date(), note=SENT_BACK), by=by, at=week.tick())


def monthly_of(city: City, villages: Sequence[Record]) -> Iterator[Adopted]:
    """Seven months; what goes in and out keeps the people present in step."""
    chance = city.chance
    for village in villages:
        present = int(str(village.data["residents"]))
        for month in MONTHS:
            births, deaths = chance.randint(0, 3), chance.randint(0, 3)
            moved_in, moved_out = chance.randint(0, 4), chance.randint(0, 5)
            present += births - deaths + moved_in - moved_out
            disputes = chance.randint(0, 6)
            data: dict[str, object] = {
                "births": births,
                "deaths": deaths,
                "moved_in": moved_in,
                "moved_out": moved_out,
                "at_month_end": present,
                "newly_watched": chance.choice((0, 0, 0, 0, 1)),
                "collective_income": chance.randrange(0, 180) / 10,
                "disputes": disputes,
                "disputes_settled": max(disputes - chance.choice((0, 0, 0, 1, 1, 2)), 0),
            }
            yield from _return(city, village, period_of(Kind.MONTH, month), data)


def sowing_of(city: City, villages: Sequence[Record]) -> Iterator[Adopted]:
    """Six times ten days of spring in the farming county: what is sown grows to the whole."""
    for village in _of(FARMING, villages):
        whole = float(str(village.data["farmland"]))
        for step, day in enumerate(SOWING, start=1):
            share = min(step / len(SOWING) * city.chance.uniform(0.9, 1.0), 1)
            data: dict[str, object] = {"sown": round(whole * share), "seeders": city.chance.randint(2, 14)}
            yield from _return(city, village, period_of(Kind.TEN_DAY, day), data)


def fires_of(city: City, villages: Sequence[Record]) -> Iterator[Adopted]:
    """Four half-months of autumn in the herding county; most without a fire, which is written as 0."""
    for village in _of(HERDING, villages):
        for day in FIRES:
            fires = city.chance.choice((0,) * 14 + (1,))
            burnt = city.chance.randrange(5, 80) if fires else 0
            data: dict[str, object] = {"fires": fires, "burnt": burnt, "watchers": city.chance.randint(4, 12)}
            yield from _return(city, village, period_of(Kind.HALF_MONTH, day), data)


def livestock_of(city: City, villages: Sequence[Record]) -> Iterator[Adopted]:
    """The herding year from July 2021: its stock is what the other five numbers make; one return waits."""
    chance, unchecked = city.chance, False
    for village in _of(HERDING, villages):
        opening = chance.randrange(4_000, 16_000, 10)
        born = round(opening * chance.uniform(0.35, 0.5))
        survived = round(born * chance.uniform(0.9, 0.99))
        sold, lost, bought = (
            round(opening * chance.uniform(0.3, 0.45)),
            chance.randint(20, 160),
            chance.randint(0, 300),
        )
        data: dict[str, object] = {
            "opening": opening,
            "born": born,
            "survived": survived,
            "sold": sold,
            "lost": lost,
            "bought": bought,
            "stock": opening + survived + bought - sold - lost,
        }
        for given in _return(city, village, period_of(Kind.HERDING_YEAR, HERDING_YEAR), data, signed=True):
            yield given if unchecked else _unchecked(given)
            unchecked = True

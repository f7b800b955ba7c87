"""The one-table line of the sample city: every register filled, in the order of their references."""

from dataclasses import replace
from random import Random

from luoshi.console.sample.city import SEED, City
from luoshi.console.sample.one_table import asking, book, returns

LINE = "one_table"


def fill(investment: City) -> None:
    """Fill every register of the line. About 1,400 records; its dice are its own."""
    city = replace(investment, chance=Random(SEED + 2))  # noqa: S311  (dice, not secrets)
    villages = city.adopt(f"{LINE}.village", book.villages_of(city))
    clerks = [village for village in villages if village.unit.code.startswith(book.TOWNSHIP)]
    households = city.adopt(f"{LINE}.household", book.households_of(city, clerks))
    city.adopt(f"{LINE}.resident", book.residents_of(city, households))
    city.adopt(f"{LINE}.herd", book.herds_of(city, households))
    city.adopt(f"{LINE}.village_parcel", book.parcels_of(city, households))
    city.adopt(f"{LINE}.local_enterprise", book.enterprises_of(city, clerks))
    city.adopt(f"{LINE}.village_return", returns.monthly_of(city, villages))
    city.adopt(f"{LINE}.sowing_return", returns.sowing_of(city, villages))
    city.adopt(f"{LINE}.fire_return", returns.fires_of(city, villages))
    city.adopt(f"{LINE}.livestock_return", returns.livestock_of(city, villages))
    city.adopt(f"{LINE}.asked_form", asking.forms_of(city))
    city.adopt(f"{LINE}.recurring_duty", asking.duties_of(city))
    city.adopt(f"{LINE}.contribution", asking.contributions_of(city))
    city.adopt(f"{LINE}.entry_hours", asking.hours_of(city))

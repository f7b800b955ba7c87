"""序时进度: how much of the year has gone by, counted in whole months as planning offices do."""

from calendar import monthrange
from datetime import date
from fractions import Fraction

MONTHS = 12


def months_elapsed(day: date) -> int:
    """The months of the year that are over by the end of a day: 10 on 31 October, 9 on the 30th."""
    return day.month if day.day == monthrange(day.year, day.month)[1] else day.month - 1


def pro_rata(day: date) -> Fraction:
    """The share of the year elapsed: 10/12 = 83.33 % at the end of October (R016)."""
    return Fraction(months_elapsed(day), MONTHS)

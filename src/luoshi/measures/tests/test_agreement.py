"""Whatever is entered, corrected and erased: the figures are what plain Python computes from the records."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.audit.tests.lifting import lifted
from luoshi.measures.queries import table
from luoshi.measures.reading.copy import COPY
from luoshi.measures.tests.ledger import a_unit, correct, enter, erase
from luoshi.measures.tests.test_figures import CATALOGUE, TODAY, asked
from luoshi.org.models import Unit
from luoshi.registers.models import Record, Version

CENTS = st.integers(-(10**9), 10**9).map(lambda cents: str(Decimal(cents) / 100))
DAYS = st.dates(dt.date(2020, 12, 30), dt.date(2023, 1, 2)).map(dt.date.isoformat)
DATA = st.fixed_dictionaries(
    {}, optional={"amount": CENTS, "mode": st.sampled_from(["scene", "chain"]), "investor": st.integers(1, 4)}
)
REACHED = st.fixed_dictionaries({}, optional={"signed": DAYS, "done": DAYS})
DEALS = st.lists(st.tuples(DATA, REACHED), max_size=12)
LATER = st.lists(st.tuples(st.integers(0, 11), st.one_of(st.none(), CENTS)), max_size=6)
Rows = list[Record]


def within(day: str | None) -> bool:
    """Whether a date lies in 2022."""
    return day is not None and day.startswith("2022")


def signed(rows: Rows) -> Rows:
    """The deals signed in 2022."""
    return [row for row in rows if within(row.reached.get("signed"))]


def amounts(rows: Rows) -> list[Fraction]:
    """What is filled in."""
    return [Fraction(row.data["amount"]) for row in rows if "amount" in row.data]


def total(rows: Rows) -> Fraction | None:
    """Blank where there are rows and none has an amount."""
    return None if rows and not amounts(rows) else sum(amounts(rows), Fraction(0))


def large(rows: Rows) -> Rows:
    """Ten million yuan or more."""
    return [row for row in rows if any(amount >= 1000 for amount in amounts([row]))]


def once(rows: Rows) -> int:
    """The earliest deal of each investor ever, if it was signed in 2022; those without an investor all count."""
    first: dict[Any, tuple[str, int]] = {}
    for row in rows:
        who = row.data.get("investor", f"alone {row.pk}")
        first[who] = min(first.get(who, ("9999", 0)), (row.reached.get("signed", "9998"), row.pk))
    return sum(within(day) for day, _ in first.values())


def days(rows: Rows) -> Fraction | None:
    """The median of the days from signing to being done, of those done in 2022."""
    done = [row.reached for row in rows if within(row.reached.get("done")) and "signed" in row.reached]
    spans = [(dt.date.fromisoformat(each["done"]) - dt.date.fromisoformat(each["signed"])).days for each in done]
    return Fraction(median(map(Fraction, spans))) if spans else None


EXPECTED: dict[str, Callable[[Rows], Any]] = {
    "signed": lambda rows: len(signed(rows)),
    "large": lambda rows: len(large(signed(rows))),
    "money": lambda rows: total(signed(rows)),
    "once": once,
    "days": days,
    "stock": lambda rows: sum(row.reached.get("signed", "9999") <= "2022-12-31" for row in rows),
    "large_rate": lambda rows: Fraction(len(large(signed(rows))), len(signed(rows))) if signed(rows) else None,
}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deals=DEALS, later=LATER, erased=st.sets(st.integers(0, 11), max_size=3))
def test_figures_are_what_the_records_add_up_to(deals: Any, later: Any, erased: set[int]) -> None:
    with lifted():
        Version.objects.all()._raw_delete("default")
        Record.objects.all()._raw_delete("default")
    unit = Unit.objects.filter(code="150521").first() or a_unit("150521")
    rows = enter([{**data, "reached": dict(reached)} for data, reached in deals], unit)
    asked("signed")
    for place, amount in later:
        if place < len(rows):
            correct(rows[place], amount=amount)
    for place in erased & set(range(len(rows))):
        erase(rows[place])
    standing = [row for place, row in enumerate(rows) if place not in erased]
    for name, expected in EXPECTED.items():
        assert asked(name).value == expected(standing), name
    found = table("trial.money", period="2022", by=["mode"], today=TODAY, actor=None, catalogue=CATALOGUE)
    for figure in found.figures:
        mode = figure.group.keys["mode"]
        rows_of_mode = [row for row in standing if row.data.get("mode", "—") == mode]
        assert figure.value == total(signed(rows_of_mode))
    COPY.wait_for_builder()

"""Quotas under random takers: conserved after every act, whoever takes, corrects, moves, gives back or reopens."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import place_under
from luoshi.registers.models import Pool, Record
from luoshi.registers.tests.small_quotas import MILLION, SmallQuotas, fresh
from luoshi.registers.tests.small_works import NOW
from luoshi.rules.refusals import Refused

ACTS = ("grant", "grant", "correct", "correct", "pool", "limit", "give_back", "reopen", "hang")
AMOUNTS = st.decimals(0, 60, places=6)
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.integers(0, 30), AMOUNTS), min_size=1, max_size=30
)
REFUSED = {"conserve.land", "conserve.parcels", "registers.overtaken", "registers.wrong_state", "registers.cycle"}


class Takers:
    """Three quotas of 100 and whoever draws on them."""

    def __init__(self, quotas: SmallQuotas) -> None:
        self.quotas = quotas
        self.lands = [quotas.land(100) for _ in range(3)]

    def act(self, name: str, one: int, other: int, amount: Decimal) -> str:
        """One act on what is there: "done", or the code of its refusal."""
        try:
            self._do(name, one, other, amount)
        except Refused as refused:
            return refused.code
        return "done"

    def _do(self, name: str, one: int, other: int, amount: Decimal) -> None:
        land = self.lands[other % 3]
        grants = list(Record.objects.of("quotas.grant").order_by("pk"))
        if name == "grant" or not grants:
            self.quotas.grant(land, amount)
            return
        grant, above = grants[one % len(grants)], grants[other % len(grants)]
        match name:
            case "correct":
                self.quotas.correct(grant, area=amount)
            case "pool":
                self.quotas.correct(grant, pool=land.pk)
            case "limit":
                self.quotas.correct(land, available=amount * 3)
            case "hang":
                place_under(fresh(grant), parent=fresh(above), by=self.quotas.planner, at=NOW)
            case _:
                self.quotas.move(grant, name)


def unconserved() -> Iterator[str]:
    """The pools whose booked sum is not that of the records, or is more than the limit; counted past the product."""
    grants = list(Record.objects.of("quotas.grant").exclude(state="returned"))
    for pool in Record.objects.filter(register__in=("quotas.land", "quotas.grant")):
        is_land = pool.register == "quotas.land"
        takers = [each for each in grants if (each.data.get("pool") if is_land else each.parent_id) == pool.pk]
        taken = sum((Decimal(each.data.get("area", 0)) for each in takers), Decimal(0))
        limit = Decimal(pool.data.get("available" if is_land else "area", 0))
        row = Pool.objects.filter(record=pool).first()
        booked = Decimal(row.used) / MILLION if row else Decimal(0)
        if booked != taken or taken > limit or (row and row.limit != limit * MILLION):
            yield f"{pool.number}: {booked} booked, {taken} taken of {limit}"


class Conserved(TestCase):
    """One after the other, on either database."""

    @given(STEPS)
    @settings(max_examples=12, deadline=None)
    def test_no_act_breaks_a_quota(self, steps: list[tuple[str, int, int, Decimal]]) -> None:
        takers = Takers(SmallQuotas(SmallCity()))
        for step in steps:
            assert takers.act(*step) in REFUSED | {"done"}
            assert list(unconserved()) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_takers_at_the_same_moment_break_no_quota_and_nobody_waits_for_ever(seed: int) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    takers = Takers(SmallQuotas(SmallCity()))

    def taker(number: int) -> list[str]:
        random = Random(seed * 100 + number)  # noqa: S311  (a reproducible choice, not a secret)
        try:
            return [
                takers.act(
                    random.choice(ACTS), random.randrange(30), random.randrange(30), Decimal(random.randrange(60))
                )
                for _ in range(15)
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(taker, range(6)))
    assert list(unconserved()) == []
    assert {code for codes in told for code in codes} <= REFUSED | {"done"}
    assert all("done" in codes for codes in told)  # nobody starves

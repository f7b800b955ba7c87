"""A record that was taken back counts no more: not in the tail, not after the copy was built anew."""

from typing import Any

import pytest

from luoshi.measures.reading.copy import COPY, Copy
from luoshi.measures.reading.layout import layout_of
from luoshi.measures.reading.live import Session
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.queries import register
from luoshi.registers.actions import withdraw
from luoshi.registers.tests.small_works import NOW, SmallWorks


def total(session: Session) -> tuple[Any, ...]:
    """How many sites there are, and what they cost."""
    rows = session.rows('SELECT count(*), sum(f_cost)::VARCHAR FROM "now"."works__site"')
    return rows[0]


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_back_counts_no_more() -> None:
    works = SmallWorks(SmallCity())
    layouts = (layout_of(register("works.site")),)
    first, _second = works.site("东桥", cost="5"), works.site("西桥", cost="7")
    assert COPY.ask(layouts, total) == (2, "12.000000")
    withdraw(first, reason="录错了", by=works.lead, at=NOW)
    assert COPY.ask(layouts, total) == (1, "7.000000")
    assert Copy().ask(layouts, total) == (1, "7.000000")

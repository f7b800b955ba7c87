"""Records counted by the rows of a register that point to them: all, some, none; as of a day, and as printed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from luoshi.measures.asking import leaves, registers_read
from luoshi.measures.queries import figure, figures, rows_of
from luoshi.measures.tests.ledger import DEAL, a_field, a_register, a_unit, correct, enter, text
from luoshi.measures.tests.test_figures import CATALOGUE, COUNT, a_measure, signed
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import FieldType, Link, LinkRule, Measure
from luoshi.registers.models import Record
from luoshi.rules.expressions import parse
from tests.spec.tables import rows

TODAY = date(2023, 2, 8)
PERMIT = a_register(
    id="permit",
    title=text("permit"),
    lifecycle=None,
    fields={
        each.id: each
        for each in (
            a_field("name", FieldType.TEXT),
            a_field("deal", FieldType.REF, to=DEAL.ref),
            a_field("issued_on", FieldType.DATE),
        )
    },
)


def linked(name: str, has: LinkRule, when: str = "issued_on", where: str = "") -> Measure:
    """Deals by their permits."""
    link = Link(PERMIT.ref, "deal", has, parse(where) if where else None, where, when)
    return a_measure(name, COUNT, when="on_signed", unit="个", linked=(link,))


MEASURES = (
    linked("permitted", LinkRule.ALL),
    linked("unpermitted", LinkRule.NOT_ALL),
    linked("begun", LinkRule.SOME),
    linked("nothing_yet", LinkRule.NONE),
    linked("no_land", LinkRule.NONE, when="", where="name = 'land'"),
)
TRIAL = CATALOGUE.packs["trial"]
DECLARED = Catalogue(
    {
        "trial": replace(
            TRIAL,
            registers={DEAL.id: DEAL, PERMIT.id: PERMIT},
            measures={**TRIAL.measures, **{each.id: each for each in MEASURES}},
        )
    }
)
pytestmark = pytest.mark.django_db

COUNTED = rows("""
| measure     | 2022-12-31 | 2022-09-30 | because                                               |
|-------------|------------|------------|-------------------------------------------------------|
| permitted   | 1          | 0          | the second permit of the first came in October        |
| unpermitted | 2          | 3          | one waits, one was never asked for any                |
| begun       | 2          | 2          | at least one is issued                                |
| nothing_yet | 1          | 1          | the third has none                                    |
| no_land     | 2          | 2          | whatever its date                                     |
""")


def asked(name: str, period: str = "2022") -> Any:
    return figure(f"trial.{name}", period=period, today=TODAY, actor=None, catalogue=DECLARED)


@pytest.fixture
def permits() -> list[Record]:
    """Three deals: with both permits, with one of two, with none."""
    unit = a_unit("150521")
    first, second, _ = enter([signed("2022-03-01", name=name) for name in "abc"], unit)
    return enter(
        [
            {"name": "land", "deal": first.pk, "issued_on": "2022-05-01"},
            {"name": "plan", "deal": first.pk, "issued_on": "2022-10-15"},
            {"name": "plan", "deal": second.pk, "issued_on": "2022-05-01"},
            {"name": "works", "deal": second.pk},
        ],
        unit,
        register=PERMIT.ref,
    )


@pytest.mark.parametrize(("measure", "by_december", "by_september", "because"), COUNTED)
def test_records_are_counted_by_what_points_to_them(
    permits: list[Record], measure: str, by_december: str, by_september: str, because: str
) -> None:
    assert asked(measure).value == int(by_december), because
    until_september = asked(measure, "2022-09 cumulative").value
    assert until_september == int(by_september), because


def test_together_with_other_measures_each_counts_its_own(permits: list[Record]) -> None:
    refs = [f"trial.{name}" for name in ("signed", "permitted", "unpermitted")]
    found = figures(refs, period="2022", today=TODAY, actor=None, catalogue=DECLARED)
    assert [getattr(found[ref], "value", None) for ref in refs] == [3, 1, 2]


def test_the_rows_behind_it_are_those_that_count(permits: list[Record]) -> None:
    behind = rows_of(asked("permitted"), today=TODAY, actor=None, catalogue=DECLARED)
    assert [row.record for row in behind.rows] == [permits[0].data["deal"]]


def test_a_later_permit_counts_at_once(permits: list[Record]) -> None:
    correct(permits[3], issued_on="2022-12-01")
    assert asked("permitted").value == 2


def test_what_a_figure_reads_includes_the_register_that_points(permits: list[Record]) -> None:
    measure = DECLARED.measure("trial.permitted")
    assert registers_read(leaves(DECLARED, measure)) == [DEAL.ref, PERMIT.ref]

"""A condition asked of all records by the database gives what it gives for each of them in Python."""

import pytest

from luoshi.audit.tests.lifting import an_act
from luoshi.packs.queries import register as declared
from luoshi.registers.conditions import meets
from luoshi.registers.facts import facts
from luoshi.registers.models import Record
from luoshi.registers.policies import standing_of
from luoshi.registers.queries import breaking
from luoshi.registers.tests.small_works import TODAY, SmallWorks
from luoshi.rules.expressions import evaluate, is_met, parse

CONDITIONS = (
    "cost > 100 and area < 7.5",
    "cost / area >= 3.333333",
    "blank(cost) or not permit_ok",
    "sort in ('road', 'water') and state = 'filed'",
    "days_between(on_filed, today()) <= 0",
    "title_of_site = '50% 桥'",
    "dear",
    "filled(due)",
    "reopened > 0",
    "reopened = 0 and filled(due)",
    "days_left > 3",
    "days_left <= 0 or blank(days_left)",
)


@pytest.fixture
def sites(works: SmallWorks) -> list[Record]:
    """A few sites, some of them with blanks, one reopened twice."""
    made = [
        works.site("50% 桥", cost=500, area=7, sort="road"),
        works.site("东桥", cost="33.333333", area=10, permit_ok=True, sort="water"),
        works.site("西桥", area=0),
        works.site("南桥", cost=0, permit_ok=False),
    ]
    with an_act():
        Record.objects.filter(pk=made[1].pk).update(reopened=2)
    made[1].refresh_from_db()
    return made


@pytest.mark.parametrize("source", CONDITIONS)
def test_the_database_and_python_agree(sites: list[Record], source: str) -> None:
    register, condition = declared("works.site"), parse(source)
    told = dict(
        Record.objects.of("works.site").annotate(met=meets(register, condition, today=TODAY)).values_list("pk", "met")
    )
    for site in sites:
        row = facts(register, site.data, standing_of(site, TODAY))
        assert told[site.pk] is is_met(evaluate(condition, row, today=TODAY))


def test_a_record_that_broke_its_rule_behind_our_back_is_found(works: SmallWorks, sites: list[Record]) -> None:
    register = declared("works.site")
    assert [list(records) for _, records in breaking(register, today=TODAY)] == [[]]
    with an_act():
        Record.objects.filter(pk=sites[3].pk).update(data={**sites[3].data, "cost": "100000"})
    ((rule, records),) = breaking(register, today=TODAY)
    assert (rule.id, list(records)) == ("dear_needs_area", [sites[3]])

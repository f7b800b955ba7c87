"""What a page costs does not grow with what is on it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.registers.tests.small_works import SmallWorks
from luoshi.web.tests.test_registers import as_

MOST = 25  # queries of a page
ONCE = 1  # query of a reading copy that is taken up anew meanwhile, whatever it holds


def asked(client: Client, address: str) -> int:
    """How many queries a page takes once everything that is kept in memory is there."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("name", "arguments"), [("home", []), ("register", ["works.site"]), ("measures", [])])
def test_a_page_of_many_costs_as_much_as_one_of_few(works: SmallWorks, name: str, arguments: list[str]) -> None:
    client, address = as_(works.lead), reverse(name, args=arguments)
    for number in range(2):
        works.site(f"工地{number}", cost=5)
    few = asked(client, address)
    for number in range(2, 14):
        works.site(f"工地{number}", cost=5)
    assert asked(client, address) <= few + ONCE
    assert few <= MOST


def test_a_long_history_costs_as_much_as_a_short_one(works: SmallWorks) -> None:
    client, site = as_(works.lead), works.site(cost=5)
    address = reverse("record", args=[site.pk])

    def correct(cost: int) -> None:
        revision = str(cost - 5)
        data = {
            "title_of_site": "东桥",
            "plan": site.data["plan"],
            "cost": cost,
            "reason": "改",
            "revision": revision,
        }
        assert client.post(reverse("record_correct", args=[site.pk]), data).status_code == 302

    correct(6)
    few = asked(client, address)
    for cost in range(7, 12):
        correct(cost)
    assert asked(client, address) <= few
    assert few <= MOST


FILING = {
    "the session",
    "the account",
    "its posts",
    "the latest packs",
    "the unit",
    "the plan it points to, seen",
    "the plan it points to, there",
    "the act begins",
    "the record",
    "its key",
    "its clock",
    "its version",
    "its entry",
    "what was sent",
    "the act ends",
}
TOLD_INSIDE = 2  # on PostgreSQL, inside a test's own transaction: that the act begins, and that it is over


def test_a_filing_takes_no_statement_that_is_not_named_here(works: SmallWorks) -> None:
    client, plan, address = as_(works.lead), works.plan(), reverse("record_new", args=["works.site"])
    data = {"unit-of-record": works.north.pk, "plan": plan.pk, "cost": "3", "sort": "road"}
    assert client.post(address, data | {"title_of_site": "东桥"}, headers={"idempotency-key": "a"}).status_code == 302
    with CaptureQueriesContext(connection) as queries:
        sent = client.post(address, data | {"title_of_site": "西桥"}, headers={"idempotency-key": "b"})
    assert sent.status_code == 302
    assert len(queries) <= len(FILING) + (TOLD_INSIDE if connection.vendor == "postgresql" else 0)

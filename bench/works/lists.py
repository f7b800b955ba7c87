"""Pages of one list of many records, asked for as a browser would; prints the median seconds of each as JSON.

Run by bench.lists in a process of its own.
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.works.filling import AT, CITY, REGISTER, fill  # noqa: E402
from luoshi.audit.actions import Act, record, writing  # noqa: E402
from luoshi.org.models import Post, Unit  # noqa: E402
from luoshi.people.models import Account  # noqa: E402
from luoshi.registers.models import Record  # noqa: E402
from luoshi.rules.actors import Role, operator  # noqa: E402

ROUNDS = 5
PAGES = {
    "the first page": "",
    "all states by due date": "?state=all&sort=due",
    "one state": "?state=signed",
    "a word that one record has": "?q=777777",
    "a word of common pieces that few have": "?q=beside+777777",
    "a word that one in twenty has": "?q=77",
    "a word that all have": "?q=work",
    "narrowed by a choice": "?field-mode=scene",
}


def main(rows: int) -> None:
    """Fill, sign somebody of the city in, ask for each page."""
    call_command("migrate", verbosity=0)
    fill(rows)
    client, address = _signed_in(), reverse("register", args=[REGISTER])
    told = {name: _median(partial(_page, client, address + query)) for name, query in PAGES.items()}
    far = _turned(client, address, 20)
    told["the twentieth page"] = _median(partial(_page, client, far))
    told["counting and skipping to page 1,000"] = _median(_skipped)
    print(json.dumps(told))


def _signed_in() -> Client:
    """Somebody who holds a post in the city, made as the records were."""
    with writing():
        account = Account.objects.create(
            username="bench", display_name="bench", created_at=datetime(2022, 1, 1, tzinfo=UTC)
        )
        city = Unit.objects.get(code="c")
        Post.objects.create(account=account, unit=city, role=Role.SUPERVISOR, valid_from=date(2020, 1, 1))
        record(Act("bench.fill", "bench", 0, CITY, {"what": "account"}), by=operator("bench"), at=AT)
    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    return answer.content.decode()


def _turned(client: Client, address: str, pages: int) -> str:
    """The address of a page further on, as somebody comes to it."""
    here = address
    for _number in range(pages - 1):
        found = re.search(r'href="(\?[^"]*)" rel="next"', _page(client, here))
        if found is None:
            return here
        here = address + found.group(1).replace("&amp;", "&")
    return here


def _skipped() -> None:
    records = Record.objects.of(REGISTER).exclude(state="filed").order_by("-updated_at", "-pk")
    records.count()
    list(records[24_975:25_000])


def _median(work: Callable[[], object]) -> float:
    work()  # what is kept in memory is there from the second time on
    spent = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


if __name__ == "__main__":
    main(int(sys.argv[1]))

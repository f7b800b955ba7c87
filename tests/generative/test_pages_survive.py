"""Whatever is typed into a form or an address, a page answers: it never breaks off (no 5xx)."""

import random
from collections.abc import Iterator

import pytest
from django.test import Client

from luoshi.org.tests.small_city import SmallCity
from luoshi.people.models import Account
from luoshi.registers.tests.small_works import SmallWorks

ODD = [
    "",
    " ",
    "0",
    "-0",
    "-1",
    "1e999",
    "1e1000000",
    "99999999999.9999999",
    "1e11.9999",
    "NaN",
    "Infinity",
    "²",
    "٣",
    "１２",
    "9" * 18,
    "9" * 19,
    "9" * 30,
    "9" * 5000,
    "x\x00y",
    "\x00",
    "\u202eabc",
    "䶮𠅤",
    "\U0001f468\u200d\U0001f469" * 40,
    "字" * 3000,
    "<script>alert(1)</script>",
    "=1+1",
    "' OR 1=1 --",
    "%",
    "_",
    "../x",
    "0001-01-01",
    "9999-12-31",
    "2022-02-30",
    "2022-06-15",
    "true",
    "confirm",
    "—",
    "unit",
    "0001",
    "9999",
    "2022-W53",
    "9999-Q4",
    "999th-5y",
    "label",
    "--due",
    "null",
    "[]",
    "title_of_site",
    "road",
    "a " * 200,
]
FIELDS = [
    "title_of_site",
    "plan",
    "cost",
    "area",
    "permit_ok",
    "ready_on",
    "foreman",
    "sort",
    "cost_per_mu",
    "remark",
    "done",
    "name",
]
FORMS = [
    *(f"/registers/works.{each}/new/" for each in ("site", "plan", "monthly")),
    *(
        f"/records/{{pk}}/{each}/"
        for each in ("correct", "move/start", "move/complete", "move/x", "settle", "waive/permit", "waive/x")
    ),
    "/measures/works.sites/print/",
    "/sign-in/",
    "/enter/",
    "/i18n/",
    "/print-size/",
    "/password/",
]
BOXES = [
    *FIELDS,
    "unit-of-record",
    "reason",
    "revision",
    "on",
    "note",
    "basis",
    "decision",
    "evidence-licence",
    "evidence-report",
    "evidence-x",
    "period",
    "unit:county",
    "username",
    "password",
    "role",
    "next",
    "language",
    "large",
    "due",
    "parent",
    "lead",
]
PAGES = [
    "/",
    "/registers/",
    "/registers/works.site/",
    "/registers/works.site/files/csv/",
    "/registers/works.plan/lookup/",
    "/registers/{odd}/",
    "/registers/claims/",
    "/records/{pk}/",
    "/records/{odd}/",
    "/measures/",
    "/measures/works.sites/",
    "/measures/{odd}/",
    "/figures/{odd}/",
    "/manage/",
    "/manage/units/",
    "/manage/people/",
    "/manage/audit/",
    "/sign-in/",
]
WORDS = [
    "q",
    "state",
    "area",
    "sort",
    "page",
    "field-sort",
    "field-x",
    "period",
    "part",
    "unit",
    "unit:county",
    "lead",
    "next",
    *FIELDS,
]


@pytest.fixture
def browsers(db: None) -> tuple[int, list[Client]]:
    """A record of the small works, and a browser for each kind of person, the last one of nobody."""
    works = SmallWorks(SmallCity())
    pk = works.site(cost=5, permit_ok=True).pk
    people = (works.lead, works.other_lead, works.planner, works.supervisor, works.verifier, works.city.admin)
    clients = [Client(raise_request_exception=False) for _ in range(len(people) + 1)]
    for client, actor in zip(clients, people, strict=False):
        client.force_login(Account.objects.get(pk=actor.account_id), backend="luoshi.people.backend.Accounts")
    return pk, clients


def requests(seed: int, pk: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Method, address and data, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  (repeatable, guards nothing)
    for address in (FORMS, PAGES):
        for path in address:
            names = chance.sample(BOXES if address is FORMS else WORDS, k=chance.randint(1, 8))
            data = {name: chance.choice(ODD) for name in names}
            odd = chance.choice(["x", "0", "9" * 30, "works.", "..", "汉", "works.site.x", "9" * 18])
            yield "post" if address is FORMS else "get", path.format(pk=pk, odd=odd), data


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_breaks_off(browsers: tuple[int, list[Client]], seed: int) -> None:
    pk, clients = browsers
    for turn in range(3):
        for number, (method, address, data) in enumerate(requests(10 * seed + turn, pk)):
            client = clients[(number + turn) % len(clients)]
            answer = getattr(client, method)(address, data)
            assert answer.status_code < 500, (method, address, data, answer.exc_info)
            if answer.streaming:
                b"".join(answer)


def test_too_much_is_refused(browsers: tuple[int, list[Client]]) -> None:
    client = browsers[1][0]
    form, typed = "/registers/works.site/new/", "application/x-www-form-urlencoded"
    assert client.post(form, {"title_of_site": "字" * 3_000_000}).status_code == 413
    assert client.post(form, b"x" * 10_000_000, content_type=typed).status_code == 413
    many = "&".join(f"a{number}=1" for number in range(10_000))
    assert client.post(form, many, content_type=typed).status_code == 400
    assert client.get(f"/registers/works.site/?{many}").status_code == 400
    assert client.post(form, b"zzz", content_type="multipart/form-data").status_code == 400

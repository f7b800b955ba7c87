"""A walk through the sample city as its people would take it: from the first page along the links, role by role."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from typing_extensions import override

from luoshi.people.models import Account
from luoshi.rules.actors import Role

BEGIN = ("/", "/password/", "/manage/jobs/", "/style/")  # not every one of them is linked for everybody
MANY = {"register": 3, "record": 4}  # pages of one route that differ most
HTML = "text/html"


@dataclass(frozen=True)
class Step:
    """A page that was read."""

    role: Role
    route: str
    address: str
    html: str


class Links(HTMLParser):
    """The addresses a page leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        traits = dict(attrs)
        if tag == "a" and traits.get("href") and "download" not in traits:
            self.found.append(str(traits["href"]))


def browser_of(role: Role, language: str = settings.LANGUAGE_CODE) -> Client:
    """A browser in which the role of the sample is signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=role.value), backend="luoshi.people.backend.Accounts")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def walk(client: Client, role: Role, of_each: int = 1) -> Iterator[Step]:
    """Pages that answer with HTML, at most so many of each route, and more of those that differ by register.

    Only links of our own pages are followed, and only by GET, so that nothing is written.
    """
    counted = Counter[str]()
    waiting, known = list(BEGIN), set(BEGIN)
    while waiting:
        address = waiting.pop(0)
        route = route_of(address)
        if not route or counted[route] >= MANY.get(route, of_each):
            continue
        answer = client.get(address)
        if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith(HTML):
            continue
        counted[route] += 1
        step = Step(role, route, address, answer.content.decode())
        yield step
        for link in inside(step.html, address):
            if link not in known:
                known.add(link)
                waiting.append(link)


def inside(html: str, address: str) -> Iterator[str]:
    """The links of a page that stay on the site."""
    for link in Links(html).found:
        whole = urldefrag(urljoin(address, link)).url
        if re.match(r"/(?!/)", whole):
            yield whole


def route_of(address: str) -> str:
    """The name of the route an address belongs to, or nothing."""
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""

"""Every page asks who is there, or stands on a short list with a sentence that says why not."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

# Open to everyone, by the address's pattern, each with its reason.
OPEN: dict[str, str] = {
    "sign-in/": "nobody is signed in before this page",
    "enter/": "enters the generated sample as a role; answers 404 outside demo mode",
    "sign-out/": "ending a session that is already over must not ask to sign in",
    "i18n/": "the language is chosen before signing in",
    "print-size/": "the size of the letters is chosen before signing in",
    "healthz": "a load balancer asks whether the process answers; it tells nothing else",
}
GUARD = "django.contrib.auth.middleware.LoginRequiredMiddleware"


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    """Every address with its view."""
    for each in patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, address)
        else:
            yield address, each.callback


def unguarded(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """Addresses that anyone may open and that are not on the list."""
    return [
        address
        for address, view in routes(patterns)
        if not getattr(view, "login_required", True) and not any(address.startswith(known) for known in OPEN)
    ]


def test_every_route_asks_who_is_there() -> None:
    assert GUARD in settings.MIDDLEWARE
    assert unguarded(get_resolver().url_patterns) == []


def test_every_open_route_has_its_sentence() -> None:
    assert all(len(reason) > 20 for reason in OPEN.values())


@pytest.mark.parametrize(("decorate", "expected"), [(login_not_required, ["ledger/x"]), (lambda view: view, [])])
def test_an_open_route_is_caught(
    decorate: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]], expected: list[str]
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert unguarded([path("ledger/", ([path("x", decorate(view))], None, None))]) == expected

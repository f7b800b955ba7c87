"""Every page asks who is there, or stands on a short list with a sentence that says why not."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.utils.module_loading import import_string

# Open to everyone, by the address's pattern, each with its reason.
OPEN: dict[str, str] = {
    "agendas/<str:secret>.ics": "calendar programs cannot sign in; the secret in the address is asked for instead",
    "api/v1/": "asks for a token of its own: the door answers before any session, and the fuzzer goes through all",
    "sign-in/": "nobody is signed in before this page",
    "enter/": "enters the generated sample as a role; answers 404 outside demo mode",
    "sign-out/": "ending a session that is already over must not ask to sign in",
    "i18n/": "the language is chosen before signing in",
    "print-size/": "the size of the letters is chosen before signing in",
    "theme/": "light or dark is chosen before signing in",
    "invitation/": "somebody without a password sets one; the link serves once and names whose",
    "notices/no-mail/": "a mail program turns mail off without a session; the signed token names whose (RFC 8058)",
    "healthz": "a load balancer asks whether the process answers; it tells nothing else",
}
GUARD = "luoshi.web.brought_back.SignInFirst"


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
    assert issubclass(import_string(GUARD), LoginRequiredMiddleware)
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

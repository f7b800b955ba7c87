"""A form sent after the session had ended is brought back after signing in: nothing that was entered is lost.

What was sent travels in the sign-in page itself, signed, and nowhere else; behind the sign-in it stands ready to be
sent to where it was meant for. It comes back to the account that was signed in last in this browser and to no other:
on a machine that several share, nobody finds what another has typed. Passwords and files do not travel: who had
chosen files is told to choose them again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from typing_extensions import override

SALT = "luoshi.web.brought_back"
FIELD = "kept"
LONGEST = 300_000  # characters; more is left to the browser's own way back
GOOD_FOR = timedelta(hours=12)
SIGN_IN_FIRST = 401
NOT_CARRIED = {"csrfmiddlewaretoken", FIELD}
LAST_HERE = "last_here"
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was sent: to which address, with which fields in their order, whether files were among it, and by whom."""

    address: str
    fields: tuple[tuple[str, str], ...]
    with_files: bool
    account: int


def sealed(request: HttpRequest) -> str:
    """What a request sent, signed; nothing where it is no form of a page, too long, holds a password, or where
    nobody knows whose it is."""
    account = last_here(request)
    if account is None or request.method != "POST" or "HX-Request" in request.headers or not request.POST:
        return ""
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in fields if name not in NOT_CARRIED]
    too_long = sum(len(name) + len(value) for name, value in fields) > LONGEST
    if too_long or any("password" in name for name, _value in fields):
        return ""
    told = {"address": request.get_full_path(), "fields": fields, "files": bool(request.FILES), "account": account}
    return signing.dumps(told, salt=SALT, compress=True)


def opened(text: str) -> Kept | None:
    """What was sealed; nothing where it was not sealed here, or too long ago."""
    try:
        told = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    fields = tuple((name, value) for name, value in told["fields"])
    return Kept(told["address"], fields, told["files"], told.get("account", 0))


def last_here(request: HttpRequest) -> int | None:
    """The account that was signed in last in this browser, as its signed cookie tells."""
    told = request.get_signed_cookie(LAST_HERE, default="", salt=SALT, max_age=REMEMBERED)
    return int(told) if told else None


def bring_back(request: HttpRequest) -> HttpResponse | None:
    """Behind a sign-in: the page on which what was entered stands ready to be sent; nothing if nothing was kept, or
    if somebody else has signed in."""
    kept = opened(request.POST.get(FIELD, ""))
    if kept is None or kept.account != request.user.pk:
        return None
    return render(request, "web/brought_back.html", {"kept": kept})


class SignInFirst(LoginRequiredMiddleware):
    """Leads who is not signed in to the sign-in page, with what they sent on board, and notes who is signed in."""

    @override
    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Keeps the account in a cookie where the page has looked at it; asks for nothing by itself."""
        response: HttpResponseBase = self.get_response(request)  # type: ignore[assignment]
        account = getattr(request, "_cached_user", None)
        if account is not None and account.pk is not None and last_here(request) != account.pk:
            response.set_signed_cookie(
                LAST_HERE,
                str(account.pk),
                salt=SALT,
                max_age=int(REMEMBERED.total_seconds()),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    @override
    def handle_no_permission(  # type: ignore[override]  # a page may answer as well as a redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        """Django's redirect where nothing was sent; else the sign-in page as the answer itself."""
        from luoshi.web.views.doors import entries, fields_of

        kept = sealed(request)
        if not kept:
            return super().handle_no_permission(request, view_func)
        context = {"form": AuthenticationForm(request), "fields": fields_of(""), "entries": entries(), FIELD: kept}
        return render(request, "web/sign_in.html", context, status=SIGN_IN_FIRST)

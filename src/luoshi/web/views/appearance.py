"""The choice of colours and of letter size: each is kept in a cookie of this browser."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.web.appearance import LARGE_PRINT_COOKIE, THEME_COOKIE, Theme, theme_named

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def print_size(request: HttpRequest) -> HttpResponse:
    """Keeps the choice of letter size and goes back to the page."""
    return _kept(request, LARGE_PRINT_COOKIE, "large" if request.POST.get("large") == "1" else "")


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the choice of colours and goes back to the page; the system's colours need no cookie."""
    chosen = theme_named(request.POST.get("theme", ""))
    return _kept(request, THEME_COOKIE, "" if chosen is Theme.AUTO else chosen.value)


def _kept(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Back to the page one came from, if it is one of ours, with the cookie set, or dropped where it says nothing."""
    address = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        address = "/"
    response = HttpResponseRedirect(address)
    if value:
        response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response

"""The page for what went wrong on our side: it asks nothing of the database, and keeps the reader's own looks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from luoshi.web.appearance import appearance_of
from luoshi.web.shell import Shell


def broken(request: HttpRequest) -> HttpResponse:
    """Answers 500. Finding out who is signed in may be what failed, so the page is drawn without the request."""
    shell = Shell(appearance_of(request), demo=settings.DEMO)
    return HttpResponseServerError(render_to_string("500.html", {"shell": shell}))

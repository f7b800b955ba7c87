"""The living style page: every token and every component, with generated sample content."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from luoshi.web.samples import everything
from luoshi.web.samples.lists import matches
from luoshi.web.samples.looks import look_of
from luoshi.web.shell import shell_of
from luoshi.web.tokens import tokens


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """All of them on one page, in the theme, size and language the address asks for."""
    look = look_of(request)
    with translation.override(look.language):
        shell = replace(shell_of(request), look=look.appearance)
        context = {**everything(), "look": look, "tokens": tokens(), "shell": shell}
        response = render(request, "web/style.html", context)
    response.headers["Content-Language"] = look.language
    return response


@require_safe
def options(request: HttpRequest) -> HttpResponse:
    """Answers the sample reference picker."""
    return render(request, "web/components/options.html", {"options": matches(request.GET.get("q", ""))})

"""The living style page: every component with generated sample content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.web.samples import everything
from luoshi.web.samples.lists import matches


def style(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    return render(request, "web/style.html", everything())


def options(request: HttpRequest) -> HttpResponse:
    """Answers the sample reference picker."""
    return render(request, "web/components/options.html", {"options": matches(request.GET.get("q", ""))})

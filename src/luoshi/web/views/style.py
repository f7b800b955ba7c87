"""The living style page: every component with generated sample content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luoshi.web.samples import everything
from luoshi.web.samples.lists import matches


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    return render(request, "web/style.html", everything())


@require_safe
def options(request: HttpRequest) -> HttpResponse:
    """Answers the sample reference picker."""
    return render(request, "web/components/options.html", {"options": matches(request.GET.get("q", ""))})

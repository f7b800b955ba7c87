"""The one address without a token header: calendar programs send none, so the secret stands in the address."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from luoshi.api import tallies
from luoshi.api.actions.agendas import note_reading
from luoshi.api.agendas import events_of, title_of
from luoshi.api.callers import BAD_QUOTA, actor_behind, too_many
from luoshi.api.clock import now
from luoshi.api.ical import MEDIA_TYPE, calendar_text
from luoshi.api.models import Agenda
from luoshi.api.policies import no_such
from luoshi.api.secrecy import digest_of
from luoshi.rules.moments import day_of

QUOTA = 60
"""Readings of one agenda in a minute."""


@login_not_required
@require_safe
def agenda(request: HttpRequest, secret: str) -> HttpResponse:
    """A calendar of due dates; what its owner may see now. An address that is wrong or revoked is 404."""
    at = now()
    found = Agenda.objects.select_related("account").filter(digest=digest_of(secret), revoked_at=None).first()
    if found is None or not found.account.is_active:
        name, quota = f"address {request.META.get('REMOTE_ADDR', '')}", BAD_QUOTA
    else:
        name, quota = f"agenda {found.pk}", QUOTA
    tally = tallies.count(name, quota, at=at.timestamp())
    if tally.exceeded:
        request.META["luoshi.tally"] = tally
        raise too_many(tally.reset)
    if found is None or not found.account.is_active:
        raise no_such("agenda")
    note_reading(found, on=day_of(at))
    site = f"{request.scheme}://{request.get_host()}"
    events = events_of(found, actor_behind(found.account), site=site, at=at)
    response = HttpResponse(calendar_text(title_of(found).in_(found.language), events), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="luoshi.ics"'
    return response

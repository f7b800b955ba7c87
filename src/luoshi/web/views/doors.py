"""The doors of the site: sign in, enter the sample as a role, choose language and letter size."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language
from typing_extensions import override

from luoshi.people.models import Account
from luoshi.rules.actors import Role
from luoshi.rules.texts import Text
from luoshi.web.acting import choose
from luoshi.web.brought_back import FIELD as KEPT
from luoshi.web.brought_back import bring_back
from luoshi.web.components.forms import FormField, Input
from luoshi.web.standing import number_from
from luoshi.web.wording import say

YEAR = 365 * 24 * 3600  # seconds

# What each role of the sample does, in one sentence; its account is named like the role.
DEEDS = {
    Role.SUPERVISOR: Text(
        "看全市进度，催办逾期，批准例外。", "Watches the whole city, chases what is late, approves exceptions."
    ),
    Role.COUNTY_LEAD: Text(
        "牵头本旗县的项目，推动开工、竣工、投产。", "Leads a county's projects to start, completion and production."
    ),
    Role.BUREAU_OFFICER: Text(
        "录入线索和签约，办理立项，登记到位资金。", "Enters leads and contracts, files projects, books funds paid in."
    ),
    Role.TOWNSHIP_CLERK: Text(
        "填报现场情况，上传照片和票据。", "Reports from the site, uploads photos and vouchers."
    ),
    Role.VERIFIER: Text("核对佐证材料，确认算不算数。", "Checks the evidence and confirms what counts."),
    Role.AUDITOR: Text("查看谁在何时改了什么，什么也不改。", "Reads who changed what and when; changes nothing."),
    Role.ADMINISTRATOR: Text("管理单位、人员、岗位和业务条线。", "Looks after units, people, posts and packs."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A role to enter the sample as."""

    username: str
    title: str
    deed: str


def entries() -> tuple[Entry, ...]:
    """The roles whose accounts the sample has loaded; none outside demo mode."""
    if not settings.DEMO:
        return ()
    loaded = set(Account.objects.filter(username__in=list(Role), is_active=True).values_list("username", flat=True))
    return tuple(Entry(role, say(role.label), say(deed)) for role, deed in DEEDS.items() if role in loaded)


class SignIn(LoginView):
    """User name and password; a browser that has chosen no language yet takes the account's."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    @override
    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signs in and keeps the account's language for the pages to come; what was sent before is brought back."""
        response = super().form_valid(form)
        response = bring_back(self.request) or response
        if settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            account = form.get_user()
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, max_age=YEAR, samesite="Lax")
        return response

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the two fields and the roles of the sample."""
        fields = fields_of(self.request.POST.get("username", ""))
        carried = {KEPT: self.request.POST.get(KEPT, "")}
        return super().get_context_data(**kwargs, **carried, fields=fields, entries=entries())


def fields_of(typed: str) -> tuple[FormField, ...]:
    """User name and password."""
    return (
        FormField("username", _("用户名"), value=typed, autocomplete="username", max_length=150),
        FormField("password", _("密码"), Input.SECRET, autocomplete="current-password"),
    )


@login_not_required
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Signs in as a role of the generated sample, without password; exists in demo mode only."""
    if not settings.DEMO or request.POST.get("role") not in set(Role):
        raise Http404
    account = get_object_or_404(Account, username=request.POST["role"], is_active=True)
    login(request, account, backend="luoshi.people.backend.Accounts")
    onward = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return bring_back(request) or redirect(onward if safe else "home")


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Acts from now on in the name of a holder who asked for it, or in one's own."""
    actor = choose(request, number_from(request.POST.get("holder", "")) or None)
    if actor.on_behalf_of:
        messages.success(request, _("现在代%(person)s办理，每一步都会写明。") % {"person": actor.on_behalf_of})
    return redirect("home")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen language in a cookie and goes back to the page."""
    return django_set_language(request)

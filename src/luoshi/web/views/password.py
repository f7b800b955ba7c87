"""Changing one's own password, by choice or because somebody else set it."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.org.queries.actors import actor_for
from luoshi.people.actions import set_password
from luoshi.people.models import Account
from luoshi.rules.refusals import Refused
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.wording import say


def password(request: HttpRequest) -> HttpResponse:
    """Asks for the present password, so that a screen left open is not enough; stays signed in afterwards."""
    account = cast(Account, request.user)
    wrong = _change(request, account) if request.method == "POST" else {}
    if request.method == "POST" and not wrong:
        update_session_auth_hash(request, account)
        messages.success(request, _("密码已修改。"))
        return redirect("home")
    context = {"form": _form(wrong), "must": account.must_change_password}
    return render(request, "web/password.html", context)


def _change(request: HttpRequest, account: Account) -> dict[str, str]:
    """What is wrong with each field; nothing when the password has been changed."""
    given = {name: request.POST.get(name, "") for name in ("present", "new", "again")}
    if not account.check_password(given["present"]):
        return {"present": _("与当前密码不符。")}
    if not given["new"] or given["new"] == given["present"]:
        return {"new": _("请填写一个新的密码。")}
    if given["new"] != given["again"]:
        return {"again": _("两次填写的不一致。")}
    now = timezone.now()
    try:
        set_password(account, password=given["new"], by=actor_for(account, at=now), at=now)
    except Refused as refused:
        return {"new": f"{say(refused.reason)} {say(refused.remedy)}"}
    return {}


def _form(wrong: dict[str, str]) -> Form:
    def secret(name: str, title: str, autocomplete: str, hint: str = "") -> FormField:
        error = wrong.get(name, "")
        return FormField(name, title, Input.SECRET, required=True, autocomplete=autocomplete, hint=hint, error=error)

    fields = (
        secret("present", _("当前密码"), "current-password"),
        secret("new", _("新密码"), "new-password", _("至少 10 个字符；一句话比一个词好记，也更难猜。")),
        secret("again", _("再填一次"), "new-password"),
    )
    return Form("", (Section(fields),), _("修改密码"))

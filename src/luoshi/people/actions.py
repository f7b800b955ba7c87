"""Accounts: made, given a password, closed."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from luoshi.audit.actions import Act, record, writing
from luoshi.people.invitations import invited, token_for
from luoshi.people.models import Account
from luoshi.people.permissions import check_can_create_accounts, check_can_set_password, check_can_take_over
from luoshi.people.policies import (
    check_display_name,
    check_is_oneself,
    check_may_be_invited,
    check_not_oneself,
    check_username,
    given_password,
    username_taken,
)
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def create_account(
    *, username: str, display_name: str, password: str = "", language: str = "zh-hans", by: Actor, at: datetime
) -> Account:
    """A new account. Without a password it cannot sign in; a given one must be changed at the first sign-in."""
    check_can_create_accounts(by)
    account = Account(
        username=check_username(username),
        display_name=check_display_name(display_name),
        language=language,
        created_at=at,
        must_change_password=bool(password),
    )
    _take(account, password)
    with writing():
        if Account.objects.filter(username=account.username).exists():
            raise username_taken(account.username)
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError:  # somebody was faster
            raise username_taken(account.username) from None
        _note("create_account", account, {"username": account.username}, by=by, at=at)
    return account


def set_password(account: Account, *, password: str, by: Actor, at: datetime) -> None:
    """A new password. One set by somebody else serves for one sign-in, then must be changed: it is known to two."""
    check_can_set_password(by, account)
    _take(account, password)
    account.must_change_password = by.account_id != account.pk
    with writing():
        account.save(update_fields=["password", "must_change_password"])
        _note("set_password", account, {"must_change": account.must_change_password}, by=by, at=at)


def deactivate(account: Account, *, reason: str, by: Actor, at: datetime) -> None:
    """The account signs in no more; its posts grant nothing from now on, its past acts keep its name."""
    check_can_take_over(by)
    check_not_oneself(by, account)
    with writing():
        if not Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
            raise Refused(
                "people.inactive_already",
                reason=Text("该账号已停用。", "The account is deactivated already."),
                remedy=Text("无需再办。", "Nothing is left to do."),
            )
        _note("deactivate", account, {"reason": reason}, by=by, at=at)
    account.is_active = False


def reactivate(account: Account, *, reason: str, by: Actor, at: datetime) -> None:
    """The account may sign in again with its old password; posts it still holds grant what they granted."""
    check_can_take_over(by)
    with writing():
        if not Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
            raise Refused(
                "people.active_already",
                reason=Text("该账号正在使用。", "The account is in use already."),
                remedy=Text("无需再办。", "Nothing is left to do."),
            )
        _note("reactivate", account, {"reason": reason}, by=by, at=at)
    account.is_active = True


def invite(account: Account, *, by: Actor, at: datetime) -> str:
    """The secret of a link by which the person sets a password: for a day, once. It stands in no entry.

    Links made earlier stay good until one of them has served.
    """
    check_can_take_over(by)
    check_may_be_invited(account)
    with writing():
        _note("invite", account, {}, by=by, at=at)
    return token_for(account)


def take_invitation(account: Account, *, token: str, password: str, by: Actor, at: datetime) -> None:
    """Set one's own password by a link; afterwards no link made before opens anything."""
    check_is_oneself(by, account)
    with writing():
        held = Account.objects.select_for_update().get(pk=account.pk)
        invited(held.pk, token)
        _take(held, given_password(password))
        held.must_change_password = False
        held.save(update_fields=["password", "must_change_password"])
        _note("take_invitation", held, {}, by=by, at=at)


def _take(account: Account, password: str) -> None:
    if not password:
        account.set_unusable_password()
        return
    chinese, english = (_against(account, password, language) for language in ("zh-hans", "en"))
    if english:
        raise Refused(
            "people.weak_password",
            reason=Text(chinese, english),
            remedy=Text("换一个更长、不常见的密码。", "Choose a longer, less common one."),
            where="password",
        )
    account.set_password(password)


def _against(account: Account, password: str, language: str) -> str:
    """What the validators say against a password; some word it when they find it, so each language asks anew."""
    with translation.override(language):
        try:
            validate_password(password, account)
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def _note(act: str, account: Account, facts: dict[str, object], *, by: Actor, at: datetime) -> None:
    record(Act(f"people.{act}", "account", account.pk, "", facts), by=by, at=at)

"""What an account must look like, and what may not be done to it."""

import unicodedata

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from luoshi.people.models import Account
from luoshi.rules.actors import Actor
from luoshi.rules.names import check_characters
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_username(typed: str) -> str:
    """The user name as kept: full-width characters narrowed; letters (Chinese too), digits and @ . + - _ only."""
    username = unicodedata.normalize("NFKC", typed).strip()
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise _bad_username(typed) from error
    if len(username) > 80:
        raise _bad_username(typed)
    return username


def _bad_username(typed: str) -> Refused:
    return Refused(
        "people.bad_username",
        reason=Text(f"“{typed}”不能作用户名。", f'"{typed}" cannot be a user name.'),
        remedy=Text(
            "用文字、数字和 @ . + - _，不超过80个字符。", "Use letters, digits and @ . + - _, at most 80 characters."
        ),
        where="username",
    )


def check_display_name(typed: str) -> str:
    """The person's name as shown: spaces tidied, every character kept, rare ones (䶮, 𠅤) too."""
    name = " ".join(typed.split())
    check_characters(name, where="display_name")
    if name and len(name) <= 80:
        return name
    raise Refused(
        "people.bad_name",
        reason=Text("姓名为空或过长。", "The name is missing or too long."),
        remedy=Text("填写1至80个字符的姓名。", "Give a name of 1 to 80 characters."),
        where="display_name",
    )


def check_not_oneself(by: Actor, account: Account) -> None:
    """Nobody deactivates their own account: the last administrator could lock the city out by a slip."""
    if by.account_id == account.pk:
        raise Refused(
            "people.not_oneself",
            reason=Text("不能停用本人账号。", "Nobody deactivates their own account."),
            remedy=Text("请另一位管理员办理。", "Ask another administrator."),
        )


def check_may_be_invited(account: Account) -> None:
    """A closed account gets no way in."""
    if not account.is_active:
        raise Refused(
            "people.inactive",
            reason=Text("该账号已停用。", "The account is deactivated."),
            remedy=Text("请先重新启用。", "Let it be used again first."),
        )


def given_password(typed: str) -> str:
    """The password somebody chose; refused where there is none."""
    if not typed:
        raise Refused(
            "people.no_password",
            reason=Text("没有填密码。", "No password is given."),
            remedy=Text("请填写一个新密码。", "Enter a new one."),
            where="password",
        )
    return typed


def check_is_oneself(by: Actor, account: Account) -> None:
    """A link is for the person it was made for."""
    if by.account_id != account.pk:
        raise Refused(
            "people.not_yours",
            reason=Text("这个链接是给别人的。", "This link is for somebody else."),
            remedy=Text("请交给本人。", "Hand it to that person."),
        )


def username_taken(username: str) -> Refused:
    """The refusal of a user name that somebody has."""
    return Refused(
        "people.username_taken",
        reason=Text(f"用户名“{username}”已被使用。", f"The user name {username} is taken."),
        remedy=Text("换一个用户名。", "Choose another."),
        where="username",
    )

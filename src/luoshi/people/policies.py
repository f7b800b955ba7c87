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

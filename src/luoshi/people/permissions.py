"""Who may touch accounts: administrators, the operator at the console, and everybody their own password."""

from luoshi.people.models import Account
from luoshi.rules.actors import OPERATOR_ID, Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def can_create_accounts(by: Actor) -> bool:
    """Whether the actor may give somebody an account, which by itself grants nothing."""
    return by.account_id == OPERATOR_ID or by.has_role(Role.ADMINISTRATOR)


def can_take_over_accounts(by: Actor) -> bool:
    """Whether the actor may close accounts and reset their passwords: the city's administrators and the operator.

    Not those of a county: a password reset lets one sign in as its owner, who may sit above the county.
    """
    at_root = any(post.role is Role.ADMINISTRATOR and post.is_at_root for post in by.posts)
    return by.account_id == OPERATOR_ID or at_root


def check_can_create_accounts(by: Actor) -> None:
    """Refuse everybody but administrators and the operator."""
    if not can_create_accounts(by):
        raise Refused(
            "people.not_administrator",
            reason=Text("只有管理员可以新建账号。", "Accounts are created by administrators."),
            remedy=Text("请管理员办理。", "Ask an administrator."),
        )


def check_can_take_over(by: Actor) -> None:
    """Refuse everybody but the city's administrators and the operator."""
    if not can_take_over_accounts(by):
        raise Refused(
            "people.not_city_administrator",
            reason=Text(
                "停用账号、重设他人密码由全市管理员办理。",
                "Accounts are closed, and passwords of others reset, by the administrators of the whole city.",
            ),
            remedy=Text("请全市管理员办理。", "Ask an administrator of the city."),
        )


def check_can_set_password(by: Actor, account: Account) -> None:
    """One's own password, or as an administrator of the city the first or forgotten one of another."""
    if by.account_id != account.pk:
        check_can_take_over(by)

"""Who may touch accounts: administrators, the operator at the console, and everybody their own password."""

from luoshi.people.models import Account
from luoshi.rules.actors import OPERATOR_ID, Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def can_administer_accounts(by: Actor) -> bool:
    """Whether the actor may create accounts and deactivate them."""
    return by.account_id == OPERATOR_ID or by.has_role(Role.ADMINISTRATOR)


def check_can_administer_accounts(by: Actor) -> None:
    """Refuse everybody but administrators and the operator."""
    if not can_administer_accounts(by):
        raise Refused(
            "people.not_administrator",
            reason=Text("只有管理员可以管理账号。", "Accounts are managed by administrators."),
            remedy=Text("请管理员办理。", "Ask an administrator."),
        )


def check_can_set_password(by: Actor, account: Account) -> None:
    """One's own password, and as an administrator another's first or forgotten one."""
    if by.account_id != account.pk:
        check_can_administer_accounts(by)

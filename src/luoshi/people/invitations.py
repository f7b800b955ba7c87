"""A link by which somebody sets their own password: it serves once, and for a day.

Django's own token for resets: made from the password as it is, so a new one ends it.
"""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from luoshi.people.models import Account
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

TOKENS = PasswordResetTokenGenerator()


def token_for(account: Account) -> str:
    """The part of the link that nobody can guess."""
    return TOKENS.make_token(account)


def invited(pk: int, token: str) -> Account:
    """Whose link it is; refused alike for one used up, too old, or never made."""
    account = Account.objects.filter(pk=pk, is_active=True).first()
    if account is None or not TOKENS.check_token(account, token):
        raise Refused(
            "people.link_over",
            reason=Text("这个链接已用过、已过期，或不完整。", "This link was used, is too old, or is not whole."),
            remedy=Text("请管理员再给一个。", "Ask an administrator for another."),
        )
    return account

"""The address in a letter under which mail can be turned off, without signing in (RFC 8058)."""

from django.core import signing

from luoshi.people.models import Account
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SALT = "luoshi.notices.no-mail"


def token_of(account: Account, mail: str) -> str:
    """Names the person and the address the letter went to; of no use for anything else."""
    return signing.dumps([account.pk, mail], salt=SALT)


def read(token: str) -> tuple[Account, str]:
    """Whose mail is to be turned off; refused where the token is not one of ours."""
    try:
        pk, mail = signing.loads(token, salt=SALT)
        return Account.objects.get(pk=pk), str(mail)
    except (signing.BadSignature, Account.DoesNotExist, TypeError, ValueError) as error:
        raise Refused(
            "notices.bad_token",
            reason=Text("这个退订地址不完整。", "This address is not whole."),
            remedy=Text(
                "请从信里重新复制，或在“提醒方式”里关闭邮件。",
                "Copy it from the letter again, or use the preferences.",
            ),
        ) from error

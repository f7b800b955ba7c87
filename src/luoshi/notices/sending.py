"""The call itself: a letter to the mail server, a message to the messenger."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from luoshi.notices import office
from luoshi.notices.letters import OFF, Letter
from luoshi.notices.messengers import Style, is_final, message, refusal_of
from luoshi.notices.models import Messenger
from luoshi.notices.outgoing import post_json
from luoshi.notices.unsubscribing import token_of
from luoshi.people.models import Account
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def mail(letter: Letter, *, to: str, account: Account, key: str) -> None:
    """Hand a letter to the mail server; OSError (SMTPException is one) where it does not take it.

    The Message-ID is the same each time, so that a mailbox may know one sent twice.
    """
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    headers = {"Message-ID": f"<{key}@{host}>", "Auto-Submitted": "auto-generated"}
    off = office.link(f"{OFF}{token_of(account, to)}/")
    if off:
        headers |= {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    EmailMessage(letter.subject, letter.text, to=[to], headers=headers).send()


def post(messenger: Messenger, letter: Letter, *, key: str, at: datetime) -> None:
    """Post a message. Refused where trying again cannot help; ConnectionError where it may."""
    made = message(
        Style(messenger.style), messenger.address, messenger.secret, title=letter.subject, text=letter.text, at=at
    )
    headers: Mapping[str, str] = {"Idempotency-Key": key, "User-Agent": "luoshi"}
    answer = post_json(made.address, made.body, headers=headers, inner=settings.INNER_HOSTS)
    against = refusal_of(answer)
    if not against:
        return
    if is_final(answer):
        raise Refused(
            "notices.not_taken",
            reason=Text(f"对方没有接收：{against}。", f"It was not taken: {against}."),
            remedy=Text("请核对办公消息的地址和加签密钥。", "Check the messenger's address and its secret."),
            where=messenger.host,
        )
    raise ConnectionError(f"{messenger.host}: {against}")

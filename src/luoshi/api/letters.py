"""The letter to whoever subscribed, when their receiver was away so long that nothing more is sent."""

from django.core.mail import EmailMessage

from luoshi.api.models import Subscription
from luoshi.rules.texts import Text

SUBJECT = Text("落实：推送已停止", "luoshi: a webhook was stopped")


def letter_of(subscription: Subscription, to: str, *, site: str) -> EmailMessage:
    """Which one, why, and what to do; in the language of its owner."""
    place = f"{site}/account/webhooks/{subscription.pk}/"
    words = Text(
        f"推送订阅“{subscription.name}”的接收地址 {subscription.url} 连续五天以上没有收下消息，已停止推送。\n"
        f"请修好接收程序后，在这里恢复，并重发错过的消息：{place}",
        f"The receiver of your webhook “{subscription.name}”, {subscription.url}, has taken no message for more than "
        f"five days; nothing more is sent to it.\nMend it, then resume here, and send again what it missed: {place}",
    )
    language = subscription.account.language
    return EmailMessage(SUBJECT.in_(language), words.in_(language), to=[to])

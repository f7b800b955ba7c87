"""What a preference and a messenger have to look like."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from luoshi.notices.kinds import Kind, Way
from luoshi.notices.messengers import Style
from luoshi.notices.models import Messenger
from luoshi.notices.outgoing import check_address
from luoshi.rules.names import check_characters
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_mail(typed: str) -> str:
    """The address as kept, or empty; refused where it is none, or not of the office's own domains."""
    mail = typed.strip()
    if not mail:
        return ""
    try:
        validate_email(mail)
    except ValidationError as error:
        raise _refused("mail", "bad_mail", ("这不是邮件地址。", "This is no mail address."), _LIKE_THIS) from error
    allowed = settings.NOTICES["mail_domains"]
    if allowed and mail.rpartition("@")[2].lower() not in allowed:
        listed = "、".join(allowed)
        told = ("不能寄到本单位以外的邮箱。", "Mail goes to the office's own mailboxes only.")
        raise _refused(
            "mail", "foreign_mail", told, (f"可用的域名：{listed}。", f"Domains to use: {', '.join(allowed)}.")
        )
    return mail


def check_choices(ways: Mapping[str, str]) -> dict[str, str]:
    """The chosen way of each kind, without those that are as usual anyway."""
    for kind, way in ways.items():
        if kind not in set(Kind) or way not in set(Way):
            told = (f"没有这样的提醒方式：{kind} {way}。", f"There is no such way: {kind} {way}.")
            raise _refused("ways", "bad_way", told, ("请从列表中选择。", "Choose from the list."))
    return {kind: way for kind, way in ways.items() if Kind(kind).usual != way}


def check_hours(since: object, until: object) -> None:
    """Both quiet hours or none."""
    if (since is None) != (until is None):
        told = ("免打扰时段缺开始或结束。", "The quiet hours lack their begin or end.")
        raise _refused("quiet_from", "half_quiet", told, ("两个都填，或都不填。", "Give both, or neither."))


def check_messenger(title: str, style: str, address: str, kinds: Collection[str]) -> None:
    """A name, a known messenger, an address that may be called, at least one kind."""
    check_characters(title, where="title")
    if not title.strip() or len(title.strip()) > 80:
        told = ("名称为空或过长。", "The name is missing or too long.")
        raise _refused("title", "bad_title", told, ("填写 1 至 80 个字符。", "Give 1 to 80 characters."))
    if style not in set(Style):
        told = ("没有选择是哪一种办公消息。", "No messenger is chosen.")
        raise _refused("style", "bad_style", told, ("请从列表中选择。", "Choose from the list."))
    if not kinds or set(kinds) - set(Kind):
        told = ("没有选择发哪些提醒。", "No kind of notice is chosen.")
        raise _refused("kinds", "no_kinds", told, ("至少选择一种。", "Choose at least one."))
    check_address(address, inner=settings.INNER_HOSTS)


def closed_already(messenger: Messenger) -> Refused:
    """The refusal of a change to a messenger that is closed."""
    told = (f"“{messenger.title}”已停用。", f"{messenger.title} is closed already.")
    return _refused("", "messenger_closed", told, ("需要时请新建一个。", "Make a new one where it is needed."))


_LIKE_THIS = ("请写成 name@example.cn 这样。", "Write it like name@example.cn.")


def _refused(where: str, code: str, reason: tuple[str, str], remedy: tuple[str, str]) -> Refused:
    return Refused(f"notices.{code}", reason=Text(*reason), remedy=Text(*remedy), where=where)

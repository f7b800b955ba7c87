"""Who may change the organisation: an administrator of the unit itself or of one above it."""

from luoshi.org.models import Delegation, Post, Unit
from luoshi.people.models import Account
from luoshi.rules.actors import OPERATOR_ID, Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def can_administer(by: Actor, unit: Unit) -> bool:
    """Whether the actor is administrator there, in their own name or for an administrator."""
    return any(post.role is Role.ADMINISTRATOR and unit.path.startswith(post.unit_path) for post in by.posts)


def check_can_administer(by: Actor, *units: Unit) -> None:
    """Refuse unless the actor administers every one of the units."""
    for unit in units:
        if not can_administer(by, unit):
            raise Refused(
                "org.not_administrator",
                reason=Text(f"您不是“{unit.title}”或其上级单位的管理员。", f"You do not administer {unit.title}."),
                remedy=Text(
                    "请该单位或上级单位的管理员办理。", "Ask an administrator of that unit or of one above it."
                ),
                where=unit.code,
            )


def check_is_operator(by: Actor) -> None:
    """Refuse everybody but the operator at the server's console."""
    if by.account_id != OPERATOR_ID:
        raise Refused(
            "org.operator_only",
            reason=Text("此操作只能在服务器控制台进行。", "This is done at the server's console only."),
            remedy=Text(
                "请系统运维人员在服务器上执行 luoshi 命令。", "Ask the operator to run the luoshi command there."
            ),
        )


def check_not_for_oneself(by: Actor, account: Account) -> None:
    """Nobody gives themselves a post, nor the person they stand in for."""
    if by.speaks_for(account.pk):
        raise Refused(
            "org.not_for_oneself",
            reason=Text(
                "不得给本人或本人所代办的人授予岗位。", "Nobody gives a post to themselves or to whom they act for."
            ),
            remedy=Text("请另一位管理员办理。", "Ask another administrator."),
        )


def check_can_delegate(by: Actor, post: Post, deputy: Account) -> None:
    """The holder lends their own post; an administrator does it for them, but never to themselves."""
    if by.account_id == post.account_id:
        return
    check_can_administer(by, post.unit)
    check_not_for_oneself(by, deputy)


def check_can_revoke(by: Actor, delegation: Delegation) -> None:
    """Holder and deputy may end it at any time, and so may an administrator."""
    if by.account_id not in (delegation.post.account_id, delegation.deputy_id):
        check_can_administer(by, delegation.post.unit)

"""Who may look into the log, and who may take its heads away."""

from luoshi.rules.actors import Actor, PostHeld, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def can_read_log(by: Actor) -> bool:
    """Auditors and administrators; the log names every act, and shows what rows held only by their digests."""
    return by.has_role(Role.AUDITOR, Role.ADMINISTRATOR)


def check_can_read_log(by: Actor) -> None:
    """Refuse the log to all others."""
    if not can_read_log(by):
        raise Refused(
            "audit.may_not_read",
            reason=Text("审计日志由审计员和管理员查阅。", "Auditors and administrators read the log."),
            remedy=Text("请联系本单位审计员。", "Ask an auditor of your unit."),
        )


def can_receive(by: Actor) -> bool:
    """Whether a head may be received."""
    try:
        check_can_receive(by)
    except Refused:
        return False
    return True


def check_can_receive(by: Actor) -> PostHeld:
    """The post in which a head is received: an auditor's, never in another's name or beside an administrator's post.

    A head is worth something only where the administrators cannot reach it.
    """
    posts = [post for post in by.posts if post.role is Role.AUDITOR]
    if not posts or by.has_role(Role.ADMINISTRATOR) or by.on_behalf_of:
        raise Refused(
            "audit.may_not_receive",
            reason=Text(
                "日志头由审计员本人签收，管理员不得签收。",
                "A head is received by an auditor in person, no administrator.",
            ),
            remedy=Text("请由其他单位的审计员签收。", "Let an auditor of another unit receive it."),
        )
    return posts[0]

"""Which posts one person may hold side by side."""

from collections.abc import Iterable

from luoshi.org.models import Post, Unit
from luoshi.people.models import Account
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_compatible(role: Role, others: Iterable[Post]) -> None:
    """An auditor reads everything and writes nothing, so holds no other role, and nobody else becomes one besides."""
    for other in others:
        if (role is Role.AUDITOR) != (other.role == Role.AUDITOR):
            raise Refused(
                "org.auditor_stands_alone",
                reason=Text(
                    f"审计员不得兼任其他岗位（现有岗位：{other.unit.title}{Role(other.role).label.zh}）。",
                    f"An auditor holds no other role ({Role(other.role).label.en} at {other.unit.title}).",
                ),
                remedy=Text("先终止现有岗位，或另择人选。", "End the other post first, or choose somebody else."),
            )


JUDGING = frozenset({Role.VERIFIER, Role.SUPERVISOR})
DOING = frozenset({Role.COUNTY_LEAD, Role.BUREAU_OFFICER, Role.TOWNSHIP_CLERK})


def check_separate_hands(role: Role, unit: Unit, others: Iterable[Post]) -> None:
    """A lent post never brings the work of a unit and the judging of it into one hand.

    Posts of one's own are seen together whenever one acts (`Actor.is_tied_to`), so only lent ones are checked here.
    """
    for other in others:
        theirs = Role(other.role)
        if _judges(role, unit, theirs, other.unit) or _judges(theirs, other.unit, role, unit):
            raise Refused(
                "org.own_work",
                reason=Text(
                    f"代办人同时具有“{unit.title}”{role.label.zh}与“{other.unit.title}”{theirs.label.zh}身份，会核验自己办的事。",
                    f"As {role.label.en} at {unit.title} and {theirs.label.en} at {other.unit.title}"
                    " the deputy would judge their own work.",
                ),
                remedy=Text("另择代办人。", "Choose another deputy."),
            )


def _judges(role: Role, unit: Unit, doing: Role, at: Unit) -> bool:
    return role in JUDGING and doing in DOING and at.path.startswith(unit.path)


def check_account_active(account: Account) -> None:
    """Refuse a post for an account that cannot sign in."""
    if not account.is_active:
        raise Refused(
            "org.account_inactive",
            reason=Text(
                f"{account.display_name}的账号已停用。", f"The account of {account.display_name} is deactivated."
            ),
            remedy=Text("另择人选，或为其新建账号。", "Choose somebody else, or give them a new account."),
        )


def held_already(post: Post) -> Refused:
    """The refusal of a second equal post over the same days."""
    until = post.valid_to or "…"
    return Refused(
        "org.post_overlap",
        reason=Text(
            f"此人在{post.valid_from}至{until}已任“{post.unit.title}”{Role(post.role).label.zh}。",
            f"They are {Role(post.role).label.en} at {post.unit.title} from {post.valid_from} to {until} already.",
        ),
        remedy=Text("先终止原岗位，或改用不重叠的日期。", "End that post first, or choose days that do not overlap."),
    )


def changed_meanwhile() -> Refused:
    """The refusal of a change to something that has changed since it was read."""
    return Refused(
        "org.changed_meanwhile",
        reason=Text("这项内容刚刚被他人修改。", "Somebody else has just changed this."),
        remedy=Text("刷新后重新办理。", "Reload and try again."),
    )

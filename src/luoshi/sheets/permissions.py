"""Who may go on with an import: who brought it. Who checks the work or keeps the system may look at it."""

from luoshi.rules.actors import OVERSEEING, Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.sheets.models import Import


def is_own(actor: Actor, brought: Import) -> bool:
    """Whether the person brought it, or stands in for who did."""
    return actor.speaks_for(brought.by_account) or actor.speaks_for(brought.for_account)


def can_see(actor: Actor, brought: Import) -> bool:
    """Whether the person may look at an import with all its rows."""
    over = any(post.role in OVERSEEING and brought.unit.path.startswith(post.unit_path) for post in actor.posts)
    return is_own(actor, brought) or over


def check_is_own(actor: Actor, brought: Import) -> None:
    """Refuse going on with somebody else's import."""
    if not is_own(actor, brought):
        raise Refused(
            "sheets.not_yours",
            reason=Text(f"这次导入是{brought.by_name}发起的。", f"{brought.by_name} brought this table."),
            remedy=Text("请由本人继续，或自己重新上传。", "Let them go on, or upload the table yourself."),
            where=str(brought.pk),
        )

"""Who may say what a wording means: supervisors for the whole city, and the office a datum comes from."""

from luoshi.packs.declarations import Element
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def can_confirm(by: Actor, element: Element) -> bool:
    """Whether the actor may confirm and withdraw wordings of an element."""
    of_the_city = any(post.role is Role.SUPERVISOR and post.is_at_root for post in by.posts)
    return of_the_city or any(
        post.role is Role.BUREAU_OFFICER and post.unit_code == element.owner for post in by.posts
    )


def can_bring(by: Actor) -> bool:
    """Whether the actor may try an existing dictionary on a line of work; publishing it is another's act."""
    of_the_city = (Role.SUPERVISOR, Role.ADMINISTRATOR)
    return any(post.role in of_the_city and post.is_at_root for post in by.posts)


def check_can_bring(by: Actor) -> None:
    """Refuse everybody else: a dictionary holds for the whole city."""
    if not can_bring(by):
        raise Refused(
            "dictionary.may_not_bring",
            reason=Text(
                "数据字典由全市督查员或管理员导入。", "Supervisors and administrators of the city import it."
            ),
            remedy=Text(
                "请他们导入；表可以先导出来照着填。", "Ask one of them; export the dictionary and follow it."
            ),
        )


def check_can_confirm(by: Actor, element: Element) -> None:
    """Refuse everybody else: a wording decides what forms of all offices are filled with."""
    if not can_confirm(by, element):
        raise Refused(
            "dictionary.may_not_confirm",
            reason=Text(
                "叫法由全市督查员或数据元归口单位的经办人确认。",
                "Wordings are confirmed by supervisors of the city or officers of the unit the datum comes from.",
            ),
            remedy=Text("请他们确认。", "Ask one of them."),
            where=element.code,
        )

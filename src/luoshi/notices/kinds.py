"""What a person may be told of, how urgent that is, and the ways it may reach them."""

from dataclasses import dataclass
from enum import StrEnum

from luoshi.rules.texts import Text

URGENT, SEND, POST = "notices.urgent", "notices.send", "notices.post"  # kinds of jobs


class Way(StrEnum):
    """How a notice reaches a person; in the site it always is."""

    NOW = "now"
    DIGEST = "digest"
    SITE = "site"

    @property
    def label(self) -> Text:
        """The way's name for people."""
        return WAYS[self]


WAYS = {
    Way.NOW: Text("随时发邮件", "Mail at once"),
    Way.DIGEST: Text("并入每日一封", "In one mail a day"),
    Way.SITE: Text("只在站内", "In the site only"),
}


class Kind(StrEnum):
    """What is told; the urgent ones first."""

    CHASED = "chased"
    OVERDUE = "overdue"
    RETURNED = "returned"
    ASSIGNED = "assigned"
    ASKED_TIME = "asked_time"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    OFFERED = "offered"
    MENTIONED = "mentioned"
    MOVED = "moved"
    FOLLOWED = "followed"

    @property
    def label(self) -> Text:
        """The kind's name for people."""
        return TRAITS[self].title

    @property
    def urgent(self) -> bool:
        """Whether it is mailed at once unless the person wants it otherwise."""
        return TRAITS[self].urgent

    @property
    def usual(self) -> Way:
        """The way it takes while the person has chosen none."""
        return Way.NOW if self.urgent else Way.DIGEST


@dataclass(frozen=True, slots=True)
class Traits:
    """A kind in words. `urgent` is declared here and nowhere else: a chase letter, a date that has passed."""

    title: Text
    about: Text
    urgent: bool = False


TRAITS = {
    Kind.CHASED: Traits(
        Text("催办", "Chased"), Text("本单位收到催办通知", "A chase letter to your unit"), urgent=True
    ),
    Kind.OVERDUE: Traits(
        Text("逾期", "Overdue"),
        Text("本单位牵头的事项过了期限", "A matter your unit leads is past its date"),
        urgent=True,
    ),
    Kind.RETURNED: Traits(
        Text("退回", "Returned"), Text("本单位牵头的事项被退回或重新打开", "A matter your unit leads came back")
    ),
    Kind.ASSIGNED: Traits(Text("交办", "Assigned"), Text("有事项交由本单位牵头", "Your unit was given the lead")),
    Kind.ASKED_TIME: Traits(
        Text("申请延期", "Time asked for"), Text("有延期申请等您审批", "Somebody asks you for more time")
    ),
    Kind.REFUSED: Traits(
        Text("未获同意", "Turned down"), Text("您提出的事没有获得同意", "What you proposed was turned down")
    ),
    Kind.CONFIRMED: Traits(
        Text("已获同意", "Confirmed"), Text("您提出的事已经同意", "What you proposed was confirmed")
    ),
    Kind.ANSWERED: Traits(Text("已答复", "Answered"), Text("您发出的催办有了答复", "A letter you sent was answered")),
    Kind.OFFERED: Traits(
        Text("另有一值", "Another value"),
        Text(
            "您填报的数另有人报了别的值，待裁定", "Somebody entered another value beside yours; one is to be chosen"
        ),
    ),
    Kind.MENTIONED: Traits(Text("提到您", "Mentioned"), Text("有人在留言中提到您", "A comment names you")),
    Kind.MOVED: Traits(
        Text("有进展", "Moved on"), Text("他人推进了本单位牵头的事项", "Others moved a matter your unit leads")
    ),
    Kind.FOLLOWED: Traits(Text("关注的动态", "Followed"), Text("您关注的记录有变动", "A record you follow changed")),
}
PRESSING = tuple(kind for kind in Kind if kind.urgent)


class Why(StrEnum):
    """Why it is this person who is told."""

    LEAD = "lead"
    DECIDES = "decides"
    DID = "did"
    ENTERS = "enters"
    NAMED = "named"
    WATCHES = "watches"

    @property
    def label(self) -> Text:
        """The reason as a sentence."""
        return REASONS[self]


REASONS = {
    Why.LEAD: Text("因为您在牵头单位任职或代办", "because you hold, or stand in for, a post in the lead unit"),
    Why.DECIDES: Text("因为由您审批", "because it is yours to decide"),
    Why.DID: Text("因为是您提出的", "because you proposed it"),
    Why.ENTERS: Text("因为这份报表由您填报", "because this return is yours to enter"),
    Why.NAMED: Text("因为留言提到了您", "because a comment names you"),
    Why.WATCHES: Text("因为您关注了这条记录", "because you follow this record"),
}

"""Why a matter needs somebody: kinds, codes, and the words in both languages."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.packs.declarations import Move, Party
from luoshi.registers.permissions import title_of
from luoshi.rules.actors import Role
from luoshi.rules.texts import Text

MOST = 200
"""Matters looked at from one source; the page says so where there are more."""


class NeedKind(StrEnum):
    """What is wanted, the most pressing first."""

    CHASED = "chased"
    VERIFY = "verify"
    DUE = "due"
    MOVE = "move"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: `code` for programs, the texts for people, `subject` where it leads: ("chase", 7)."""

    kind: NeedKind
    code: str
    what: Text
    subject: tuple[str, int]
    due: date | None = None
    why: Text | None = None

    @property
    def text(self) -> Text:
        """Both in one sentence."""
        if self.why is None:
            return self.what
        return Text(f"{self.why.zh}，{self.what.zh}", f"{self.why.en}; {self.what.en}")


@dataclass(frozen=True, slots=True)
class Need:
    """A record that needs somebody today, the most pressing reason first."""

    record: int
    register: str
    reasons: tuple[Reason, ...]
    due: date | None

    @property
    def kinds(self) -> frozenset[NeedKind]:
        """Everything that is wanted."""
        return frozenset(reason.kind for reason in self.reasons)

    @property
    def urgency(self) -> tuple[int, date, int]:
        """What comes first: the kind, then the date."""
        return (list(NeedKind).index(self.reasons[0].kind), self.due or date.max, self.record)


@dataclass(frozen=True, slots=True)
class Found:
    """A reason with the record it is about."""

    record: int
    register: str
    due: date | None
    reason: Reason


def because(party: Party | Role, lead: str) -> Text:
    """Why a move is expected of somebody."""
    match party:
        case Party.LEAD:
            return Text(f"因{lead}是牵头单位", f"{lead} leads it")
        case Party.SUPPORT:
            return Text("因您单位是配合单位", "your unit supports it")
        case Party.SUPERVISOR:
            return Text("因这一项由您督办", "you supervise it")
        case _:
            who = title_of(party)
            return Text(f"因您是{who.zh}", f"you are {who.en}")


def to_take(move: Move) -> Text:
    """A move that can be taken."""
    return Text(f"下一步：{move.title.zh}", f"next: {move.title.en}")


def left(days: int | None, due: date | None) -> Text:
    """How a due date stands."""
    if due is None:
        return Text("已亮灯", "its light is on")
    if days is None:
        return Text(f"期限 {due}", f"due {due}")
    if days < 0:
        return Text(f"已逾期{-days}个工作日", f"{_days(-days)} late")
    return Text(f"还有{days}个工作日", f"{_days(days)} left")


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"

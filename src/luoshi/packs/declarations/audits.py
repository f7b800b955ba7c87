"""Logic audits of a return, and who owes it by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.rules.audits import Severity
from luoshi.rules.bands import Interval
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.texts import Text


class AuditKind(StrEnum):
    """What an audit holds a figure against."""

    RELATION = "relation"  # figures of the same return
    BALANCE = "balance"  # opening + gains - losses = closing
    CARRIED = "carried"  # opening = closing of the period before
    CHANGE = "change"  # the period before, or the same period a year before
    PLAUSIBLE = "plausible"  # what is credible at all


@dataclass(frozen=True, slots=True)
class Audit:
    """A relation between the figures of a return; `value` and `credible` where a figure has to lie in an interval."""

    id: str
    kind: AuditKind
    condition: Node
    source: str
    severity: Severity
    title: Text | None = None
    remedy: Text | None = None
    basis: str = ""
    value: Node | None = None
    credible: Interval | None = None
    unit: str = ""  # of `value`, for telling a slip of units


@dataclass(frozen=True, slots=True)
class OwedSeason:
    """From one day of the year to another, each as (month, day); it may pass New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, slots=True)
class AskingRung:
    """A notice by which a missing return is asked for, from so many working days past its due day on.

    `late` is 0 on the due day and negative before it.
    """

    id: str
    title: Text
    mark: str
    late: int
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes the return of each period, from when on, and how many working days after its end."""

    units: tuple[str, ...]  # kinds of unit
    working_days: int
    since: date
    basis: str
    season: OwedSeason | None = None  # owed all the year where there is none
    below: tuple[str, ...] = ()  # codes of units: they and those below them owe it, all where there is none
    chase: tuple[AskingRung, ...] = ()  # the ladder by which it is asked for; free reminders where there is none

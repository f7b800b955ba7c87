"""What one year's notice arranges, and what later notices changed in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from luoshi.rules.festivals import Festival
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; both count from one."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Notice:
    """The document behind the days; `unconfirmed` names the facts about it that no second source backs."""

    title: str
    number: str | None
    issued: date | None
    unconfirmed: frozenset[str]
    place: Place

    @property
    def basis(self) -> str:
        """How the document is cited: by its number, by its title where the number is not known."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Break:
    """The days off for one festival, or for several taken together, and the weekend days worked for them.

    A region's own festivals carry their title themselves.
    """

    festivals: tuple[Festival | Text, ...]
    off: tuple[date, ...]
    worked: tuple[date, ...]
    place: Place

    @property
    def label(self) -> Text:
        """Its festivals by name."""
        names = [item.label if isinstance(item, Festival) else item for item in self.festivals]
        return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))

    @property
    def days(self) -> tuple[date, ...]:
        """Every day the break says something about."""
        return self.off + self.worked


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later notice; each of its breaks takes the place of the one for the same festivals, or is added."""

    notice: Notice
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A year as its notice and the amendments give it."""

    year: int
    notice: Notice
    breaks: tuple[Break, ...]
    amendments: tuple[Amendment, ...]
    file: str
    place: Place

    def announced_by(self, day: date | None) -> bool:
        """Whether the notice was out on a day; one without a date counts as out when its year began."""
        return day is None or (self.notice.issued or date(self.year - 1, 12, 31)) <= day

    def in_force(self, known_on: date | None = None) -> tuple[Break, ...]:
        """The breaks after the amendments, or after those that were out on a day."""
        breaks = self.breaks
        for amendment in self.amendments:
            if known_on is None or (amendment.notice.issued or date.max) <= known_on:
                breaks = replaced(breaks, amendment.breaks)
        return breaks

    def notices(self, known_on: date | None = None) -> tuple[Notice, ...]:
        """The notice and the amendments, or those that were out on a day."""
        later = (amendment.notice for amendment in self.amendments)
        return self.notice, *(n for n in later if known_on is None or (n.issued or date.max) <= known_on)


def replaced(breaks: Iterable[Break], changes: tuple[Break, ...]) -> tuple[Break, ...]:
    """The breaks with the changed ones in the place of those for the same festivals."""
    changed = {change.festivals for change in changes}
    return tuple(sorted((*(b for b in breaks if b.festivals not in changed), *changes), key=lambda b: b.off))

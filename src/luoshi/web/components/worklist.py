"""The list of what needs somebody: matters in groups, each with its reasons."""

from dataclasses import dataclass

from luoshi.web.components.headings import Tab
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import FilterBar, Option, Pager
from luoshi.web.components.tables import Empty


@dataclass(frozen=True, slots=True)
class WorkReason:
    """Why a matter is there; `href` where the reason has a page of its own, such as a notice to answer."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One matter. `beside` is the address of what is shown in place, next to the list."""

    title: str
    number: str
    href: str
    beside: str
    reasons: tuple[WorkReason, ...]
    where: str
    unit: str
    due: str = ""
    light: Light | None = None


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The matters of one kind on this page."""

    title: str
    tone: Tone
    lines: tuple[WorkLine, ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """What needs somebody; `tabs` narrow it to a kind, `cut` says where there is more than is listed."""

    groups: tuple[WorkGroup, ...]
    tabs: tuple[Tab, ...]
    bar: FilterBar
    pager: Pager
    empty: Empty
    files: tuple[Option, ...]
    cut: str = ""

"""What stands above a page: the way back, and the views beside each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above this one."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing."""

    title: str
    href: str
    current: bool = False
